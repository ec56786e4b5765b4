import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { type Endpoint, formatEndpoint, type Listener } from '../net/endpoint.ts'
import type { AdminEnv } from './frame/env.ts'

/** Serves `app` at every endpoint. Rejects with the system's error when one cannot be had, and then holds none. */
export async function listen(app: Hono<AdminEnv>, endpoints: readonly Endpoint[]): Promise<Listener> {
  await using opening = new AsyncDisposableStack()
  const servers: Server[] = []
  for (const endpoint of endpoints) {
    const server = serverFor(app, endpoint)
    opening.defer(() => closed(server))
    await started(server, endpoint)
    servers.push(server)
  }
  const open = opening.move()
  return { endpoints: servers.map(boundTo), [Symbol.asyncDispose]: () => open.disposeAsync() }
}

function serverFor(app: Hono<AdminEnv>, endpoint: Endpoint): Server {
  const server = createAdaptorServer({
    fetch: (request, env) => app.fetch(request, { remoteAddress: (env as HttpBindings).incoming.socket.remoteAddress ?? '' }),
    hostname: formatEndpoint(endpoint),
    overrideGlobalObjects: false,
    serverOptions: { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5000, connectionsCheckingInterval: 5000 },
  }) as Server
  server.maxConnections = 128
  return server
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
