import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { type Address, parseAddress } from '../net/address.ts'
import { type Cidr, contains } from '../net/cidr.ts'
import type { Connection, Connections } from './connections.ts'
import { encodeReply, type HttpRequest, readHead, type WholeRequest } from './message.ts'
import { busy, forbidden, type Reply } from './respond.ts'
import type { Seen } from './witness.ts'

/** What every connection needs. */
export interface House {
  readonly connections: Connections
  readonly allow: readonly Cidr[]
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
  // a reset is no news: `close` follows
  socket.on('error', () => {})
  const client = parseAddress(socket.remoteAddress ?? '')
  if (client === undefined) return socket.destroy()
  const connection = house.connections.add(socket, client)
  if (connection === undefined) return turnAway(socket, client, house)
  const allowed = house.allow.length === 0 || house.allow.some((network) => contains(network, client))
  socket.on('data', (chunk: Buffer) => (allowed ? take(connection, chunk, house) : forbid(connection, house)))
  socket.on('end', endOurSide)
  return socket
}

/** One chunk of a connection that is still ours: a whole request with nothing before it, or the parser's business. */
function take(connection: Connection, chunk: Buffer, house: House) {
  if (connection.phase === 'closing') return
  const began = performance.now()
  const request = connection.socket.writableLength === 0 ? readHead(chunk) : undefined
  const reply = request && house.answer(request, connection.client)
  if (request === undefined || reply === undefined) return handOver(connection, chunk, house)
  send(house.connections, connection, reply, request)
  house.saw({ client: connection.client.text, outcome: reply.outcome, request, milliseconds: performance.now() - began })
}

function send(connections: Connections, connection: Connection, reply: Reply, { method, keepAlive }: WholeRequest) {
  const { socket } = connection
  const bytes = encodeReply(reply, { headOnly: method === 'HEAD', keepAlive }, Date.now())
  if (keepAlive) socket.write(bytes)
  else socket.end(bytes)
  connections.enter(connection, keepAlive ? (socket.writableLength === 0 ? 'waiting' : 'sending') : 'closing')
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
