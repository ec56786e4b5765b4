import { dialects } from '../dialects/dialect.ts'
import { translate } from '../dialects/languages.ts'
import { zoneOffset } from '../sandbox/clock.ts'
import { openSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import { EMPTY_TRACE } from '../trace.ts'
import { describeRun } from './describe.ts'
import { instrument } from './instrument.ts'
import type { Journal } from './journal.ts'
import type { Points } from './points.ts'
import { Positions } from './positions.ts'
import type { Traced, TraceTask } from './task.ts'
import { Tracer } from './tracer.ts'

/** What the engine runs in. */
export interface Place {
  readonly code: WebAssembly.Module
  readonly memoryMb: number
  readonly journal: Journal
}

const NOT_LOADED = /^[stom]/

/**
 * Decides one visit in a sandbox of its own, made for it and dropped afterwards, with a script that tells how it runs. A
 * script that cannot be made to tell is run as it is, with helpers that do.
 */
export async function runTraced(task: TraceTask, place: Place): Promise<Traced> {
  const translated = translate(task.dialect, task.script)
  if ('error' in translated) return { outcome: `s${escape(translated.error)}`, trace: EMPTY_TRACE }
  const tracer = new Tracer(place.journal, false)
  const instrumented = instrument(translated.text, tracer.name)
  if (instrumented === undefined) return runPlain(task, place, translated.text)
  const traced = await run(task, place, tracer, instrumented.text, instrumented)
  // the engine may refuse in a longer script what it takes in the shorter one
  return NOT_LOADED.test(traced.outcome) && traced.trace.ms === 0 ? runPlain(task, place, translated.text) : traced
}

function runPlain(task: TraceTask, place: Place, text: string): Promise<Traced> {
  return run(task, place, new Tracer(place.journal, true), text, undefined)
}

async function run(task: TraceTask, place: Place, tracer: Tracer, text: string, points: Points | undefined): Promise<Traced> {
  if (points !== undefined) tracer.learn(points, new Positions(task.script))
  const sandbox = await openFor(task, place, tracer)
  const loaded = sandbox.load(text, task.world)
  if (loaded.failure !== '' || loaded.image === undefined) return { outcome: loaded.failure || 'o', trace: EMPTY_TRACE }
  tracer.begin()
  const began = performance.now()
  const outcome = decide(sandbox, task)
  const ms = Math.round(1000 * (performance.now() - began)) / 1000
  const told = { events: tracer.events, names: tracer.names, dns: task.dns, ms }
  const left = points && { script: task.script, points, numbers: tracer.numbers(), answer: answerOf(outcome) }
  return { outcome, trace: describeRun(told, left) }
}

async function openFor(task: TraceTask, { code, memoryMb }: Place, tracer: Tracer): Promise<Sandbox> {
  const { functions, mostLookups, restarts } = dialects[task.dialect]
  const beat = (): boolean => false
  const sandbox = await openSandbox({
    code,
    functions,
    mostLookups,
    restarts,
    visitMs: task.ms,
    memoryMb,
    visits: 4,
    beat,
    tracer,
  })
  sandbox.clock.now = task.now
  sandbox.clock.offsetAt = zoneOffset(task.timeZone)
  return sandbox
}

function decide(sandbox: Sandbox, { url, host }: TraceTask): string {
  const stop = sandbox.run(`${url}\n${host}`, 0, 1)
  if (stop !== undefined) return stop.why === 'timeout' ? 't' : stop.why === 'memory' ? 'o' : 'xthe engine itself failed'
  const text = sandbox.texts()?.[sandbox.codeOf(0)]
  return text === undefined || (text.startsWith('x') && sandbox.isSpent()) ? 'o' : text
}

function answerOf(outcome: string): string | undefined {
  if (outcome.startsWith('a')) return outcome.slice(1)
  return outcome.startsWith('u') ? unescape(outcome.slice(1)) : undefined
}
