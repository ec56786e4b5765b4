import type { Dialect } from '../../evaluator/dialects/dialect.ts'
import type { Evaluator } from '../../evaluator/evaluator.ts'
import type { Verdict } from '../../evaluator/verdict.ts'
import type { Resolve, World } from '../../evaluator/world.ts'
import { liveNames } from '../../net/live-names.ts'
import { type Comparison, type CountedVisit, compareVerdicts } from '../../policy/compare-verdicts.ts'
import { openSeats } from '../api/seats.ts'
import { Busy } from '../preview/gate.ts'

/** Two PACs, the visits that they are asked about, and the world of the client. */
export interface CompareRequest {
  readonly before: string
  readonly after: string
  readonly visits: readonly CountedVisit[]
  /** Its moment is set: both PACs, and every portion, are asked at the same one. */
  readonly world: World & { readonly now: number; readonly timeZone: string }
  readonly dialect: Dialect
  readonly resolve: boolean
}

/** Compares PACs, one request at a time. */
export interface Comparer {
  /** A person's place in the line, to be disposed of. Throws Busy when too many wait, or two of theirs do. */
  enter(person: string): Place
}

/** A place in the line. */
export interface Place extends Disposable {
  /**
   * Gives what changes, a portion of the visits at a time. Rejects with the signal's reason when it is aborted; the evaluator is then
   * ended, whatever the scripts are doing.
   */
  run(request: CompareRequest, signal: AbortSignal, tell: (part: Comparison) => void): Promise<void>
}

const portion = 1024

// a log has many hosts; a name is asked once for both PACs
const liveOfMany = (): Resolve => liveNames({ milliseconds: 2000, names: 20_000 })

const mostInLine = 16
const mostOfOne = 2

/**
 * Opens a comparer. `open` opens an evaluator, one for each request and gone with it, so that a comparison never keeps a preview waiting;
 * `resolver` makes the way in which one request resolves names, the same for both PACs.
 */
export function openComparer(open: () => Evaluator, resolver: () => Resolve = liveOfMany): Comparer {
  const seats = openSeats(mostInLine, mostOfOne)
  let last: Promise<unknown> = Promise.resolve()

  async function compare(request: CompareRequest, signal: AbortSignal, tell: (part: Comparison) => void): Promise<void> {
    signal.throwIfAborted()
    await using evaluator = open()
    const resolve = request.resolve ? resolver() : undefined
    for (let from = 0; from < request.visits.length; from += portion) {
      const visits = request.visits.slice(from, from + portion)
      const decide = (pac: string) =>
        unlessAborted(signal, evaluator.evaluate({ text: pac }, visits, request.world, request.dialect, resolve))
      const before = await decide(request.before)
      tell(compareVerdicts(visits, before, await decide(request.after)))
    }
  }

  return {
    enter(person) {
      const seat = seats.take(person)
      if (seat === undefined) throw new Busy('too many comparisons are running, try again in a moment')
      return {
        run(request, signal, tell) {
          const mine = last.then(() => compare(request, signal, tell))
          last = mine.catch(() => {}) // whoever asked is told; the next one starts all the same
          return mine
        },
        [Symbol.dispose]: () => seat[Symbol.dispose](),
      }
    },
  }
}

async function unlessAborted(signal: AbortSignal, verdicts: Promise<Verdict[]>): Promise<Verdict[]> {
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()
  verdicts.catch(() => {}) // the evaluator's end is not news when nobody waits for its verdicts
  try {
    return await Promise.race([verdicts, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
