import type { Dialect } from '../dialects/dialect.ts'
import { dialects } from '../dialects/dialect.ts'
import type { Limits } from '../limits.ts'
import { rememberNames } from '../remember-names.ts'
import { worldText } from '../sandbox-world.ts'
import { EMPTY_TRACE, type TracedVerdict } from '../trace.ts'
import type { Verdict } from '../verdict.ts'
import { ownZone, type PacSource, type Resolve, type Visit, type World } from '../world.ts'
import type { TraceTask, TraceTime } from './task.ts'
import type { TraceThread } from './trace-thread.ts'

/** How many times longer than a visit without a trace may take: its script is longer, and has more to do. */
const TIMES_LONGER = { load: 20, run: 6 }
const PREPARE_MS = 5000
/** What did not end in time, or in memory, will not end under a trace either; this is long enough to see where it is. */
const ENDLESS: TraceTime = { prepare: PREPARE_MS, load: 400, run: 400 }

/** What is asked: one visit, in a world that may lack the moment, the zone and names. */
export interface AskedVisit {
  readonly pac: PacSource
  readonly visit: Visit
  readonly world: World
  readonly dialect: Dialect
}

/**
 * Decides a visit as always, by `decide`, and then again in the same world with a script that tells how it runs: so the verdict is what
 * it is without a trace.
 */
export async function traceVisit(
  { pac, visit, dialect, world: given }: AskedVisit,
  decide: (world: World, resolve: Resolve | undefined) => Promise<Verdict[]>,
  resolve: Resolve | undefined,
  thread: TraceThread,
  limits: Limits,
): Promise<TracedVerdict> {
  const names = resolve && rememberNames(resolve)
  const pinned = { ...given, now: given.now ?? Date.now(), timeZone: given.timeZone ?? ownZone() }
  const [verdict] = await decide(pinned, names?.resolve)
  const world = { ...pinned, dns: { ...given.dns, ...names?.answers } }
  const isEndless = verdict?.kind === 'failed' && (verdict.reason === 'timeout' || verdict.reason === 'memory')
  const task = taskOf({ pac, visit, dialect, world }, isEndless ? ENDLESS : timeFor(limits))
  const isRun = task !== undefined && !isRefused(verdict as Verdict)
  return { verdict: verdict as Verdict, trace: isRun ? (await thread.run(task)).trace : EMPTY_TRACE, world }
}

/** What the tracing thread is to do; `undefined` when no script would run. */
export function taskOf({ pac, visit, dialect, world }: AskedVisit, time: TraceTime): TraceTask | undefined {
  const rules = dialects[dialect]
  const script = rules.readScript(pac)
  const question = rules.readVisit(visit)
  if ('failed' in script || 'bypassed' in question) return undefined
  return {
    script: script.text,
    ahead: script.ahead ?? 0,
    dialect,
    ...question,
    world: worldText(world, rules, false),
    now: world.now ?? 0,
    timeZone: world.timeZone,
    dns: canonicalNames(world.dns),
    time,
  }
}

function timeFor({ visitMs }: Limits): TraceTime {
  return { prepare: PREPARE_MS, load: TIMES_LONGER.load * visitMs, run: TIMES_LONGER.run * visitMs }
}

function isRefused(verdict: Verdict): boolean {
  return verdict.kind === 'failed' && verdict.reason === 'syntax'
}

function canonicalNames(dns: World['dns']): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(dns).map(([name, addresses]) => [name.toLowerCase().replace(/\.$/, ''), addresses]))
}
