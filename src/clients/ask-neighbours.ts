import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { Type } from '../dns/codes.ts'
import type { Endpoint } from '../net/endpoint.ts'
import type { Link } from '../net/links.ts'
import type { LlmnrLookup, NbnsLookup } from './lookup.ts'
import { encodeLlmnrQuestion, encodeNetbiosQuestion, readLlmnrAnswer, readNetbiosAnswer } from './neighbour-question.ts'
import { found, missed, type Outcome } from './outcome.ts'

/** Where all neighbours hear a question. */
export interface Neighbours {
  readonly llmnr: Endpoint
  readonly nbns: Endpoint
}

/**
 * The group of LLMNR (RFC 4795, section 2) and the broadcast address of the client's subnet, where NetBIOS asks (RFC 1002, section
 * 4.2; so do Windows and nmblookup).
 */
export function neighboursOf(clientAddress: string | undefined, links: readonly Link[]): Neighbours {
  const own = links.flatMap(({ addresses }) => addresses).find(({ address }) => address.text === clientAddress)
  return {
    llmnr: { address: '224.0.0.252', port: 5355 },
    nbns: { address: own?.broadcast ?? '255.255.255.255', port: 137 },
  }
}

// Windows asks NetBIOS three times, LLMNR twice
const attempts = { llmnr: 2, nbns: 3 } as const

/** Asks all neighbours for WPAD, and takes the first answer. */
export async function askNeighbours(
  neighbours: Neighbours,
  clientAddress: string | undefined,
  lookup: LlmnrLookup | NbnsLookup,
  milliseconds: number,
): Promise<Outcome> {
  const socket = createSocket('udp4')
  const signal = AbortSignal.timeout(milliseconds)
  const id = randomInt(0x10000)
  const question =
    lookup.via === 'llmnr' ? encodeLlmnrQuestion(id, lookup.name, Type[lookup.type]) : encodeNetbiosQuestion(id, lookup.name)
  const to = neighbours[lookup.via]
  let again: NodeJS.Timeout | undefined
  try {
    socket.bind(0, clientAddress)
    await once(socket, 'listening', { signal })
    socket.setBroadcast(true)
    const answered = new Promise<Outcome>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      socket.on('error', reject)
      socket.on('message', (bytes, { address }) => {
        const addresses = lookup.via === 'llmnr' ? readLlmnrAnswer(bytes, id, Type[lookup.type]) : readNetbiosAnswer(bytes, id)
        if (addresses !== undefined && addresses.length > 0) resolve({ ...found(addresses), from: address })
      })
    })
    const send = () => socket.send(question, to.port, to.address)
    send()
    let left = attempts[lookup.via] - 1
    again = setInterval(() => left-- > 0 && send(), Math.max(1, Math.floor(milliseconds / attempts[lookup.via])))
    return await answered
  } catch (error) {
    if (signal.aborted) return missed('silent', 'no neighbour', `no answer within ${milliseconds} ms`)
    return missed('failed', 'no neighbour', `cannot be asked: ${(error as Error).message}`)
  } finally {
    clearInterval(again)
    socket.close()
  }
}
