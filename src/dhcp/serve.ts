import type { RemoteInfo, Socket } from 'node:dgram'
import type { Report } from '../events/sighting.ts'
import type { Endpoint } from '../net/endpoint.ts'
import type { FindSite } from '../sites/find-site.ts'
import { type KeptReplies, keepReplies, type WrittenReply } from './kept-replies.ts'
import { addressField, type DhcpMessage, decode, encodeAcknowledgement, headerAddress, isInform } from './message.ts'
import type { DhcpOptions } from './options.ts'
import type { OwnAddress } from './own-addresses.ts'
import { limitedBy, type RateLimits } from './rate-limits.ts'
import { type Context, respond } from './respond.ts'
import { type Bound, wildcard } from './route.ts'
import { describe, sighting } from './sightings.ts'
import { plainSocket } from './socket.ts'

/** What the sockets of a listener share. */
export interface Service {
  readonly options: DhcpOptions
  readonly findSite: () => FindSite
  readonly report: Report
  readonly addresses: { readonly current: readonly OwnAddress[] }
  readonly limits: RateLimits
}

/** Answers what comes by a socket, until the socket loses its listeners or is closed. */
export function serve(socket: Socket, bound: Bound, service: Service): void {
  const replies = keepReplies()
  socket.on('message', (bytes, source) => {
    const started = performance.now()
    try {
      answer({ socket, bound, service, replies }, { bytes, source, started })
    } catch (error) {
      service.report(sighting(source.address, 'internal error', { detail: (error as Error).message }, started))
    }
  })
  socket.on('error', (error) =>
    service.report(sighting(bound.address, 'receive error', { detail: error.message }, performance.now())),
  )
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
  const { replies, service } = here
  const { bytes, source, started } = packet
  const basis = { findSite: service.findSite(), own: service.addresses.current }
  const kept = replies.find(bytes, source, basis)
  if (kept === undefined) {
    work(here, packet, basis)
    return
  }
  const limited = service.limits.take(source.address, started)
  if (limited === undefined) here.socket.send(kept.bytes, source.port, source.address, sent(here, source.address, packet, kept))
  else service.report(sighting(source.address, limited, kept.about, started))
}

type BasisOfReply = Pick<Context, 'findSite' | 'own'>

function work(here: Here, packet: Packet, basis: BasisOfReply): void {
  const { bytes, source, started } = packet
  const request = decode(bytes)
  if (typeof request === 'string')
    here.service.report(sighting(source.address, request, { detail: `${bytes.length} bytes` }, started))
  else answerTo(request, here, packet, basis)
}

function answerTo(request: DhcpMessage, here: Here, packet: Packet, basis: BasisOfReply): void {
  const { bound, service, replies } = here
  const { bytes, source, started } = packet
  const client = clientOf(request, source)
  const about = describe(request)
  const limited = isInform(request) ? service.limits.take(limitedBy(request, source), started) : undefined
  const silence = limited && ({ kind: 'silence', reason: limited } as const)
  const reply = silence ?? respond(request, { ...basis, options: service.options, source, bound })
  if (reply.kind === 'silence') {
    service.report(sighting(client, reply.reason, about, started))
    return
  }
  const { site, told, outcome } = reply
  const written = { bytes: encodeAcknowledgement(reply.message), outcome, about: { ...about, site, told } }
  const onSent = sent(here, client, packet, written)
  if (reply.from !== undefined) sendFrom(reply.from, here, written.bytes, reply.to, onSent)
  else here.socket.send(written.bytes, reply.to.port, reply.to.address, onSent)
  // what goes elsewhere is not for the source alone: a relay asks for many clients from one address
  if (reply.to === source) replies.keep(bytes, source, basis, written)
}

type Sent = (error: Error | null) => void

function sent({ service }: Here, client: string, { started }: Packet, { outcome, about }: WrittenReply): Sent {
  return (error) =>
    service.report(
      error ? sighting(client, 'not sent', { detail: error.message }, started) : sighting(client, outcome, about, started),
    )
}

function clientOf(request: DhcpMessage, { address }: Endpoint): string {
  if (address !== wildcard && !request.relayed) return address
  const ciaddr = headerAddress(request, addressField.ciaddr)
  return ciaddr === wildcard ? address : ciaddr
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
    serve(socket, { address, port, socketName: undefined }, service)
    socket.setBroadcast(true)
    socket.send(bytes, to.port, to.address, finish)
  })
}
