import { advise, conclude, suspect, whereItStopped } from '../../clients/advice.ts'
import type { AdviceText } from '../../clients/advice-text.ts'
import { discover, type Manner } from '../../clients/discover.ts'
import type { FoundPac, Made } from '../../clients/outcome.ts'
import { planDiscovery } from '../../clients/plan-discovery.ts'
import { openSeats } from '../api/seats.ts'
import { Busy } from '../preview/gate.ts'
import type { AdminView } from '../view.ts'
import { type Asks, reach, whomOf } from './reach.ts'
import type { Discovery } from './read-discovery.ts'

/** What is told while lookups are made, in their order. */
export type Event =
  | { readonly kind: 'asking'; readonly id: string; readonly via: string; readonly ask: string; readonly whom?: string }
  | MadeEvent
  | End

/** A lookup that was made, or kept back. */
export interface MadeEvent {
  readonly kind: 'made'
  readonly id: string
  readonly via: string
  readonly ask: string
  readonly end: string
  readonly outcome: string
  readonly from?: string
  readonly ms: number
  /** What to do about it. */
  readonly advice?: string
  readonly pac?: FoundPac
}

/** How it ended. */
export interface End {
  readonly kind: 'done'
  readonly found: boolean
  /** The lookup where it stopped; absent: it made none. */
  readonly at?: string
  readonly conclusion: string
  /** What to do about it, what is nearest to its end first. */
  readonly todo: readonly string[]
}

/** Makes lookups, a few discoveries at once. */
export interface Discoverer {
  /** A person's place. Throws Busy when there is none. */
  enter(person: string): Disposable
  /** Makes the lookups of a discovery and says what came of them in the words of `text`; ends early, with the signal's reason, when it is aborted. */
  run(discovery: Discovery, asks: Asks, view: AdminView, text: AdviceText, signal: AbortSignal): AsyncGenerator<Event, void>
}

const mostAtOnce = 4
const mostAdvice = 4
/** No lookup waits longer, whatever the client would. */
const mostMilliseconds = 10_000

export function openDiscoverer(): Discoverer {
  const seats = openSeats(mostAtOnce, 1)
  return {
    enter(person) {
      const seat = seats.take(person)
      if (seat === undefined) throw new Busy('a discovery is running already, try again when it has ended')
      return seat
    },
    run,
  }
}

async function* run(
  discovery: Discovery,
  asks: Asks,
  view: AdminView,
  text: AdviceText,
  signal: AbortSignal,
): AsyncGenerator<Event, void> {
  const { kind, host } = discovery
  const network = await reach(asks, view, discovery)
  const whom = whomOf(asks, view)
  const asked: Event[] = []
  const manner: Manner = {
    leaks: false,
    mostMilliseconds,
    asking: ({ id, via }, ask) => {
      const who = whom[via]
      asked.push({ kind: 'asking', id, via, ask, ...(who !== undefined && { whom: who }) })
      wake.resolve()
    },
  }
  let wake = Promise.withResolvers<void>()
  const made: Made[] = []
  const lookups = discover(planDiscovery(kind, host), host, network, manner)
  for (let next = lookups.next(); ; ) {
    const step = await unlessAborted(signal, Promise.race([next, wake.promise]))
    yield* asked.splice(0)
    if (step === undefined) {
      wake = Promise.withResolvers()
      continue
    }
    if (step.done) break
    made.push(step.value)
    yield told(step.value, discovery, text)
    next = lookups.next()
  }
  yield endOf(made, discovery, text)
}

function told(made: Made, { kind }: Discovery, text: AdviceText): MadeEvent {
  const { lookup, ask, outcome, milliseconds } = made
  const advice = advise(made, kind, text)
  return {
    kind: 'made',
    id: lookup.id,
    via: lookup.via,
    ask,
    end: outcome.end,
    outcome: printable(outcome.says),
    ms: milliseconds,
    ...(outcome.from !== undefined && { from: outcome.from }),
    ...(advice !== undefined && { advice: printable(advice) }),
    ...(outcome.pac && { pac: outcome.pac }),
  }
}

function endOf(made: readonly Made[], { kind }: Discovery, text: AdviceText): End {
  const stop = whereItStopped(made, kind)
  const found = stop?.outcome.pac !== undefined
  // one for each reason: ten names that are refused are one thing to mend
  const inOrder = [...(stop === undefined ? [] : [stop]), ...made]
  const firsts = Map.groupBy(inOrder, ({ outcome }) => outcome.reason).values()
  const advice = [...firsts].flatMap(([first]) => (first && advise(first, kind, text)) ?? [])
  const todo = found ? [] : [...advice, ...[suspect(made, text) ?? []].flat()]
  return {
    kind: 'done',
    found,
    conclusion: printable(conclude(made, kind, text)),
    ...(stop && { at: stop.lookup.id }),
    todo: [...new Set(todo)].slice(0, mostAdvice).map(printable),
  }
}

async function unlessAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()
  promise.catch(() => {})
  try {
    return await Promise.race([promise, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

// what strangers send is shown, not obeyed
function printable(text: string): string {
  return text.slice(0, 500).replace(/[^\P{C}]/gu, '\ufffd')
}
