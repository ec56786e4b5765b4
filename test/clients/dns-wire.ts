/** DNS answers put together by hand. */

/** The text of a name in wire format, one character a byte. */
export function labelsOf(wire: string): string {
  const labels: string[] = []
  for (let at = 0; at < wire.length && wire.charCodeAt(at) > 0; at += 1 + wire.charCodeAt(at))
    labels.push(wire.slice(at + 1, at + 1 + wire.charCodeAt(at)))
  return labels.join('.')
}

/** The wire format of a name. */
export function wireName(name: string): Buffer {
  return Buffer.concat([...name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)])), Buffer.from([0])])
}

/** An answer without records. */
export function negative(query: Buffer, end: number, rcode: number): Buffer {
  const bytes = Buffer.from(query.subarray(0, end))
  bytes.writeUInt16BE(0x8180 | rcode, 2)
  bytes.fill(0, 6, 12)
  return bytes
}

/** An answer with one record at the name that was asked for. */
export function positive(query: Buffer, end: number, type: number, data: Buffer): Buffer {
  const head = negative(query, end, 0)
  head.writeUInt16BE(1, 6)
  const record = Buffer.alloc(12)
  record.writeUInt16BE(0xc00c, 0)
  record.writeUInt16BE(type, 2)
  record.writeUInt16BE(1, 4)
  record.writeUInt32BE(300, 6)
  record.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, record, data])
}
