/** Thrown when too many wait already. */
export class Busy extends Error {
  override readonly name = 'Busy'
}

/** Who asks for a job, and the signal that nobody wants it any more. */
export interface Asker {
  readonly who: string
  readonly signal?: AbortSignal
}

/** Runs jobs, a few at once; whoever waits is served in turn with everybody else who waits, however much each of them asks for. */
export type Gate = <T>(asker: Asker, job: () => Promise<T>) => Promise<T>

/** How many jobs run, how many may wait, and how many of those may be one person's. */
export interface GateLimits {
  readonly atOnce: number
  readonly waiting: number
  readonly waitingEach: number
}

/**
 * A gate; a job beyond its limits rejects with Busy at once. One whose signal is aborted while it waits rejects with the signal's
 * reason and gives its place up.
 */
export function openGate({ atOnce, waiting, waitingEach }: GateLimits): Gate {
  let running = 0
  let inLine = 0
  // the first key is whose turn is next
  const lines = new Map<string, (() => void)[]>()

  function next(): void {
    const [turn] = lines
    if (turn === undefined) {
      running--
      return
    }
    const [who, line] = turn
    const start = line.shift()
    lines.delete(who)
    if (line.length > 0) lines.set(who, line)
    inLine--
    start?.()
  }

  function wait({ who, signal }: Asker): Promise<void> {
    const line = lines.get(who) ?? []
    if (inLine >= waiting || line.length >= waitingEach) throw new Busy('too many evaluations are waiting, try again in a moment')
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const leave = () => {
      line.splice(line.indexOf(start), 1)
      if (line.length === 0) lines.delete(who)
      inLine--
      reject(signal?.reason)
    }
    const start = () => {
      signal?.removeEventListener('abort', leave)
      resolve()
    }
    line.push(start)
    lines.set(who, line)
    inLine++
    signal?.addEventListener('abort', leave, { once: true })
    return promise
  }

  return async (asker, job) => {
    asker.signal?.throwIfAborted()
    // the one that ends hands its place over, so `running` stays
    if (running >= atOnce) await wait(asker)
    else running++
    try {
      return await job()
    } finally {
      next()
    }
  }
}
