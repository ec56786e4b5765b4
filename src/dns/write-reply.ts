import { Type } from './codes.ts'
import { headerLength, type Query } from './read-query.ts'
import type { Answer } from './zone-answers.ts'

/** What we advertise as EDNS payload size, and never exceed: it fits the smallest IPv6 MTU without fragments (DNS flag day 2020). */
export const largestDatagram = 1232
/** The length of an OPT record without options. */
export const optLength = 11

/** Bits of the header's third byte. */
export const flag = { authoritative: 0x04, truncated: 0x02 } as const

/** A header alone: a malformed question cannot be repeated; RD and opcode are kept. */
export function headerAlone(request: Buffer, rcode: number): Buffer {
  const bytes = Buffer.alloc(headerLength)
  bytes.set(request.subarray(0, 2))
  bytes[2] = 0x80 | (request[2]! & 0x79)
  bytes[3] = rcode
  return bytes
}

/** The header and the question as it came. RA, AD and CD stay clear in an authoritative reply (RFC 4035, section 3.1.6). */
export function writeHead(bytes: Buffer, request: Buffer, query: Query, flags: number, rcode: number): void {
  request.copy(bytes, 0, 0, query.end)
  bytes[2] = 0x80 | flags | (request[2]! & 0x01)
  bytes[3] = rcode
  bytes.fill(0, 6, headerLength)
}

/** Makes the pointers of a zone's body point past `depth` bytes more: the question is that much longer than the zone's name. */
export function movePointers(bytes: Buffer, start: number, pointers: readonly number[], depth: number): void {
  for (const at of pointers) bytes.writeUInt16BE(bytes.readUInt16BE(start + at) + depth, start + at)
}

/** The additional section, at `at`. */
export function addGlue(bytes: Buffer, at: number, answer: Answer): void {
  bytes.set(answer.glue, at)
  bytes.writeUInt16BE(answer.additionals, 10)
}

/** The last record: root name, type 41, our size, the upper bits of the rcode, version 0, DO as it came, no options. */
export function writeOpt(bytes: Buffer, query: Query, upperRcode: number): void {
  const at = bytes.length - optLength
  bytes.fill(0, at)
  bytes[at + 2] = Type.OPT
  bytes.writeUInt16BE(largestDatagram, at + 3)
  bytes[at + 5] = upperRcode
  if (query.dnssecOk) bytes[at + 7] = 0x80
  bytes.writeUInt16BE(bytes.readUInt16BE(10) + 1, 10)
}
