import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import * as v from 'valibot'
import type { Report, Sighting } from '../../src/events/sighting.ts'
import type { Listener } from '../../src/net/endpoint.ts'
import type { LinkOptions } from '../../src/net/link-options.ts'
import type { Pace } from '../../src/net/name-claim.ts'
import type { FindSite } from '../../src/sites/find-site.ts'

/** Asks who has the name once, and soon again. */
const quickPace: Pace = { times: 2, interval: 20, again: 50 }

type OpenOnLinks = (options: LinkOptions, findSite: () => FindSite, report: Report, pace: Pace) => Promise<Listener>

/** A listener of a link protocol on loopback, on a port that the system chose but for the options given, and what it reported. */
export async function serveLink(
  schema: v.GenericSchema<unknown, LinkOptions>,
  open: OpenOnLinks,
  given: Partial<v.InferInput<typeof schema> & LinkOptions>,
  findSite: FindSite,
) {
  const sightings: Sighting[] = []
  const options = v.parse(schema, { interfaces: ['lo'], port: 0, ...given })
  const listener = await open(
    options,
    () => findSite,
    (sighting) => sightings.push(sighting),
    quickPace,
  )
  return {
    sightings,
    port: listener.endpoints[0]!.port,
    outcomes: () => sightings.map(({ outcome }) => outcome),
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  }
}

/** Another host of the link, at 127.0.0.1, that asks groups and broadcast addresses. Its packets begin with an id of two bytes. */
export async function openNeighbour(port = 0) {
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  const listening = once(socket, 'listening')
  socket.bind(port, '127.0.0.1')
  await listening
  socket.setBroadcast(true)
  socket.setMulticastInterface('127.0.0.1')
  const replies: { readonly bytes: Buffer; readonly from: { readonly address: string; readonly port: number } }[] = []
  socket.on('message', (bytes, { address, port }) => replies.push({ bytes, from: { address, port } }))
  const send = (bytes: Buffer, address: string, port: number) => socket.send(bytes, port, address)
  return {
    send,
    replies,
    ids: () => new Set(replies.map(({ bytes }) => bytes.readUInt16BE(0))),
    /** The first reply with the id of `bytes`, which is sent again and again for up to two seconds: the name may not be claimed yet. */
    async ask(bytes: Buffer, address: string, port: number, milliseconds = 2000) {
      const answer = () => replies.find((reply) => reply.bytes.readUInt16BE(0) === bytes.readUInt16BE(0))
      const signal = AbortSignal.timeout(milliseconds)
      const again = setInterval(() => send(bytes, address, port), 25)
      send(bytes, address, port)
      try {
        while (answer() === undefined) await once(socket, 'message', { signal })
        return answer()!
      } finally {
        clearInterval(again)
      }
    },
    [Symbol.dispose]: () => socket.close(),
  }
}

/** A host at 127.0.0.2 that answers what is sent to `address`, a group or a broadcast address, with what `reply` makes, if anything. */
export async function openRival(address: string, port: number, reply: (query: Buffer) => Buffer | undefined) {
  const ears = createSocket({ type: 'udp4', reuseAddr: true })
  const mouth = createSocket('udp4')
  const listening = Promise.all([once(ears, 'listening'), once(mouth, 'listening')])
  ears.bind(port, address)
  mouth.bind(0, '127.0.0.2')
  await listening
  if (!address.endsWith('.255')) ears.addMembership(address, '127.0.0.1')
  ears.on('message', (query, from) => {
    const bytes = (query[2]! & 0x80) === 0 ? reply(query) : undefined
    if (bytes !== undefined) mouth.send(bytes, from.port, from.address)
  })
  return {
    port: ears.address().port,
    [Symbol.dispose]() {
      ears.close()
      mouth.close()
    },
  }
}

/** A member of a multicast group on loopback, on a port that the system chooses: it hears what the group is told, and asks it. */
export async function openGroupMember(group: string) {
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  const listening = once(socket, 'listening')
  socket.bind(0, group)
  await listening
  socket.addMembership(group, '127.0.0.1')
  socket.setMulticastInterface('127.0.0.1')
  const { port } = socket.address()
  const received: Buffer[] = []
  socket.on('message', (bytes) => received.push(bytes))
  return {
    port,
    received,
    send: (bytes: Buffer) => socket.send(bytes, port, group),
    [Symbol.dispose]: () => socket.close(),
  }
}
