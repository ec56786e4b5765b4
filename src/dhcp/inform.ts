import { addressField, decode, headerAddress, messageType, operation, optionAddress, optionText } from './message.ts'

export { encodeInform } from './message.ts'

/** What a client reads in a DHCPACK. */
export interface DhcpReply {
  readonly ciaddr: string
  readonly yiaddr: string
  /** Option 54. */
  readonly serverIdentifier: string | undefined
  /** Option 252, up to its first NUL. */
  readonly proxyAutoconfig: string | undefined
}

/** Reads the DHCPACK that answers the DHCPINFORM `xid`; anything else is `undefined`, since a port gets strangers' packets too. */
export function decodeReply(bytes: Buffer, xid: number): DhcpReply | undefined {
  const message = decode(bytes)
  if (typeof message === 'string' || message.op !== operation.reply || message.type !== messageType.ack) return undefined
  if (bytes.readUInt32BE(4) !== xid) return undefined
  const { serverIdentifier, proxyAutoconfig } = message.options
  return {
    ciaddr: headerAddress(message, addressField.ciaddr),
    yiaddr: headerAddress(message, addressField.yiaddr),
    serverIdentifier: serverIdentifier && optionAddress(serverIdentifier),
    proxyAutoconfig: proxyAutoconfig && optionText(proxyAutoconfig),
  }
}
