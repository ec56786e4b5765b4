import { parseAddress } from '../net/address.ts'
import { classIn, Type } from './codes.ts'

// a pointer to the name at the end of the header, where a question or the first record stands (RFC 1035, section 4.1.4)
const toFirstName = Buffer.from([0xc0, 0x0c])

/** How records are written: `ttl` in seconds; `owner` in wire format, else a pointer to the first name of the message. */
export interface RecordStyle {
  readonly ttl: number
  readonly owner?: Buffer
  /** mDNS's cache-flush bit (RFC 6762, section 10.2). */
  readonly flush?: boolean
}

/** The addresses that answer a question of `type`, A, AAAA or ANY, as records. Texts that are no address are left out. */
export function addressRecords(addresses: readonly string[], type: number, style: RecordStyle): Buffer[] {
  return addresses.flatMap((text) => {
    const address = parseAddress(text)
    if (address === undefined) return []
    const own = address.family === 4 ? Type.A : Type.AAAA
    return type === own || type === Type.ANY ? [record(own, address.bytes, style)] : []
  })
}

/** One record of class IN. */
export function record(type: number, data: Uint8Array, { ttl, owner = toFirstName, flush = false }: RecordStyle): Buffer {
  const fixed = Buffer.alloc(10)
  fixed.writeUInt16BE(type, 0)
  fixed.writeUInt16BE(flush ? classIn | 0x8000 : classIn, 2)
  fixed.writeUInt32BE(ttl, 4)
  fixed.writeUInt16BE(data.length, 8)
  return Buffer.concat([owner, fixed, data])
}

/** A header: id, flags and the four counts. */
export function header(id: number, flags: number, counts: readonly [number, number, number, number]): Buffer {
  const bytes = Buffer.alloc(12)
  ;[id, flags, ...counts].forEach((word, i) => {
    bytes.writeUInt16BE(word, i * 2)
  })
  return bytes
}
