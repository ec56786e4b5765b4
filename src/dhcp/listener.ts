import type { Socket } from 'node:dgram'
import type { Report } from '../events/sighting.ts'
import type { Endpoint, Listener } from '../net/endpoint.ts'
import type { FindSite } from '../sites/find-site.ts'
import { handedOver } from './handed-over.ts'
import type { DhcpOptions, ListenAt } from './options.ts'
import { followOwnAddresses } from './own-addresses.ts'
import { openRateLimits } from './rate-limits.ts'
import { wildcard } from './route.ts'
import { serve } from './serve.ts'
import { bind, closed, plainSocket } from './socket.ts'

/**
 * Answers DHCPINFORM on the sockets of `options.listen` until it is disposed of. `findSite` is asked for the rule with each
 * packet, so that a reload counts from the next one. Rejects with the system's error (EADDRINUSE, EACCES) when a socket cannot
 * be opened, and closes those that were.
 */
export async function openDhcp(options: DhcpOptions, findSite: () => FindSite, report: Report): Promise<Listener> {
  await using opened = new AsyncDisposableStack()
  const addresses = opened.use(followOwnAddresses())
  const limits = openRateLimits(options.rateLimit)
  const endpoints: Endpoint[] = []
  for (const opening of options.listen.flatMap(openings)) {
    const socket = await openSocket(opening)
    opened.defer(() => ('fd' in opening ? putDown(socket) : closed(socket)))
    const bound = { ...socketEndpoint(socket), socketName: 'fd' in opening ? opening.socketName : undefined }
    endpoints.push(socketEndpoint(socket))
    serve(socket, bound, { options, findSite, report, addresses, limits })
  }
  const sockets = opened.move()
  return { endpoints, [Symbol.asyncDispose]: () => sockets.disposeAsync() }
}

interface HandedOver {
  readonly fd: number
  readonly socketName: string
}

type Opening = Endpoint | HandedOver

function openings(at: ListenAt): Opening[] {
  if (!('socketName' in at)) return [at]
  return handedOver(at.socketName, process.env, process.pid).map((fd) => ({ fd, ...at }))
}

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

async function takeUp(opening: HandedOver): Promise<Socket> {
  const socket = handed.get(opening.fd) ?? (await bind(plainSocket(false), opening))
  handed.set(opening.fd, socket)
  return socket.removeAllListeners('error').ref()
}

function putDown(socket: Socket): void {
  socket.removeAllListeners('message').removeAllListeners('error').unref()
  // what fails while nobody listens concerns nobody
  socket.on('error', () => {})
}

function socketEndpoint(socket: Socket): Endpoint {
  const { address, port } = socket.address()
  return { address, port }
}
