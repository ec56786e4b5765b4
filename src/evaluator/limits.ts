/** What one evaluator allows. Times in milliseconds, texts in UTF-16 units. */
export interface Limits {
  /** How long one visit may run, the loading of its PAC included. Then the verdict is `timeout`. */
  readonly visitMs: number
  /** How long after that a worker which cannot be interrupted is ended. */
  readonly graceMs: number
  /** How much memory a PAC may use, in MiB; at least 16, which the engine itself asks for. */
  readonly memoryMb: number
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
}

export const defaultLimits: Limits = {
  visitMs: 1000,
  graceMs: 250,
  memoryMb: 64,
  visits: 100_000,
  waiting: 200_000,
  urlLength: 65_536,
  names: 100_000,
  resolveMs: 5000,
}

/** How many visits cross to the worker at a time. */
export const VISITS_A_MESSAGE = 256
/** After this many visits of one call that hung, the rest of the call is not tried. */
export const HANGS_A_CALL = 3
