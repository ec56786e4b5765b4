import type { Endpoint } from '../net/endpoint.ts'
import type { Connections } from './connections.ts'
import type { Responder } from './responder.ts'
import { openTcp } from './tcp.ts'
import { openUdp } from './udp.ts'

/** UDP and TCP at one address and one port. */
export interface Post extends AsyncDisposable {
  readonly port: number
}

/** Opens a post at an address. */
export type OpenPost = (endpoint: Endpoint) => Promise<Post>

// another program may hold, for UDP, the port that the system chose for TCP
const mostAttempts = 20

/** Makes the function that opens posts for one responder. They reject with the system's error, and leave nothing open then. */
export function postOpener(idle: number, connections: Connections, responder: Responder): OpenPost {
  const open = async (endpoint: Endpoint): Promise<Post> => {
    await using opening = new AsyncDisposableStack()
    const tcp = opening.use(await openTcp(endpoint, idle, connections, responder))
    opening.use(await openUdp({ address: endpoint.address, port: tcp.port }, responder))
    const sockets = opening.move()
    return { port: tcp.port, [Symbol.asyncDispose]: () => sockets.disposeAsync() }
  }
  return async (endpoint) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await open(endpoint)
      } catch (error) {
        const clash = endpoint.port === 0 && (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
        if (!clash || attempt === mostAttempts) throw error
      }
    }
  }
}
