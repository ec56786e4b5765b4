import { inform } from '../dhcp/ask.ts'
import { ask } from '../dns/ask.ts'
import { Rcode, Type } from '../dns/codes.ts'
import type { DnsReply } from '../dns/message.ts'
import { fetchPath } from '../http/ask.ts'
import { type Address, parseAddress } from '../net/address.ts'
import { type Cidr, contains, isAllowed } from '../net/cidr.ts'
import { type Endpoint, formatEndpoint } from '../net/endpoint.ts'
import { siteFinder } from '../sites/find-site.ts'
import type { Site } from '../sites/site.ts'
import { ownIpv4 } from './this-machine.ts'

/** A service as far as a look at it depends on it: where it listens, and whom it answers. */
export interface ServiceAt {
  readonly listen: readonly Endpoint[]
  readonly allow: readonly Cidr[]
  /** HTTP: who begins a connection with a PROXY header. */
  readonly proxyProtocol?: readonly Cidr[] | undefined
}

/** What a wpadd of this machine serves. */
export interface Services {
  readonly sites: readonly Site[]
  readonly http?: ServiceAt | undefined
  readonly dns?: ServiceAt | undefined
  readonly dhcp?: ServiceAt | undefined
}

/** What came of a look: one sentence, with what is wrong where something is. */
export interface Look {
  readonly ok: boolean
  readonly answer: string
}

/** One question that this machine asks its own wpadd, as a client would. */
export interface SelfLookup {
  readonly service: 'http' | 'dns' | 'dhcp'
  readonly at: Endpoint
  readonly asked: string
  /** How the server will see it: who asks, and the detail of its sighting. */
  readonly seenAs: { readonly client: string; readonly detail: string }
  /** Rejects where there is no answer at all. */
  readonly look: () => Promise<Look>
}

/** A look that was taken. */
export interface Check extends Look {
  readonly service: string
  readonly at: string
  readonly asked: string
  readonly ms: number
}

const timeout = 2000

/** The lookups that show whether every service answers: a GET of /wpad.dat, a DNS question, a DHCPINFORM, at each listener. */
export function selfLookups(services: Services): SelfLookup[] {
  return [...httpLookups(services), ...dnsLookups(services), ...dhcpLookups(services)]
}

function httpLookups({ http, sites }: Services): SelfLookup[] {
  if (http === undefined) return []
  const findSite = siteFinder(sites.map((site) => ({ site })))
  return http.listen.map((listen) => {
    const at = reachable(listen)
    const client = parseAddress(at.address)!
    const expected = isAllowed(http.allow, client) ? (findSite({ via: 'http', client, host: undefined }) ? 200 : 404) : 403
    const announced = http.proxyProtocol?.some((network) => contains(network, client)) ?? false
    const host = formatEndpoint(at).replace(/:80$/, '')
    return {
      ...{ service: 'http', at, asked: 'GET /wpad.dat', seenAs: { client: client.text, detail: `${host}/wpad.dat` } },
      look: async () => readPac(await fetchPath(at, '/wpad.dat', { timeout, announced }), expected),
    }
  })
}

function readPac({ status, body }: { status: number; body: string }, expected: number): Look {
  const right = status === expected && (expected !== 200 || body.includes('FindProxyForURL'))
  const why = expected === 404 ? ', as no site has this address' : expected === 403 ? ', as this address is not allowed' : ''
  return { ok: right, answer: `${status}${right ? why : `, not ${expected}`}, ${Buffer.byteLength(body)} bytes` }
}

function dnsLookups({ dns, sites }: Services): SelfLookup[] {
  const site = sites.find(({ domains }) => domains.length > 0)
  if (site === undefined || dns === undefined) return []
  const name = `wpad.${site.domains[0]}`
  const type = site.addresses.some((address) => !address.includes(':')) ? 'A' : 'AAAA'
  return dns.listen.map((listen) => {
    const at = reachable(listen)
    const refused = !isAllowed(dns.allow, parseAddress(at.address)!)
    return {
      ...{ service: 'dns', at, asked: `${name} ${type}`, seenAs: { client: at.address, detail: `${name} ${type}` } },
      async look() {
        const reply = await ask(at, name, Type[type], { timeout })
        return refused ? readRefusal(reply) : readAddresses(reply)
      },
    }
  })
}

// where the address of this machine is not allowed, to be refused is right
function readRefusal({ rcode }: DnsReply): Look {
  const ok = rcode === Rcode.refused
  return { ok, answer: ok ? 'refused, as this address is not allowed' : `response code ${rcode}, not ${Rcode.refused}` }
}

function readAddresses({ rcode, answers }: DnsReply): Look {
  if (rcode !== Rcode.noerror) return { ok: false, answer: `response code ${rcode}, not ${Rcode.noerror}` }
  return { ok: true, answer: answers.map(({ value }) => value).join(', ') || 'no address, and no error' }
}

function dhcpLookups({ dhcp, sites }: Services): SelfLookup[] {
  if (dhcp === undefined) return []
  const findSite = siteFinder(sites.map((site) => ({ site })))
  const isServed = (client: Address) => isAllowed(dhcp.allow, client) && findSite({ via: 'dhcp', client }) !== undefined
  return dhcp.listen.flatMap(({ address, port }) => {
    const own = address === '0.0.0.0' ? ownIpv4() : [address]
    const client = own.find((each) => isServed(parseAddress(each)!))
    // no address of this host belongs to a site, so silence would be the right answer, and says nothing
    if (client === undefined) return []
    const at = { address: client, port }
    return {
      ...{ service: 'dhcp', at, asked: 'INFORM 252', seenAs: { client, detail: 'INFORM' } },
      look: () => readOption(at, client),
    }
  })
}

async function readOption(at: Endpoint, client: string): Promise<Look> {
  const reply = await inform(at, client, { timeout })
  return reply === undefined
    ? { ok: false, answer: `no answer in ${timeout} ms` }
    : { ok: true, answer: `ACK ${JSON.stringify(reply.proxyAutoconfig)}` }
}

/** Takes a look, and its time; what goes wrong is an answer as well. */
export async function check(
  service: string,
  { at, asked, look }: { readonly at: Endpoint; readonly asked: string; readonly look: () => Promise<Look> },
): Promise<Check> {
  const start = performance.now()
  const { ok, answer } = await look().catch((error: Error): Look => ({ ok: false, answer: reason(error) }))
  return { service, at: formatEndpoint(at), asked, ok, answer, ms: Number((performance.now() - start).toFixed(1)) }
}

function reason(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : error
  return (cause as NodeJS.ErrnoException).code ?? cause.message
}

/** A wildcard listens on loopback, too. */
function reachable({ address, port }: Endpoint): Endpoint {
  return { address: address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address, port }
}
