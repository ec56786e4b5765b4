import type { FindSite } from '../../sites/find-site.ts'
import { addressesFor, type LinkAsker, type LinkRules, type LinkSilence } from '../../sites/link-answer.ts'
import { addressRecords } from '../address-records.ts'
import { classIn } from '../codes.ts'
import { type Query, readQuery } from '../read-query.ts'
import type { Transport } from '../respond.ts'

export interface LlmnrReply {
  readonly kind: 'reply'
  readonly outcome: 'noerror' | 'nodata' | 'truncated'
  readonly bytes: Buffer
  /** What was asked for. */
  readonly type: number
}

/** Why there is no reply. */
export interface LlmnrSilence {
  readonly kind: 'silence'
  readonly outcome: 'not a query' | 'malformed' | 'conflict bit' | 'another name' | LinkSilence
}

/** `wpad` in wire format, one character a byte. */
export const llmnrName = '\x04wpad\0'

const longestDatagram = 512
const conflictBit = 0x04
const truncatedBit = 0x02

/**
 * Answers an LLMNR query for `wpad` with the addresses of the asker's site (RFC 4795). Pure; never throws, whatever the bytes are.
 * The bits C, T, Z and the RCODE stay 0 in every reply: the name is meant to be unique, and has been asked for before.
 */
export function respond(
  request: Buffer,
  asker: LinkAsker,
  transport: Transport,
  rules: LinkRules,
  findSite: FindSite,
): LlmnrReply | LlmnrSilence {
  const query = readQuery(request)
  if (query.kind === 'unanswerable') return silence(query.reason === 'not a query' ? 'not a query' : 'malformed')
  // another opcode, counts that a query has not: discarded without a word (section 2.1.1)
  if (query.kind === 'unfit') return silence('malformed')
  // a sender that has seen two answers asks nobody to answer again (section 2.1.1)
  if (request[2]! & conflictBit) return silence('conflict bit')
  if (query.name !== llmnrName || query.class !== classIn) return silence('another name')
  const addresses = addressesFor(asker, rules, findSite)
  if (typeof addresses === 'string') return silence(addresses)
  return reply(request, query, transport, addressRecords(addresses, query.type, { ttl: rules.ttl }))
}

// no record of this type: an empty answer, at once (section 2.3)
function reply(request: Buffer, query: Query, transport: Transport, records: readonly Buffer[]): LlmnrReply {
  const question = request.subarray(0, query.end)
  const whole = Buffer.concat([question, ...records])
  const fits = transport === 'tcp' || whole.length <= longestDatagram
  const bytes = fits ? whole : Buffer.from(question)
  bytes[2] = 0x80 | (fits ? 0 : truncatedBit)
  bytes[3] = 0
  bytes.fill(0, 6, 12)
  if (fits) bytes.writeUInt16BE(records.length, 6)
  const outcome = fits ? (records.length === 0 ? 'nodata' : 'noerror') : 'truncated'
  return { kind: 'reply', outcome, bytes, type: query.type }
}

function silence(outcome: LlmnrSilence['outcome']): LlmnrSilence {
  return { kind: 'silence', outcome }
}
