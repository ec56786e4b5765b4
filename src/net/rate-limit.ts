/** How often each client may ask. */
export interface RateLimit {
  /** Whether one more request of this client fits at `now` (milliseconds, of a clock that never goes back); one that does, counts. */
  take(client: string, now: number): boolean
}

// both halves of the table together: what a network of any size has, and a few megabytes
const mostClients = 20_000

/**
 * A token bucket for each client, kept as one number: the moment at which it will be full again (the virtual scheduling algorithm
 * of ITU-T I.371). It holds what comes in `burst` seconds. There is no timer: clients that have not asked for that long, whose
 * bucket is full, are forgotten by the half of the table; so are others when there are more than `mostClients`, in their favour.
 */
export function openRateLimit({ perSecond, burst }: { perSecond: number; burst: number }): RateLimit {
  const interval = 1000 / perSecond
  const depth = burst * 1000
  let young = new Map<string, number>()
  let old = new Map<string, number>()
  let turn = Number.NEGATIVE_INFINITY
  return {
    take(client, now) {
      if (now - turn > depth || young.size >= mostClients / 2) {
        // after two turns' time nobody's bucket is other than full
        old = now - turn > 2 * depth ? new Map() : young
        young = new Map()
        turn = now
      }
      const full = Math.max(now, young.get(client) ?? old.get(client) ?? now) + interval
      if (full - now > depth + interval / 1000) return false
      young.set(client, full)
      return true
    },
  }
}
