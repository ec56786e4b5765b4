import { describe, expect, it } from 'vitest'
import { clientKinds } from '../../src/clients/known-kinds.ts'
import { openLan, pac, type Setting } from '../clients/lan.ts'
import { wpadd } from '../support/program.ts'

const fqdn = ['--fqdn', 'pc.branch.example.com', '--client-ip', '192.0.2.20']

/** Runs `discover` against a LAN on loopback. */
async function discoverIn(setting: Setting, ...words: string[]) {
  await using lan = await openLan(setting)
  const { dns, dhcp, httpPort } = lan.reach
  const servers = ['--dns', `127.0.0.1:${dns[0]!.port}`, '--dhcp', `127.0.0.1:${dhcp!.port}`, '--http-port', `${httpPort}`]
  const said = await wpadd(['discover', '--fqdn', 'pc.branch.example.com', '--client-ip', '127.0.0.1', ...servers, ...words])
  return { ...said, seen: lan.seen, url: `http://127.0.0.1:${httpPort}/wpad.dat` }
}

const domains = ['branch.example.com']
const type = 'application/x-ns-proxy-autoconfig'

describe('discover', () => {
  it('C3: prints each lookup with its outcome, and what was found', async () => {
    const { code, out, err, seen } = await discoverIn({ domains }, '--as', 'firefox')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.replaceAll(/\(\d+(\.\d+)? ms\)/g, '(ms)').split('\n')).toEqual([
      'firefox as pc.branch.example.com: Firefox on Linux, macOS and BSD',
      '  dns    wpad.branch.example.com A  127.0.0.1  (ms)',
      `  http   GET http://wpad/wpad.dat   200 OK, ${pac.length} bytes, ${type}  (ms)`,
      `found http://wpad/wpad.dat: ${pac.length} bytes, ${type}`,
      '',
    ])
    expect(seen.http).toEqual(['wpad/wpad.dat'])
  })

  it('C1: says where the search stops, and what to do about it', async () => {
    const { code, out } = await discoverIn({ domains, dhcp: 'dead' }, '--as', 'windows10')
    expect(code).toBe(1)
    expect(out).toMatch(/GET http:\/\/127\.0\.0\.1:\d+\/wpad\.dat +127\.0\.0\.1 refuses the connection/)
    expect(out).toMatch(/^ +-> nothing answers HTTP there: .*wpad\.dat is what DHCP gives out$/m)
    expect(out).toMatch(/^no PAC: windows10 ends its search at the URL from DHCP, and goes DIRECT; fix what is there/m)
    expect(out).toMatch(/\[reported\]/)
    expect(out).toMatch(/^\[weak\], \[reported\]: how sure it is/m)
  })

  it('C1: as JSON it has the keys of the contract, and no others', async () => {
    const { code, out, url } = await discoverIn({ domains, dhcp: 'wpadd' }, '--as', 'kde', '--json')
    expect(code).toBe(0)
    const ms = expect.any(Number)
    expect(JSON.parse(out)).toEqual({
      kind: 'kde',
      fqdn: 'pc.branch.example.com',
      lookups: [
        { via: 'dhcp', ask: 'INFORM 252', outcome: url, ms },
        { via: 'http', ask: `GET ${url}`, outcome: `200 OK, ${pac.length} bytes, ${type}`, ms },
      ],
      pac: { url, bytes: pac.length, contentType: type },
    })
  })

  it('C3: as JSON, nothing found is null', async () => {
    const { code, out } = await discoverIn({}, '--as', 'firefox', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      lookups: [{ outcome: 'NXDOMAIN' }, { ask: 'wpad A', outcome: 'NXDOMAIN' }],
      pac: null,
    })
  })

  it('W7: --wait bounds every lookup', async () => {
    const { code, out } = await discoverIn({ domains, silent: ['wpad'] }, '--as', 'kde', '--wait', '0.1')
    expect(code).toBe(0)
    expect(out).toMatch(/INFORM 252 .*no answer within 100 ms/)
    expect(new Set(out.match(/no answer within [\w ]*\bms/g))).toEqual(new Set(['no answer within 100 ms']))
  })

  it('S1 S2: names of others are not asked, and are said', async () => {
    const words = ['--as', 'windows10', '--fqdn', 'pc.example.co.uk', '--wait', '0.1']
    const { out, seen } = await discoverIn({}, ...words)
    expect(out).toMatch(/wpad\.co\.uk A +not asked: outside the organisation/)
    expect(seen.dns.some((name) => name.startsWith('wpad.co.uk'))).toBe(false)
    const leaking = await discoverIn({}, ...words, '--leaks', '--json')
    expect(leaking.seen.dns.some((name) => name.startsWith('wpad.co.uk'))).toBe(true)
    const quiet = await discoverIn({}, ...words, '--json')
    expect(JSON.parse(quiet.out).lookups.some(({ ask }: { ask: string }) => ask.startsWith('wpad.co.uk'))).toBe(false)
  })

  it('does not let a server steer the terminal', async () => {
    const http = () => 'HTTP/1.1 404 \x1b[2J\x07bell\r\nContent-Length: 0\r\n\r\n'
    const { out } = await discoverIn({ domains, http }, '--as', 'firefox')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f]/)
    expect(out).toMatch(/404 \?\[2J\?bell/)
  })
})

describe('discover --plan', () => {
  it('C2: lists what would be asked, and asks nothing', async () => {
    const { code, out } = await wpadd(['discover', '--as', 'libproxy', ...fqdn, '--plan'])
    expect(code).toBe(0)
    expect(out.split('\n')).toEqual([
      'libproxy as pc.branch.example.com: libproxy 0.5, and by it the programs of GNOME (GLib)',
      '  dns    wpad.branch.example.com A',
      '  dns    wpad A',
      '  http   GET http://wpad/wpad.dat',
      '',
    ])
  })

  it('C6: as JSON it has via and ask alone', async () => {
    const { out } = await wpadd(['discover', '--as', 'macos', ...fqdn, '--plan', '--json'])
    expect(JSON.parse(out)).toEqual({
      kind: 'macos',
      fqdn: 'pc.branch.example.com',
      lookups: [
        { via: 'dhcp', ask: 'INFORM 252' },
        { via: 'http', ask: 'GET (the URL of option 252)' },
        { via: 'dns', ask: 'wpad.branch.example.com A' },
        { via: 'http', ask: 'GET http://wpad/wpad.dat' },
      ],
    })
  })

  it('S1: shows apart what is not asked without --leaks', async () => {
    const words = ['discover', '--as', 'ie5', '--fqdn', 'pc.example.co.uk', '--plan']
    const kept = 'not asked, as it is outside the organisation (--leaks): wpad.co.uk A'
    expect((await wpadd(words)).out).toContain(kept)
    const leaking = (await wpadd([...words, '--leaks'])).out
    expect(leaking).not.toContain(kept)
    expect(leaking).toContain('wpad.co.uk A')
  })

  it('C4: --verbose says what each lookup rests on', async () => {
    const { out } = await wpadd(['discover', '--as', 'ie7', ...fqdn, '--plan', '--verbose'])
    expect(out).toMatch(/^ +reported: Microsoft Learn, DhcpRequestParams/m)
    expect(out).toMatch(/the Host header is wpad \[weak: no source settles it\]/)
  })

  it('C4: --variant and --search change the names', async () => {
    const plan = async (...words: string[]) =>
      (await wpadd(['discover', '--as', 'windows10', '--fqdn', 'pc.a.b.example.com', '--plan', ...words])).out
    expect(await plan()).toContain('wpad.example.com A')
    expect(await plan('--variant', 'forest-root=b.example.com')).not.toContain('wpad.example.com A')
    expect(await plan('--search', 'one.example,two.example')).toMatch(/wpad\.one\.example A\n.*\n.*wpad\.two\.example A/)
  })
})

describe('discover --kinds', () => {
  it('C6: lists every kind with its dialect, how sure its lookups are, and its variants', async () => {
    const { code, out } = await wpadd(['discover', '--kinds'])
    expect(code).toBe(0)
    for (const [name, { dialect }] of clientKinds) expect(out).toMatch(new RegExp(`^${name} +${dialect} `, 'm'))
    expect(out).toMatch(/^chromium +chromium +measured/m)
    expect(out).toMatch(/^ {2}--variant wpad-com: .*\[weak\]$/m)
    const { kinds } = JSON.parse((await wpadd(['discover', '--kinds', '--json'])).out)
    expect(kinds.map(({ name }: { name: string }) => name)).toEqual([...clientKinds.keys()])
  })
})

const misuse: [string, string[], RegExp][] = [
  ['no kind', [], /no client kind is named/],
  ['an unknown kind', ['--as', 'netscape'], /--as: "netscape" is not a client kind \(draft, ie5/],
  ['an address for a name', ['--as', 'kde', '--fqdn', '192.0.2.1'], /--fqdn: "192\.0\.2\.1" is an address/],
  ['a bad name', ['--as', 'kde', '--fqdn', 'a..b'], /--fqdn: "a\.\.b" has an empty label/],
  ['an empty search list', ['--as', 'kde', '--fqdn', 'a.b', '--search', ','], /--search: no domain/],
  ['a bad server', ['--as', 'kde', '--fqdn', 'a.b', '--dns', 'x'], /--dns: "x" is not an address and port/],
  ['a bad port', ['--as', 'kde', '--fqdn', 'a.b', '--http-port', '0'], /--http-port: "0" is not a port/],
  ['an unknown variant', ['--as', 'kde', '--fqdn', 'a.b', '--variant', 'x'], /--variant: kde has no variant "x"/],
  ['no time', ['--as', 'kde', '--fqdn', 'a.b', '--wait', '0'], /--wait: "0" is not a number of seconds/],
  ['a bad address', ['--as', 'kde', '--fqdn', 'a.b', '--client-ip', 'x'], /--client-ip: "x" is not an IP address/],
  ['a word too many', ['firefox'], /Unexpected argument 'firefox'/],
]

it.each(misuse)('%s is misuse', async (_, words, message) => {
  const { code, out, err } = await wpadd(['discover', ...words])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(message)
  expect(err).not.toMatch(/\n\s+at /)
})

it('C9: a tool that knows no PAC has no discovery, and is told what it takes instead', async () => {
  const { code, err } = await wpadd(['discover', '--as', 'curl'])
  expect(code).toBe(2)
  expect(err).toContain('--as: curl knows no PAC and looks for none: set http_proxy, https_proxy and no_proxy for it')
  expect((await wpadd(['discover', '--kinds'])).out).not.toMatch(/^(curl|git|wget|pip) /m)
})
