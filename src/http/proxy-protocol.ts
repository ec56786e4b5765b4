// The PROXY protocol, versions 1 and 2 (haproxy.org, doc/proxy-protocol.txt, sections 2.1 and 2.2): what a load balancer writes
// before the first byte of a connection that it passes on. Read strictly, since what stands in it decides who a client is.
import { type Address, parseAddress } from '../net/address.ts'

/** What the first bytes of a connection are. */
export type Preface = ProxyHeader | { readonly kind: 'incomplete' } | { readonly kind: 'malformed' }

/** A header, how many bytes it takes, and for whom the proxy speaks: `undefined` for itself, or where it knows no address. */
export interface ProxyHeader {
  readonly kind: 'header'
  readonly length: number
  readonly client: Address | undefined
}

const incomplete: Preface = { kind: 'incomplete' }
const malformed: Preface = { kind: 'malformed' }

const signature = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1')
// version 1: "107 characters, with the CRLF"; version 2: the addresses and some TLVs, far under what 16 bits could announce
const longestLine = 107
const longestBody = 2048

/** Reads the header at the beginning of `bytes`. At most 2064 bytes are ever awaited. Never throws. */
export function readPreface(bytes: Buffer): Preface {
  const known = Math.min(bytes.length, signature.length)
  if (bytes.compare(signature, 0, known, 0, known) === 0) return bytes.length < 16 ? incomplete : readBinary(bytes)
  const end = bytes.subarray(0, longestLine).indexOf('\r\n')
  if (end !== -1) return readLine(bytes.toString('latin1', 0, end))
  return bytes.length < longestLine && isBegun(bytes.toString('latin1')) ? incomplete : malformed
}

function isBegun(line: string): boolean {
  return 'PROXY '.startsWith(line.slice(0, 6)) && /^[ -~]*\r?$/.test(line)
}

function readLine(line: string): Preface {
  const length = line.length + 2
  // whatever follows UNKNOWN is to be ignored
  if (/^PROXY UNKNOWN(?: [ -~]*)?$/.test(line)) return { kind: 'header', length, client: undefined }
  const [, family, source = '', destination = '', ...ports] =
    /^PROXY TCP([46]) ([\d.]+|[\da-fA-F:.]+) ([\d.]+|[\da-fA-F:.]+) (\d{1,5}) (\d{1,5})$/.exec(line) ?? []
  const client = parseAddress(source)
  if (client === undefined || parseAddress(destination) === undefined || !ports.every(isPort)) return malformed
  const asSaid = [source, destination].every((text) => text.includes(':') === (family === '6'))
  return asSaid ? { kind: 'header', length, client } : malformed
}

function isPort(text: string): boolean {
  return Number(text) <= 65535 && (text === '0' || !text.startsWith('0'))
}

// the addresses of each family and protocol that a TCP listener can be told of: how long one is, how long they are in all
const families: Readonly<Record<number, { readonly address: number; readonly all: number }>> = {
  // AF_UNSPEC: no addresses
  0: { address: 0, all: 0 },
  17: { address: 4, all: 12 },
  33: { address: 16, all: 36 },
  // AF_UNIX: paths, which are nobody's address
  49: { address: 0, all: 216 },
}

function readBinary(bytes: Buffer): Preface {
  const command = bytes[12]
  const family = families[bytes[13]!]
  const body = bytes.readUInt16BE(14)
  if ((command !== 0x20 && command !== 0x21) || body > longestBody) return malformed
  if (bytes.length < 16 + body) return incomplete
  const header = { kind: 'header', length: 16 + body } as const
  // LOCAL: the proxy's own, such as a health check; its addresses are to be ignored, whatever they are
  if (command === 0x20) return { ...header, client: undefined }
  if (family === undefined || body < family.all || !areWhole(bytes.subarray(16 + family.all, 16 + body))) return malformed
  return { ...header, client: addressAt(bytes.subarray(16, 16 + family.address)) }
}

function addressAt(bytes: Buffer): Address | undefined {
  if (bytes.length === 0) return undefined
  if (bytes.length === 4) return parseAddress(bytes.join('.'))
  return parseAddress(bytes.toString('hex').replace(/.{4}(?!$)/g, '$&:'))
}

// the TLVs after the addresses: nothing of theirs is used, but one that overruns says that the lengths are not to be trusted
function areWhole(tlvs: Buffer): boolean {
  let at = 0
  while (at + 3 <= tlvs.length) at += 3 + tlvs.readUInt16BE(at + 1)
  return at === tlvs.length
}
