import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { Report, Sighting } from '../events/sighting.ts'
import type { Endpoint, Listener } from '../net/endpoint.ts'
import type { FindSite } from '../sites/find-site.ts'
import { handedOver } from './handed-over.ts'
import {
  addressField,
  type DhcpMessage,
  decode,
  encodeAcknowledgement,
  headerAddress,
  type MalformedReason,
  optionText,
} from './message.ts'
import type { DhcpOptions, ListenAt } from './options.ts'
import { followOwnAddresses, type OwnAddress } from './own-addresses.ts'
import { type Reply, respond, type SilenceReason } from './respond.ts'

/** All that a sighting of this listener can say came of a packet. */
export type DhcpOutcome = Reply['outcome'] | SilenceReason | MalformedReason | 'not sent' | 'receive error' | 'internal error'

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
    opened.defer(() => closed(socket))
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
  if ('fd' in opening) return bind(plainSocket(false), opening)
  if (opening.address !== wildcard) return bind(plainSocket(false), opening)
  // a wildcard socket lets a broadcast's own socket bind beside it, and then no longer notices that the port is taken
  if (opening.port !== 0) await closed(await bind(plainSocket(false), opening))
  return bind(plainSocket(true), opening)
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
  socket.on('message', (bytes, source) => {
    const started = performance.now()
    try {
      answer(socket, bound, service, { bytes, source, started })
    } catch (error) {
      service.report(sighting(source.address, 'internal error', (error as Error).message, started))
    }
  })
  socket.on('error', (error) => service.report(sighting(bound.address, 'receive error', error.message, performance.now())))
}

interface Packet {
  readonly bytes: Buffer
  readonly source: RemoteInfo
  readonly started: number
}

type Sent = (error: Error | null) => void

function answer(socket: Socket, bound: Bound, service: Service, { bytes, source, started }: Packet): void {
  const { options, addresses } = service
  const request = decode(bytes)
  if (typeof request === 'string') {
    service.report(sighting(source.address, request, `${bytes.length} bytes`, started))
    return
  }
  const reply = respond(request, { findSite: service.findSite(), options, source, bound, own: addresses.current })
  const saw = (outcome: DhcpOutcome, detail: string) =>
    service.report(
      sighting(
        source.address === wildcard ? headerAddress(request, addressField.ciaddr) : source.address,
        outcome,
        detail,
        started,
      ),
    )
  if (reply.kind === 'silence') saw(reply.reason, asked(request))
  else
    send(socket, bound, service, reply, (error) => (error ? saw('not sent', error.message) : saw(reply.outcome, asked(request))))
}

function send(socket: Socket, bound: Bound, service: Service, { message, to, from }: Reply, sent: Sent): void {
  const bytes = encodeAcknowledgement(message)
  if (from === undefined) socket.send(bytes, to.port, to.address, sent)
  else sendFrom(from, bound, service, bytes, to, sent)
}

// A packet to 255.255.255.255 leaves by the interface that owns its socket's address. That socket takes the unicasts to this
// address from the wildcard socket as long as it lives, so it answers them, and lives for this one packet.
function sendFrom(address: string, { port }: Bound, service: Service, bytes: Buffer, to: Endpoint, sent: Sent): void {
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

const messageTypes = ['BOOTP', 'DISCOVER', 'OFFER', 'REQUEST', 'DECLINE', 'ACK', 'NAK', 'RELEASE', 'INFORM'] as const

function asked({ type = 0, options }: DhcpMessage): string {
  const name = messageTypes[type] ?? `type ${type}`
  if (options.vendorClass === undefined) return name
  const vendorClass = optionText(options.vendorClass.subarray(0, 64))
  return `${name} ${vendorClass.replace(/[^\x20-\x7e]/g, '?')}`
}

// what no correct client and no neighbouring server sends us, and what we could not do
const ordinary: ReadonlySet<DhcpOutcome> = new Set<DhcpOutcome>([
  'ack',
  'not an INFORM',
  'from ourselves',
  'relayed',
  'interface unknown',
  'not an allowed network',
  'nothing of ours requested',
  'empty parameter list',
  'no site for this client',
])

function sighting(client: string, outcome: DhcpOutcome, detail: string, started: number): Sighting {
  return {
    via: 'dhcp',
    client,
    answered: outcome === 'ack' || outcome === 'ack without relay information',
    outcome,
    ...(ordinary.has(outcome) ? {} : { unusual: true }),
    detail,
    milliseconds: performance.now() - started,
  }
}
