import { type DhcpMessage, decode, encode, messageType, operation, proxyAutoconfigOption } from './message.ts'

/** What a client tells in a DHCPINFORM of its own. */
export interface Inform {
  readonly xid: number
  readonly clientAddress: string
  readonly hardwareAddress?: Uint8Array
  /** Default: option 252 alone. */
  readonly parameterList?: readonly number[] | undefined
  readonly vendorClass?: string | undefined
  readonly clientIdentifier?: Uint8Array | undefined
}

/** The DHCPINFORM of a client that asks for the URL of its PAC. Without a hardware address it is as KDE's: htype 0, hlen 0. */
export function encodeInform(inform: Inform): Buffer {
  const hardware = inform.hardwareAddress
  const chaddr = new Uint8Array(16)
  chaddr.set(hardware?.subarray(0, 16) ?? [])
  return encode({
    ...{ op: operation.request, htype: hardware === undefined ? 0 : 1, hlen: hardware?.length ?? 0, hops: 0, secs: 0, flags: 0 },
    ...{ xid: inform.xid, ciaddr: inform.clientAddress, yiaddr: '0.0.0.0', siaddr: '0.0.0.0', giaddr: '0.0.0.0', chaddr },
    type: messageType.inform,
    parameterList: inform.parameterList ?? [proxyAutoconfigOption],
    vendorClass: inform.vendorClass,
    clientIdentifier: inform.clientIdentifier,
  })
}

/** Reads the DHCPACK that answers the DHCPINFORM `xid`; anything else is `undefined`, since a port gets strangers' packets too. */
export function decodeReply(bytes: Uint8Array, xid: number): DhcpMessage | undefined {
  const message = decode(bytes)
  if (typeof message === 'string' || message.op !== operation.reply || message.xid !== xid) return undefined
  return message.type === messageType.ack ? message : undefined
}
