import type { Endpoint } from '../net/endpoint.ts'
import type { Reply } from './respond.ts'
import type { About } from './sightings.ts'

/** A reply in bytes, and what a sighting of it says. */
export interface WrittenReply {
  readonly bytes: Uint8Array
  readonly outcome: Reply['outcome']
  readonly about: About
}

/** The last reply to each of the clients that asked of late. */
export interface KeptReplies {
  /** The reply to the same request of the same client, whatever its xid and secs, on the same `basis`; its xid is the new one. */
  find(request: Buffer, source: Endpoint, basis: Basis): WrittenReply | undefined
  /** Keeps a reply, and forgets the oldest of too many. */
  keep(request: Buffer, source: Endpoint, basis: Basis, reply: WrittenReply): void
}

/** What a reply depends on besides the request, by identity: which rule finds the site, which addresses are ours. */
export interface Basis {
  readonly findSite: unknown
  readonly own: unknown
}

interface Kept {
  readonly port: number
  readonly request: Buffer
  readonly reply: WrittenReply
}

// xid and secs stand side by side in the header; they alone differ when a client asks again
const xidAt = 4
const flagsAt = 10
// a request of Windows has 300 bytes, KDE's 548; what strangers make us keep has an end
const longestRequest = 600

/**
 * A client asks the same over and over (old Windows: for every program that starts), and an answer is a pure function of the
 * request and its basis. So the last one of each client is kept, `most` at a time: a packet that comes after a pause finds the
 * processor's caches cold, and then every line of code not run is time saved.
 */
export function keepReplies(most = 1000): KeptReplies {
  const kept = new Map<string, Kept>()
  let current: Basis = { findSite: undefined, own: undefined }
  return {
    find(request, { address, port }, basis) {
      if (basis.findSite !== current.findSite || basis.own !== current.own) return undefined
      const last = kept.get(address)
      if (last === undefined || last.port !== port || !isSame(last.request, request)) return undefined
      const { bytes, outcome, about } = last.reply
      return { bytes: withXid(bytes, request), outcome, about }
    },
    keep(request, { address, port }, basis, reply) {
      if (request.length > longestRequest) return
      if (basis.findSite !== current.findSite || basis.own !== current.own) kept.clear()
      current = basis
      kept.delete(address)
      if (kept.size >= most) kept.delete(kept.keys().next().value!)
      kept.set(address, { port, request: Buffer.from(request), reply })
    },
  }
}

// the new xid and secs are written over the kept ones, so that one comparison does
function isSame(kept: Buffer, request: Buffer): boolean {
  if (kept.length !== request.length) return false
  for (let at = xidAt; at < flagsAt; at++) kept[at] = request[at]!
  return kept.equals(request)
}

// a copy, since the kept one may still be on its way out
function withXid(reply: Uint8Array, request: Buffer): Uint8Array {
  const bytes = new Uint8Array(reply)
  for (let at = xidAt; at < xidAt + 4; at++) bytes[at] = request[at]!
  return bytes
}
