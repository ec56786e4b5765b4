import { createSocket, type Socket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'

/** Asks a server on loopback for the addresses of a name, with Node's resolver, as the client at `from`. */
export async function askName(port: number, name: string, type: 'A' | 'AAAA' = 'A', from = '127.0.0.1'): Promise<string[]> {
  const resolver = new Resolver({ timeout: 2000, tries: 2 })
  resolver.setLocalAddress(from)
  resolver.setServers([`127.0.0.1:${port}`])
  const answer = await resolver.resolve(name, type)
  return answer as string[]
}

/** The PAC that is served on a port of 127.0.0.1; undefined when there is none. */
export async function getPac(port: number): Promise<string | undefined> {
  const response = await fetch(`http://127.0.0.1:${port}/wpad.dat`, { signal: AbortSignal.timeout(5000) }).catch(() => undefined)
  return response?.ok ? await response.text() : undefined
}

/** A socket of 127.0.0.1, closed when it is disposed of. */
export async function openUdp(): Promise<Socket> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return socket
}

/** A DHCPINFORM of a client at 127.0.0.1 that asks for option 252 alone (RFC 2131, section 3.4). */
export function informPacket(xid: number): Buffer {
  const packet = Buffer.alloc(300)
  packet.set([1, 1, 6, 0])
  packet.writeUInt32BE(xid, 4)
  packet.set([127, 0, 0, 1], 12)
  packet.set([2, 0, 0, 0, 0, 0x20], 28)
  packet.set([0x63, 0x82, 0x53, 0x63, 53, 1, 8, 55, 1, 252, 255], 236)
  return packet
}

/** Option 252 of the answer to a DHCPINFORM; undefined when none comes within two seconds. */
export async function askDhcp(port: number): Promise<string | undefined> {
  await using socket = await openUdp()
  socket.send(informPacket(0x1234), port, '127.0.0.1')
  const answer = await once(socket, 'message', { signal: AbortSignal.timeout(2000) }).catch(() => undefined)
  return answer === undefined ? undefined : option(answer[0], 252)
}

function option(packet: Buffer, code: number): string | undefined {
  let at = 240
  while (at < packet.length && packet[at] !== 255) {
    const length = packet[at] === 0 ? -1 : packet[at + 1]!
    if (packet[at] === code) return packet.subarray(at + 2, at + 2 + length).toString('latin1')
    at += 2 + length
  }
  return undefined
}
