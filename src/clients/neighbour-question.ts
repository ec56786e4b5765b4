import { decodeReply } from '../dns/message.ts'

/** NetBIOS names are 15 bytes and a suffix, each byte as two letters (RFC 1001, section 14.1). */
export function netbiosLabel(name: string, suffix: number): string {
  const bytes = Buffer.concat([Buffer.from(name.toUpperCase().padEnd(15, ' ').slice(0, 15), 'latin1'), Buffer.from([suffix])])
  return [...bytes].map((byte) => String.fromCharCode(0x41 + (byte >> 4), 0x41 + (byte & 15))).join('')
}

const typeNb = 0x20
// recursion desired, broadcast (RFC 1002, section 4.2.12)
const netbiosFlags = 0x0110

/** An LLMNR question: as in DNS, with no flag set (RFC 4795, section 2.1.1). */
export function encodeLlmnrQuestion(id: number, name: string, type: number): Buffer {
  return encodeQuestion(id, 0, name, type)
}

/** A NetBIOS name query by broadcast (RFC 1002, section 4.2.12). */
export function encodeNetbiosQuestion(id: number, name: string): Buffer {
  return encodeQuestion(id, netbiosFlags, netbiosLabel(name, 0), typeNb)
}

function encodeQuestion(id: number, flags: number, label: string, type: number): Buffer {
  const bytes = Buffer.alloc(12 + 1 + label.length + 1 + 4)
  bytes.writeUInt16BE(id, 0)
  bytes.writeUInt16BE(flags, 2)
  bytes.writeUInt16BE(1, 4)
  bytes[12] = label.length
  bytes.write(label, 13, 'latin1')
  bytes.writeUInt16BE(type, bytes.length - 4)
  bytes.writeUInt16BE(1, bytes.length - 2)
  return bytes
}

/** The addresses in an LLMNR answer; undefined when it is not one to this question. */
export function readLlmnrAnswer(bytes: Buffer, id: number, type: number): string[] | undefined {
  if (!isAnswer(bytes, id)) return undefined
  try {
    return decodeReply(bytes).answers.flatMap((answer) => (answer.type === type ? [answer.value] : []))
  } catch {
    return undefined
  }
}

/** The addresses in a positive NetBIOS answer (RFC 1002, section 4.2.13); undefined when it is not one to this question. */
export function readNetbiosAnswer(bytes: Buffer, id: number): string[] | undefined {
  if (!isAnswer(bytes, id) || (bytes[3]! & 15) !== 0) return undefined
  // a name of 34 bytes, type, class, time to live and length; then flags and an address for each
  const at = 12 + 34 + 10
  if (bytes.length < at || bytes.readUInt16BE(12 + 34) !== typeNb) return undefined
  const length = Math.min(bytes.readUInt16BE(at - 2), bytes.length - at)
  return Array.from({ length: Math.floor(length / 6) }, (_, i) => bytes.subarray(at + i * 6 + 2, at + i * 6 + 6).join('.'))
}

function isAnswer(bytes: Buffer, id: number): boolean {
  return bytes.length > 12 && bytes.readUInt16BE(0) === id && (bytes[2]! & 0x80) !== 0
}
