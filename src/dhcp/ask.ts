import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { Endpoint } from '../net/endpoint.ts'
import { type DhcpReply, decodeReply, encodeInform } from './inform.ts'

/**
 * Asks a server as a client does: a DHCPINFORM for option 252, from `clientAddress` (an address of this host) and a free port. Resolves
 * to the DHCPACK, or to `undefined` when none has come within `timeout` milliseconds; rejects when it can't be sent.
 */
export async function inform(
  server: Endpoint,
  clientAddress: string,
  { timeout }: { timeout: number },
): Promise<DhcpReply | undefined> {
  const socket = createSocket('udp4')
  const signal = AbortSignal.timeout(timeout)
  try {
    socket.bind(0, clientAddress)
    await once(socket, 'listening')
    const xid = randomInt(2 ** 32)
    const ack = new Promise<DhcpReply>((resolve) => {
      socket.on('message', (bytes) => {
        const reply = decodeReply(bytes, xid)
        if (reply !== undefined) resolve(reply)
      })
    })
    const failed = once(socket, 'error', { signal }).then(
      ([error]) => Promise.reject(error),
      () => undefined,
    )
    socket.send(encodeInform({ xid, clientAddress }), server.port, server.address)
    return await Promise.race([ack, failed])
  } finally {
    socket.close()
  }
}
