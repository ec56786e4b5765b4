import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Configured, configured } from '../support/configured.ts'
import { root, run, wpadd } from '../support/program.ts'

let config: Configured
beforeEach(async () => {
  config = await configured()
})
afterEach(() => config[Symbol.dispose]())

const pac = 'pac/examples/office.pac'
const evaluate = (words: string[], input?: string) =>
  wpadd(['eval', ...words], { cwd: root, ...(input === undefined ? {} : { input }) })

it('prints a line for each URL', async () => {
  const { code, out, err } = await evaluate([pac, 'https://www.example.org/', 'http://intranet/'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const [first, second] = out.split('\n')
  expect(first).toMatch(
    /^https:\/\/www\.example\.org\/ +PROXY proxy\.example\.com:3128 → PROXY proxy2\.example\.com:3128 → DIRECT$/,
  )
  expect(second).toMatch(/^http:\/\/intranet\/ +DIRECT$/)
})

it('--json is an object a line', async () => {
  const { out } = await evaluate([pac, 'http://intranet/', '--json'])
  expect(JSON.parse(out)).toEqual({
    url: 'http://intranet/',
    as: 'chromium',
    verdict: { kind: 'answered', raw: 'DIRECT', proxies: [{ type: 'direct' }] },
  })
})

it('--as all puts the dialects side by side, and says where they differ', async () => {
  const script = 'function FindProxyForURL(url, host) { return host.endsWith(".test") ? "PROXY a.test:80" : "DIRECT" }'
  const { code, out } = await evaluate(['-', 'http://www.test/', 'http://localhost/', '--as', 'all'], script)
  expect({ code, out }).toEqual({
    code: 1,
    out: [
      '                   chromium  firefox  winhttp  macos  kde  libproxy  pacparser',
      'http://www.test/   A         A        B        A      A    A         A          they differ',
      '    A  PROXY a.test:80',
      '    B  FAILED (exception): TypeError: not a function (line 1); the client goes DIRECT',
      'http://localhost/  A         A        B        C      C    C         C          they differ',
      '    A  DIRECT, without asking the PAC: localhost is never asked about',
      '    B  FAILED (exception): TypeError: not a function (line 1); the client goes DIRECT',
      '    C  DIRECT',
      '',
    ].join('\n'),
  })
})

it('--as all says so where they agree, and --json whether they differ', async () => {
  const same = await evaluate([pac, 'http://intranet/', '--as', 'all'])
  expect(same).toMatchObject({ code: 0, out: expect.stringMatching(/^http:\/\/intranet\/ {2}all: DIRECT$/m) })
  const { out } = await evaluate([pac, 'http://intranet/', '--as', 'all', '--json'])
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toHaveLength(7)
  for (const line of lines) expect(line).toMatchObject({ url: 'http://intranet/', differs: false, verdict: { raw: 'DIRECT' } })
})

it.each([
  ['ie7', 'winhttp'],
  ['ios', 'macos'],
])('--as %s runs the script as %s does', async (kind, dialect) => {
  const script = 'function FindProxyForURL(url, host) { return "PROXY " + typeof host.endsWith + "." + typeof isInNetEx + ":80" }'
  const [as, itself] = await Promise.all([kind, dialect].map((name) => evaluate(['-', 'http://www.test/', '--as', name], script)))
  expect(as?.out).toBe(itself?.out)
  expect(as?.out).not.toBe((await evaluate(['-', 'http://www.test/'], script)).out)
})

const world: [string, string[], string, string][] = [
  [
    'the moment',
    ['--now', '2026-01-05T22:30:00Z', '--tz', 'UTC'],
    'return timeRange(22, 23) ? "PROXY yes.example.com:1" : "DIRECT"',
    'PROXY yes.example.com:1',
  ],
  [
    'the zone',
    ['--now', '2026-01-05T22:30:00Z', '--tz', 'Asia/Tokyo'],
    'return "PROXY h" + new Date().getHours() + ".example.com:1"',
    'PROXY h7.example.com:1',
  ],
  ['the client', ['--client-ip', '192.0.2.20'], 'return "PROXY " + myIpAddress() + ":1"', 'PROXY 192.0.2.20:1'],
  [
    'what a name resolves to',
    ['--dns', 'www.example.org=203.0.113.5'],
    'return "PROXY " + dnsResolve(host) + ":1"',
    'PROXY 203.0.113.5:1',
  ],
  [
    'that other names do not resolve',
    ['--dns', 'other.example.org=203.0.113.5'],
    'return isResolvable(host) ? "DIRECT" : "PROXY no.example.com:1"',
    'PROXY no.example.com:1',
  ],
]

it.each(world)('P1: the PAC sees %s of the command line', async (_, words, body, raw) => {
  config.write('x.pac', `function FindProxyForURL(url, host) { ${body}; }`)
  const { out } = await evaluate([join(config.folder, 'x.pac'), 'http://www.example.org/', '--json', ...words])
  expect(JSON.parse(out).verdict).toMatchObject({ kind: 'answered', raw })
})

it('P3: a PAC that fails is a verdict, and ends with 1', async () => {
  config.write('x.pac', 'function FindProxyForURL(url, host) { throw new Error("no") }')
  const { code, out } = await evaluate([join(config.folder, 'x.pac'), 'http://www.example.org/'])
  expect(code).toBe(1)
  expect(out).toMatch(/FAILED \(exception\): .*no/)
})

it('a PAC on standard input', async () => {
  const { code, out } = await evaluate(['-', 'http://www.example.org/'], 'function FindProxyForURL() { return "DIRECT" }')
  expect({ code, out }).toEqual({ code: 0, out: 'http://www.example.org/  DIRECT\n' })
})

it('a PAC that is not there is said in one line', async () => {
  const { code, err } = await evaluate(['gone.pac', 'http://www.example.org/'])
  expect(code).toBe(1)
  expect(err).toMatch(/^wpadd: .*gone\.pac.*\n$/)
})

it('--batch answers each line in its order, and goes on after one that is no request', async () => {
  const request = (id: string, answer: string) =>
    JSON.stringify({ id, pac: `function FindProxyForURL() { return ${JSON.stringify(answer)} }`, url: 'http://www.example.org/' })
  const lines = [request('a', 'DIRECT'), 'not JSON', '{"id": "c"}', request('d', 'PROXY proxy.example.com:3128')]
  const { code, out } = await evaluate(['--batch'], `${lines.join('\n')}\n`)
  expect(code).toBe(0)
  const answers = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(answers).toHaveLength(4)
  expect(answers[0]).toMatchObject({ id: 'a', verdict: { kind: 'answered', raw: 'DIRECT' } })
  expect(answers[1]).toMatchObject({ error: expect.any(String) })
  expect(answers[2]).toMatchObject({ id: 'c', error: expect.any(String) })
  expect(answers[3]).toMatchObject({ id: 'd', verdict: { kind: 'answered', raw: 'PROXY proxy.example.com:3128' } })
})

it.each([
  ['eval', `eval ${pac} $(seq -f 'http://www%g.example.org/' 3000) --json`],
  ['eval --batch', "eval --batch < <(for i in $(seq 3000); do echo '{}'; done)"],
  ['--help', '--help'],
])('a reader that has gone is a quiet end: %s', async (_, words) => {
  const script = `set -o pipefail; "$0" src/main.ts ${words} | head -1 >/dev/null; echo "\${PIPESTATUS[0]}"`
  const { out, err } = await run('bash', ['-c', script, process.execPath], { cwd: root })
  expect({ out, err }).toEqual({ out: '0\n', err: '' })
})

it('paths are relative to where the user stood, under npm run too', async () => {
  const said = await run('npm', ['run', '-s', '--prefix', root, 'wpadd', '--', 'eval', 'office.pac', 'http://www.example.org/'], {
    cwd: config.folder,
  })
  expect(said).toMatchObject({ code: 0, out: expect.stringContaining('PROXY first.example.com:3128'), err: '' })
})

it("another package's INIT_CWD is not ours", async () => {
  const env = { INIT_CWD: '/nowhere', npm_package_name: 'theirs' }
  const said = await wpadd(['eval', 'office.pac', 'http://www.example.org/'], { cwd: config.folder, env })
  expect(said).toMatchObject({ code: 0, out: expect.stringContaining('PROXY first.example.com:3128') })
})
