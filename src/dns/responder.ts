import type { Report } from '../events/sighting.ts'
import { parseAddress } from '../net/address.ts'
import { type Cidr, contains } from '../net/cidr.ts'
import { openRateLimit, type RateLimitOptions } from './rate-limit.ts'
import { type Reply, respond, type Silence, slipped, type Transport } from './respond.ts'
import type { Zones } from './zones.ts'

/** What the sockets do beside answering; reported like an answer. */
export interface Failure {
  readonly kind: 'failure'
  readonly outcome:
    | 'send failed'
    | 'send queue full'
    | 'no return port'
    | 'receive error'
    | 'too many connections'
    | 'address not bound'
    | 'name taken by another'
    | 'poisoner'
  readonly detail: string
}

/** What every socket of ours shares; `Response` is what may come of a message. */
export interface Responder<Response extends ToSend = Reply | Silence> {
  /** Answers one message from the zones of this moment. */
  answer(request: Buffer, client: string, transport: Transport): Response
  /** Reports what came of a message, and how long it took. */
  sight(client: string, what: Response | Failure, milliseconds: number): void
}

/** Bytes to send, or none. */
export type ToSend = { readonly kind: 'reply'; readonly bytes: Buffer } | { readonly kind: 'silence' }

/** Who may ask, and how often. */
export interface Admission {
  readonly allow: readonly Cidr[]
  /** `undefined`: as often as they like. */
  readonly rateLimit: RateLimitOptions | undefined
}

/** Answers from `zones`, asked at each message, so that a reload is a swap; clients outside `allow` (none: everyone) are refused. */
export function openResponder({ allow, rateLimit }: Admission, zones: () => Zones, report: Report): Responder {
  const limit = rateLimit === undefined ? unlimited : openLimit(rateLimit)
  return {
    answer(request, client, transport) {
      const response = respond(request, { client, transport, allowed: permits(allow, client) }, zones())
      // a source that completed a TCP handshake is not forged
      return response.kind === 'reply' && transport === 'udp' ? limit(request, client, response) : response
    },
    sight: (client, what, milliseconds) => {
      report({
        via: 'dns',
        client,
        answered: what.kind === 'reply',
        outcome: what.outcome,
        unusual: isUnusual(what),
        detail: what.kind === 'silence' ? '' : what.detail,
        site: what.kind === 'reply' ? what.site : undefined,
        told: what.kind === 'reply' ? what.told : undefined,
        milliseconds,
      })
    },
  }
}

type Limit = (request: Buffer, client: string, reply: Reply) => Reply | Silence

const unlimited: Limit = (_request, _client, reply) => reply
const rateLimited: Silence = { kind: 'silence', outcome: 'rate limited' }

function openLimit(options: RateLimitOptions): Limit {
  const rule = openRateLimit(options)
  return (request, client, reply) => {
    const leaving = { client, requestLength: request.length, replyLength: reply.bytes.length, answerKey: reply.answerKey }
    const ruling = rule(leaving, performance.now())
    if (ruling === 'send') return reply
    return ruling === 'truncate' ? slipped(request, reply) : rateLimited
  }
}

function permits(allow: readonly Cidr[], client: string): boolean {
  if (allow.length === 0) return true
  const address = parseAddress(client)
  return address !== undefined && allow.some((block) => contains(block, address))
}

function isUnusual(what: Reply | Silence | Failure): boolean {
  return what.kind !== 'reply' || what.outcome === 'formerr' || what.outcome === 'slipped'
}
