import { randomInt } from 'node:crypto'
import { parseAddress } from '../net/address.ts'
import { type Cidr, contains } from '../net/cidr.ts'

/** The `rateLimit` part of the `dns` section. */
export interface RateLimitOptions {
  readonly perSecond: number
  readonly slip: number
  readonly exempt: readonly Cidr[]
}

/** One answer that is about to leave as a datagram. */
export interface Leaving {
  readonly client: string
  readonly requestLength: number
  readonly replyLength: number
  /** The same number for the same answer. */
  readonly answerKey: number
}

/** What becomes of it: beyond the limit it is cut to a truncated one, which a real client follows up over TCP, or dropped. */
export type Ruling = 'send' | 'truncate' | 'drop'

/** Rules over each answer; `now` is in milliseconds. */
export type RateLimit = (leaving: Leaving, now: number) => Ruling

/** Beyond the limit no datagram is longer than so many times its query, whoever asks. */
export const limitedMultiple = 3

// counts that several networks share by chance; a power of two. Half a megabyte, whatever comes
const slots = 1 << 16
const mostNetworks = 4096

interface Network {
  readonly exempt: boolean
  readonly hash: number
}

/**
 * Limits the same answer to the same network, IPv4 /24 or IPv6 /56, to `perSecond` a second (requirement N6), as BIND's response rate
 * limiting does; every `slip`-th answer beyond it is truncated, the others are dropped. An exempt network gets every answer, and
 * beyond the limit those over three times their query truncated.
 *
 * Counts stand in a table of a fixed size without keys, so that no flood makes it grow or pushes a count out; two networks that
 * fall on one count share it. Where they fall is random for each process.
 */
export function openRateLimit({ perSecond, slip, exempt }: RateLimitOptions): RateLimit {
  const seconds = new Uint32Array(slots)
  const counts = new Uint32Array(slots)
  const seed = randomInt(2 ** 32)
  const networks = new Map<string, Network>()
  const networkOf = (client: string): Network => {
    const known = networks.get(client)
    if (known !== undefined) return known
    if (networks.size >= mostNetworks) networks.clear()
    const network = readNetwork(client, exempt, seed)
    networks.set(client, network)
    return network
  }
  return ({ client, requestLength, replyLength, answerKey }, now) => {
    const network = networkOf(client)
    if (network.exempt && replyLength <= limitedMultiple * requestLength) return 'send'
    const slot = mix(network.hash ^ Math.imul(answerKey + 1, 0x9e3779b1)) & (slots - 1)
    const second = Math.floor(now / 1000)
    if (seconds[slot] !== second) {
      seconds[slot] = second
      counts[slot] = 0
    }
    const count = counts[slot]! + 1
    counts[slot] = count
    if (count <= perSecond) return 'send'
    if (network.exempt) return 'truncate'
    return slip > 0 && (count - perSecond) % slip === 0 ? 'truncate' : 'drop'
  }
}

function readNetwork(client: string, exempt: readonly Cidr[], seed: number): Network {
  const address = parseAddress(client)
  if (address === undefined) return { exempt: false, hash: seed }
  const significant = address.family === 4 ? 3 : 7
  let hash = seed
  for (let i = 0; i < significant; i++) hash = Math.imul(hash ^ address.bytes[i]!, 0x01000193)
  return { exempt: exempt.some((block) => contains(block, address)), hash: mix(hash) }
}

// murmur3's last step: every bit of the input moves every bit of the output
function mix(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
