import { setTimeout as sleep } from 'node:timers/promises'
import type { Dialect } from '../../src/evaluator/dialects/dialect.ts'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { defaultLimits } from '../../src/evaluator/limits.ts'
import { type Ended, runHostile } from '../evaluator/containment-run.ts'
import { hostileScripts } from '../evaluator/containment-scripts.ts'

// A process of its own, for the sake of its memory: runs every hostile script with the limits that users have, for the dialects that
// it is told, and prints a JSON line. To be started with --expose-gc.

/** What the process prints. Times in milliseconds, memory in MB. */
export interface Report {
  readonly scripts: number
  readonly unexpected: readonly string[]
  readonly wrongNext: readonly string[]
  /** By the clock, from the longest. */
  readonly slowest: readonly (readonly [what: string, ms: number, cpuMs: number])[]
  readonly medianMs: number
  readonly mostCpuMs: number
  readonly slowestNextMs: number
  readonly hundred: { readonly ms: number; readonly cpuMs: number }
  readonly rssBefore: number
  readonly rssAfter: number
}

const world = { addresses: ['192.0.2.10'], dns: {}, now: 0, timeZone: 'UTC' }
const visits = Array.from({ length: 100 }, (_, i) => ({ url: `http://h${i}.example.org/` }))
const honest = 'function FindProxyForURL(url, host) { return "PROXY good:80" }'
const hangs = 'function FindProxyForURL(url, host) { Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1) }'
const dialects = process.argv.slice(2) as Dialect[]

await using evaluator = openEvaluator()
// what a process comes to that has run for a while: code compiled, threads started and ended
for (const round of [0, 1]) {
  await evaluator.evaluate({ text: hangs }, [{ url: `http://h${round}.example.org/` }], world)
  await work()
}
const rssBefore = await memory()
const ended = await Array.fromAsync(hostile())
const hundred = await measure(() => evaluator.evaluate({ text: hangs }, visits, world))
await work()
const rssAfter = await memory(1.15 * rssBefore)

const times = ended.map(({ ms }) => ms).sort((a, b) => a - b)
const report: Report = {
  scripts: ended.length,
  unexpected: ended.filter((one) => !one.isExpected && !wasCutShort(one)).map(({ what }) => what),
  wrongNext: ended.filter(({ next }) => next.kind !== 'answered' || next.raw !== 'PROXY good:80').map(({ what }) => what),
  slowest: ended
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, 5)
    .map(({ what, ms, cpuMs }) => [what, Math.round(ms), Math.round(cpuMs)]),
  medianMs: times[Math.floor(times.length / 2)] ?? 0,
  mostCpuMs: Math.max(...ended.map(({ cpuMs }) => cpuMs)),
  slowestNextMs: Math.max(...ended.map(({ nextMs }) => nextMs)),
  hundred,
  rssBefore,
  rssAfter,
}
process.stdout.write(`${JSON.stringify(report)}\n`)

// where the clock ended it, others had the processor: on a machine of its own it would have ended by itself, or by the processor's time
function wasCutShort({ verdict, ms }: Ended): boolean {
  return verdict.kind === 'failed' && verdict.reason === 'timeout' && ms > 1.5 * defaultLimits.visitMs
}

async function* hostile() {
  for (const dialect of dialects) yield* runHostile(evaluator, dialect, hostileScripts)
}

async function work(): Promise<void> {
  for (const dialect of dialects) for (let i = 0; i < 50; i++) await evaluator.evaluate({ text: honest }, visits, world, dialect)
}

/** The least in a while, or in a longer one until it is `enough`: an idle worker is replaced, and threads that end take their time. */
async function memory(enough = Number.POSITIVE_INFINITY): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < 20 || (least > enough && i < 150); i++) {
    await sleep(200)
    globalThis.gc?.()
    least = Math.min(least, process.memoryUsage.rss() / 1e6)
  }
  return Math.round(least)
}

async function measure(run: () => Promise<unknown>): Promise<{ ms: number; cpuMs: number }> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await run()
  const { user, system } = process.cpuUsage(cpu)
  return { ms: Math.round(performance.now() - start), cpuMs: Math.round((user + system) / 1000) }
}
