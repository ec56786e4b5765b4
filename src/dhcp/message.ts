/**
 * DHCP messages (RFC 2131, 2132, 3046, 3396): bytes to a value and back. The only file that knows the package `dhcp`. Its parser
 * trusts the packet, and is slow where a packet comes once in a while; so we walk the options ourselves, keep them as bytes, and
 * let the package read and write their values. README.md lists what is worked around.
 */
import dhcpOptions from 'dhcp/lib/options.js'
import protocol from 'dhcp/lib/protocol.js'
import SeqBuffer from 'dhcp/lib/seqbuffer.js'
import { optionCode as code, type OptionBytes, type OptionProblem, optionsAt, readOptions } from './read-options.ts'

/** A message: its bytes, and what stands where in them. */
export interface DhcpMessage {
  readonly bytes: Uint8Array
  /** 1: from a client, 2: from a server. */
  readonly op: number
  /** Option 53; undefined in BOOTP. */
  readonly type: number | undefined
  /** It came through a relay: giaddr is set. */
  readonly relayed: boolean
  readonly options: OptionBytes
}

/** Why bytes are not a DHCP message. */
export type MalformedReason = OptionProblem | 'too short' | 'bad cookie' | 'bad hardware address length' | 'bad message type'

export const messageType = { inform: 8, ack: 5 } as const
export const operation = { request: 1, reply: 2 } as const

export { code as optionCode }

const headerLength = 44
const flagsAt = 10
/** The most that fits one Ethernet frame without IP fragments, and the codec's buffer. */
export const largestMessage = 1472
// some relays drop BOOTP messages under 300 bytes (RFC 951)
const smallestMessage = 300

// as the package has them, a client identifier is text, and relay information is unknown
dhcpOptions.addOption(code.clientIdentifier, { name: 'Client-Identifier', type: 'UInt8s', attr: 'clientId' })
dhcpOptions.addOption(code.relayInformation, { name: 'Relay Agent Information', type: 'UInt8s', attr: 'relayInformation' })

/** Reads a message; what is not one gives the reason. */
export function decode(bytes: Uint8Array): DhcpMessage | MalformedReason {
  if (bytes.length < optionsAt) return 'too short'
  if (bytes[2]! > 16) return 'bad hardware address length'
  if (bytes[236] !== 0x63 || bytes[237] !== 0x82 || bytes[238] !== 0x53 || bytes[239] !== 0x63) return 'bad cookie'
  const options = readOptions(bytes)
  if (typeof options === 'string') return options
  const { type } = options
  if (type !== undefined && type.length !== 1) return 'bad message type'
  const relayed = (bytes[24]! | bytes[25]! | bytes[26]! | bytes[27]!) !== 0
  return { bytes, op: bytes[0]!, type: type?.[0], relayed, options }
}

/** Whether it is a client's DHCPINFORM. */
export function isInform({ op, type }: DhcpMessage): boolean {
  return op === operation.request && type === messageType.inform
}

/** Where the address fields of the header stand. */
export const addressField = { ciaddr: 12, yiaddr: 16, siaddr: 20, giaddr: 24 } as const

/** An address of the header. */
export function headerAddress({ bytes }: DhcpMessage, at: (typeof addressField)[keyof typeof addressField]): string {
  return reader(bytes.subarray(at, at + 4)).getIP()
}

/** The text of an option, up to its first NUL (requirement D6). */
export function optionText(option: Uint8Array): string {
  return reader(option).getASCII(option.length)
}

/** The value of an option of two bytes; of another length it is as good as absent. */
export function optionNumber(option: Uint8Array): number | undefined {
  return option.length === 2 ? reader(option).getUInt16() : undefined
}

/** The value of an option of four bytes; of another length it is as good as absent. */
export function optionAddress(option: Uint8Array): string | undefined {
  return option.length === 4 ? reader(option).getIP() : undefined
}

function reader({ buffer, byteOffset, length }: Uint8Array): SeqBuffer {
  return new SeqBuffer(Buffer.from(buffer, byteOffset, length))
}

/** An option to send; a value over 255 bytes becomes several of them. */
export interface OptionValue {
  readonly code: number
  readonly value: Uint8Array
}

/** A DHCPACK: the request, whose header it repeats, and what is ours. */
export interface Acknowledgement {
  readonly request: DhcpMessage
  readonly serverIdentifier: string
  /** What the client is told, in the order in which it is written. */
  readonly parameters: readonly OptionValue[]
  /** Whether the request's relay information goes back. */
  readonly withRelayInformation: boolean
  /** Whether the broadcast flag is set where the request had it clear. */
  readonly broadcast: boolean
}

/** How many bytes an acknowledgement takes before padding. */
export function acknowledgementLength({ request, parameters, withRelayInformation }: Acknowledgement): number {
  const { clientIdentifier, relayInformation } = request.options
  const told = parameters.reduce((sum, { value }) => sum + optionLength(value), 0)
  const echoed = optionLength(clientIdentifier) + (withRelayInformation ? optionLength(relayInformation) : 0)
  return optionsAt + 3 + 6 + told + echoed + 1
}

// RFC 3396: a value over 255 bytes is several options of the same code
function optionLength(value: { readonly length: number } | undefined): number {
  return value === undefined ? 0 : value.length + 2 * Math.max(1, Math.ceil(value.length / 255))
}

/**
 * Writes a DHCPACK, padded to 300 bytes. Copied from the request are htype, hlen, xid, flags, ciaddr, giaddr and chaddr; the options
 * are 53, 54, the parameters, 61, 82 (relay agents look for it last, RFC 3046), end. Throws a RangeError over `largestMessage`.
 */
export function encodeAcknowledgement(ack: Acknowledgement): Buffer {
  const length = acknowledgementLength(ack)
  if (length > largestMessage) throw new RangeError(`a DHCP message of ${length} bytes is over ${largestMessage}`)
  const { bytes, options } = ack.request
  const template = templateOf(ack.serverIdentifier)
  const out = Buffer.allocUnsafe(Math.max(length, smallestMessage))
  template.bytes.copy(out, headerLength, headerLength, out.length)
  out.set(new Uint8Array(bytes.buffer, bytes.byteOffset, headerLength))
  out[0] = operation.reply
  out[3] = 0 // hops
  out[8] = out[9] = 0 // secs
  if (ack.broadcast) out[flagsAt] = out[flagsAt]! | 0x80
  out.fill(0, addressField.yiaddr, addressField.giaddr)
  let at = template.length
  for (const { code, value } of ack.parameters) at = writeBytes(out, at, code, value)
  at = writeBytes(out, at, code.clientIdentifier, options.clientIdentifier)
  if (ack.withRelayInformation) at = writeBytes(out, at, code.relayInformation, options.relayInformation)
  out[at] = code.end
  return out
}

function writeBytes(out: Buffer, from: number, option: number, value: Uint8Array | undefined): number {
  let at = from
  if (value === undefined) return at
  for (let start = 0; start === 0 || start < value.length; start += 255) {
    const piece = value.subarray(start, start + 255)
    out[at] = option
    out[at + 1] = piece.length
    out.set(piece, at + 2)
    at += 2 + piece.length
  }
  return at
}

/** What all acknowledgements of the same server have in common, without an end mark, and zeros after it. */
interface Template {
  readonly bytes: Buffer
  readonly length: number
}

// few: as many as we have addresses; the bound is for a host whose addresses come and go for years
const templates = new Map<string, Template>()
const mostTemplates = 256

function templateOf(serverIdentifier: string): Template {
  const ready = templates.get(serverIdentifier)
  if (ready !== undefined) return ready
  const out = formatOptions({}, [
    [code.type, messageType.ack],
    [code.serverIdentifier, serverIdentifier],
  ])
  const template = { bytes: out._data, length: out._w }
  if (templates.size >= mostTemplates) templates.clear()
  templates.set(serverIdentifier, template)
  return template
}

// few as well: as many as there are texts of option 252
const texts = new Map<string, Uint8Array>()
const mostTexts = 256

/** A text as an option's value. */
export function encodeText(text: string): Uint8Array {
  const ready = texts.get(text)
  if (ready !== undefined) return ready
  if (texts.size >= mostTexts) texts.clear()
  const value = Buffer.from(text, 'latin1')
  texts.set(text, value)
  return value
}

/** IPv4 addresses as an option's value. */
export function encodeAddresses(addresses: readonly string[]): Uint8Array {
  const out = new SeqBuffer(Buffer.alloc(addresses.length * 4))
  out.addIPs(addresses)
  return out._data
}

type ValueToFormat = number | string | readonly number[]
type Header = Parameters<typeof protocol.format>[0]

// The package writes an object's options in the order of their codes, so we give it one at a time; it takes the end mark back.
function formatOptions(header: Partial<Header>, options: readonly (readonly [number, ValueToFormat])[]): SeqBuffer {
  const out = protocol.format({
    ...{ op: operation.reply, htype: 0, hlen: 0, hops: 0, xid: 0, secs: 0, flags: 0, chaddr: '0:0:0:0:0:0', sname: '', file: '' },
    ...{ ciaddr: '0.0.0.0', yiaddr: '0.0.0.0', siaddr: '0.0.0.0', giaddr: '0.0.0.0', options: {} },
    ...header,
  })
  out._w -= 1
  out._data[out._w] = 0
  for (const [option, value] of options) {
    if (typeof value === 'number') out.addOptions({ [option]: value })
    else for (let at = 0; at === 0 || at < value.length; at += 255) out.addOptions({ [option]: value.slice(at, at + 255) })
  }
  return out
}

/** What a client tells in a DHCPINFORM of its own. */
export interface Inform {
  readonly xid: number
  readonly clientAddress: string
  /** Six bytes; without them the packet is as KDE's: htype 0, hlen 0. */
  readonly hardwareAddress?: Uint8Array
  /** Default: option 252 alone. */
  readonly parameterList?: readonly number[]
  readonly vendorClass?: string
}

/** The DHCPINFORM of a client that asks for the URL of its PAC. */
export function encodeInform({ xid, clientAddress, hardwareAddress, parameterList, vendorClass }: Inform): Buffer {
  const hardware = { htype: hardwareAddress === undefined ? 0 : 1, hlen: hardwareAddress?.length ?? 0 }
  const header = { op: operation.request, ...hardware, xid, ciaddr: clientAddress }
  const out = formatOptions(header, [
    [code.type, messageType.inform],
    [code.parameterList, parameterList ?? [code.proxyAutoconfig]],
    ...(vendorClass === undefined ? [] : [[code.vendorClass, vendorClass] as const]),
  ])
  out._data.set(hardwareAddress?.subarray(0, 16) ?? [], 28)
  out.addUInt8(code.end)
  return out._data.subarray(0, Math.max(smallestMessage, out._w))
}
