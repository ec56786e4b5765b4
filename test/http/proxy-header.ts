import { parseAddress } from '../../src/net/address.ts'

/** A PROXY header of version 2 for TCP from a client's address to an address of ours. */
export function binaryHeader(client: string): Buffer {
  const bytes = client.startsWith('::ffff:') ? mapped(client) : Buffer.from(parseAddress(client)!.bytes)
  const six = bytes.length === 16
  const head = Buffer.from([...Buffer.from('\r\n\r\n\0\r\nQUIT\n'), 0x21, six ? 0x21 : 0x11, 0, six ? 36 : 12])
  return Buffer.concat([head, bytes, Buffer.alloc(bytes.length, 1), Buffer.from([0xdc, 0x04, 0, 80])])
}

function mapped(client: string): Buffer {
  return Buffer.concat([Buffer.alloc(10), Buffer.from([0xff, 0xff]), parseAddress(client)!.bytes])
}
