import { once } from 'node:events'
import type { Server, ServerOptions } from 'node:http'
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { parseAddress } from '../net/address.ts'
import { type Endpoint, formatEndpoint, type Listener } from '../net/endpoint.ts'
import type { KeptCertificate } from './certificate/keep-certificate.ts'
import type { Certificate } from './certificate/read-certificate.ts'
import type { AdminEnv } from './frame/env.ts'
import { isLoopback } from './options.ts'
import { networkOf } from './people/network-of.ts'

const mostConnections = 512
// a browser opens six and a stream or two; what comes through a tunnel or a proxy on this host is many people
const mostOfOneNetwork = 32

// whoever sends a byte a minute, or reads none, is let go
const patience: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 2000,
  maxHeaderSize: 16 * 1024,
}
const silence = 120_000

/**
 * Serves `app` at every endpoint: over HTTPS with `certificate` where `isSecure` says so. Rejects with the system's error when one
 * cannot be had, and then holds none.
 */
export async function listen(
  app: Hono<AdminEnv>,
  endpoints: readonly Endpoint[],
  isSecure: (endpoint: Endpoint) => boolean = () => false,
  certificate?: KeptCertificate,
): Promise<Listener> {
  await using opening = new AsyncDisposableStack()
  const servers: Server[] = []
  for (const endpoint of endpoints) {
    const server = serverFor(app, endpoint, isSecure(endpoint) ? certificate : undefined)
    opening.defer(() => closed(server))
    await started(server, endpoint)
    servers.push(server)
  }
  const open = opening.move()
  return { endpoints: servers.map(boundTo), [Symbol.asyncDispose]: () => open.disposeAsync() }
}

function serverFor(app: Hono<AdminEnv>, endpoint: Endpoint, certificate: KeptCertificate | undefined): Server {
  const isSecure = certificate !== undefined
  const server = createAdaptorServer({
    fetch: (request, env) => app.fetch(copyable(request), { ...ends((env as HttpBindings).incoming.socket), isSecure }),
    hostname: formatEndpoint(endpoint),
    overrideGlobalObjects: false,
    ...(certificate === undefined
      ? { serverOptions: patience }
      : {
          createServer: createSecureServer,
          serverOptions: { ...patience, ...pemOf(certificate.current), minVersion: 'TLSv1.2', handshakeTimeout: 10_000 },
        }),
  }) as Server
  certificate?.follow((next) => (server as SecureServer).setSecureContext({ ...pemOf(next), minVersion: 'TLSv1.2' }))
  server.maxConnections = mostConnections
  server.setTimeout(silence)
  if (!isLoopback(endpoint)) limitPerNetwork(server)
  return server
}

// Where a length is not told, the middleware that bounds a body counts it and makes a request of what it has read. The adaptor's own
// request cannot be made into another one; what is made of its parts can.
function copyable(request: Request): Request {
  const { url, method, headers, body, signal } = request
  if (body === null || headers.has('content-length')) return request
  const parts = { method, headers, body, signal, duplex: 'half' }
  return new Request(url, parts)
}

function ends(socket: Socket): { remoteAddress: string; localAddress: string } {
  return { remoteAddress: plain(socket.remoteAddress), localAddress: plain(socket.localAddress) }
}

// an IPv4 address as a socket for both families writes it is the IPv4 address
function plain(address = ''): string {
  return parseAddress(address)?.text ?? address
}

function pemOf({ cert, key }: Certificate): { cert: string; key: string } {
  return { cert, key }
}

/** One machine can fill its own share of the connections, and not everybody's. */
function limitPerNetwork(server: Server): void {
  const open = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const network = networkOf(socket.remoteAddress ?? '')
    const others = open.get(network) ?? 0
    if (others >= mostOfOneNetwork) return void socket.destroy()
    open.set(network, others + 1)
    socket.once('close', () => {
      const left = open.get(network)! - 1
      if (left === 0) open.delete(network)
      else open.set(network, left)
    })
  })
}

async function started(server: Server, { address, port }: Endpoint): Promise<void> {
  server.listen({ host: address, port, exclusive: true, ipv6Only: true })
  await once(server, 'listening')
}

async function closed(server: Server): Promise<void> {
  if (!server.listening) return
  const over = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await over
}

function boundTo(server: Server): Endpoint {
  const { address, port } = server.address() as AddressInfo
  return { address, port }
}
