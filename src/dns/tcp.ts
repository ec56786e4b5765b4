import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { Endpoint } from '../net/endpoint.ts'
import type { Connections } from './connections.ts'
import { frame, openFrames } from './frames.ts'
import type { Failure, Responder, ToSend } from './responder.ts'

// answers given before other sockets have their turn: one chunk may hold thousands of pipelined queries
const longestTurn = 64

const tooMany: Failure = { kind: 'failure', outcome: 'too many connections', detail: '' }

/** Listening for connections; `port` is the one that the system chose when it was asked for 0. */
export interface TcpServer extends AsyncDisposable {
  readonly port: number
}

/**
 * Answers DNS over TCP at one address (RFC 7766): pipelined queries, in order; `idle` seconds for each next whole query, however
 * slowly it comes. Rejects with the system's error when it cannot listen.
 */
export async function openTcp<Response extends ToSend>(
  { address, port }: Endpoint,
  idle: number,
  connections: Connections,
  responder: Responder<Response>,
): Promise<TcpServer> {
  const open = new Set<Socket>()
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    // a client that is gone already has no address
    const client = socket.remoteAddress ?? ''
    socket.on('error', () => socket.destroy())
    const leave = connections.admit(client)
    if (leave === undefined) {
      responder.sight(client, tooMany, 0)
      socket.destroy()
      return
    }
    open.add(socket)
    socket.once('close', () => {
      open.delete(socket)
      leave()
    })
    converse(socket, client, idle, responder)
  })
  server.listen({ host: address, port, ipv6Only: address.includes(':'), exclusive: true })
  await once(server, 'listening')
  server.on('error', (error) => responder.sight(address, { kind: 'failure', outcome: 'receive error', detail: error.message }, 0))
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}

function converse<Response extends ToSend>(socket: Socket, client: string, idle: number, responder: Responder<Response>): void {
  const frames = openFrames()
  // counts from the last whole query, so that a trickle of bytes does not hold the connection
  const deadline = setTimeout(() => socket.destroy(), idle * 1000)
  socket.once('close', () => clearTimeout(deadline))
  let working = false
  // a client may close its side after its last query; it still gets the answers
  let ended = false
  const work = () => {
    if (socket.destroyed) return
    socket.cork()
    const rest = turn()
    socket.uncork()
    working = rest !== 'done'
    if (rest === 'done') socket.resume()
    else socket.pause()
    if (rest === 'more') setImmediate(work)
    if (rest === 'unread') socket.once('drain', work)
    if (rest === 'done' && ended) socket.end()
  }
  const turn = (): 'done' | 'more' | 'unread' | 'over' => {
    for (let answered = 0; answered < longestTurn; answered++) {
      const request = frames.next()
      if (request === undefined) return 'done'
      deadline.refresh()
      const bytes = answer(request, client, responder)
      if (bytes === undefined) {
        socket.destroySoon()
        return 'over'
      }
      // false: the client does not read what it asked for
      if (!socket.write(frame(bytes))) return 'unread'
    }
    return 'more'
  }
  socket.on('data', (chunk) => {
    frames.push(chunk)
    if (!working) work()
  })
  socket.on('end', () => {
    ended = true
    if (!working) socket.end()
  })
}

// silence ends the connection: what sends no query there is no DNS client
function answer<Response extends ToSend>(request: Buffer, client: string, responder: Responder<Response>): Buffer | undefined {
  const started = performance.now()
  const response = responder.answer(request, client, 'tcp')
  responder.sight(client, response, performance.now() - started)
  return response.kind === 'reply' ? response.bytes : undefined
}
