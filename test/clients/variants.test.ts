import { describe, expect, it } from 'vitest'
import { advise, conclude, suspect } from '../../src/clients/advice.ts'
import type { Made } from '../../src/clients/outcome.ts'
import { wireName } from './dns-wire.ts'
import { discoverIn, hostNamed, kindNamed, pc } from './host.ts'
import { openLan, type Setting } from './lan.ts'
import { short, states } from './states.ts'

const domains = ['department.branch.example.com']
const parent = { domains: ['example.com'] }
const soa = {
  'example.com': { type: 6, data: Buffer.concat([wireName('ns.example.com'), wireName('ns.example.com'), Buffer.alloc(20)]) },
}
const reverse = { '1.0.0.127.in-addr.arpa': { type: 12, data: wireName('ns.example.com') } }

/** A kind on the host of the examples, what the network is like, and its lookups with how they end. */
const rows: [title: string, kind: string, setting: Setting, lookups: string][] = [
  [
    'C6: KDE stops at a domain with a SOA record',
    'kde',
    { ...parent, dhcp: '\n', records: soa },
    'INFORM 252 nothing; wpad.d A nothing; wpad.d.d A nothing; b SOA nothing; wpad.b A nothing; wpad.b.d A nothing; e SOA found',
  ],
  [
    'C6: libproxy 0.4 follows no redirect',
    'libproxy+0.4',
    states['HTTP redirects'],
    'wpad.d A found; GET http://wpad/wpad.dat nothing',
  ],
  [
    'C6: libproxy 0.3 skips its own domain',
    'libproxy+0.3',
    { domains: ['branch.example.com'] },
    'wpad.d A nothing; wpad A nothing; wpad.b A found; GET http://wpad.b/wpad.dat found',
  ],
  [
    'C4: devolution ends at the root of the forest',
    'windows10+forest-root=branch.example.com',
    { ...parent, dhcp: '\n' },
    'INFORM 252 nothing; wpad.d A nothing; wpad.d AAAA nothing; wpad.b A nothing; wpad.b AAAA nothing',
  ],
  [
    'C4: Internet Explorer 11 on Windows 7 does not ask DNS once DHCP has answered',
    'ie7+ie11-windows-7',
    { domains, dhcp: 'wpadd' },
    'INFORM 252 found; GET http://wpadd/wpad.dat found',
  ],
  [
    'C3: without DHCP, Firefox on Windows asks DNS',
    'firefox-windows+no-dhcp',
    { domains, dhcp: 'dead' },
    'wpad.d A found; wpad.d AAAA nothing; GET http://wpad/wpad.dat found',
  ],
  [
    'W8: Wine fetches from the name that the address resolves back to',
    'wine',
    { domains, records: reverse },
    'wpad.d A found; wpad.d AAAA nothing; 1.0.0.127.in-addr.arpa PTR found; GET http://ns.e/wpad.dat found',
  ],
  [
    'C2: Chromium goes DIRECT when a question of its quick check gets no answer',
    'chromium-windows',
    { ...parent, dhcp: '\n', silent: ['wpad.department.branch.example.com'] },
    'INFORM 252 nothing; wpad.d A silent; wpad.d AAAA silent; wpad.b A silent; wpad.b AAAA silent; wpad.e A silent; wpad.e AAAA silent',
  ],
  [
    'N5 C3: at a refusal glibc leaves its search list, and asks for the label alone',
    'firefox',
    { refused: ['wpad.department.branch.example.com'] },
    'wpad.d A failed; wpad A nothing',
  ],
  [
    'W8: proxy-vole ends its search at a refused connection',
    'proxy-vole',
    { ...parent, dhcp: 'dead' },
    'INFORM 252 found; GET http://dead/wpad.dat failed',
  ],
  [
    'D11 C1: "no proxy here" from DHCP sends the client on to DNS',
    'winhttp',
    { domains, dhcp: '\n' },
    'INFORM 252 nothing; wpad.d A found; wpad.d AAAA nothing; GET http://wpad/wpad.dat found',
  ],
  [
    'C1: what DHCP says and is no URL sends the client on to DNS',
    'kde',
    { domains, dhcp: 'wpad' },
    'INFORM 252 nothing; wpad.d A found; GET http://wpad.d/wpad.dat found',
  ],
  [
    'C1: the host of a DHCP URL is asked for',
    'winhttp',
    { domains, dhcp: 'http://wpad.department.branch.example.com/wpad.dat' },
    'INFORM 252 found; wpad.d A found; wpad.d AAAA nothing; GET http://wpad.d/wpad.dat found',
  ],
  [
    'C1: a host without a dot is asked for under the search list',
    'macos',
    { domains, dhcp: 'http://wpad/wpad.dat' },
    'INFORM 252 found; wpad.d A found; GET http://wpad/wpad.dat found',
  ],
  [
    'C1: a DHCP URL whose host has no address ends the search of Windows',
    'winhttp',
    { domains, dhcp: 'http://gone.example.com/wpad.dat' },
    'INFORM 252 found; gone.e A nothing; gone.e AAAA nothing; GET http://gone.e/wpad.dat failed',
  ],
]

describe('what else can happen', () => {
  it.each(rows)('%s', async (_, kind, setting, lookups) => {
    await using lan = await openLan(setting)
    const made = await discoverIn(lan, kind)
    expect(made.map(({ ask, outcome }) => `${short(ask, lan)} ${outcome.end}`).join('; ')).toBe(lookups)
  })

  it('N5 C2 C6: at a refusal glibc asks no further domain of its list', async () => {
    await using lan = await openLan({ domains: ['example.com'], refused: ['wpad.branch.example.com'], dhcp: '\n' })
    const host = { ...pc, search: ['branch.example.com', 'example.com'] }
    const asks = async (kind: string) => (await discoverIn(lan, kind, { host })).map(({ ask }) => short(ask, lan)).join('; ')
    expect(await asks('chromium')).toBe('wpad.b A; wpad A')
    expect(await asks('kde')).toBe('INFORM 252; wpad.b A; wpad.b.b A; wpad.b.e A; e SOA; wpad.e A; GET http://wpad.e/wpad.dat')
    expect(await asks('macos')).toBe('INFORM 252; wpad.b A; wpad.e A; GET http://wpad/wpad.dat')
  })

  it('C5: Internet Explorer 6 asks for /wpad.da where DHCP has no NUL at the end', async () => {
    await using lan = await openLan({ dhcp: 'wpadd' })
    const made = await discoverIn(lan, 'ie6+drops-last-character')
    expect(made.map(({ ask }) => ask)).toEqual(['INFORM 252', `GET http://127.0.0.1:${lan.httpPort}/wpad.da`])
    expect(made.at(-1)?.outcome.end).toBe('found')
  })
})

const poisoned: Setting = {
  neighbour: (bytes, _, reply) => {
    const answer = Buffer.from(bytes)
    answer.writeUInt16BE(0x8000, 2)
    answer.writeUInt16BE(1, 6)
    const isNetbios = bytes.readUInt16BE(bytes.length - 4) === 0x20
    const record = isNetbios
      ? Buffer.concat([bytes.subarray(12, 46), Buffer.from([0, 0x20, 0, 1, 0, 0, 0, 60, 0, 6, 0, 0, 127, 0, 0, 1])])
      : Buffer.concat([wireName('wpad'), Buffer.from([0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1])])
    reply(isNetbios ? Buffer.concat([answer.subarray(0, 12), record]) : Buffer.concat([answer, record]))
  },
}

describe('neighbours', () => {
  it('C4 S3: a neighbour that answers to LLMNR is believed, and named', async () => {
    await using lan = await openLan({ ...poisoned, dhcp: '\n' })
    const made = await discoverIn(lan, 'windows10+link-local')
    expect(made.find(({ lookup }) => lookup.via === 'llmnr')?.outcome).toMatchObject({ says: '127.0.0.1', from: '127.0.0.1' })
    expect(made.at(-1)).toMatchObject({ ask: 'GET http://wpad/wpad.dat', outcome: { end: 'found' } })
  })

  it('C4 S3: so is one that answers to NetBIOS', async () => {
    await using lan = await openLan({ ...poisoned, dhcp: '\n' })
    const made = await discoverIn(lan, 'ie6')
    expect(made.at(-2)).toMatchObject({ ask: 'WPAD<00>', outcome: { end: 'found', values: ['127.0.0.1'] } })
    expect(made.at(-1)?.outcome.end).toBe('found')
  })

  it('C4 S3: neighbours are not asked where DNS has the name, nor by a client that asks none', async () => {
    await using lan = await openLan({ ...poisoned, dhcp: '\n', domains })
    expect((await discoverIn(lan, 'windows10+link-local')).map(({ lookup }) => lookup.via)).not.toContain('llmnr')
    await using other = await openLan({ ...poisoned, dhcp: '\n' })
    expect((await discoverIn(other, 'windows10')).map(({ lookup }) => lookup.via)).not.toContain('llmnr')
  })
})

const foreign = hostNamed('pc.example.co.uk')

describe('names of others', () => {
  const reached = { domains: ['co.uk'], dhcp: '\n' }

  it('S1 S2: wpad.co.uk is not asked', async () => {
    await using lan = await openLan(reached)
    const made = await discoverIn(lan, 'windows10', { host: foreign })
    expect(made.filter(({ outcome }) => outcome.end === 'withheld').map(({ ask }) => ask)).toEqual([
      'wpad.co.uk A',
      'wpad.co.uk AAAA',
    ])
    expect(lan.seen.dns.filter((name) => name.includes('wpad.co.uk'))).toEqual([])
    expect(conclude(made, kindNamed('windows10'))).toMatch(/^no PAC/)
  })

  it('S1 S2: with leaks it is asked by DNS, and nothing is fetched from it', async () => {
    await using lan = await openLan(reached)
    const made = await discoverIn(lan, 'windows10', { host: foreign, leaks: true })
    expect(made.find(({ ask }) => ask === 'wpad.co.uk A')?.outcome).toMatchObject({ end: 'found', values: ['127.0.0.1'] })
    expect(made.at(-1)?.outcome).toMatchObject({ end: 'withheld', reason: 'outside' })
    expect(lan.seen.http).toEqual([])
    expect(conclude(made, kindNamed('windows10'))).toBe('no PAC of yours: windows10 would take the one at http://wpad/wpad.dat')
  })

  it.each([
    [false, ['wpad.example.net A', 'wpad.example.net AAAA'], []],
    [true, [], ['wpad.example.net 1', 'wpad.example.net 28']],
  ])(
    'S1: a DHCP URL that leads to someone else is not followed; with leaks (%s) DNS is asked',
    async (leaks, withheld, asked) => {
      await using lan = await openLan({ dhcp: 'http://wpad.example.net/wpad.dat' })
      const made = await discoverIn(lan, 'winhttp', { leaks })
      const kept = made.filter(({ outcome, lookup }) => outcome.end === 'withheld' && lookup.via === 'dns')
      expect(kept.map(({ ask }) => ask)).toEqual(withheld)
      expect(lan.seen.dns).toEqual(asked)
      expect(made.at(-1)?.outcome.end).toBe('withheld')
    },
  )

  it('S1: a domain that the user calls ours is asked', async () => {
    await using lan = await openLan({ dhcp: 'http://wpad.example.net/wpad.dat', domains: ['example.net'] })
    const made = await discoverIn(lan, 'winhttp', { host: { ...pc, ours: ['example.net'] } })
    expect(made.at(-1)?.outcome.end).toBe('found')
  })

  it('S1: a redirect to someone else is not followed', async () => {
    const http = () => 'HTTP/1.1 302 Found\r\nLocation: http://portal.example.net/\r\nContent-Length: 0\r\n\r\n'
    await using lan = await openLan({ domains, http })
    const made = await discoverIn(lan, 'firefox')
    expect(made.at(-1)?.outcome).toMatchObject({ end: 'withheld', reason: 'outside' })
    expect(lan.seen.dns.filter((name) => name.includes('portal'))).toEqual([])
  })
})

describe('advice', () => {
  const last = async (kind: string, setting: Setting): Promise<[Made, string]> => {
    await using lan = await openLan(setting)
    const made = await discoverIn(lan, kind)
    return [made.at(-1)!, conclude(made, kindNamed(kind))]
  }

  it.each([
    ['C1: ', 'winhttp', { dhcp: 'dead', domains }, /open port 80/, /ends its search at the URL from DHCP.*take option 252 away/],
    ['C2: ', 'chromium', states['HTTP gives HTML'], /a web page comes instead of the PAC/, /chromium ends its search after GET/],
    ['C3: ', 'firefox', states['HTTP gives 404'], /status 200 on every Host/, /firefox ends its search/],
    ['C6: ', 'android', {}, undefined, /android asks nothing/],
  ] as const)('%s%s is told what to do', async (_, kind, setting, advice, conclusion) => {
    await using lan = await openLan(setting)
    const made = await discoverIn(lan, kind)
    const end = made.at(-1)
    if (advice === undefined) expect(end).toBeUndefined()
    else expect(advise(end!, kindNamed(kind))).toMatch(advice)
    expect(conclude(made, kindNamed(kind))).toMatch(conclusion)
  })

  it('C8: a name that does not exist may be one that a Windows DNS server hides', async () => {
    await using lan = await openLan({})
    expect(suspect(await discoverIn(lan, 'firefox'))).toMatch(/global query block list/)
    await using refusing = await openLan({ refused: ['wpad.department.branch.example.com', 'wpad'] })
    expect(suspect(await discoverIn(refusing, 'firefox'))).toBeUndefined()
    await using good = await openLan({ domains: ['example.com'], dhcp: '\n' })
    expect(suspect(await discoverIn(good, 'winhttp'))).toBeUndefined()
  })

  it('says nothing where a lookup found what it asked for', async () => {
    const [made, conclusion] = await last('firefox', { domains })
    expect(advise(made, kindNamed('firefox'))).toBeUndefined()
    expect(conclusion).toMatch(/^found http:\/\/wpad\/wpad.dat: \d+ bytes, application\/x-ns-proxy-autoconfig$/)
  })
})
