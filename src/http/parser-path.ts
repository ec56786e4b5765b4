import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Address } from '../net/address.ts'
import type { Admission } from './admission.ts'
import type { AppEnv } from './app.ts'
import type { Connection, Connections } from './connections.ts'
import { type HttpRequest, longestHead } from './message.ts'
import { badRequest, type Outcome, type Reply, tooLarge, wrongMethod } from './respond.ts'
import { readTarget } from './target.ts'
import type { Seen } from './witness.ts'

/** What the parser's path shares with the fast one. */
export interface Shared {
  readonly connections: Connections
  readonly admission: Admission
  readonly app: Hono<{ Bindings: AppEnv }>
  /** Our own answer to a request; `undefined` for those that the application answers. */
  readonly answer: (request: HttpRequest, client: Address) => Reply | undefined
  /** Sends one last answer and closes. */
  readonly refuse: (connection: Connection, reply: Reply) => void
  readonly saw: (seen: Seen) => void
}

/**
 * Node's own HTTP server for every connection that has sent something else than one plain request at a time. It listens nowhere;
 * `emit('connection', socket)` gives it a socket, and from then on the connection is its own.
 * Its time limits are off: they run only in a server that listens, so `connections` keeps the time.
 */
export function createParserPath(shared: Shared): Server {
  const server = createServer({
    requireHostHeader: false,
    insecureHTTPParser: false,
    maxHeaderSize: longestHead,
    keepAliveTimeout: 0,
    headersTimeout: 0,
    requestTimeout: 0,
  })
  // a client that has said all it wants to say still reads our answer
  Object.assign(server, { httpAllowHalfOpen: true })
  const toApp = getRequestListener((request, env) => shared.app.fetch(request, envOf(env as HttpBindings)), {
    overrideGlobalObjects: false,
  })
  const handle = (incoming: IncomingMessage, outgoing: ServerResponse) => take(incoming, outgoing, shared, toApp)
  server.on('request', handle)
  // Expect: 100-continue is answered with the final status at once: no body is wanted (RFC 9110, section 10.1.1)
  server.on('checkContinue', handle)
  server.on('checkExpectation', handle)
  server.on('connect', (incoming, socket) => {
    const connection = shared.connections.of(socket as Socket)
    if (connection === undefined) return
    shared.saw({ client: connection.client.text, outcome: 'method', request: requestOf(incoming), milliseconds: 0 })
    shared.refuse(connection, wrongMethod)
  })
  server.on('clientError', (error, socket) => giveUp(error, socket as Socket, shared))
  return server
}

// the request of a connection that was read last
const latest = new WeakMap<Socket, IncomingMessage>()

// who asks by a request that the application answers
const clients = new WeakMap<IncomingMessage, Address>()

function take(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  shared: Shared,
  toApp: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
) {
  const began = performance.now()
  const connection = shared.connections.of(incoming.socket)
  if (connection === undefined) return
  const request = requestOf(incoming)
  const client = shared.admission.askerOf(connection.client, request)
  const done = ({ outcome, profile, site, told }: Pick<Reply, 'outcome' | 'profile' | 'site' | 'told'>) =>
    shared.saw({ client: client.text, outcome, profile, site, told, request, milliseconds: performance.now() - began })
  shared.connections.enter(connection, 'answering')
  latest.set(incoming.socket, incoming)
  // of several sent ahead, the last one's answer is the last
  outgoing.once('close', () => {
    if (latest.get(incoming.socket) === incoming) shared.connections.enter(connection, 'waiting')
  })
  const reply = shared.admission.refusalOf(client, began) ?? shared.answer(request, client)
  if (reply !== undefined) {
    outgoing.writeHead(reply.status, reply.headers).end(reply.body)
    done(reply)
    return
  }
  clients.set(incoming, client)
  outgoing.once('close', () => done({ outcome: outcomeOf(outgoing, request) }))
  makeDigestible(incoming, request)
  toApp(incoming, outgoing)
}

// Host is `headers.host`, the first of several; If-None-Match comes joined (RFC 9110, section 5.3)
function requestOf({ method = '', url = '', headers }: IncomingMessage): HttpRequest {
  return {
    method,
    target: url,
    host: headers.host,
    ifNoneMatch: headers['if-none-match'],
    ifModifiedSince: headers['if-modified-since'],
    userAgent: headers['user-agent'],
    // several come joined, in their order
    forwardedFor: headers['x-forwarded-for'] as string | undefined,
  }
}

// the adapter answers 400 by itself to a Host or a target that does not make a URL; the application needs neither
function makeDigestible(incoming: IncomingMessage, { target }: HttpRequest) {
  const { path } = readTarget(target)
  incoming.headers.host = 'wpad'
  incoming.url = /^\/[\w./-]*$/.test(path) ? path : '/'
}

function outcomeOf({ statusCode }: ServerResponse, { target }: HttpRequest): Outcome {
  if (statusCode === 404) return 'not-found'
  if (statusCode === 405) return 'method'
  if (statusCode === 403) return 'forbidden'
  if (statusCode === 500) return 'failed'
  return readTarget(target).path === '/healthz' ? 'health' : 'metrics'
}

function envOf({ incoming }: HttpBindings): AppEnv {
  return { client: clients.get(incoming)! }
}

/** Answers what is not HTTP, or too long, with a few bytes; a connection that is merely gone gets nothing. */
function giveUp(error: NodeJS.ErrnoException, socket: Socket, shared: Shared) {
  const connection = shared.connections.of(socket)
  if (connection === undefined || connection.phase === 'closing') return
  // bad bytes in the body of a request that has its answer, or while one is under way, get no answer of their own
  const answered = latest.get(socket)?.complete === false || connection.phase === 'answering'
  if (error.code === 'ECONNRESET' || !socket.writable || answered) {
    socket.destroy()
    return
  }
  const reply = error.code === 'HPE_HEADER_OVERFLOW' ? tooLarge : badRequest
  shared.saw({ client: connection.client.text, outcome: reply.outcome, milliseconds: 0 })
  shared.refuse(connection, reply)
}
