import type { Endpoint } from '../net/endpoint.ts'
import { openRateLimit } from '../net/rate-limit.ts'
import { addressField, type DhcpMessage } from './message.ts'
import type { DhcpOptions } from './options.ts'
import { wildcard } from './route.ts'

/** Which limit an INFORM was over. */
export type RateReason = 'rate limit of this client' | 'rate limit of all clients'

/** How many INFORMs are answered. */
export interface RateLimits {
  /** Counts one more of this client at `now` (milliseconds, of a clock that never goes back), or says which limit it is over. */
  take(client: string, now: number): RateReason | undefined
}

const hardware = { from: 28, to: 44 }

/**
 * The limits of `rateLimit`, as many at once as in a second. What is over its client's limit does not count for all: one that floods
 * takes nothing from the others.
 */
export function openRateLimits(options: DhcpOptions['rateLimit']): RateLimits {
  if (options === undefined) return { take: () => undefined }
  const each = openRateLimit({ perSecond: options.perClient, burst: 1 })
  const all = openRateLimit({ perSecond: options.overall, burst: 1 })
  return {
    take(client, now) {
      if (!each.take(client, now)) return 'rate limit of this client'
      return all.take('', now) ? undefined : 'rate limit of all clients'
    },
  }
}

/** Who is counted: where the request came from, or, behind a relay and without an address, what it says of itself. */
export function limitedBy({ bytes, relayed }: DhcpMessage, { address }: Endpoint): string {
  if (!relayed && address !== wildcard) return address
  const said = [bytes.subarray(addressField.ciaddr, addressField.ciaddr + 4), bytes.subarray(hardware.from, hardware.to)]
  return Buffer.concat(said).toString('latin1')
}
