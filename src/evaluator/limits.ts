/** What one evaluator allows. Times in milliseconds, texts in UTF-16 units. */
export interface Limits {
  /** How much of the processor one visit may take, the loading of its PAC included (but see `readingMs`). Then the verdict is `timeout`. */
  readonly visitMs: number
  /** How much later a worker which cannot be interrupted is ended. */
  readonly graceMs: number
  /** How much memory a PAC may use, in MiB; at least 16, which the engine itself asks for. */
  readonly memoryMb: number
  /** The longest PAC, in bytes or UTF-16 units; a longer one has no room in `memoryMb`, or no time to be compiled, and is not tried. */
  readonly scriptLength: number
  /** How many visits one call may bring. */
  readonly visits: number
  /** How many visits may wait over all calls; a call beyond that is refused. */
  readonly waiting: number
  /** The longest URL. */
  readonly urlLength: number
  /** How many names one world may hold. */
  readonly names: number
  /** How long a name may take to resolve, where names are resolved. */
  readonly resolveMs: number
  /** How long all the names of a call may take. What is missing then does not resolve. */
  readonly resolvingMs: number
}

export const defaultLimits: Limits = {
  visitMs: 500,
  graceMs: 100,
  memoryMb: 64,
  scriptLength: 8 * 1024 * 1024,
  visits: 100_000,
  waiting: 200_000,
  urlLength: 65_536,
  names: 100_000,
  resolveMs: 5000,
  resolvingMs: 20_000,
}

/** How many visits cross to the worker at a time. */
export const VISITS_A_MESSAGE = 256
/** After this many visits of one call that hung, or took all memory, the rest of the call is not tried. */
export const SPOILT_A_CALL = 3
const A_VISIT_MS = 10

/**
 * How much of the processor all visits of a call may take, in milliseconds: what a few may that hang, and for many visits 10 ms for
 * each, a hundred times what a PAC of a thousand rules needs.
 */
export function callMs(visits: number, { visitMs }: Pick<Limits, 'visitMs'>): number {
  return visitMs * Math.min(visits, SPOILT_A_CALL) + A_VISIT_MS * (visits - 1)
}

const READING_A_MIB_MS = 100

/** How much more of the processor a script of so many characters is given, because it has to be read: four times what that takes. */
export function readingMs(characters: number): number {
  return (characters / 2 ** 20) * READING_A_MIB_MS
}

/** A time by the processor, and by the clock, in milliseconds. */
export interface Spent {
  readonly cpu: number
  readonly clock: number
}

/** How much longer than `visitMs` a visit may take by the clock, when the processor is shared with others. */
const SHARED = 1.6
/** The part of `visitMs` that it is sure to be given, however busy the machine is, ... */
const SURE = 0.5
/** ... unless it takes so many times as long by the clock: then it waits for something that does not come. */
const LONGEST = 10

/**
 * Whether a visit has had its time. A machine that has nothing else to do gives a script all of a processor, and it ends after `visitMs`. On
 * a busy one the clock alone would cut off an honest PAC that was hardly let run, and the processor's time alone would keep the user
 * waiting for as much longer as others take. So it ends by the processor's time, or when 1.6 times as long has passed and it had half
 * of it; a script that has not even had that is given more, up to ten times as long.
 */
export function hadItsTime({ cpu, clock }: Spent, visitMs: number, graceMs = 0): boolean {
  if (cpu >= visitMs + graceMs || clock >= LONGEST * visitMs + graceMs) return true
  return clock >= SHARED * visitMs + graceMs && cpu >= SURE * visitMs
}
