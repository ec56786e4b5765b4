import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import dns2 from 'dns2'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Configured, configured } from '../support/configured.ts'
import { root, wpadd } from '../support/program.ts'

const { Packet } = dns2

let config: Configured
beforeEach(async () => {
  config = await configured()
})
afterEach(() => config[Symbol.dispose]())

const evaluate = (words: string[]) => wpadd(['eval', ...words], { cwd: root })
const file = (name: string): string => join(config.folder, name)
const write = (name: string, text: string): string => {
  config.write(name, text)
  return file(name)
}
const resolving = 'function FindProxyForURL(url, host) {\n  return "PROXY " + dnsResolve(host) + ":1";\n}\n'

// a name server that knows one name, says nothing of another, and counts what it is asked
async function nameServer() {
  const socket = createSocket('udp4')
  const asked: string[] = []
  socket.on('message', (message, { port, address }) => {
    const response = Packet.createResponseFromRequest(Packet.parse(message))
    const [{ name = '', type }] = response.questions as unknown as [{ name?: string; type?: number }]
    if (name === 'silent.test') return
    if (type === Packet.TYPE.A) asked.push(name)
    if (type === Packet.TYPE.A)
      response.answers.push(new Packet.Resource({ name, type, class: Packet.CLASS.IN, ttl: 1, address: '203.0.113.5' }))
    socket.send(response.toBuffer(), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { address: `127.0.0.1:${socket.address().port}`, asked, [Symbol.dispose]: () => void socket.close() }
}

describe('P1: --trace', () => {
  const pac = 'pac/examples/office.pac'
  const noTimes = (text: string): string => text.replace(/\d+\.\d{3} ms/g, 'N ms')

  it('shows why, and what ran, to people', async () => {
    const { code, out } = await evaluate([pac, 'http://www.example.com/', '--trace'])
    expect(code).toBe(0)
    expect(noTimes(out)).toBe(`http://www.example.com/
  DIRECT
  line 4 matched: dnsDomainIs(host, ".example.com")
    lines that ran
       4  if (isPlainHostName(host) || dnsDomainIs(host, ".example.com")) {
       5  return "DIRECT";
    conditions
       4  false  isPlainHostName(host)
       4  true   dnsDomainIs(host, ".example.com")
    calls
       4  isPlainHostName("www.example.com") → false  N ms
       4  dnsDomainIs("www.example.com", ".example.com") → true  N ms
`)
  })

  it('--json has it on each line', async () => {
    const { out } = await evaluate([pac, 'http://www.example.com/', 'http://localhost/', '--trace', '--json'])
    const [first, second] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(first).toMatchObject({
      as: 'chromium',
      verdict: { raw: 'DIRECT' },
      summary: 'line 4 matched: dnsDomainIs(host, ".example.com")',
      trace: {
        lines: [
          { line: 4, times: 1 },
          { line: 5, times: 1 },
        ],
        decided: { line: 5 },
      },
    })
    expect(second).toMatchObject({ verdict: { kind: 'bypassed' }, trace: { lines: [], calls: [] } })
  })

  it('--as all shows kinds that took the same way together, and why others did not', async () => {
    const script = 'function FindProxyForURL(url, host) {\n  return /secret/.test(url) ? "PROXY a:1" : "DIRECT";\n}'
    const { code, out } = await evaluate([write('x.pac', script), 'https://a.test/secret', '--as', 'all', '--trace'])
    expect(code).toBe(0)
    expect(out).toContain(
      '  they differ: line 2: /secret/.test(url) is false for chromium, true for winhttp; chromium gives the script "https://a.test/", winhttp "https://a.test/secret"\n',
    )
    expect(out.match(/lines that ran/g)).toHaveLength(2)
    expect(out).toMatch(/^ {2}chromium, firefox, .*: DIRECT$/m)
  })

  it('a failure names its line', async () => {
    const { code, out } = await evaluate([
      write('x.pac', 'function FindProxyForURL(url, host) {\n  if (host)\n    throw "no";\n}'),
      'http://a.test/',
      '--trace',
    ])
    expect(code).toBe(1)
    expect(out).toContain('  line 3 threw: no\n')
  })

  it('shows of a long trace the beginning and the end', async () => {
    const script =
      'function FindProxyForURL(url, host) {\n  for (var i = 0; i < 100; i++) if (host == i) return "A";\n  return "B";\n}'
    const { out } = await evaluate([write('x.pac', script), 'http://a.test/', '--trace'])
    expect(out).toContain('151 more, which --json shows\n')
    expect(out).toContain('2  return "B";'.slice(3))
  })
})

describe('P1: names', () => {
  it.each([
    ['as in /etc/hosts', '# ours\n192.0.2.1 a.test www.a.test\n'],
    ['as JSON', '{"a.test": ["192.0.2.1"]}'],
  ])('--dns-file: %s', async (_, text) => {
    const { out } = await evaluate([write('x.pac', resolving), 'http://a.test/', '--dns-file', write('names', text)])
    expect(out).toBe('http://a.test/  PROXY 192.0.2.1:1\n')
  })

  it('--dns is before --dns-file', async () => {
    const names = write('names', '192.0.2.1 a.test')
    const { out } = await evaluate([
      write('x.pac', resolving),
      'http://a.test/',
      '--dns-file',
      names,
      '--dns',
      'A.test=192.0.2.2',
    ])
    expect(out).toBe('http://a.test/  PROXY 192.0.2.2:1\n')
  })

  it('--resolver is asked for the others, each once for all kinds', async () => {
    using server = await nameServer()
    const words = ['--resolver', server.address, '--as', 'all', '--dns', 'b.test=192.0.2.2', '--trace', '--json']
    const { out } = await evaluate([write('x.pac', resolving), 'http://a.test/', 'http://b.test/', ...words])
    const raws = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).verdict.raw)
    expect(new Set(raws)).toEqual(new Set(['PROXY 203.0.113.5:1', 'PROXY 192.0.2.2:1']))
    expect(server.asked).toEqual(['a.test'])
  })

  it('--dns-timeout: a name that is not answered in time does not resolve', async () => {
    using server = await nameServer()
    const { out } = await evaluate([
      write('x.pac', resolving),
      'http://silent.test/',
      '--resolver',
      server.address,
      '--dns-timeout',
      '100',
    ])
    expect(out).toBe('http://silent.test/  PROXY null:1\n')
  })
})

describe('P1: --save and --replay', () => {
  it('does again elsewhere what was done here, with the names of then', async () => {
    using server = await nameServer()
    const saved = file('saved.json')
    const first = await evaluate([
      write('x.pac', resolving),
      'http://a.test/',
      '--resolver',
      server.address,
      '--save',
      saved,
      '--trace',
    ])
    expect(first.code).toBe(0)
    expect(JSON.parse(readFileSync(saved, 'utf8'))).toMatchObject({
      format: 1,
      wpadd: expect.stringMatching(/^\d/),
      world: { dns: { 'a.test': ['203.0.113.5'] }, tz: expect.any(String), now: expect.any(String) },
      verdicts: [
        { as: 'chromium', url: 'http://a.test/', verdict: { raw: 'PROXY 203.0.113.5:1' }, trace: { decided: { line: 2 } } },
      ],
    })
    const again = await wpadd(['eval', '--replay', saved], { cwd: config.folder, env: { TZ: 'Asia/Tokyo' } })
    expect(again).toMatchObject({ code: 0, out: 'http://a.test/  PROXY 203.0.113.5:1\nthe verdict is the one that was saved\n' })
    expect(server.asked).toEqual(['a.test'])
  })

  it('ends with 1 and says so when a verdict is another one', async () => {
    const saved = file('saved.json')
    await evaluate([write('x.pac', resolving), 'http://a.test/', 'http://b.test/', '--dns', 'a.test=192.0.2.1', '--save', saved])
    config.write(
      'saved.json',
      readFileSync(saved, 'utf8').replaceAll('192.0.2.1', '192.0.2.9').replace('"raw": "PROXY 192.0.2.9:1"', '"raw": "DIRECT"'),
    )
    const { code, out } = await evaluate(['--replay', saved])
    expect(code).toBe(1)
    expect(out).toContain('1 of 2 verdicts are not those that were saved:\n  http://a.test/ as chromium: was ')
    const { out: json } = await evaluate(['--replay', saved, '--json'])
    expect(
      json
        .trim()
        .split('\n')
        .map((line) => 'was' in JSON.parse(line)),
    ).toEqual([true, false])
  })
})

describe('what a user gets wrong is said in one line', () => {
  const wrong: [string, string[], number, RegExp][] = [
    ['a PAC that is not there', ['gone.pac', 'http://a.test/'], 1, /^wpadd: there is no file gone\.pac\n/],
    ['a PAC that is a folder', ['pac', 'http://a.test/'], 1, /^wpadd: pac is a folder\n/],
    [
      'a file of names that is not there',
      ['pac/examples/office.pac', 'http://a.test/', '--dns-file', 'gone'],
      2,
      /--dns-file: there is no file gone/,
    ],
    [
      'a file that is none of names',
      ['pac/examples/office.pac', 'http://a.test/', '--dns-file', 'LICENSE'],
      2,
      /--dns-file: LICENSE: line 1: ".*" is not an IP address/,
    ],
    [
      'a resolver that is none',
      ['pac/examples/office.pac', 'http://a.test/', '--resolver', 'dns.example.org'],
      2,
      /--resolver: "dns\.example\.org" is not an address and port/,
    ],
    [
      'a time that is none',
      ['pac/examples/office.pac', 'http://a.test/', '--live', '--dns-timeout', 'soon'],
      2,
      /--dns-timeout: "soon" is not a number of milliseconds from 1 to 60000/,
    ],
    ['a replay of what is no record', ['--replay', 'package.json'], 2, /--replay: package\.json: format is missing/],
    ['a replay of what is not there', ['--replay', 'gone.json'], 2, /--replay: there is no file gone\.json/],
    [
      'a replay in another world',
      ['--replay', 'x', '--dns', 'a=192.0.2.1'],
      2,
      /--replay takes everything from its file, so "--dns" has no place/,
    ],
    ['a replay with a URL', ['--replay', 'x', 'http://a.test/'], 2, /so "http:\/\/a\.test\/" has no place/],
    [
      'a file that cannot be written',
      ['pac/examples/office.pac', 'http://a.test/', '--save', 'gone/x.json'],
      2,
      /--save: gone\/x\.json cannot be written/,
    ],
  ]
  it.each(wrong)('%s', async (_, words, code, message) => {
    const ended = await evaluate(words)
    expect(ended.err).toMatch(message)
    expect(ended.code).toBe(code)
  })
})
