import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import * as v from 'valibot'
import { frame, openFrames } from '../../src/dns/frames.ts'
import { openDns } from '../../src/dns/listener.ts'
import { type DnsOptions, dnsOptions } from '../../src/dns/options.ts'
import type { Machine } from '../../src/dns/wildcard.ts'
import type { Zones } from '../../src/dns/zones.ts'
import type { Sighting } from '../../src/events/sighting.ts'
import { exampleZones } from './example.ts'

/** The `dns` section as it is written, with its defaults. */
export function dnsOptionsFrom(given: v.InferInput<typeof dnsOptions>): DnsOptions {
  return v.parse(dnsOptions, given)
}

/** A listener on port 0 of 127.0.0.1, but for the options given, and what it reported. */
export async function serve(
  given: v.InferInput<typeof dnsOptions> = {},
  zones: () => Zones = () => exampleZones,
  machine?: Machine,
) {
  const sightings: Sighting[] = []
  const options = dnsOptionsFrom({ listen: ['127.0.0.1:0'], ...given })
  const listener = await openDns(options, zones, (sighting) => sightings.push(sighting), machine)
  return { sightings, port: listener.endpoints[0]!.port, listener, [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose]() }
}

/** A UDP client that takes datagrams from the address that it asks, and from no other. */
export async function openClient(port: number, address = '127.0.0.1', from?: string) {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4')
  if (from !== undefined) socket.bind(0, from)
  socket.connect(port, address)
  await once(socket, 'connect')
  return {
    socket,
    send: (bytes: Buffer) => socket.send(bytes),
    /** The next reply, after sending `bytes`; rejects after 5 s. */
    async ask(bytes: Buffer): Promise<Buffer> {
      const reply = once(socket, 'message', { signal: AbortSignal.timeout(5000) })
      socket.send(bytes)
      return (await reply)[0] as Buffer
    },
    [Symbol.dispose]: () => socket.close(),
  }
}

/** A TCP client. */
export async function openConnection(port: number) {
  const socket: Socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const frames = openFrames()
  const replies: Buffer[] = []
  socket.on('data', (chunk) => {
    frames.push(chunk)
    for (let reply = frames.next(); reply !== undefined; reply = frames.next()) replies.push(Buffer.from(reply))
  })
  // a reset is how a server without a place for us ends it
  socket.on('error', () => socket.destroy())
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  return {
    socket,
    replies,
    closed,
    send: (...messages: readonly Buffer[]) => socket.write(Buffer.concat(messages.map(frame))),
    /** Resolves when there are `count` replies. */
    async until(count: number) {
      while (replies.length < count) await once(socket, 'data', { signal: AbortSignal.timeout(5000) })
      return replies
    },
    [Symbol.dispose]: () => socket.destroy(),
  }
}
