/**
 * DHCP messages (RFC 2131, 2132, 3046, 3396): bytes to a value and back. The only file that knows the package `dhcp`: we walk
 * the options ourselves, since its parser trusts the packet, and let it read and write the fields. README.md lists what is
 * worked around.
 */
import dhcpOptions from 'dhcp/lib/options.js'
import protocol from 'dhcp/lib/protocol.js'
import SeqBuffer from 'dhcp/lib/seqbuffer.js'

/** Header fields by their names in RFC 2131; of the options, those that matter to option 252. */
export interface DhcpMessage {
  /** 1: from a client, 2: from a server. */
  readonly op: number
  readonly htype: number
  readonly hlen: number
  readonly hops: number
  readonly xid: number
  readonly secs: number
  readonly flags: number
  readonly ciaddr: string
  readonly yiaddr: string
  readonly siaddr: string
  readonly giaddr: string
  /** All 16 bytes, whatever `hlen` says of them. */
  readonly chaddr: Uint8Array
  /** Option 53; undefined in BOOTP. */
  readonly type: number | undefined
  /** Option 54. */
  readonly serverIdentifier?: string | undefined
  /** Option 55; empty is not the same as absent (requirement D16). */
  readonly parameterList?: readonly number[] | undefined
  /** Option 57, in bytes, IP and UDP headers included. */
  readonly maximumSize?: number | undefined
  /** Option 60, up to its first NUL. */
  readonly vendorClass?: string | undefined
  /** Option 252, up to its first NUL. */
  readonly proxyAutoconfig?: string | undefined
  /** Option 61. */
  readonly clientIdentifier?: Uint8Array | undefined
  /** Option 82. */
  readonly relayInformation?: Uint8Array | undefined
}

/** Why bytes are not a DHCP message. */
export type MalformedReason =
  | 'too short'
  | 'bad cookie'
  | 'bad hardware address length'
  | 'option overrun'
  | 'bad option overload'
  | 'bad message type'

export const messageType = { inform: 8, ack: 5 } as const
export const operation = { request: 1, reply: 2 } as const

const optionCode = {
  pad: 0,
  overload: 52,
  type: 53,
  serverIdentifier: 54,
  parameterList: 55,
  maximumSize: 57,
  vendorClass: 60,
  clientIdentifier: 61,
  relayInformation: 82,
  proxyAutoconfig: 252,
  end: 255,
} as const
/** Option 252, as a parameter request list names it. */
export const proxyAutoconfigOption = optionCode.proxyAutoconfig

const kept: ReadonlySet<number> = new Set(Object.values(optionCode))
const sname = { from: 44, to: 108 }
const file = { from: 108, to: 236 }
const cookie = 0x63825363
const chaddrAt = 28
const optionsAt = 240
/** The most that fits one Ethernet frame without IP fragments, and the codec's buffer. */
export const largestMessage = 1472
// some relays drop BOOTP messages under 300 bytes (RFC 951)
const smallestMessage = 300

// as the package has them, a client identifier is text, and relay information is unknown
dhcpOptions.addOption(optionCode.clientIdentifier, { name: 'Client-Identifier', type: 'UInt8s', attr: 'clientId' })
dhcpOptions.addOption(optionCode.relayInformation, { name: 'Relay Agent Information', type: 'UInt8s', attr: 'relayInformation' })

type Pieces = Map<number, Uint8Array[]>

/** Reads a message; what is not one gives the reason. Options that are split are joined (RFC 3396), overloaded fields are read. */
export function decode(bytes: Uint8Array): DhcpMessage | MalformedReason {
  if (bytes.length < optionsAt) return 'too short'
  const header = new SeqBuffer(bytes)
  const op = header.getUInt8()
  const htype = header.getUInt8()
  const hlen = header.getUInt8()
  if (hlen > 16) return 'bad hardware address length'
  const rest = {
    hops: header.getUInt8(),
    xid: header.getUInt32(),
    secs: header.getUInt16(),
    flags: header.getUInt16(),
    ciaddr: header.getIP(),
    yiaddr: header.getIP(),
    siaddr: header.getIP(),
    giaddr: header.getIP(),
    chaddr: bytes.subarray(chaddrAt, chaddrAt + 16),
  }
  header._r = file.to
  if (header.getUInt32() !== cookie) return 'bad cookie'
  const pieces: Pieces = new Map()
  const bad = collectAll(bytes, pieces)
  if (bad !== undefined) return bad
  if (pieces.has(optionCode.type) && joined(pieces, optionCode.type)?.length !== 1) return 'bad message type'
  return { op, htype, hlen, ...rest, ...decodeOptions(pieces) }
}

function decodeOptions(pieces: Pieces) {
  return {
    type: read(pieces, optionCode.type, (from) => from.getUInt8()),
    serverIdentifier: read(pieces, optionCode.serverIdentifier, (from) => from.getIP(), 4),
    parameterList: read(pieces, optionCode.parameterList, (from, length) => from.getUInt8s(length)),
    maximumSize: read(pieces, optionCode.maximumSize, (from) => from.getUInt16(), 2),
    vendorClass: read(pieces, optionCode.vendorClass, (from, length) => from.getASCII(length)),
    proxyAutoconfig: read(pieces, optionCode.proxyAutoconfig, (from, length) => from.getASCII(length)),
    clientIdentifier: joined(pieces, optionCode.clientIdentifier),
    relayInformation: joined(pieces, optionCode.relayInformation),
  }
}

// an option whose length is not its type's is as good as absent
function read<T>(pieces: Pieces, code: number, get: (from: SeqBuffer, length: number) => T, length?: number): T | undefined {
  const bytes = joined(pieces, code)
  if (bytes === undefined || (length !== undefined && bytes.length !== length)) return undefined
  return get(new SeqBuffer(bytes), bytes.length)
}

function joined(pieces: Pieces, code: number): Uint8Array | undefined {
  const found = pieces.get(code)
  return found !== undefined && found.length > 1 ? Buffer.concat(found) : found?.[0]
}

// RFC 3396, section 5: the order is options, file, sname; option 52 in an overloaded field would go on for ever
function collectAll(bytes: Uint8Array, into: Pieces): MalformedReason | undefined {
  if (!collect(bytes, optionsAt, bytes.length, into)) return 'option overrun'
  const overload = joined(into, optionCode.overload)
  if (overload === undefined) return undefined
  const fields = overload[0]!
  if (overload.length !== 1 || fields < 1 || fields > 3) return 'bad option overload'
  if (fields & 1 && !collect(bytes, file.from, file.to, into)) return 'option overrun'
  if (fields & 2 && !collect(bytes, sname.from, sname.to, into)) return 'option overrun'
  return into.get(optionCode.overload)!.length > 1 ? 'bad option overload' : undefined
}

// false: an option runs over the end. A missing end mark is forgiven, as every peer does.
function collect(bytes: Uint8Array, from: number, to: number, into: Pieces): boolean {
  let at = from
  while (at < to) {
    const code = bytes[at++]!
    if (code === optionCode.pad) continue
    if (code === optionCode.end) return true
    const end = at < to ? at + 1 + bytes[at]! : Number.POSITIVE_INFINITY
    if (end > to) return false
    if (kept.has(code)) add(into, code, bytes.subarray(at + 1, end))
    at = end
  }
  return true
}

function add(into: Pieces, code: number, piece: Uint8Array): void {
  const before = into.get(code)
  if (before === undefined) into.set(code, [piece])
  else before.push(piece)
}

type OptionValue = number | string | readonly number[]

/**
 * Writes a message, padded to 300 bytes. Options stand in this order: 53, 54, 55, 57, 60, 252, 61, 82 (relay agents look for
 * it last, RFC 3046), end. Throws a RangeError when it is over `largestMessage`.
 */
export function encode(message: DhcpMessage): Buffer {
  const length = encodedLength(message)
  if (length > largestMessage) throw new RangeError(`a DHCP message of ${length} bytes is over ${largestMessage}`)
  const out = protocol.format({ ...message, chaddr: '0:0:0:0:0:0', sname: '', file: '', options: {} })
  out._data.set(message.chaddr, chaddrAt)
  out._w -= 1 // back over the end mark
  for (const [code, value] of outgoingOptions(message)) writeOption(out, code, value)
  out.addUInt8(optionCode.end)
  return out._data.subarray(0, Math.max(smallestMessage, out._w))
}

/** How many bytes `encode` writes before padding. */
export function encodedLength(message: DhcpMessage): number {
  let length = optionsAt + 1
  for (const [code, value] of outgoingOptions(message)) length += optionLength(code, value)
  return length
}

function optionLength(code: number, value: OptionValue): number {
  if (code === optionCode.type) return 3
  if (code === optionCode.maximumSize) return 4
  if (code === optionCode.serverIdentifier) return 6
  const { length } = value as string | readonly number[]
  return length + 2 * Math.max(1, Math.ceil(length / 255))
}

function outgoingOptions(message: DhcpMessage): readonly (readonly [number, OptionValue])[] {
  const options: (readonly [number, OptionValue])[] = []
  if (message.type !== undefined) options.push([optionCode.type, message.type])
  if (message.serverIdentifier !== undefined) options.push([optionCode.serverIdentifier, message.serverIdentifier])
  if (message.parameterList !== undefined) options.push([optionCode.parameterList, message.parameterList])
  if (message.maximumSize !== undefined) options.push([optionCode.maximumSize, message.maximumSize])
  if (message.vendorClass !== undefined) options.push([optionCode.vendorClass, message.vendorClass])
  if (message.proxyAutoconfig !== undefined) options.push([optionCode.proxyAutoconfig, message.proxyAutoconfig])
  if (message.clientIdentifier !== undefined) options.push([optionCode.clientIdentifier, [...message.clientIdentifier]])
  if (message.relayInformation !== undefined) options.push([optionCode.relayInformation, [...message.relayInformation]])
  return options
}

// RFC 3396: a value over 255 bytes is several options of the same code
function writeOption(out: SeqBuffer, code: number, value: OptionValue): void {
  if (typeof value === 'number' || value.length <= 255) out.addOptions({ [code]: value })
  else for (let from = 0; from < value.length; from += 255) out.addOptions({ [code]: value.slice(from, from + 255) })
}
