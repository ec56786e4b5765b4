import { flushCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { decideAlone, decideVisits } from './decide.ts'
import { type Dialect, dialects } from './dialects/dialect.ts'
import { translate } from './dialects/languages.ts'
import { keepsNothing } from './keeps-nothing.ts'
import { VISITS_A_MESSAGE } from './limits.ts'
import { Outcomes } from './outcomes.ts'
import { Patience } from './patience.ts'
import { LOADING, type Outcome, PULSE, READY, RUNNING, STUDYING, type Task, type WorkerOptions } from './protocol.ts'
import { readsUrl } from './reads-url.ts'
import { type ZoneOffset, zoneOffset } from './sandbox/clock.ts'
import { type LoadedPac, openSandbox, type Sandbox } from './sandbox/sandbox.ts'
import { specialise } from './specialise.ts'
import { clockMs, threadMs } from './stopwatch.ts'

// The thread in which scripts run. It answers tasks one after the other and knows nothing that a task does not tell it. It may be
// ended at any moment: nothing of value lives here.

const LOADED_PACS = 8
const LOADED_BYTES = 64 * 1024 * 1024
const ZONES = 16
/** The second task of a script shows that it comes again. */
const TASKS_BEFORE_STUDY = 2

/** A loaded script, and the moment at which it was loaded. */
interface Kept {
  pac: LoadedPac
  readonly clock: string
  tasks: number
  keepsNothing: boolean
}

/** A sandbox, the scripts that were loaded in it, and what it was last used for. */
interface Place {
  readonly sandbox: Sandbox
  readonly kept: Map<number, Kept>
  call: number
  pac: LoadedPac | undefined
}

const options = workerData as WorkerOptions
const pulse = new Float64Array(options.pulse)
const texts = new Map<number, string>()
const places = new Map<Dialect, Place>()
const zones = new Map<string | undefined, ZoneOffset>()
const patience = new Patience()
/** Bytes of sandboxes that were thrown away: it is not known when they are free again. */
let thrownAway = 0

// a message that arrives while a sandbox is being opened waits for its turn
let turn = Promise.resolve()
parentPort?.on('message', (task: Task) => {
  turn = turn.then(async () => {
    parentPort?.postMessage(await perform(task).catch((error) => ours(task, error)))
    const again = task.mayStudy ? comingAgain(task) : undefined
    if (again !== undefined) watched(STUDYING, () => study(task, again))
  })
})
parentPort?.postMessage(READY)
// for the next thread (net/compile-cache.ts); nothing when there is no such folder
flushCompileCache()

// what is wrong here is not the script's doing; it must not keep the thread from answering
function ours(task: Task, error: Error): Outcome {
  pulse[PULSE.began] = 0
  places.delete(task.dialect)
  return outcomeOf(task, { failure: `xthe evaluator failed: ${escape(error.message)}` })
}

async function perform(task: Task): Promise<Outcome> {
  for (const number of task.forget) forget(number)
  if (task.pac.text !== undefined) texts.set(task.pac.number, task.pac.text)
  patience.begin(task.call, task.callMs)
  if (patience.isOver) return outcomeOf(task, { failure: 'h' })
  const outcomes = new Outcomes(task.visits)
  const { place, pac, isAlone } = await enter(task)
  if (pac.image === undefined) {
    if (leave(task, place)) patience.spoil()
    return outcomeOf(task, { failure: pac.failure, wanted: pac.wanted === '' ? [] : [pac.wanted] })
  }
  const again = decideVisits(place.sandbox, pac, task, outcomes, patience)
  if (leave(task, place) && isAlone) for (const visit of again) outcomes.set(visit, 'o')
  else await decideAgain(task, again, outcomes)
  return outcomeOf(task, { codes: outcomes.codes, texts: outcomes.texts, wanted: outcomes.wanted() })
}

function outcomeOf(task: Task, found: Partial<Outcome>): Outcome {
  const nothing = { codes: new Int32Array(0), texts: [], failure: '', wanted: [] }
  return { ...nothing, ...found, id: task.id, cpuMs: patience.end(), held: heldBytes() }
}

// each in a sandbox that nothing has spent yet; after a few that spent theirs the rest is not tried
async function decideAgain(task: Task, visits: readonly number[], outcomes: Outcomes): Promise<void> {
  for (const visit of visits) {
    if (patience.isOver) {
      outcomes.set(visit, 'h')
      continue
    }
    const { place, pac } = await enter(task)
    if (pac.image === undefined) outcomes.set(visit, pac.failure || 'o')
    else decideAlone(place.sandbox, task, visit, outcomes)
    if (leave(task, place)) patience.spoil()
  }
}

// opens what a task needs and starts the clock that the other side watches; `isAlone`: whatever goes wrong is its one visit's doing
async function enter(task: Task): Promise<{ place: Place; pac: LoadedPac; isAlone: boolean }> {
  const place = await placeFor(task.dialect)
  place.sandbox.clock.now = task.now
  place.sandbox.clock.offsetAt = offsetsOf(task.timeZone)
  const isAlone = task.visits === 1 && place.call !== task.call
  startPulse(LOADING)
  const pac = loaded(task, place)
  pulse[PULSE.doing] = RUNNING
  return { place, pac, isAlone }
}

// whether the sandbox had to be thrown away
function leave(task: Task, place: Place): boolean {
  pulse[PULSE.began] = 0
  if (!place.sandbox.isSpent()) return false
  thrownAway += place.sandbox.size
  return places.delete(task.dialect)
}

function heldBytes(): number {
  let bytes = thrownAway
  for (const { sandbox, kept } of places.values()) bytes += sandbox.grown + imageBytes(kept)
  return bytes
}

function imageBytes(kept: Place['kept']): number {
  let bytes = 0
  for (const { pac } of kept.values()) bytes += (pac.image?.low.length ?? 0) + (pac.image?.high.length ?? 0)
  return bytes
}

// brings the sandbox to where the task's script has been loaded, or leaves it where the call's last task left it
function loaded(task: Task, place: Place): LoadedPac {
  if (place.call === task.call && place.pac !== undefined) return place.pac
  const clock = `${task.now} ${task.timeZone}`
  const kept = place.kept.get(task.pac.number)
  if (kept === undefined || (kept.pac.usedWorld && (kept.pac.world !== task.world || kept.clock !== clock)))
    return load(task, place, clock)
  const { pac } = kept
  place.call = task.call
  place.pac = pac
  if (kept.keepsNothing) place.sandbox.reuse(pac, task.world)
  else place.sandbox.restore(pac, task.world)
  return pac
}

// a script that comes again is looked at once
function comingAgain(task: Task): { place: Place; kept: Kept } | undefined {
  const place = places.get(task.dialect)
  const kept = place?.kept.get(task.pac.number)
  if (place === undefined || kept?.pac.image === undefined || place.pac !== kept.pac) return undefined
  return ++kept.tasks === TASKS_BEFORE_STUDY ? { place, kept } : undefined
}

// when nobody waits for an answer
function study(task: Task, { place, kept }: { place: Place; kept: Kept }): void {
  const script = translate(task.dialect, texts.get(task.pac.number) ?? '')
  kept.keepsNothing = 'text' in script && keepsNothing(script.text)
  if (kept.keepsNothing && 'text' in script) kept.pac = settled(place.sandbox, kept.pac, script.text, task.world)
  place.pac = kept.pac
}

function settled(sandbox: Sandbox, pac: LoadedPac, script: string, world: string): LoadedPac {
  const asItIs = sandbox.settle(pac, world)
  if (asItIs.trust === '') return asItIs.pac
  const readsUrls = asItIs.trust !== 'all' || readsUrl(script)
  const faster = specialised(script)
  const loaded = faster === undefined ? undefined : sandbox.load(faster, pac.world)
  if (loaded?.image !== undefined) return { ...sandbox.settle(loaded, world).pac, readsUrls }
  sandbox.restore(asItIs.pac, world)
  return { ...asItIs.pac, readsUrls }
}

function specialised(script: string): string | undefined {
  try {
    return specialise(script)
  } catch {
    return undefined // too large, or too deep
  }
}

function load(task: Task, place: Place, clock: string): LoadedPac {
  const script = translate(task.dialect, texts.get(task.pac.number) ?? '')
  const pac = 'error' in script ? refused(script.error) : place.sandbox.load(script.text, task.world)
  place.call = task.call
  place.pac = pac
  // a script that took too long may do so because the machine was busy: the next call tries again
  const isSure = pac.failure !== 't' && pac.failure !== 'o' && pac.wanted === ''
  if (isSure) keep(place.kept, task.pac.number, { pac, clock, tasks: 0, keepsNothing: false }, LOADED_PACS)
  while (imageBytes(place.kept) > LOADED_BYTES) place.kept.delete(place.kept.keys().next().value as number)
  return pac
}

function refused(error: string): LoadedPac {
  return {
    image: undefined,
    failure: `s${escape(`SyntaxError: ${error}`)}`,
    usedWorld: false,
    wanted: '',
    world: '',
    readsUrls: true,
  }
}

async function placeFor(dialect: Dialect): Promise<Place> {
  const open = places.get(dialect)
  if (open !== undefined) return open
  const { functions, mostLookups, restarts } = dialects[dialect]
  let beaten = -2
  const beat = (visit: number): boolean => {
    if (visit !== beaten && visit > 0) startPulse(RUNNING)
    beaten = visit
    pulse[PULSE.beat] = clockMs()
    pulse[PULSE.beatCpu] = threadMs()
    return patience.isLate()
  }
  const { code, visitMs, memoryMb } = options
  const sandbox = await openSandbox({ code, functions, mostLookups, restarts, visitMs, memoryMb, visits: VISITS_A_MESSAGE, beat })
  const place: Place = { sandbox, kept: new Map(), call: -1, pac: undefined }
  places.set(dialect, place)
  return place
}

// a script may be such that studying it takes for ever, too
function watched(doing: number, work: () => void): void {
  startPulse(doing)
  try {
    work()
  } finally {
    pulse[PULSE.began] = 0
  }
}

function startPulse(doing: number): void {
  const now = clockMs()
  const cpu = threadMs()
  pulse[PULSE.doing] = doing
  pulse[PULSE.beat] = now
  pulse[PULSE.beatCpu] = cpu
  pulse[PULSE.beganCpu] = cpu
  pulse[PULSE.began] = now
}

function offsetsOf(timeZone: string | undefined): ZoneOffset {
  const known = zones.get(timeZone)
  if (known !== undefined) return known
  const offsets = zoneOffset(timeZone)
  keep(zones, timeZone, offsets, ZONES)
  return offsets
}

function forget(number: number): void {
  texts.delete(number)
  for (const place of places.values()) place.kept.delete(number)
}

// the oldest goes when there are more than `most`
function keep<K, V>(map: Map<K, V>, key: K, value: V, most: number): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > most) map.delete(map.keys().next().value as K)
}
