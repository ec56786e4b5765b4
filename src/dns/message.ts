import type dns2 from 'dns2'
import { Packet } from 'dns2'
import { classIn, Type } from './codes.ts'
import { headerLength } from './read-query.ts'

/** A record to be sent. Names are text without the final dot; `ttl` is in seconds. */
export type OwnRecord = { readonly name: string; readonly ttl: number } & (
  | { readonly type: typeof Type.A | typeof Type.AAAA; readonly address: string }
  | { readonly type: typeof Type.NS; readonly ns: string }
  | { readonly type: typeof Type.TXT; readonly text: string }
  | { readonly type: typeof Type.SRV; readonly port: number; readonly target: string }
  | { readonly type: typeof Type.HINFO; readonly cpu: string }
  | { readonly type: typeof Type.SOA; readonly primary: string; readonly admin: string; readonly minimum: number }
)

/** What follows a question in a reply: the answer and authority sections, and apart from them the additional section. */
export interface Sections {
  readonly body: Buffer
  readonly glue: Buffer
}

/** A reply as a client reads it. */
export interface DnsReply {
  readonly id: number
  readonly rcode: number
  readonly authoritative: boolean
  readonly truncated: boolean
  readonly question: { readonly name: string; readonly type: number } | undefined
  /** The records of the answer section, values as text: `192.0.2.10`, `0 0 80 wpad.example.com`. */
  readonly answers: readonly { readonly name: string; readonly type: number; readonly ttl: number; readonly value: string }[]
}

// dns2's writer keeps the offsets of the names that it has written here, and points to them (RFC 1035, section 4.1.4)
type CompressingWriter = dns2.Packet.Writer & { names: Map<string, number> }

// refresh, retry and expiry matter to secondaries, and nobody can transfer these zones; so does the serial
const soaTimes = { serial: 1, refresh: 3600, retry: 600, expiration: 604_800 }

/** The sections of a reply to a question for `name`; off the packet's way. Names are compressed, into the question too. */
export function encodeSections(name: string, records: readonly OwnRecord[], glue: readonly OwnRecord[]): Sections {
  const writer = new Packet.Writer() as CompressingWriter
  writer.names = new Map()
  // the header's place, so that offsets are those of the whole message
  for (let i = 0; i < headerLength; i++) writer.write(0, 8)
  Packet.Question.encode({ name, type: Type.ANY, class: classIn } as dns2.Packet.Question, writer)
  const start = writer.byteLength()
  for (const record of records) write(record, name, writer)
  const middle = writer.byteLength()
  for (const record of glue) write(record, name, writer)
  const bytes = writer.toBuffer()
  return { body: bytes.subarray(start, middle), glue: bytes.subarray(middle) }
}

/** A query for one name, with room for `payloadSize` bytes of reply (RFC 6891). */
export function encodeQuery(id: number, name: string, type: number, payloadSize: number): Buffer {
  const packet = new Packet()
  packet.header = new Packet.Header({ id, rd: 1 })
  packet.questions = [{ name, type, class: classIn } as dns2.Packet.Question]
  packet.additionals = [Packet.Resource.EDNS([], { udpPayloadSize: payloadSize })]
  return packet.toBuffer()
}

/** Reads a reply of at most 4096 bytes: dns2 takes seconds over a chain of pointers in a large one. Throws on what it cannot read. */
export function decodeReply(bytes: Buffer): DnsReply {
  if (bytes.length > 4096) throw new RangeError(`a reply of ${bytes.length} bytes is too long to read`)
  const { header, questions, answers, errors } = Packet.parse(bytes)
  if (errors.length > 0) throw errors[0]!
  return {
    id: header.id,
    rcode: header.rcode,
    authoritative: header.aa === 1,
    truncated: header.tc === 1,
    question: questions[0],
    answers: answers.map((record) => ({ name: record.name, type: record.type, ttl: record.ttl, value: textOf(record) })),
  }
}

function write(record: OwnRecord, question: string, writer: CompressingWriter): void {
  const shared = writer.names
  // the target of a SRV record is not compressed (RFC 2782); dns2 does it unless it knows no name but the owner's
  if (record.type === Type.SRV) writer.names = new Map([[question.toLowerCase(), headerLength]])
  Packet.Resource.encode({ ...rdata(record), name: record.name, class: classIn, ttl: record.ttl } as dns2.Packet.Resource, writer)
  writer.names = shared
}

function rdata(record: OwnRecord): object {
  switch (record.type) {
    case Type.TXT:
      return { type: record.type, data: characterStrings(record.text) }
    case Type.SRV:
      return { priority: 0, weight: 0, ...record }
    case Type.HINFO:
      // unknown to dns2, which writes the bytes as they are; the second string, the system, is empty
      return { type: record.type, data: Buffer.from(`${String.fromCharCode(record.cpu.length)}${record.cpu}\0`, 'latin1') }
    case Type.SOA:
      return { ...soaTimes, ...record }
    default:
      return record
  }
}

// dns2 writes the length of a string over 255 bytes modulo 256
function characterStrings(text: string): Buffer[] {
  const bytes = Buffer.from(text, 'latin1')
  return Array.from({ length: Math.ceil(bytes.length / 255) }, (_, i) => bytes.subarray(i * 255, (i + 1) * 255))
}

function textOf(record: dns2.Packet.Resource): string {
  switch (record.type) {
    case Type.A:
    case Type.AAAA:
      return record.address ?? ''
    case Type.NS:
      return record.ns ?? ''
    case Type.CNAME:
    case Type.PTR:
      return record.domain ?? ''
    case Type.TXT:
      return [record.data].flat().join('')
    case Type.SRV:
      return `${record.priority} ${record.weight} ${record.port} ${record.target}`
    default:
      return Buffer.isBuffer(record.data) ? `\\# ${record.data.length} ${record.data.toString('hex')}` : ''
  }
}
