import { Type } from './codes.ts'

/** One question, as a stranger sent it. */
export interface Query {
  readonly kind: 'query'
  /** The name in wire format, one character a byte, A-Z made lower-case: what zones are looked up by. */
  readonly name: string
  readonly type: number
  readonly class: number
  /** Where the question section ends: it is copied from the request up to here, byte for byte (requirement N1). */
  readonly end: number
  /** The OPT record's payload size, or -1 when there is none (RFC 6891). */
  readonly payloadSize: number
  readonly ednsVersion: number
  /** The DO bit, which is copied into the reply (RFC 3225, section 3). */
  readonly dnssecOk: boolean
}

/** A message that is answered with its header alone. */
export interface Unfit {
  readonly kind: 'unfit'
  readonly rcode: 'formerr' | 'notimp' | 'refused'
}

/** A message that is not answered. */
export interface Unanswerable {
  readonly kind: 'unanswerable'
  readonly reason: 'too short' | 'not a query'
}

export const headerLength = 12

const formerr: Unfit = { kind: 'unfit', rcode: 'formerr' }
const notimp: Unfit = { kind: 'unfit', rcode: 'notimp' }
const refused: Unfit = { kind: 'unfit', rcode: 'refused' }
const tooShort: Unanswerable = { kind: 'unanswerable', reason: 'too short' }
const notAQuery: Unanswerable = { kind: 'unanswerable', reason: 'not a query' }

const opcodeNotify = 4
const opcodeUpdate = 5

/**
 * Reads a header, one question and an optional OPT record (RFC 1035, section 4.1; RFC 6891; RFC 9619). Never throws, and takes
 * time in proportion to the message: a compression pointer in the question is malformed, elsewhere it ends a name.
 * Bytes after the last record are let pass, as BIND does.
 */
export function readQuery(bytes: Buffer): Query | Unfit | Unanswerable {
  if (bytes.length < headerLength) return tooShort
  if (bytes[2]! & 0x80) return notAQuery
  const opcode = (bytes[2]! >> 3) & 15
  if (opcode !== 0) return opcode === opcodeNotify || opcode === opcodeUpdate ? refused : notimp
  if (wordAt(bytes, 4) !== 1) return formerr
  const nameEnd = endOfQuestionName(bytes)
  const end = nameEnd + 4
  if (nameEnd === -1 || end > bytes.length) return formerr
  const name = bytes.toString('latin1', headerLength, nameEnd).toLowerCase()
  const type = wordAt(bytes, nameEnd)
  const klass = wordAt(bytes, nameEnd + 2)
  // a zone transfer may carry a SOA record in the authority section, and is refused in any shape
  if (type === Type.IXFR) return plainQuery(name, type, klass, end)
  if (wordAt(bytes, 6) !== 0 || wordAt(bytes, 8) !== 0) return formerr
  const additionals = wordAt(bytes, 10)
  return additionals === 0 ? plainQuery(name, type, klass, end) : withAdditionals(bytes, additionals, name, type, klass, end)
}

function plainQuery(name: string, type: number, klass: number, end: number): Query {
  return { kind: 'query', name, type, class: klass, end, payloadSize: -1, ednsVersion: 0, dnssecOk: false }
}

// only the OPT record matters; a signature (TSIG, SIG(0)) says nothing to a server without keys
function withAdditionals(bytes: Buffer, count: number, name: string, type: number, klass: number, end: number): Query | Unfit {
  let opt = -1
  let at = end
  for (let i = 0; i < count; i++) {
    const fixed = endOfName(bytes, at)
    if (fixed === -1 || fixed + 10 > bytes.length) return formerr
    const next = fixed + 10 + wordAt(bytes, fixed + 8)
    if (next > bytes.length) return formerr
    if (wordAt(bytes, fixed) === Type.OPT) {
      // its owner is the root, it stands once, and its options fill it exactly (RFC 6891, section 6.1)
      if (opt !== -1 || fixed !== at + 1 || !optionsFit(bytes, fixed + 10, next)) return formerr
      opt = fixed
    }
    at = next
  }
  if (opt === -1) return plainQuery(name, type, klass, end)
  return {
    kind: 'query',
    name,
    type,
    class: klass,
    end,
    payloadSize: wordAt(bytes, opt + 2),
    ednsVersion: bytes[opt + 5]!,
    dnssecOk: (bytes[opt + 6]! & 0x80) !== 0,
  }
}

// labels only, at most 255 bytes with the root's (RFC 1035, section 2.3.4); -1: malformed
function endOfQuestionName(bytes: Buffer): number {
  let at = headerLength
  while (at < bytes.length) {
    const length = bytes[at]!
    if (length === 0) return at + 1 - headerLength <= 255 ? at + 1 : -1
    if (length > 63) return -1
    at += 1 + length
    if (at - headerLength > 254) return -1
  }
  return -1
}

// the pointer is stepped over, never followed, so that a chain of them costs nothing
function endOfName(bytes: Buffer, start: number): number {
  let at = start
  while (at < bytes.length) {
    const length = bytes[at]!
    if (length === 0) return at + 1
    if (length >= 0xc0) return at + 2
    if (length > 63) return -1
    at += 1 + length
    if (at - start > 254) return -1
  }
  return -1
}

function optionsFit(bytes: Buffer, from: number, to: number): boolean {
  let at = from
  while (at + 4 <= to) at += 4 + wordAt(bytes, at + 2)
  return at === to
}

function wordAt(bytes: Buffer, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!
}
