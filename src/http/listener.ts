import { once } from 'node:events'
import type { Server as HttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import type { Report } from '../events/sighting.ts'
import { type Address, parseAddress } from '../net/address.ts'
import { type Cidr, contains } from '../net/cidr.ts'
import type { Endpoint, Listener } from '../net/endpoint.ts'
import type { FindSite } from '../sites/find-site.ts'
import { type AppView, createApp } from './app.ts'
import { type Connection, type Connections, openConnections } from './connections.ts'
import { encodeReply, type HttpRequest, readHead, type WholeRequest } from './message.ts'
import type { HttpOptions } from './options.ts'
import { createParserPath } from './parser-path.ts'
import { busy, forbidden, pacReplies, type Reply, respond, tooSlow } from './respond.ts'
import { type Seen, witness } from './witness.ts'

/** What HTTP shows of the program beside the PAC. */
export type HttpView = Pick<AppView, 'metrics' | 'healthy'>

/**
 * Opens the HTTP server. A request that comes whole, in one chunk, is answered from ready bytes; whatever else comes goes to
 * node's HTTP server, with its connection. `findSite` is called per request, so the next one sees a reload.
 * Rejects with the system's error when an endpoint cannot be opened, after closing those that were.
 */
export async function openHttp(
  options: HttpOptions,
  findSite: () => FindSite,
  report: Report,
  view: HttpView,
): Promise<Listener> {
  const saw = witness(report)
  const connections = openConnections(limitsOf(options), (connection) => {
    saw({ client: connection.client.text, outcome: tooSlow.outcome, milliseconds: options.headTimeout * 1000 })
    refuse(connection, tooSlow)
  })
  const refuse = (connection: Connection, reply: Reply) => sendLast(connections, connection, reply)
  const repliesOf = pacReplies(options.maxAge)
  const answer = (request: HttpRequest, client: Address) => respond(request, client, findSite(), repliesOf)
  const app = createApp({ ...view, metricsNetworks: options.metrics })
  const parser = createParserPath({ connections, app, answer, refuse, saw })
  const house: House = { connections, allow: options.allow, parser, answer, refuse, saw }

  const servers: Server[] = []
  const close = async () => {
    const closed = servers.map((server) => closing(server))
    await connections[Symbol.asyncDispose]()
    await Promise.all(closed)
  }
  try {
    for (const endpoint of options.listen) servers.push(await listen(endpoint, (socket) => accept(socket, house)))
  } catch (error) {
    await close()
    throw error
  }
  return { endpoints: servers.map(endpointOf), [Symbol.asyncDispose]: close }
}

/** What every connection needs. */
interface House {
  readonly connections: Connections
  readonly allow: readonly Cidr[]
  readonly parser: HttpServer
  readonly answer: (request: HttpRequest, client: Address) => Reply | undefined
  readonly refuse: (connection: Connection, reply: Reply) => void
  readonly saw: (seen: Seen) => void
}

function accept(socket: Socket, house: House) {
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

function sendLast(connections: Connections, connection: Connection, reply: Reply) {
  connections.enter(connection, 'closing')
  connection.socket.end(encodeReply(reply, { headOnly: false, keepAlive: false }, Date.now()))
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

async function listen({ address, port }: Endpoint, onConnection: (socket: Socket) => void): Promise<Server> {
  // half-open as in node:http: a client may end its side and still read the answer
  const server = createServer({ allowHalfOpen: true, noDelay: true }, onConnection)
  // `[::]` beside `0.0.0.0` on one port needs it
  server.listen({ host: address, port, ipv6Only: address.includes(':') })
  await once(server, 'listening')
  // out of file descriptors: the connection is lost, the server is not
  server.on('error', () => {})
  return server
}

function closing(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}

function endpointOf(server: Server): Endpoint {
  const { address, port } = server.address() as AddressInfo
  return { address, port }
}

function limitsOf({ connections, connectionsPerClient, headTimeout, idleTimeout, sendTimeout }: HttpOptions) {
  return {
    total: connections,
    perClient: connectionsPerClient,
    head: headTimeout * 1000,
    idle: idleTimeout * 1000,
    send: sendTimeout * 1000,
  }
}
