import type { Address } from '../net/address.ts'
import { type Cidr, contains } from '../net/cidr.ts'
import { openRateLimit } from '../net/rate-limit.ts'
import { forwardedClient } from './forwarded.ts'
import type { HttpRequest } from './message.ts'
import type { HttpOptions } from './options.ts'
import { forbidden, type Reply, tooOften } from './respond.ts'

/** Who asks, and whether anything is answered at all. */
export interface Admission {
  /** Whether connections from here begin with a PROXY header. */
  isAnnounced(peer: Address): boolean
  /** Whether this client is a proxy that asks for others. */
  isProxy(client: Address): boolean
  /** Who asks by this request, on a connection of `client`. */
  askerOf(client: Address, request: HttpRequest): Address
  /** Whether this client's network is served. */
  isAllowed(client: Address): boolean
  /** What this client gets instead of an answer to one more request at `now` (milliseconds); `undefined`: an answer. */
  refusalOf(client: Address, now: number): Reply | undefined
}

/** What `openAdmission` goes by. */
export type AdmissionRules = Pick<HttpOptions, 'allow' | 'trustedProxies' | 'proxyProtocol' | 'rateLimit'>

// seconds' worth of requests that may come at once
const burst = 2

export function openAdmission({ allow, trustedProxies, proxyProtocol = [], rateLimit }: AdmissionRules): Admission {
  const rate = rateLimit && openRateLimit({ perSecond: rateLimit.perSecond, burst })
  const isAllowed = (client: Address) => allow.length === 0 || isIn(allow, client)
  const isProxy = (client: Address) => isIn(trustedProxies, client)
  const isTooOften = (client: Address, now: number) =>
    rate !== undefined && !isIn(rateLimit!.exempt, client) && !rate.take(client.text, now)
  return {
    isAnnounced: (peer) => isIn(proxyProtocol, peer),
    isProxy,
    askerOf: (client, { forwardedFor }) => (isProxy(client) ? forwardedClient(client, forwardedFor, trustedProxies) : client),
    isAllowed,
    refusalOf(client, now) {
      if (!isAllowed(client)) return forbidden
      return isTooOften(client, now) ? tooOften : undefined
    },
  }
}

function isIn(networks: readonly Cidr[], client: Address): boolean {
  return networks.some((network) => contains(network, client))
}
