import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { on, once } from 'node:events'
import { type Endpoint, formatEndpoint } from '../net/endpoint.ts'
import { type DnsReply, decodeReply, encodeQuery } from './message.ts'

const payloadSize = 1232

/**
 * Asks one server one question over UDP, once. Rejects when there is no answer within `timeout` milliseconds, nobody listens there,
 * or the answer cannot be read. Answers that are not to this question are ignored.
 */
export async function ask(server: Endpoint, name: string, type: number, { timeout }: { timeout: number }): Promise<DnsReply> {
  const id = randomInt(0x10000)
  const signal = AbortSignal.timeout(timeout)
  const socket = createSocket({ type: server.address.includes(':') ? 'udp6' : 'udp4' })
  try {
    socket.connect(server.port, server.address)
    await once(socket, 'connect', { signal })
    const messages = on(socket, 'message', { signal })
    socket.send(encodeQuery(id, name, type, payloadSize))
    for await (const [bytes] of messages as AsyncIterable<[Buffer]>) {
      const reply = bytes.length >= 2 && bytes.readUInt16BE(0) === id ? decodeReply(bytes) : undefined
      if (reply !== undefined && answers(reply, name, type)) return reply
    }
    throw new Error('the socket closed')
  } catch (error) {
    throw new Error(`${formatEndpoint(server)} ${signal.aborted ? `gave no answer within ${timeout} ms` : complaint(error)}`, {
      cause: error,
    })
  } finally {
    socket.close()
  }
}

// an error without a question is for us too: the id is random
function answers({ question }: DnsReply, name: string, type: number): boolean {
  return question === undefined || (question.name.toLowerCase() === name.toLowerCase() && question.type === type)
}

function complaint(error: unknown): string {
  const refused = (error as NodeJS.ErrnoException).code === 'ECONNREFUSED'
  return refused ? 'refuses: nothing listens there' : `gave an answer that cannot be read: ${(error as Error).message}`
}
