import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { Endpoint } from '../net/endpoint.ts'
import type { Failure, Responder } from './responder.ts'

// room for a burst while the event loop is busy
const receiveBuffer = 1024 * 1024
// datagrams that the kernel would not take at once; more of them are dropped, as a full network would
const longestSendQueue = 1000

const noReturnPort: Failure = { kind: 'failure', outcome: 'no return port', detail: '' }
const queueFull: Failure = { kind: 'failure', outcome: 'send queue full', detail: '' }

/** Answers datagrams at one address, from that address. Rejects with the system's error when it cannot be bound. */
export async function openUdp({ address, port }: Endpoint, responder: Responder): Promise<AsyncDisposable> {
  const socket = createSocket({
    type: address.includes(':') ? 'udp6' : 'udp4',
    // the kernel takes it for IPv6 alone
    ipv6Only: address.includes(':'),
    recvBufferSize: receiveBuffer,
    // a client's address is one already: without this every reply waits for a tick of dns.lookup
    lookup: (host, family, callback) => callback(null, host, Number(family)),
  })
  try {
    // before the bind: a lookup that does not wait makes a bind that does not
    const listening = once(socket, 'listening')
    socket.bind({ address, port, exclusive: true })
    await listening
  } catch (error) {
    socket.close()
    throw error
  }
  socket.on('error', (error) => responder.sight(address, { kind: 'failure', outcome: 'receive error', detail: error.message }, 0))
  socket.on('message', (request, from) => answer(socket, request, from.address, from.port, responder))
  return {
    async [Symbol.asyncDispose]() {
      socket.close()
      await once(socket, 'close')
    },
  }
}

function answer(socket: Socket, request: Buffer, client: string, port: number, responder: Responder): void {
  const started = performance.now()
  const what = port === 0 ? noReturnPort : responder.answer(request, client, 'udp')
  const milliseconds = performance.now() - started
  if (what.kind !== 'reply') responder.sight(client, what, milliseconds)
  else if (socket.getSendQueueCount() >= longestSendQueue) responder.sight(client, queueFull, milliseconds)
  else
    socket.send(what.bytes, port, client, (error) =>
      responder.sight(client, error === null ? what : sendFailed(error), milliseconds),
    )
}

function sendFailed(error: Error): Failure {
  return { kind: 'failure', outcome: 'send failed', detail: error.message }
}
