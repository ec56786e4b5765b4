import { optionCode } from '../dhcp/read-options.ts'

/** How a client's DHCPINFORM looks (RFC 2131, section 4.4.3). */
export interface InformShape {
  /** `none`: hardware type, length and address are zero. */
  readonly hardware: 'ethernet' | 'none'
  /** The options in their order: 12 host name, 53 type, 55 parameter list, 57 maximum size, 60 vendor class, 61 client identifier. */
  readonly options: readonly (12 | 53 | 55 | 57 | 60 | 61)[]
  readonly parameterList: readonly number[]
  readonly vendorClass?: string
  /** The least length of the message, in bytes. */
  readonly pad: number
}

/** Whose packet it is. */
export interface Informer {
  readonly xid: number
  readonly clientAddress: string
  /** Six bytes. */
  readonly hardwareAddress: Uint8Array
  /** The first label of its name. */
  readonly hostName: string
}

const optionsAt = 240
const inform = 8
const largestUdp = 1500

/** The bytes of a client's DHCPINFORM. */
export function encodeInformAs(shape: InformShape, informer: Informer): Buffer {
  const header = Buffer.alloc(optionsAt)
  const withHardware = shape.hardware === 'ethernet'
  header.set([1, withHardware ? 1 : 0, withHardware ? 6 : 0])
  header.writeUInt32BE(informer.xid, 4)
  header.set(informer.clientAddress.split('.').map(Number), 12)
  if (withHardware) header.set(informer.hardwareAddress.subarray(0, 6), 28)
  header.set([0x63, 0x82, 0x53, 0x63], optionsAt - 4)
  const options = shape.options.map((code) => {
    const value = optionValue(code, shape, informer)
    return Buffer.concat([Buffer.from([code, value.length]), value])
  })
  const message = Buffer.concat([header, ...options, Buffer.from([optionCode.end])])
  return Buffer.concat([message, Buffer.alloc(Math.max(0, shape.pad - message.length))])
}

function optionValue(code: InformShape['options'][number], shape: InformShape, informer: Informer): Buffer {
  switch (code) {
    case 12:
      return Buffer.from(informer.hostName, 'latin1')
    case 53:
      return Buffer.from([inform])
    case 55:
      return Buffer.from(shape.parameterList)
    case 57:
      return Buffer.from([largestUdp >> 8, largestUdp & 0xff])
    case 60:
      return Buffer.from(shape.vendorClass ?? '', 'latin1')
    case 61:
      return Buffer.from([1, ...informer.hardwareAddress.subarray(0, 6)])
  }
}
