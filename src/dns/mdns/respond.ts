import type { FindSite } from '../../sites/find-site.ts'
import { addressesFor, type LinkAsker, type LinkRules, type LinkSilence } from '../../sites/link-answer.ts'
import { addressRecords, header, record } from '../address-records.ts'
import { classIn, Type } from '../codes.ts'
import { type KnownAnswer, type MdnsQuery, type MdnsQuestion, readMdns } from './read-message.ts'

export interface MdnsReply {
  readonly kind: 'reply'
  readonly outcome: 'noerror' | 'nodata'
  /** To everyone on the link, or to the asker alone. */
  readonly to: 'group' | 'asker'
  readonly bytes: Buffer
  /** What was asked for first. */
  readonly type: number
}

/** Why there is no reply. */
export interface MdnsSilence {
  readonly kind: 'silence'
  readonly outcome: 'not a query' | 'malformed' | 'another name' | 'known already' | LinkSilence
}

/** `wpad.local` in wire format, one character a byte. */
export const mdnsName = '\x04wpad\x05local\0'

const owner = Buffer.from(mdnsName, 'latin1')
const responseFlags = 0x8400
const typeNsec = 47
// a resolver that knows no multicast DNS would keep an answer without being told of changes (section 6.7)
const longestLegacyTtl = 10
const classAny = 255

/**
 * Answers a multicast DNS query for `wpad.local` with the addresses of the asker's site (RFC 6762). Pure; never throws, whatever the
 * bytes are. The name is ours alone on the link, so the cache-flush bit is set, and a NSEC record says at once what there is not
 * (sections 6.1 and 10.2). `legacy`: the query came from another port than the protocol's, so an ordinary resolver sent it.
 */
export function respond(
  request: Buffer,
  asker: LinkAsker,
  legacy: boolean,
  rules: LinkRules,
  findSite: FindSite,
): MdnsReply | MdnsSilence {
  const query = readMdns(request)
  if (query.kind === 'none') return silence(query.reason)
  const questions = query.questions.filter(isOurs)
  const [first] = questions
  if (first === undefined) return silence('another name')
  const addresses = addressesFor(asker, rules, findSite)
  if (typeof addresses === 'string') return silence(addresses)
  if (legacy) return legacyReply(query, first, addresses, rules.ttl)
  const records = questions.flatMap(({ type }) => recordsFor(type, addresses, rules.ttl))
  const wanted = records.filter((bytes, i) => isFirst(bytes, i, records) && !isKnown(bytes, query.known, rules.ttl))
  if (wanted.length === 0) return silence('known already')
  const to = questions.every(({ unicast }) => unicast) ? 'asker' : 'group'
  const outcome = wanted.some((bytes) => typeOf(bytes) !== typeNsec) ? 'noerror' : 'nodata'
  return { kind: 'reply', outcome, to, bytes: message(to === 'asker' ? query.id : 0, wanted), type: first.type }
}

/** Says to a link what `wpad.local` is, or with `ttl` 0 that it is no more (RFC 6762, sections 8.3 and 10.1). */
export function announcement(addresses: readonly string[], ttl: number): Buffer {
  return message(0, addressRecords(addresses, Type.ANY, { ttl, owner, flush: true }))
}

function isOurs(question: MdnsQuestion): boolean {
  return question.name === mdnsName && (question.class === classIn || question.class === classAny)
}

function recordsFor(type: number, addresses: readonly string[], ttl: number): Buffer[] {
  const records = addressRecords(addresses, type, { ttl, owner, flush: true })
  return records.length > 0 ? records : [record(typeNsec, typesThereAre(addresses), { ttl, owner, flush: true })]
}

// the next name is the name itself, one bit stands for A, one for AAAA (RFC 6762, section 6.1; RFC 4034, section 4.1.2)
function typesThereAre(addresses: readonly string[]): Buffer {
  const a = addresses.some((text) => !text.includes(':')) ? 0x40 : 0
  const bits = addresses.some((text) => text.includes(':')) ? [a, 0, 0, 0x08] : [a]
  return Buffer.concat([owner, Buffer.from([0, bits.length, ...bits])])
}

function message(id: number, records: readonly Buffer[]): Buffer {
  return Buffer.concat([header(id, responseFlags, [0, records.length, 0, 0]), ...records])
}

// as a DNS server answers: the question comes back, and nothing that only multicast DNS knows (section 6.7)
function legacyReply(query: MdnsQuery, question: MdnsQuestion, addresses: readonly string[], ttl: number): MdnsReply {
  const records = addressRecords(addresses, question.type, { ttl: Math.min(ttl, longestLegacyTtl) })
  const tail = Buffer.alloc(4)
  tail.writeUInt16BE(question.type, 0)
  tail.writeUInt16BE(question.class, 2)
  const bytes = Buffer.concat([header(query.id, responseFlags, [1, records.length, 0, 0]), owner, tail, ...records])
  return { kind: 'reply', outcome: records.length > 0 ? 'noerror' : 'nodata', to: 'asker', bytes, type: question.type }
}

function isFirst(bytes: Buffer, i: number, records: readonly Buffer[]): boolean {
  return records.findIndex((each) => each.equals(bytes)) === i
}

// half of the time to live is left to the asker (section 7.1)
function isKnown(bytes: Buffer, known: readonly KnownAnswer[], ttl: number): boolean {
  const data = bytes.subarray(owner.length + 10)
  return known.some(
    (each) => each.name === mdnsName && each.type === typeOf(bytes) && each.ttl * 2 >= ttl && each.data.equals(data),
  )
}

function typeOf(bytes: Buffer): number {
  return bytes.readUInt16BE(owner.length)
}

function silence(outcome: MdnsSilence['outcome']): MdnsSilence {
  return { kind: 'silence', outcome }
}
