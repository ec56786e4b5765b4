import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import * as v from 'valibot'
import type { Sighting } from '../../src/events/sighting.ts'
import { type HttpView, openHttp } from '../../src/http/listener.ts'
import { httpOptions } from '../../src/http/options.ts'
import type { Endpoint, Listener } from '../../src/net/endpoint.ts'
import { makeRevision } from '../../src/revisions/revision.ts'
import { type FindSite, siteFinder } from '../../src/sites/find-site.ts'
import type { Site } from '../../src/sites/site.ts'

export const pac = 'function FindProxyForURL(url, host) { return "PROXY proxy.example.org:3128" }\n'
export const revision = makeRevision(pac, { lastModified: new Date('2026-02-03T04:05:06Z'), file: 'office.pac' })
export const site: Site = { name: 'everyone', subnets: [], domains: [], addresses: [], url: 'http://192.0.2.10/wpad.dat' }
export const everyone: FindSite = siteFinder([{ site, revision }])

export interface TestServer extends Listener {
  readonly endpoint: Endpoint
  readonly sightings: Sighting[]
}

const view: HttpView = { metrics: async () => 'wpadd_up 1\n', healthy: () => true }

/** A listener on loopback, on a port that the system chooses, that remembers what it saw. */
export async function serve(
  { findSite = everyone, ...shown }: { findSite?: FindSite } & Partial<HttpView> = {},
  options: v.InferInput<typeof httpOptions> = {},
): Promise<TestServer> {
  const sightings: Sighting[] = []
  const read = v.parse(httpOptions, { listen: ['127.0.0.1:0'], ...options })
  const listener = await openHttp(
    read,
    () => findSite,
    (sighting) => sightings.push(sighting),
    { ...view, ...shown },
  )
  return Object.assign(listener, { endpoint: listener.endpoints[0]!, sightings })
}

/** Sends each piece as a chunk of its own, ends its side, and reads until the server does. */
export async function exchange({ endpoint }: TestServer, ...pieces: (string | Buffer)[]): Promise<string> {
  const client = await dial(endpoint)
  for (const piece of pieces) await client.send(piece)
  client.socket.end()
  return await client.rest()
}

export interface Client extends AsyncDisposable {
  readonly socket: Socket
  /** Sends a chunk, and lets the server read it before the next. */
  send(piece: string | Buffer): Promise<void>
  /** What comes until it ends with `end`. */
  until(end: string): Promise<string>
  /** What comes until the server closes. */
  rest(): Promise<string>
}

export async function dial({ address, port }: Endpoint, localAddress = '127.0.0.1'): Promise<Client> {
  const socket = connect({ host: address, port, localAddress, noDelay: true })
  await once(socket, 'connect')
  let text = ''
  let told = Promise.withResolvers<void>()
  socket.on('error', () => {})
  socket.on('close', () => told.resolve())
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1')
    told.resolve()
  })
  const wait = async (enough: () => boolean) => {
    while (!enough()) {
      told = Promise.withResolvers()
      await told.promise
    }
    const got = text
    text = ''
    return got
  }
  return {
    socket,
    async send(piece) {
      const { promise, resolve } = Promise.withResolvers<void>()
      socket.write(piece, () => resolve())
      await promise
      // the server lives in this process: after one turn of the loop it has read what the kernel holds
      await turn()
      await turn()
    },
    until: (end) => wait(() => text.endsWith(end) || socket.closed),
    rest: () => wait(() => socket.closed),
    async [Symbol.asyncDispose]() {
      socket.destroy()
      if (!socket.closed) await once(socket, 'close')
    },
  }
}

/** The answer with its date hidden, so that all its bytes can be compared. */
export function undated(text: string): string {
  return text.replaceAll(/(Date: )[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/g, '$1now')
}

/** Status line of each answer in a text. */
export function statuses(text: string): string[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3} [A-Za-z ]+)\r\n/g)].map(([, status]) => status!)
}
