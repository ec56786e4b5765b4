/** One question of a multicast DNS query. */
export interface MdnsQuestion {
  /** In wire format without pointers, one character a byte, A-Z made lower-case. */
  readonly name: string
  readonly type: number
  readonly class: number
  /** The QU bit: a unicast reply will do (RFC 6762, section 5.4). */
  readonly unicast: boolean
}

/** An answer that the asker has already (RFC 6762, section 7.1). */
export interface KnownAnswer {
  readonly name: string
  readonly type: number
  readonly ttl: number
  readonly data: Buffer
}

export interface MdnsQuery {
  readonly kind: 'query'
  readonly id: number
  readonly questions: readonly MdnsQuestion[]
  readonly known: readonly KnownAnswer[]
}

/** A message that is not ours to answer. */
export interface NoMdnsQuery {
  readonly kind: 'none'
  readonly reason: 'not a query' | 'malformed'
}

// a chatty Mac asks for some dozen services at once and lists what it knows of them
const mostQuestions = 64
const mostAnswers = 256
const mostPointers = 16

const malformed: NoMdnsQuery = { kind: 'none', reason: 'malformed' }
const notAQuery: NoMdnsQuery = { kind: 'none', reason: 'not a query' }

/**
 * Reads a multicast DNS query: its questions and the answers that it knows (RFC 6762, section 18). Never throws, and takes time in
 * proportion to the message: names may point, but only backwards, and so many times.
 */
export function readMdns(bytes: Buffer): MdnsQuery | NoMdnsQuery {
  if (bytes.length < 12) return malformed
  // another opcode or rcode is ignored without a word (sections 18.3 and 18.11)
  if (bytes[2]! & 0xf8 || bytes[3]! & 0x0f) return notAQuery
  const [questionCount, answerCount] = [bytes.readUInt16BE(4), bytes.readUInt16BE(6)]
  if (questionCount > mostQuestions || answerCount > mostAnswers) return malformed
  const questions: MdnsQuestion[] = []
  const known: KnownAnswer[] = []
  let at = 12
  for (let i = 0; i < questionCount; i++) {
    const name = readName(bytes, at)
    if (name === undefined || name.end + 4 > bytes.length) return malformed
    const klass = bytes.readUInt16BE(name.end + 2)
    questions.push({ name: name.text, type: bytes.readUInt16BE(name.end), class: klass & 0x7fff, unicast: klass >= 0x8000 })
    at = name.end + 4
  }
  for (let i = 0; i < answerCount; i++) {
    const name = readName(bytes, at)
    if (name === undefined || name.end + 10 > bytes.length) return malformed
    const next = name.end + 10 + bytes.readUInt16BE(name.end + 8)
    if (next > bytes.length) return malformed
    const data = bytes.subarray(name.end + 10, next)
    known.push({ name: name.text, type: bytes.readUInt16BE(name.end), ttl: bytes.readUInt32BE(name.end + 4), data })
    at = next
  }
  return { kind: 'query', id: bytes.readUInt16BE(0), questions, known }
}

function readName(bytes: Buffer, start: number): { readonly text: string; readonly end: number } | undefined {
  let text = ''
  let end = -1
  let at = start
  let pointers = 0
  while (at < bytes.length) {
    const length = bytes[at]!
    if (length === 0) return { text: `${text.toLowerCase()}\0`, end: end === -1 ? at + 1 : end }
    if (length >= 0xc0) {
      if (at + 1 >= bytes.length || ++pointers > mostPointers) return undefined
      const target = ((length & 0x3f) << 8) | bytes[at + 1]!
      if (target >= at) return undefined
      if (end === -1) end = at + 2
      at = target
    } else {
      if (length > 63 || at + 1 + length > bytes.length || text.length + 1 + length > 254) return undefined
      text += bytes.toString('latin1', at, at + 1 + length)
      at += 1 + length
    }
  }
  return undefined
}
