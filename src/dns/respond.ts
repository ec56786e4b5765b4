import { classIn, Rcode, Type, typeName } from './codes.ts'
import { nameText } from './name-text.ts'
import { type Query, readQuery, type Unfit } from './read-query.ts'
import { addGlue, flag, headerAlone, largestDatagram, movePointers, optLength, writeHead, writeOpt } from './write-reply.ts'
import type { Answer, ZoneAnswers } from './zone-answers.ts'
import type { Zones } from './zones.ts'

export type Transport = 'udp' | 'tcp'

/** Who asks: the address as text, and whether it lies in the networks that may. */
export interface DnsAsker {
  readonly client: string
  readonly transport: Transport
  readonly allowed: boolean
}

/** The bytes to send back. `outcome` says which kind of answer they are. */
export interface Reply {
  readonly kind: 'reply'
  readonly outcome:
    | 'noerror'
    | 'nodata'
    | 'nxdomain'
    | 'refused'
    | 'not allowed'
    | 'formerr'
    | 'notimp'
    | 'badvers'
    | 'truncated'
    | 'slipped'
  readonly bytes: Buffer
  /** The same number for the same answer, whoever asked, for the rate limit. */
  readonly answerKey: number
  readonly detail: string
  /** Whose answer it is, and what it tells; absent where it is none of a site's. */
  readonly site?: string | undefined
  readonly told?: string | undefined
}

/** Why there is no reply. */
export interface Silence {
  readonly kind: 'silence'
  readonly outcome: 'too short' | 'not a query' | 'rate limited'
}

/** A UDP reply is at most so many times as long as its query, or truncated (requirement N6). */
export const largestMultiple = 10

// replies without records are the same whatever was asked, else a stranger could have each of 65,536 types refused; answers count up
const bareKeys = {
  refused: -1,
  'not allowed': -2,
  formerr: -3,
  notimp: -4,
  badvers: -5,
  truncated: -6,
  slipped: -7,
} as const

const smallestLimit = 512
const largestMessage = 65_535

/** Answers one message from the zones (requirements N1-N5, N9). Pure; never throws, whatever the bytes are. */
export function respond(request: Buffer, asker: DnsAsker, zones: Zones): Reply | Silence {
  const query = readQuery(request)
  if (query.kind === 'unanswerable') return { kind: 'silence', outcome: query.reason }
  if (query.kind === 'unfit') return unfit(request, query.rcode)
  if (query.ednsVersion !== 0) return bare(request, query, Rcode.badvers, 'badvers')
  if (!asker.allowed) return bare(request, query, Rcode.refused, 'not allowed')
  if (query.class !== classIn || query.type === Type.AXFR || query.type === Type.IXFR)
    return bare(request, query, Rcode.refused, 'refused')
  const limit = asker.transport === 'tcp' ? largestMessage : datagramLimit(request, query)
  const exact = zones.get(query.name)
  if (exact !== undefined) {
    const zone = exact(asker.client)
    return reply(request, query, zone, zone.byType.get(query.type) ?? zone.nodata, 0, limit)
  }
  const depth = depthBelowZone(query.name, zones)
  if (depth === 0) return bare(request, query, Rcode.refused, 'refused')
  const zone = zones.get(query.name.slice(depth))!(asker.client)
  return reply(request, query, zone, zone.nxdomain, depth, limit)
}

/**
 * What a network beyond its rate gets in place of `reply`: the question with TC set, never longer than it was, so that a real client
 * comes back over TCP. A reply without a question stays as it is.
 */
export function slipped(request: Buffer, reply: Reply): Reply {
  const query = readQuery(request)
  return query.kind === 'query' ? bare(request, query, Rcode.noerror, 'slipped') : { ...reply, outcome: 'slipped' }
}

function datagramLimit(request: Buffer, query: Query): number {
  const advertised = Math.min(Math.max(query.payloadSize, smallestLimit), largestDatagram)
  return Math.min(advertised, largestMultiple * request.length)
}

// how many bytes of labels stand before the nearest zone's name; 0: no zone
function depthBelowZone(name: string, zones: Zones): number {
  for (let at = 1 + name.charCodeAt(0); at < name.length; at += 1 + name.charCodeAt(at)) {
    if (zones.has(name.slice(at))) return at
  }
  return 0
}

function reply(request: Buffer, query: Query, zone: ZoneAnswers, answer: Answer, depth: number, limit: number): Reply {
  const { body, glue } = answer
  const length = query.end + body.length + (query.payloadSize === -1 ? 0 : optLength)
  if (length > limit) return bare(request, query, Rcode.noerror, 'truncated')
  const withGlue = answer.additionals > 0 && length + glue.length <= limit
  const bytes = Buffer.allocUnsafe(withGlue ? length + glue.length : length)
  writeHead(bytes, request, query, flag.authoritative, answer.rcode)
  bytes[7] = answer.answers
  bytes[6] = answer.answers >> 8
  bytes[9] = answer.authorities
  bytes.set(body, query.end)
  if (depth > 0) movePointers(bytes, query.end, zone.pointers, depth)
  if (withGlue) addGlue(bytes, query.end + body.length, answer)
  if (query.payloadSize !== -1) writeOpt(bytes, query, 0)
  return {
    kind: 'reply',
    outcome: answer.outcome,
    bytes,
    answerKey: answer.key,
    detail: detailOf(depth === 0 ? zone.name : nameText(query.name), query.type),
    site: zone.site,
    told: answer.told,
  }
}

// header, question and OPT alone
function bare(request: Buffer, query: Query, rcode: number, outcome: keyof typeof bareKeys): Reply {
  const bytes = Buffer.allocUnsafe(query.end + (query.payloadSize === -1 ? 0 : optLength))
  const cut = outcome === 'truncated' || outcome === 'slipped'
  writeHead(bytes, request, query, cut ? flag.authoritative | flag.truncated : 0, rcode & 15)
  if (query.payloadSize !== -1) writeOpt(bytes, query, rcode >> 4)
  return { kind: 'reply', outcome, bytes, answerKey: bareKeys[outcome], detail: detailOf(nameText(query.name), query.type) }
}

function unfit(request: Buffer, outcome: Unfit['rcode']): Reply {
  return { kind: 'reply', outcome, bytes: headerAlone(request, Rcode[outcome]), answerKey: bareKeys[outcome], detail: '' }
}

function detailOf(name: string, type: number): string {
  return `${name} ${typeName(type)}`
}
