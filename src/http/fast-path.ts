import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { type Address, parseAddress } from '../net/address.ts'
import type { Admission } from './admission.ts'
import type { Connection, Connections } from './connections.ts'
import { encodeReply, type HttpRequest, readHead, type WholeRequest } from './message.ts'
import { awaitPreface } from './preface.ts'
import type { ProxyHeader } from './proxy-protocol.ts'
import { busy, forbidden, type Reply } from './respond.ts'
import type { Seen } from './witness.ts'

/** What every connection needs. */
export interface House {
  readonly connections: Connections
  readonly admission: Admission
  readonly parser: Server
  readonly answer: (request: HttpRequest, client: Address) => Reply | undefined
  readonly refuse: (connection: Connection, reply: Reply) => void
  readonly saw: (seen: Seen) => void
}

/**
 * Takes a new connection in. While each of its chunks is one whole request, and the answer before it has left, it is answered from
 * ready bytes here; at the first chunk that is not, the connection becomes the parser's for good.
 */
export function accept(socket: Socket, house: House) {
  const { connections, admission } = house
  // a reset is no news: `close` follows
  socket.on('error', () => {})
  const peer = parseAddress(socket.remoteAddress ?? '')
  if (peer === undefined) return socket.destroy()
  const announced = admission.isAnnounced(peer)
  const connection = connections.add(socket, peer, announced || admission.isProxy(peer))
  if (connection === undefined) return turnAway(socket, peer, house)
  if (announced) awaitPreface(socket, (header, rest) => introduce(connection, header, rest, house))
  else begin(connection, house)
  return socket
}

/** From here on the client is the one that the proxy names; without a header nobody knows who it is. */
function introduce(connection: Connection, header: ProxyHeader | undefined, rest: Buffer, house: House) {
  const { connections, admission, refuse, saw } = house
  if (header === undefined) {
    saw({ client: connection.client.text, outcome: 'proxy-header', milliseconds: 0 })
    return connection.socket.destroy()
  }
  const { client } = header
  if (client !== undefined && !connections.giveTo(connection, client, admission.isProxy(client))) {
    saw({ client: client.text, outcome: busy.outcome, milliseconds: 0 })
    return refuse(connection, busy)
  }
  const onChunk = begin(connection, house)
  if (rest.length > 0) onChunk(rest)
}

function begin(connection: Connection, house: House): (chunk: Buffer) => void {
  const { socket, client } = connection
  const { admission } = house
  // whom a proxy asks for is not known yet
  const allowed = admission.isProxy(client) || admission.isAllowed(client)
  const onChunk = (chunk: Buffer) => (allowed ? take(connection, chunk, house) : forbid(connection, house))
  socket.on('data', onChunk)
  socket.on('end', endOurSide)
  return onChunk
}

/** One chunk of a connection that is still ours: a whole request with nothing before it, or the parser's business. */
function take(connection: Connection, chunk: Buffer, house: House) {
  if (connection.phase === 'closing') return
  const began = performance.now()
  const request = connection.socket.writableLength === 0 ? readHead(chunk) : undefined
  if (request === undefined) return handOver(connection, chunk, house)
  const client = house.admission.askerOf(connection.client, request)
  const answer = house.answer(request, client)
  if (answer === undefined) return handOver(connection, chunk, house)
  const reply = house.admission.refusalOf(client, began) ?? answer
  send(house.connections, connection, reply, request)
  const { outcome, profile, site, told } = reply
  house.saw({ client: client.text, outcome, profile, site, told, request, milliseconds: performance.now() - began })
}

function send(connections: Connections, connection: Connection, reply: Reply, { method, keepAlive }: WholeRequest) {
  const { socket } = connection
  const bytes = encodeReply(reply, { headOnly: method === 'HEAD', keepAlive }, Date.now())
  socket.write(bytes)
  if (!keepAlive) leave(socket)
  connections.enter(connection, keepAlive ? (socket.writableLength === 0 ? 'waiting' : 'sending') : 'closing')
}

// A client that says close has said all, so there is no other side to wait for: a shutdown and an event fewer for each connection,
// which is a third of what it costs.
function leave(socket: Socket) {
  if (socket.writableLength === 0) socket.destroy()
  else socket.destroySoon()
}

function handOver(connection: Connection, chunk: Buffer, { connections, parser }: House) {
  const { socket } = connection
  connections.enter(connection, 'head')
  socket.removeAllListeners('data')
  socket.off('end', endOurSide)
  // a flowing socket would not give back what is put before the rest
  socket.pause()
  socket.unshift(chunk)
  parser.emit('connection', socket)
  socket.resume()
}

function endOurSide(this: Socket) {
  this.end()
}

function forbid(connection: Connection, { saw, refuse }: House) {
  if (connection.phase === 'closing') return
  saw({ client: connection.client.text, outcome: forbidden.outcome, milliseconds: 0 })
  refuse(connection, forbidden)
}

function turnAway(socket: Socket, client: Address, { saw }: House) {
  saw({ client: client.text, outcome: busy.outcome, milliseconds: 0 })
  socket.end(encodeReply(busy, { headOnly: false, keepAlive: false }, Date.now()))
  return socket.destroySoon()
}

/** Sends one last answer and closes; what still comes in is ignored. */
export function sendLast(connections: Connections, connection: Connection, reply: Reply) {
  connections.enter(connection, 'closing')
  connection.socket.end(encodeReply(reply, { headOnly: false, keepAlive: false }, Date.now()))
}
