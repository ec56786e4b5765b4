import type { Report, Sighting } from './sighting.ts'

/** Sightings on their way to whoever keeps them, in the order in which they were made. */
export interface SightingBatch {
  readonly sightings: readonly Sighting[]
  /** When each was made, in milliseconds since 1970. */
  readonly times: readonly number[]
  /** How many were left out since the queue was opened, because it was full or nobody took them. */
  readonly dropped: number
}

/** What stands between the edges, which may not wait, and the keeper, which may. */
export interface SightingQueue extends Disposable {
  readonly report: Report
  /** The keeper is ready for the next batch; so many of the last one it could not keep. */
  taken(lost?: number): void
  /** From here on batches go to `send`; `undefined`: what waits goes to the last keeper, and from here on nothing is queued. */
  sendTo(send: ((batch: SightingBatch) => void) | undefined): void
}

/** `most` sightings in one batch, one batch each `milliseconds` at the most: 10,000 a second. What is more is counted. */
const defaults = { most: 2000, milliseconds: 200 }

/**
 * Opens a queue of bounded length. On a packet's path it pushes the sighting and reads the clock, nothing else; a batch leaves by a
 * timer, and only after the one before it was taken, so that a slow keeper costs memory for two batches and no more.
 * `dropped` is told of sightings that are left out.
 */
export function openSightingQueue(dropped: (count: number) => void, now: () => number, limits = defaults): SightingQueue {
  let sightings: Sighting[] = []
  let times: number[] = []
  let left = 0
  let waits = false
  let timer: NodeJS.Timeout | undefined
  let send: ((batch: SightingBatch) => void) | undefined
  const flush = () => {
    if (sightings.length === 0) return
    send?.({ sightings, times, dropped: left })
    sightings = []
    times = []
  }
  const post = () => {
    timer = undefined
    if (send === undefined || waits || sightings.length === 0) return
    waits = true
    flush()
  }
  const plan = () => {
    timer ??= setTimeout(post, limits.milliseconds).unref()
  }
  return {
    report(sighting) {
      if (send === undefined) return
      if (sightings.length >= limits.most) {
        left++
        dropped(1)
        return
      }
      sightings.push(sighting)
      times.push(now())
      if (timer === undefined && !waits) plan()
    },
    taken(lost = 0) {
      if (lost > 0) dropped(lost)
      waits = false
      if (sightings.length > 0) plan()
    },
    sendTo(next) {
      if (next === undefined) flush()
      send = next
      waits = false
      if (sightings.length > 0) plan()
    },
    [Symbol.dispose]() {
      clearTimeout(timer)
      send = undefined
    },
  }
}
