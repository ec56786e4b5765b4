import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { type Link, linkOf } from './links.ts'

/** Whether a name is ours on a link: it is asked for before it is answered to (RFC 4795, section 4.1; RFC 6762, section 8.1). */
export type Claim = 'asking' | 'ours' | 'taken'

/** How a name is asked for: so many times, so many milliseconds apart, and again after a while. */
export interface Pace {
  readonly times: number
  readonly interval: number
  readonly again: number
}

export const usualPace: Pace = { times: 3, interval: 250, again: 60_000 }

/** Another host that answers to the name. */
export interface Rival {
  readonly address: string
  readonly detail: string
}

/** How to ask who has a name on a link. */
export interface Inquiry {
  readonly to: { readonly address: string; readonly port: number }
  readonly query: Buffer
  /** Reads an answer: what it says, or `undefined` when it is none, or says the same as we do. Never throws. */
  readonly contradicts: (answer: Buffer) => string | undefined
}

/**
 * Follows the claim to a name on one link, until it is disposed of: asks, and asks again later, since a rival may come and go.
 * `became` is told of every answer to that; a rival that stays is told again.
 */
export function claimName(
  link: Link,
  inquiry: Inquiry,
  pace: Pace,
  became: (claim: Claim, rival: Rival | undefined) => void,
): AsyncDisposable {
  const ending = new AbortController()
  const follow = async () => {
    while (!ending.signal.aborted) {
      const found = await askAround(link, inquiry, pace, ending.signal)
      became(found === 'nobody' ? 'ours' : 'taken', found === 'nobody' ? undefined : found)
      await wait(pace.again, undefined, { signal: ending.signal, ref: false })
    }
  }
  // an interface that cannot be asked any more is gone, and comes back as another link
  const followed = follow().catch(() => {})
  return {
    async [Symbol.asyncDispose]() {
      ending.abort()
      await followed
    },
  }
}

/** Asks as any client would, from a port of its own, and gives the first host but this one that answers otherwise than we do. */
async function askAround(link: Link, inquiry: Inquiry, pace: Pace, signal: AbortSignal): Promise<Rival | 'nobody'> {
  const own = link.addresses.find(({ address }) => address.family === 4)
  // IPv6 alone: who has the name there is not asked
  if (own === undefined) return 'nobody'
  const socket = createSocket('udp4')
  let rival: Rival | undefined
  socket.on('error', () => {})
  socket.on('message', (bytes, { address }) => {
    const isOurs = link.addresses.some((each) => each.address.text === address)
    const detail = isOurs || linkOf([link], address) === undefined ? undefined : inquiry.contradicts(bytes)
    if (detail !== undefined) rival ??= { address, detail }
  })
  try {
    const listening = once(socket, 'listening', { signal })
    socket.bind(0, own.address.text)
    await listening
    socket.setBroadcast(true)
    socket.setMulticastInterface(own.address.text)
    for (let time = 0; time < pace.times && rival === undefined; time++) {
      socket.send(inquiry.query, inquiry.to.port, inquiry.to.address, () => {})
      await wait(pace.interval, undefined, { signal, ref: false })
    }
    return rival ?? 'nobody'
  } finally {
    socket.close()
  }
}
