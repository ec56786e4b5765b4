import { type Dialect, dialects } from '../dialects/dialect.ts'
import { translate } from '../dialects/languages.ts'
import { VISITS_A_MESSAGE } from '../limits.ts'
import { zoneOffset } from '../sandbox/clock.ts'
import { openSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import { EMPTY_TRACE } from '../trace.ts'
import { describeRun } from './describe.ts'
import { instrument } from './instrument.ts'
import type { Journal } from './journal.ts'
import type { Points } from './points.ts'
import { Positions } from './positions.ts'
import type { Phase, Traced, TraceTask } from './task.ts'
import { Tracer } from './tracer.ts'

const KEPT = 8
const NOT_LOADED = /^[stom]/

/**
 * Decides visits with scripts that tell how they run; one that cannot be made to tell is run as it is, with helpers that do. A
 * sandbox is kept for each dialect, and dropped once a script has spent it.
 */
export class TracingPlace {
  readonly #code: WebAssembly.Module
  readonly #memoryMb: number
  readonly #journal: Journal
  readonly #enter: (phase: Phase) => void
  readonly #kept = new Map<string, Bench>()

  /** `enter` is told what comes next: each has its time, and a thread that takes longer is ended. */
  constructor(code: WebAssembly.Module, memoryMb: number, journal: Journal, enter: (phase: Phase) => void) {
    this.#code = code
    this.#memoryMb = memoryMb
    this.#journal = journal
    this.#enter = enter
  }

  async run(task: TraceTask): Promise<Traced> {
    const translated = translate(task.dialect, task.script)
    if ('error' in translated) return { outcome: `s${escape(`SyntaxError: ${translated.error}`)}`, trace: EMPTY_TRACE }
    const bench = await this.#bench(task, false)
    const instrumented = instrument(translated.text, bench.tracer.name)
    if (instrumented !== undefined) {
      const traced = this.#runOn(bench, task, instrumented.text, instrumented)
      // the engine may refuse in a longer script what it takes in the shorter one
      if (!NOT_LOADED.test(traced.outcome) || traced.trace.ms > 0) return traced
    }
    return this.#runOn(await this.#bench(task, true), task, translated.text, undefined)
  }

  // whatever goes wrong, a sandbox is used again only after a run that it came through
  #runOn(bench: Bench, task: TraceTask, text: string, points: Points | undefined): Traced {
    const key = keyOf(task.dialect, points === undefined)
    this.#kept.delete(key)
    const traced = runOn(bench, task, text, points, this.#enter)
    if (/^[to]/.test(traced.outcome) || bench.sandbox.isSpent()) return traced
    this.#kept.set(key, bench)
    if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value as string)
    return traced
  }

  async #bench({ dialect }: TraceTask, wraps: boolean): Promise<Bench> {
    const kept = this.#kept.get(keyOf(dialect, wraps))
    return kept ?? openBench(dialect, wraps, this.#code, this.#memoryMb, this.#journal)
  }
}

/** A sandbox with the hooks of a tracer in it. */
interface Bench {
  readonly sandbox: Sandbox
  readonly tracer: Tracer
  deadline: number
}

async function openBench(
  dialect: Dialect,
  wraps: boolean,
  code: WebAssembly.Module,
  memoryMb: number,
  journal: Journal,
): Promise<Bench> {
  const { functions, mostLookups, restarts } = dialects[dialect]
  const tracer = new Tracer(journal, wraps)
  const time = { deadline: Number.POSITIVE_INFINITY }
  const beat = (): boolean => performance.now() > time.deadline
  const visitMs = Number.POSITIVE_INFINITY
  const options = { code, functions, mostLookups, restarts, visitMs, memoryMb, visits: VISITS_A_MESSAGE, beat, tracer }
  return Object.assign(time, { sandbox: await openSandbox(options), tracer })
}

function keyOf(dialect: Dialect, wraps: boolean): string {
  return `${dialect} ${wraps}`
}

function runOn(bench: Bench, task: TraceTask, text: string, points: Points | undefined, enter: (phase: Phase) => void): Traced {
  const { sandbox, tracer } = bench
  const positions = new Positions(task.script, task.ahead)
  tracer.learn(points && { points, positions })
  sandbox.clock.now = task.now
  sandbox.clock.offsetAt = zoneOffset(task.timeZone)
  enter('loading')
  bench.deadline = performance.now() + task.time.load
  const loaded = sandbox.load(text, task.world)
  if (loaded.failure !== '' || loaded.image === undefined) return { outcome: loaded.failure || 'o', trace: EMPTY_TRACE }
  tracer.begin()
  enter('running')
  const began = performance.now()
  bench.deadline = began + task.time.run
  const outcome = decide(sandbox, task)
  const ms = Math.round(1000 * (performance.now() - began)) / 1000
  const told = { events: tracer.events, names: tracer.names, dns: task.dns, ms }
  const left = points && { positions, points, numbers: tracer.numbers(), answer: answerOf(outcome) }
  return { outcome, trace: describeRun(told, left) }
}

function decide(sandbox: Sandbox, { url, host }: TraceTask): string {
  const stop = sandbox.run({ urls: url, hosts: host }, 0, 1)
  if (stop !== undefined) return stop.why === 'timeout' ? 't' : stop.why === 'memory' ? 'o' : 'xthe engine itself failed'
  const text = sandbox.texts()?.[sandbox.codeOf(0)]
  return text === undefined || (text.startsWith('x') && sandbox.isSpent()) ? 'o' : text
}

function answerOf(outcome: string): string | undefined {
  if (outcome.startsWith('a')) return outcome.slice(1)
  return outcome.startsWith('u') ? unescape(outcome.slice(1)) : undefined
}
