import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'

// below the range that the system gives to clients (32768 and up), so that no other test's client takes it in between
const first = 20_000
const last = 29_999

/** Ports of 127.0.0.1, all different, that are free for TCP and UDP at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>()
  while (ports.size < count) {
    const port = first + Math.floor(Math.random() * (last - first + 1))
    if (await isFree(port)) ports.add(port)
  }
  return [...ports]
}

/** Whether nobody listens at 127.0.0.1 on this port, neither by UDP nor by TCP. */
export async function isFree(port: number): Promise<boolean> {
  const udp = await canListen(createSocket('udp4'), (socket) => socket.bind({ port, address: '127.0.0.1', exclusive: true }))
  return udp && (await canListen(createServer(), (server) => server.listen(port, '127.0.0.1')))
}

async function canListen<Opening extends Server | ReturnType<typeof createSocket>>(
  opening: Opening,
  listen: (opening: Opening) => void,
): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  opening.once('error', () => resolve(false)).once('listening', () => resolve(true))
  listen(opening)
  const answer = await promise
  if (answer) {
    opening.close()
    await once(opening, 'close')
  }
  return answer
}
