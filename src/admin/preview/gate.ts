/** Thrown when too many wait already. */
export class Busy extends Error {
  override readonly name = 'Busy'
}

/** Runs jobs, a few at once, in the order in which they came. */
export type Gate = <T>(job: () => Promise<T>) => Promise<T>

/** A gate for `atOnce` jobs with room for `waiting` more; one beyond that rejects with Busy at once. */
export function openGate(atOnce: number, waiting: number): Gate {
  let running = 0
  const queue: (() => void)[] = []
  return async (job) => {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new Busy('too many evaluations are waiting, try again in a moment')
      // the one that ends hands its place over, so `running` stays
      await new Promise<void>((resolve) => queue.push(resolve))
    } else running++
    try {
      return await job()
    } finally {
      const next = queue.shift()
      if (next === undefined) running--
      else next()
    }
  }
}
