import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import type { Report } from '../events/sighting.ts'
import type { Address } from '../net/address.ts'
import type { Endpoint, Listener } from '../net/endpoint.ts'
import type { FindSite } from '../sites/find-site.ts'
import { openAdmission } from './admission.ts'
import { type AppView, createApp } from './app.ts'
import { type Connection, openConnections } from './connections.ts'
import { accept, type House, sendLast } from './fast-path.ts'
import type { HttpRequest } from './message.ts'
import type { HttpOptions } from './options.ts'
import { createParserPath } from './parser-path.ts'
import { pacReplies, type Reply, respond, tooSlow } from './respond.ts'
import { witness } from './witness.ts'

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
  const admission = openAdmission(options)
  const parser = createParserPath({ connections, admission, app, answer, refuse, saw })
  const house: House = { connections, admission, parser, answer, refuse, saw }

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
