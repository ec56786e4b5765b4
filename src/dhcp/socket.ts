import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { Endpoint } from '../net/endpoint.ts'

// Linux's default holds about 200 packets, which a flood fills while we do something else; it gives what net.core.rmem_max allows
const receiveBuffer = 4 * 1024 * 1024

/**
 * A UDP socket that is not bound yet. Without a lookup of its own, dgram asks the system's resolver about every destination, addresses
 * included.
 */
export function plainSocket(reuseAddr: boolean): Socket {
  return createSocket({ type: 'udp4', reuseAddr, lookup: (address, _options, done) => done(null, address, 4) })
}

/** Binds a socket to an address and port, or to a descriptor; rejects with the system's error, the socket closed. */
export async function bind(socket: Socket, to: Endpoint | { readonly fd: number }): Promise<Socket> {
  try {
    // bound at once, since our lookup does not wait: whoever looks for the event afterwards has missed it
    const listening = once(socket, 'listening')
    socket.bind('fd' in to ? { fd: to.fd } : { ...to })
    await listening
    socket.setBroadcast(true)
    // of a descriptor, whoever opened it has decided (ReceiveBuffer= of systemd may go beyond the system's limit)
    if (!('fd' in to)) socket.setRecvBufferSize(receiveBuffer)
    if (socket.address().family !== 'IPv4') throw new Error('DHCP for IPv4 needs an IPv4 socket (ListenDatagram=0.0.0.0:67)')
    return socket
  } catch (error) {
    await closed(socket)
    throw error
  }
}

/** Closes a socket. */
export async function closed(socket: Socket): Promise<void> {
  await new Promise<void>((done) => socket.close(() => done()))
}
