import { createSocket, type RemoteInfo } from 'node:dgram'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import * as v from 'valibot'
import type { Reach } from '../../src/clients/network.ts'
import { openDhcp } from '../../src/dhcp/listener.ts'
import { dhcpOptions } from '../../src/dhcp/options.ts'
import { openDns } from '../../src/dns/listener.ts'
import { dnsOptions } from '../../src/dns/options.ts'
import { readQuery } from '../../src/dns/read-query.ts'
import { buildZones } from '../../src/dns/zones.ts'
import type { Sighting } from '../../src/events/sighting.ts'
import { openHttp } from '../../src/http/listener.ts'
import { httpOptions } from '../../src/http/options.ts'
import { makeRevision } from '../../src/revisions/revision.ts'
import { siteFinder } from '../../src/sites/find-site.ts'
import { labelsOf, negative, positive } from './dns-wire.ts'

export const pac = 'function FindProxyForURL(url, host) { return "PROXY proxy.example.com:3128" }\n'

/** What is there for a client to find. */
export interface Setting {
  /** The URL that DHCP gives; `wpadd`: where the PAC really is; `dead`: where nothing listens; undefined: DHCP never answers. */
  readonly dhcp?: string
  /** The domains that wpadd has; the resolver before it knows no other name. */
  readonly domains?: readonly string[]
  /** What an odd server answers, as it stands, by path; undefined: wpadd serves the PAC. */
  readonly http?: (path: string) => string | Buffer
  /** Names beside wpadd's and their address, for what wpadd never holds. */
  readonly records?: Readonly<Record<string, { readonly type: number; readonly data: Buffer }>>
  /** Names that get no answer at all. */
  readonly silent?: readonly string[]
  /** Names that are refused. */
  readonly refused?: readonly string[]
  /** What a neighbour answers by LLMNR or NetBIOS. */
  readonly neighbour?: Heard
}

/** What the servers were asked, in the order of each. */
export interface Seen {
  readonly dhcp: string[]
  readonly dns: string[]
  /** Host and path. */
  readonly http: string[]
}

export interface Lan extends AsyncDisposable {
  readonly reach: Reach
  readonly seen: Seen
  /** The heads of the requests to an odd server. */
  readonly heads: string[]
  readonly httpPort: number
}

const loopback = '127.0.0.1'

/** wpadd's own listeners on loopback, with a resolver before its DNS as a LAN has one. */
export async function openLan(setting: Setting): Promise<Lan> {
  await using opening = new AsyncDisposableStack()
  const seen: Seen = { dhcp: [], dns: [], http: [] }
  const heads: string[] = []
  const see = ({ via, detail = '' }: Sighting) => {
    if (via === 'dhcp' || via === 'dns' || via === 'http') seen[via].push(detail)
  }
  const http = opening.use(await (setting.http ? openOdd(setting.http, seen, heads) : openReal(see)))
  const site = {
    ...{ name: 'office', subnets: [], domains: setting.domains ?? [], addresses: [loopback] },
    url: await urlOf(setting.dhcp, http.port),
  }
  const answers = [{ site, revision: makeRevision(pac, { lastModified: new Date(0), file: 'office.pac' }) }]
  const dhcp = opening.use(await (setting.dhcp === undefined ? openSilence(seen) : openDhcpFor(answers, see)))
  const zones = buildZones(answers, 300)
  const dns = opening.use(await openDns(v.parse(dnsOptions, { listen: [`${loopback}:0`] }), () => zones, see))
  const resolver = opening.use(await openResolver(dns.endpoints[0]!.port, setting, seen))
  const neighbour = opening.use(await openSocket(setting.neighbour ?? (() => {})))
  const open = opening.move()
  return {
    ...{ seen, heads, httpPort: http.port },
    reach: {
      dns: [{ address: loopback, port: resolver.port }],
      dhcp: { address: loopback, port: dhcp.port },
      httpPort: http.port,
      clientAddress: loopback,
      hostName: 'pc',
      neighbours: { llmnr: { address: loopback, port: neighbour.port }, nbns: { address: loopback, port: neighbour.port } },
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}

interface Open extends AsyncDisposable {
  readonly port: number
}

async function urlOf(dhcp: string | undefined, httpPort: number): Promise<string> {
  if (dhcp === 'wpadd') return `http://${loopback}:${httpPort}/wpad.dat`
  if (dhcp !== 'dead') return dhcp ?? `http://${loopback}/wpad.dat`
  const server = createServer().listen(0, loopback)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return `http://${loopback}:${port}/wpad.dat`
}

async function openDhcpFor(answers: Parameters<typeof siteFinder>[0], see: (sighting: Sighting) => void): Promise<Open> {
  const options = v.parse(dhcpOptions, { listen: [`${loopback}:0`] })
  const listener = await openDhcp(options, () => siteFinder(answers) as never, see)
  return { port: listener.endpoints[0]!.port, [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose]() }
}

async function openReal(see: (sighting: Sighting) => void): Promise<Open> {
  const site = { name: 'office', subnets: [], domains: [], addresses: [loopback], url: '' }
  const findSite = siteFinder([{ site, revision: makeRevision(pac, { lastModified: new Date(0), file: 'office.pac' }) }])
  const options = v.parse(httpOptions, { listen: [`${loopback}:0`] })
  const view = { metrics: async () => '', healthy: () => true }
  const listener = await openHttp(options, () => findSite, see, view)
  return { port: listener.endpoints[0]!.port, [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose]() }
}

/** A server of one answer a connection, which it writes as it is given. */
async function openOdd(answer: (path: string) => string | Buffer, seen: Seen, heads: string[]): Promise<Open> {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => {})
    let head = ''
    socket.on('data', (chunk) => {
      head += chunk.toString('latin1')
      if (!head.includes('\r\n\r\n')) return
      heads.push(head)
      const path = head.split(' ')[1] ?? ''
      seen.http.push(`${/^Host: (.*)$/im.exec(head)?.[1] ?? ''}${path}`)
      socket.end(answer(path))
    })
  })
  server.listen(0, loopback)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function openSilence(seen: Seen): Promise<Open> {
  return openSocket(() => void seen.dhcp.push('unanswered'))
}

async function openResolver(wpaddPort: number, setting: Setting, seen: Seen): Promise<Open> {
  const upstream = createSocket('udp4')
  const waiting = new Map<number, RemoteInfo>()
  upstream.bind(0, loopback)
  await once(upstream, 'listening')
  const resolver = await openSocket((bytes, client, reply) => {
    const query = readQuery(bytes)
    if (query.kind !== 'query') return
    const name = labelsOf(query.name)
    if (setting.domains?.some((domain) => [`wpad.${domain}`, `wpad.tcp.${domain}`, `_wpad._tcp.${domain}`].includes(name))) {
      waiting.set(bytes.readUInt16BE(0), client)
      upstream.send(bytes, wpaddPort, loopback)
      return
    }
    seen.dns.push(`${name} ${query.type}`)
    const record = setting.records?.[name]
    if (setting.silent?.includes(name)) return
    if (setting.refused?.includes(name)) reply(negative(bytes, query.end, 5))
    else if (record?.type === query.type) reply(positive(bytes, query.end, record.type, record.data))
    else reply(negative(bytes, query.end, record === undefined ? 3 : 0))
  })
  upstream.on('message', (bytes) => {
    const client = waiting.get(bytes.readUInt16BE(0))
    if (client !== undefined) resolver.send(bytes, client)
  })
  return {
    port: resolver.port,
    [Symbol.asyncDispose]: async () => {
      await new Promise<void>((done) => upstream.close(() => done()))
      await resolver[Symbol.asyncDispose]()
    },
  }
}

export type Heard = (bytes: Buffer, client: RemoteInfo, reply: (bytes: Buffer) => void) => void

/** A UDP socket on loopback that does as it is told with each packet. */
export async function openSocket(heard: Heard): Promise<Open & { send(bytes: Buffer, to: RemoteInfo): void }> {
  const socket = createSocket('udp4')
  const send = (bytes: Buffer, to: RemoteInfo) => socket.send(bytes, to.port, to.address)
  socket.on('message', (bytes, client) => heard(bytes, client, (answer) => send(answer, client)))
  socket.bind(0, loopback)
  await once(socket, 'listening')
  return {
    port: socket.address().port,
    send,
    [Symbol.asyncDispose]: () => new Promise<void>((done) => socket.close(() => done())),
  }
}
