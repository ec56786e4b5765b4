import { setImmediate } from 'node:timers/promises'
import type { Sighting } from '../../events/sighting.ts'
import type { SightingBatch } from '../../events/sighting-queue.ts'
import type { Database } from '../../store/database.ts'
import { type Kept, sightingWriter } from '../../store/keep-sightings.ts'
import type { Retention } from '../../store/options.ts'
import { pruneSightings } from '../../store/prune-sightings.ts'
import { networksOnly } from './networks-only.ts'

/** Who watches. */
export interface Watcher {
  /** Told of what was just kept, oldest first. */
  readonly onKept: (kept: readonly Kept[]) => void
  /** Nothing is kept any more. */
  readonly onEnd: () => void
}

/** What keeps sightings, and tells those who watch. */
export interface Keeper extends Disposable {
  readonly retention: Retention
  /** Keeps a batch, slice by slice, so that no page waits for all of it. Never rejects: resolves to how many could not be kept. */
  take(batch: SightingBatch): Promise<number>
  /** Calls back with everything that is kept from now on, until disposed of; `undefined` when too many watch already. */
  watch(watcher: Watcher): Disposable | undefined
  /**
   * The next sighting like this one is our own look at ourselves, and no client's. What comes back is to be called when the look is
   * over: what is made after that is somebody's again.
   */
  disregard(own: OwnLookup): () => void
  readonly state: KeeperState
}

/** A lookup of ours, as a sighting of it will look. */
export type OwnLookup = Pick<Sighting, 'via' | 'client'> & { readonly detail: string }

/** How well the keeping goes. */
export interface KeeperState {
  /** Sightings that were not kept since wpadd started: too many at once, or the disk would not. */
  readonly dropped: number
  /** Why the last batch could not be kept; absent when it was. */
  readonly problem?: string
}

/** What a keeper is made of. */
export interface KeeperParts {
  readonly database: Database
  readonly retention: Retention
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** A sighting and when it was made. */
interface Made {
  readonly sighting: Sighting
  readonly at: number
}

const mostWatchers = 32
// how long a batch may be on its way, and how long after its answer a sighting may be made
const ownPatienceMs = 5000
const reportMs = 200
const pruneEveryMs = 1000
// then pages have their turn
const pruneForMs = 20
const sliceLength = 250

/** Opens the keeper; it cuts what is too old or too much away in small slices, for as long as it is open. Closing it keeps the rest. */
export function openKeeper({ database, retention, now }: KeeperParts): Keeper {
  const write = sightingWriter(database)
  const watchers = new Set<Watcher>()
  const own = ownLookups(now)
  let left = 0
  let lost = 0
  let problem: string | undefined
  const waiting: Made[][] = []
  const keep = (slice: readonly Made[]): number => {
    const strangers = slice.filter((made) => !own.takes(made))
    try {
      const kept = write(retention.addresses === 'full' ? strangers : strangers.map(withNetworkOnly))
      problem = undefined
      if (kept.length > 0) for (const { onKept } of watchers) onKept(kept)
      return 0
    } catch (error) {
      problem = (error as Error).message
      lost += strangers.length
      return strangers.length
    }
  }
  const prune = () => {
    try {
      return pruneSightings(database, retention, now())
    } catch (error) {
      problem = (error as Error).message
      return false
    }
  }
  const timer = setInterval(() => {
    const start = performance.now()
    while (prune() && performance.now() - start < pruneForMs);
  }, pruneEveryMs).unref()
  return {
    retention,
    async take({ sightings, times, dropped }) {
      left = dropped
      const made = sightings.map((sighting, i) => ({ sighting, at: times[i]! }))
      for (let i = 0; i < made.length; i += sliceLength) waiting.push(made.slice(i, i + sliceLength))
      let failed = 0
      for (let slice = waiting.shift(); slice !== undefined; slice = waiting.shift()) {
        failed += keep(slice)
        prune()
        if (waiting.length > 0) await setImmediate()
      }
      return failed
    },
    watch(watcher) {
      if (watchers.size >= mostWatchers) return undefined
      watchers.add(watcher)
      return { [Symbol.dispose]: () => void watchers.delete(watcher) }
    },
    disregard: own.expect,
    get state() {
      return { dropped: left + lost, ...(problem !== undefined && { problem }) }
    },
    [Symbol.dispose]() {
      clearInterval(timer)
      for (const { onEnd } of watchers) onEnd()
      for (const slice of waiting.splice(0)) keep(slice)
    },
  }
}

function withNetworkOnly({ sighting, at }: Made): Made {
  return { sighting: networksOnly(sighting), at }
}

const mostOwn = 1000

interface Expected extends OwnLookup {
  /** When the question was asked, and when its answer was there. */
  readonly from: number
  until: number
}

// one lookup of ours takes one sighting away; which one, of several that look the same, makes no difference
function ownLookups(now: () => number) {
  let expected: Expected[] = []
  return {
    expect(own: OwnLookup): () => void {
      const one: Expected = { ...own, from: now(), until: Number.POSITIVE_INFINITY }
      if (expected.length < mostOwn) expected.push(one)
      return () => {
        one.until = now() + reportMs
      }
    },
    takes({ sighting: { via, client, detail = '' }, at }: Made): boolean {
      if (expected.length === 0) return false
      expected = expected.filter(({ until }) => until + ownPatienceMs >= now())
      const found = expected.findIndex(
        (own) => own.via === via && own.client === client && own.detail === detail && at >= own.from && at <= own.until,
      )
      if (found !== -1) expected.splice(found, 1)
      return found !== -1
    },
  }
}
