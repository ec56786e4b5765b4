import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Configured, configured } from '../support/configured.ts'
import { crowding } from '../support/cost.ts'
import { type Program, root, start, startWpadd } from '../support/program.ts'
import type { Report } from './containment-process.ts'

/** PACs that would stop, fill or kill the process that runs them, and how the sandbox may end them. */
const attacks: [string, string, RegExp][] = [
  ['an endless loop', 'for (;;) {}', /timeout/],
  ['an endless loop that catches everything', 'for (;;) { try { for (;;) {} } catch (e) {} }', /timeout/],
  ['a memory bomb', 'var all = []; for (;;) all.push(new Array(100000).join("x"));', /memory|timeout|exception/],
  ['a string that doubles', 'var text = "x"; for (;;) text += text;', /memory|timeout|exception/],
  ['deep recursion', 'function down() { return down() + 1; } return down();', /memory|timeout|exception/],
  [
    'catastrophic backtracking',
    'return /^(a+)+$/.test("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!") ? "DIRECT" : "x";',
    /timeout/,
  ],
  ['a built-in that never ends', 'return Array.prototype.indexOf.call({ length: Math.pow(2, 53) - 1 }, 1);', /timeout/],
  ['a sort that never ends', 'return [3, 2, 1].sort(function () { for (;;) {} });', /timeout/],
  ['deep nesting of source', `return ${'['.repeat(20_000)}${']'.repeat(20_000)};`, /syntax|memory|exception/],
]

let config: Configured
let program: Program
let cookie: string
let origin: string

beforeAll(async () => {
  config = await configured()
  program = startWpadd(['serve', '--config', config.file])
  const [link] = await program.prints(/http:\/\/127\.0\.0\.1:\d+\/sign-in\?token=[\w-]+/)
  await program.prints(/"ready: /)
  origin = new URL(link).origin
  const signedIn = await fetch(`${origin}/sign-in`, { method: 'POST', body: new URL(link).searchParams, redirect: 'manual' })
  cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
})

afterAll(async () => {
  await program[Symbol.asyncDispose]()
  config[Symbol.dispose]()
})

async function evaluate(body: string): Promise<{ verdict: { kind: string; reason?: string }; milliseconds: number }> {
  const started = performance.now()
  const response = await fetch(`${origin}/api/v1/evaluate`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({
      pac: `function FindProxyForURL(url, host) { ${body} }`,
      visits: ['http://www.example.org/'],
      client: { ips: ['192.0.2.20'] },
    }),
  })
  const { verdicts } = (await response.json()) as { verdicts: { verdict: { kind: string; reason?: string } }[] }
  return { verdict: verdicts[0]!.verdict, milliseconds: performance.now() - started }
}

/** Asks DNS, a question at a time, until `during` has ended; the times that the answers took, in milliseconds, from least to most. */
async function dnsTimes(during: Promise<unknown>): Promise<number[]> {
  await using socket = createSocket('udp4')
  socket.connect(config.ports.dns, '127.0.0.1')
  await once(socket, 'connect')
  let over = false
  const ended = during.finally(() => (over = true))
  const times: number[] = []
  while (!over) {
    const started = performance.now()
    socket.send(question(times.length & 0xffff))
    await once(socket, 'message', { signal: AbortSignal.timeout(5000) })
    times.push(performance.now() - started)
    // a question every few milliseconds: this process needs the processor, too
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  await ended
  return times.sort((a, b) => a - b)
}

function question(id: number): Buffer {
  const head = Buffer.from([id >> 8, id & 255, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0])
  const labels = ['wpad', 'branch', 'example', 'com'].map((label) =>
    Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]),
  )
  return Buffer.concat([head, ...labels, Buffer.from([0, 0, 1, 0, 1])])
}

/** The worst of what an attack came to, again and again for a while: few answers have no 99th percentile. */
async function attackForAWhile(body: string): Promise<Awaited<ReturnType<typeof evaluate>>> {
  const end = performance.now() + 1500
  let worst = await evaluate(body)
  while (performance.now() < end) {
    const next = await evaluate(body)
    if (next.milliseconds > worst.milliseconds) worst = next
  }
  return worst
}

it.each(attacks)('P3: %s has its verdict while DNS answers', async (name, body, reason) => {
  const before = crowding()
  const worst = attackForAWhile(body)
  const times = await dnsTimes(worst)
  const { verdict, milliseconds } = await worst
  // on a machine that others use, too, the clock counts what they take
  const crowd = Math.max(before, crowding()) ** 2
  const p99 = percentile(times, 0.99)
  process.stderr.write(
    `${name}: ${verdict.reason} after ${milliseconds.toFixed(0)} ms; ${times.length} DNS answers, p99 ${p99.toFixed(1)} ms\n`,
  )
  expect(verdict).toMatchObject({ kind: 'failed', reason: expect.stringMatching(reason) })
  expect(milliseconds).toBeLessThan(2000 * crowd)
  // an evaluation that DNS had to wait for would be one answer each
  expect(times.length).toBeGreaterThan(50)
  expect(percentile(times, 0.5)).toBeLessThan(50)
  expect(p99).toBeLessThan(50 * crowd)
})

function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.ceil(sorted.length * part) - 1]!
}

it('P3: several at once have their verdicts, and an honest PAC after them', async () => {
  const all = Promise.all(attacks.slice(0, 3).map(([, body]) => evaluate(body)))
  const times = await dnsTimes(all)
  for (const { verdict } of await all) expect(verdict.kind).toBe('failed')
  expect(percentile(times, 0.5)).toBeLessThan(50)
  expect((await evaluate('return "PROXY proxy.example.com:3128";')).verdict).toMatchObject({ kind: 'answered' })
})

it('P3: every hostile script has its verdict in a second, and the memory is given back', { timeout: 600_000 }, async () => {
  const file = join(root, 'test/end-to-end/containment-process.ts')
  await using ran = start(process.execPath, ['--expose-gc', file, 'chromium'])
  await ran.ended
  expect(ran.err).toBe('')
  const report = JSON.parse(ran.out) as Report
  process.stderr.write(`hostile scripts: ${ran.out}`)
  expect(report.scripts).toBeGreaterThan(60)
  expect(report).toMatchObject({ unexpected: [], wrongNext: [] })
  // by the processor's time, of all threads: a second by the clock needs a machine that lets this process run
  expect(report.mostCpuMs).toBeLessThan(1000)
  expect(report.hundred.cpuMs).toBeLessThan(6000)
  expect(report.rssAfter).toBeLessThan(1.2 * report.rssBefore)
})
