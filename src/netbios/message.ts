import { ipv4At, parseAddress } from '../net/address.ts'

/** A request of the NetBIOS name service (RFC 1002, section 4.2), as far as it matters to one name. */
export interface NameRequest {
  readonly kind: 'request'
  readonly id: number
  readonly operation: 'query' | 'registration' | 'other'
  /** RD, which a reply repeats. */
  readonly recursionDesired: boolean
  /** The 16 bytes of the name, one character a byte, the padding and the suffix included. */
  readonly name: string
  readonly type: number
  /** Which address the sender claims the name for; registrations only. */
  readonly address: string | undefined
}

/** A packet that is no request of ours to answer. */
export interface NoRequest {
  readonly kind: 'none'
  readonly reason: 'not a request' | 'malformed' | 'another scope'
}

/** The type of a record with addresses. */
export const typeNb = 0x0020

const classIn = 1
const headerLength = 12
/** A length, 32 letters for 16 bytes, and the root: a name without a scope. */
const nameLength = 34
const opcodes = new Map([
  [0, 'query'],
  [5, 'registration'],
] as const)

/** Reads a request. Never throws; nothing in it makes it read further than its first question and the record after that. */
export function decode(bytes: Buffer): NameRequest | NoRequest {
  if (bytes.length < headerLength) return { kind: 'none', reason: 'malformed' }
  const flags = bytes.readUInt16BE(2)
  if (flags & 0x8000) return { kind: 'none', reason: 'not a request' }
  if (bytes.readUInt16BE(4) !== 1) return { kind: 'none', reason: 'malformed' }
  const name = decodeName(bytes, headerLength)
  const end = headerLength + nameLength
  if (name === undefined || bytes.length < end) return { kind: 'none', reason: 'malformed' }
  if (bytes[end - 1] !== 0) return { kind: 'none', reason: 'another scope' }
  if (bytes.length < end + 4 || bytes.readUInt16BE(end + 2) !== classIn) return { kind: 'none', reason: 'malformed' }
  const operation = opcodes.get(((flags >> 11) & 15) as 0 | 5) ?? 'other'
  return {
    kind: 'request',
    id: bytes.readUInt16BE(0),
    operation,
    recursionDesired: (flags & 0x0100) !== 0,
    name,
    type: bytes.readUInt16BE(end),
    address: operation === 'registration' ? claimedAddress(bytes, end + 4) : undefined,
  }
}

// a pointer to the name, type, class, ttl, length, flags and the address (RFC 1002, section 4.2.2)
function claimedAddress(bytes: Buffer, at: number): string | undefined {
  const data = at + 2 + 10
  return bytes.length >= data + 6 && bytes[at]! >= 0xc0 ? ipv4At(bytes, data + 2).text : undefined
}

/** What a reply says of a name. */
export interface NameReply {
  readonly id: number
  readonly name: string
  /** The flags and the rcode of its kind. */
  readonly flags: number
  /** In seconds. */
  readonly ttl: number
  /** IPv4, as text; others are left out. */
  readonly addresses: readonly string[]
}

/** R, AA and RD: the name is there (RFC 1002, section 4.2.13). */
export const positiveQuery = 0x8500
/** R, opcode 5, AA, RD, RA and ACT_ERR: the name is another's (section 4.2.6). */
export const negativeRegistration = 0xad86

// a datagram of the name service is at most 576 bytes (section 4)
const mostAddresses = 64

export function encodeReply({ id, name, flags, ttl, addresses }: NameReply): Buffer {
  // the flags of an address: a unique name, a B node (section 4.2.1.3)
  const entries = addresses.slice(0, mostAddresses).flatMap((text) => {
    const address = parseAddress(text)
    return address?.family === 4 ? [Buffer.from([0, 0, ...address.bytes])] : []
  })
  const data = Buffer.concat(entries)
  const fixed = Buffer.alloc(10)
  fixed.writeUInt16BE(typeNb, 0)
  fixed.writeUInt16BE(classIn, 2)
  fixed.writeUInt32BE(ttl, 4)
  fixed.writeUInt16BE(data.length, 8)
  return Buffer.concat([header(id, flags, [0, 1, 0, 0]), encodeName(name), fixed, data])
}

/** A broadcast question for a name (section 4.2.12). */
export function encodeQuery(id: number, name: string): Buffer {
  return Buffer.concat([header(id, 0x0110, [1, 0, 0, 0]), encodeName(name), Buffer.from([0, typeNb, 0, classIn])])
}

/** The addresses in a positive reply to the query `id`; none in anything else. Never throws. */
export function addressesIn(bytes: Buffer, id: number, name: string): string[] {
  const data = headerLength + nameLength + 10
  if (bytes.length < data || bytes.readUInt16BE(0) !== id || (bytes.readUInt16BE(2) & 0xf80f) !== 0x8000) return []
  if (bytes.readUInt16BE(6) === 0 || decodeName(bytes, headerLength) !== name) return []
  const end = Math.min(bytes.length, data + bytes.readUInt16BE(data - 2))
  const addresses: string[] = []
  for (let at = data; at + 6 <= end; at += 6) addresses.push(ipv4At(bytes, at + 2).text)
  return addresses
}

/** A name of up to 15 letters with its suffix, as it travels: upper-case, padded with spaces (RFC 1001, section 14.1). */
export function netbiosName(text: string, suffix: number): string {
  return text.toUpperCase().padEnd(15).slice(0, 15) + String.fromCharCode(suffix)
}

function header(id: number, flags: number, counts: readonly [number, number, number, number]): Buffer {
  const bytes = Buffer.alloc(headerLength)
  ;[id, flags, ...counts].forEach((word, i) => {
    bytes.writeUInt16BE(word, i * 2)
  })
  return bytes
}

// each half of a byte is a letter from A to P
function encodeName(name: string): Buffer {
  const letters = [...Buffer.from(name, 'latin1')].flatMap((byte) => [65 + (byte >> 4), 65 + (byte & 15)])
  return Buffer.from([letters.length, ...letters, 0])
}

function decodeName(bytes: Buffer, at: number): string | undefined {
  if (bytes[at] !== 32 || bytes.length < at + nameLength) return undefined
  let name = ''
  for (let i = at + 1; i < at + 33; i += 2) {
    const [high, low] = [bytes[i]! - 65, bytes[i + 1]! - 65]
    if (high < 0 || high > 15 || low < 0 || low > 15) return undefined
    name += String.fromCharCode((high << 4) | low)
  }
  return name
}
