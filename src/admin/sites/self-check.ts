import { type Check, check, type SelfLookup, selfLookups } from '../../clients/self-lookups.ts'
import type { Keeper } from '../sightings/keeper.ts'
import type { AdminView } from '../view.ts'
import { servicesOf } from './services-view.ts'

/** How a part answered the last time that we asked it. */
export interface PartHealth extends Check {
  /** Milliseconds since 1970. */
  readonly checkedAt: number
}

/** The server's looks at itself. */
export interface SelfCheck extends AsyncDisposable {
  /** What came of the last round; empty before the first one. */
  readonly parts: readonly PartHealth[]
  /** Looks now; one round at a time, so whoever asks during one gets its result. */
  look(): Promise<readonly PartHealth[]>
  /** Looks in a second and then every so many milliseconds, until it is closed. */
  start(everyMs: number): void
}

/** What the looks need. */
export interface SelfCheckParts {
  /** Asked at each round, so that a reload counts. */
  readonly lookups: () => readonly SelfLookup[]
  /** Told before each question, which is no client's; what comes back is called when it is answered. */
  readonly asking: (lookup: SelfLookup) => () => void
  readonly now: () => number
}

const mostLookups = 64
const firstAfterMs = 1000

/** The looks at what `view` shows, which the keeper of sightings disregards. */
export function selfCheckOf(view: () => AdminView, keeper: Pick<Keeper, 'disregard'>, now: () => number): SelfCheck {
  const lookups = () => selfLookups(servicesOf(view()))
  const asking = ({ service, seenAs }: SelfLookup) => keeper.disregard({ via: service, ...seenAs })
  return openSelfCheck({ lookups, asking, now })
}

/** Looks at every part when it is told to, one question after the other, as a client would ask it. */
export function openSelfCheck({ lookups, asking, now }: SelfCheckParts): SelfCheck {
  let parts: readonly PartHealth[] = []
  let running: Promise<readonly PartHealth[]> | undefined
  const round = async () => {
    const found: PartHealth[] = []
    for (const lookup of lookups().slice(0, mostLookups)) {
      const answered = asking(lookup)
      found.push({ ...(await check(lookup.service, lookup)), checkedAt: now() })
      answered()
    }
    parts = found
    return parts
  }
  const look = () => {
    running ??= round().finally(() => {
      running = undefined
    })
    return running
  }
  const timers: NodeJS.Timeout[] = []
  return {
    get parts() {
      return parts
    },
    look,
    start: (everyMs) => void timers.push(setTimeout(look, firstAfterMs).unref(), setInterval(look, everyMs).unref()),
    async [Symbol.asyncDispose]() {
      for (const timer of timers) clearTimeout(timer)
      await running
    },
  }
}
