/** DHCP packets put together by hand, so that what we read and write is held against RFC 2131 and not against itself. */

export const cookie = Buffer.from([0x63, 0x82, 0x53, 0x63])
export const clientHardware = Buffer.from('020000000020', 'hex')
/** The parameter request list of Windows 10. */
export const windowsList = [1, 15, 3, 6, 44, 46, 47, 31, 33, 121, 249, 252]

export interface Packet {
  op?: number
  htype?: number
  hlen?: number
  hops?: number
  xid?: number
  secs?: number
  flags?: number
  ciaddr?: string
  giaddr?: string
  chaddr?: Buffer
  sname?: Buffer
  file?: Buffer
  cookie?: Buffer
  /** The message type; null: no option 53. */
  type?: number | null
  list?: readonly number[] | null
  vendorClass?: Buffer | string | null
  clientIdentifier?: Buffer | null
  /** Before and after the options above. */
  first?: Buffer
  last?: Buffer
  end?: Buffer
  pad?: number
}

export function option(code: number, value: Buffer | string | readonly number[]): Buffer {
  const bytes = Buffer.from(value as Buffer)
  return Buffer.concat([Buffer.from([code, bytes.length]), bytes])
}

/** A DHCPINFORM as Windows sends it, but for what `over` says. */
export function packet(over: Packet = {}): Buffer {
  const { type = 8, list = windowsList, vendorClass = 'MSFT 5.0', pad = 0 } = over
  const { clientIdentifier = Buffer.concat([Buffer.from([1]), clientHardware]) } = over
  const parts = [header(over), over.cookie ?? cookie, over.first ?? Buffer.alloc(0)]
  if (type !== null) parts.push(option(53, [type]))
  if (clientIdentifier !== null) parts.push(option(61, clientIdentifier))
  if (vendorClass !== null) parts.push(option(60, vendorClass))
  if (list !== null) parts.push(option(55, list))
  parts.push(over.last ?? Buffer.alloc(0), over.end ?? Buffer.from([255]))
  const whole = Buffer.concat(parts)
  return Buffer.concat([whole, Buffer.alloc(Math.max(0, pad - whole.length))])
}

function header(over: Packet): Buffer {
  const bytes = Buffer.alloc(236)
  bytes.set([over.op ?? 1, over.htype ?? 1, over.hlen ?? 6, over.hops ?? 0])
  bytes.writeUInt32BE(over.xid ?? 0xdeadbeef, 4)
  bytes.writeUInt16BE(over.secs ?? 0, 8)
  bytes.writeUInt16BE(over.flags ?? 0, 10)
  bytes.set((over.ciaddr ?? '192.0.2.20').split('.').map(Number), 12)
  bytes.set((over.giaddr ?? '0.0.0.0').split('.').map(Number), 24)
  bytes.set(over.chaddr ?? clientHardware, 28)
  bytes.set(over.sname ?? [], 44)
  bytes.set(over.file ?? [], 108)
  return bytes
}

/** KDE's kpac_dhcp_helper: no hardware address, one option wanted, padded to 548 bytes. */
export const kdePacket = packet({
  ...{ htype: 0, hlen: 0, chaddr: Buffer.alloc(16), list: [252], vendorClass: null, clientIdentifier: null, pad: 548 },
})

/** The options of a message as they stand on the wire, without padding. */
export function wireOptions(bytes: Buffer): [code: number, value: Buffer][] {
  const found: [number, Buffer][] = []
  let at = 240
  while (at < bytes.length && bytes[at] !== 255) {
    const end = at + 2 + bytes[at + 1]!
    found.push([bytes[at]!, bytes.subarray(at + 2, end)])
    at = end
  }
  return found
}
