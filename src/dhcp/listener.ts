import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { Report } from '../events/sighting.ts'
import type { Endpoint, Listener } from '../net/endpoint.ts'
import type { FindSite } from '../sites/find-site.ts'
import { handedOver } from './handed-over.ts'
import { type KeptReplies, keepReplies, type WrittenReply } from './kept-replies.ts'
import { addressField, type DhcpMessage, decode, encodeAcknowledgement, headerAddress } from './message.ts'
import type { DhcpOptions, ListenAt } from './options.ts'
import { followOwnAddresses, type OwnAddress } from './own-addresses.ts'
import { type Context, respond } from './respond.ts'
import { describe, sighting } from './sightings.ts'

/**
 * Answers DHCPINFORM on the sockets of `options.listen` until it is disposed of. `findSite` is asked for the rule with each
 * packet, so that a reload counts from the next one. Rejects with the system's error (EADDRINUSE, EACCES) when a socket cannot
 * be opened, and closes those that were.
 */
export async function openDhcp(options: DhcpOptions, findSite: () => FindSite, report: Report): Promise<Listener> {
  await using opened = new AsyncDisposableStack()
  const addresses = opened.use(followOwnAddresses())
  const endpoints: Endpoint[] = []
  for (const opening of options.listen.flatMap(openings)) {
    const socket = await openSocket(opening)
    opened.defer(() => ('fd' in opening ? putDown(socket) : closed(socket)))
    const bound = { ...socketEndpoint(socket), handedOver: 'fd' in opening }
    endpoints.push(socketEndpoint(socket))
    serve(socket, bound, { options, findSite, report, addresses })
  }
  const sockets = opened.move()
  return { endpoints, [Symbol.asyncDispose]: () => sockets.disposeAsync() }
}

type Opening = Endpoint | { readonly fd: number }

function openings(at: ListenAt): Opening[] {
  return 'socketName' in at ? handedOver(at.socketName, process.env, process.pid).map((fd) => ({ fd })) : [at]
}

const wildcard = '0.0.0.0'

async function openSocket(opening: Opening): Promise<Socket> {
  if ('fd' in opening) return takeUp(opening)
  if (opening.address !== wildcard) return bind(plainSocket(false), opening)
  // A wildcard socket lets a broadcast's own socket bind beside it, and then no longer notices that its port is taken.
  const alone = await bind(plainSocket(false), opening)
  const { port } = alone.address()
  await closed(alone)
  return bind(plainSocket(true), { address: wildcard, port })
}

// A descriptor is handed over once, and closing its socket would close it for good: a reload takes the same socket up again.
const handed = new Map<number, Socket>()

async function takeUp(opening: { readonly fd: number }): Promise<Socket> {
  const socket = handed.get(opening.fd) ?? (await bind(plainSocket(false), opening))
  handed.set(opening.fd, socket)
  return socket.removeAllListeners('error').ref()
}

function putDown(socket: Socket): void {
  socket.removeAllListeners('message').removeAllListeners('error').unref()
  // what fails while nobody listens concerns nobody
  socket.on('error', () => {})
}

// Without a lookup of its own, dgram asks the system's resolver about every destination, addresses included.
function plainSocket(reuseAddr: boolean): Socket {
  return createSocket({ type: 'udp4', reuseAddr, lookup: (address, _options, done) => done(null, address, 4) })
}

async function bind(socket: Socket, opening: Opening): Promise<Socket> {
  try {
    // bound at once, since our lookup does not wait: whoever looks for the event afterwards has missed it
    const listening = once(socket, 'listening')
    socket.bind({ ...opening })
    await listening
    socket.setBroadcast(true)
    if (socket.address().family !== 'IPv4') throw new Error('DHCP for IPv4 needs an IPv4 socket (ListenDatagram=0.0.0.0:67)')
    return socket
  } catch (error) {
    await closed(socket)
    throw error
  }
}

async function closed(socket: Socket): Promise<void> {
  await new Promise<void>((done) => socket.close(() => done()))
}

function socketEndpoint(socket: Socket): Endpoint {
  const { address, port } = socket.address()
  return { address, port }
}

type Bound = Endpoint & { readonly handedOver: boolean }

interface Service {
  readonly options: DhcpOptions
  readonly findSite: () => FindSite
  readonly report: Report
  readonly addresses: { readonly current: readonly OwnAddress[] }
}

function serve(socket: Socket, bound: Bound, service: Service): void {
  const replies = keepReplies()
  socket.on('message', (bytes, source) => {
    const started = performance.now()
    try {
      answer({ socket, bound, service, replies }, { bytes, source, started })
    } catch (error) {
      service.report(sighting(source.address, 'internal error', (error as Error).message, started))
    }
  })
  socket.on('error', (error) => service.report(sighting(bound.address, 'receive error', error.message, performance.now())))
}

interface Here {
  readonly socket: Socket
  readonly bound: Bound
  readonly service: Service
  readonly replies: KeptReplies
}

interface Packet {
  readonly bytes: Buffer
  readonly source: RemoteInfo
  readonly started: number
}

function answer(here: Here, packet: Packet): void {
  const { bytes, source } = packet
  const basis = { findSite: here.service.findSite(), own: here.service.addresses.current }
  const kept = here.replies.find(bytes, source, basis)
  if (kept !== undefined) transmit(here, packet, source, kept)
  else work(here, packet, basis)
}

function work(here: Here, packet: Packet, basis: Pick<Context, 'findSite' | 'own'>): void {
  const { bound, service, replies } = here
  const { bytes, source, started } = packet
  const request = decode(bytes)
  if (typeof request === 'string') {
    service.report(sighting(source.address, request, `${bytes.length} bytes`, started))
    return
  }
  const reply = respond(request, { ...basis, options: service.options, source, bound })
  const detail = describe(request)
  if (reply.kind === 'silence') {
    service.report(sighting(clientOf(request, source), reply.reason, detail, started))
    return
  }
  const written = { bytes: encodeAcknowledgement(reply.message), outcome: reply.outcome, detail }
  if (reply.from !== undefined)
    sendFrom(reply.from, here, written.bytes, reply.to, sent(here, clientOf(request, source), packet, written))
  else {
    transmit(here, packet, reply.to, written)
    replies.keep(bytes, source, basis, written)
  }
}

function transmit(here: Here, packet: Packet, to: Endpoint, written: WrittenReply): void {
  here.socket.send(written.bytes, to.port, to.address, sent(here, packet.source.address, packet, written))
}

type Sent = (error: Error | null) => void

function sent({ service }: Here, client: string, { started }: Packet, { outcome, detail }: WrittenReply): Sent {
  return (error) =>
    service.report(error ? sighting(client, 'not sent', error.message, started) : sighting(client, outcome, detail, started))
}

function clientOf(request: DhcpMessage, { address }: Endpoint): string {
  return address === wildcard ? headerAddress(request, addressField.ciaddr) : address
}

// A packet to 255.255.255.255 leaves by the interface that owns its socket's address. That socket takes the unicasts to this
// address from the wildcard socket as long as it lives, so it answers them, and lives for this one packet.
function sendFrom(address: string, { bound, service }: Here, bytes: Uint8Array, to: Endpoint, sent: Sent): void {
  const { port } = bound
  const socket = plainSocket(true)
  const finish: Sent = (error) => {
    socket.close()
    sent(error)
  }
  socket.once('error', finish)
  socket.bind({ address, port }, () => {
    socket.off('error', finish)
    serve(socket, { address, port, handedOver: false }, service)
    socket.setBroadcast(true)
    socket.send(bytes, to.port, to.address, finish)
  })
}
