import { randomInt } from 'node:crypto'
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

/** Another host that answers, and what it says. */
export interface Rival {
  readonly address: string
  readonly detail: string
}

/** What came of asking around. */
export interface Found {
  /** A host that has the name, too. */
  readonly rival: Rival | undefined
  /** A host that answers to a name that nobody has (requirement S3). */
  readonly poisoner: Rival | undefined
}

/** A question, and what to make of an answer: what it says, or `undefined` when it is none, or none that matters. Never throws. */
export interface Question {
  readonly query: Buffer
  readonly read: (answer: Buffer) => string | undefined
}

/** How to ask who has a name on a link, and beside it a made-up one. */
export interface Inquiry {
  readonly to: { readonly address: string; readonly port: number }
  readonly name: Question
  readonly madeUp: Question
}

/** A name of twelve letters that nobody has: by chance, one in 10^16. */
export function madeUpName(): string {
  return Array.from({ length: 12 }, () => String.fromCharCode(randomInt(97, 123))).join('')
}

/**
 * Follows the claim to a name on one link, until it is disposed of: asks, and asks again later, since a rival may come and go.
 * `became` is told of what came of it each time.
 */
export function claimName(
  link: Link,
  inquiry: Inquiry,
  pace: Pace,
  became: (claim: Claim, found: Found) => void,
): AsyncDisposable {
  const ending = new AbortController()
  const follow = async () => {
    while (!ending.signal.aborted) {
      const found = await askAround(link, inquiry, pace, ending.signal)
      became(found.rival === undefined ? 'ours' : 'taken', found)
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

/** Asks as any client would, from a port of its own; the first host but this one that answers counts. */
async function askAround(link: Link, inquiry: Inquiry, pace: Pace, signal: AbortSignal): Promise<Found> {
  const own = link.addresses.find(({ address }) => address.family === 4)
  // IPv6 alone: who has the name there is not asked
  if (own === undefined) return { rival: undefined, poisoner: undefined }
  const socket = createSocket('udp4')
  let rival: Rival | undefined
  let poisoner: Rival | undefined
  socket.on('error', () => {})
  socket.on('message', (bytes, { address }) => {
    const isOurs = link.addresses.some((each) => each.address.text === address)
    if (isOurs || linkOf([link], address) === undefined) return
    rival ??= answerOf(address, inquiry.name.read(bytes))
    poisoner ??= answerOf(address, inquiry.madeUp.read(bytes))
  })
  try {
    const listening = once(socket, 'listening', { signal })
    socket.bind(0, own.address.text)
    await listening
    socket.setBroadcast(true)
    socket.setMulticastInterface(own.address.text)
    for (let time = 0; time < pace.times && rival === undefined; time++) {
      for (const { query } of [inquiry.name, inquiry.madeUp]) socket.send(query, inquiry.to.port, inquiry.to.address, () => {})
      await wait(pace.interval, undefined, { signal, ref: false })
    }
    return { rival, poisoner }
  } finally {
    socket.close()
  }
}

function answerOf(address: string, detail: string | undefined): Rival | undefined {
  return detail === undefined ? undefined : { address, detail }
}
