import type { Network } from '../../clients/discover.ts'
import { addressTowards, openNetwork, type Reach } from '../../clients/network.ts'
import { missed } from '../../clients/outcome.ts'
import type { ServiceAt } from '../../clients/self-lookups.ts'
import { systemServers } from '../../clients/this-machine.ts'
import { type Endpoint, formatEndpoint } from '../../net/endpoint.ts'
import type { AdminView } from '../view.ts'
import type { Discovery } from './read-discovery.ts'

/** Who is asked: this wpadd alone, or the network as this machine reaches it. */
export type Asks = 'server' | 'network'

/** The network of a discovery, and who is asked by which protocol, as text. */
export interface Reached {
  readonly network: Network
  readonly whom: Readonly<Partial<Record<'dhcp' | 'dns' | 'llmnr' | 'nbns', string>>>
}

/** Opens the network that `asks` means. */
export async function reach(asks: Asks, view: AdminView, { host }: Discovery): Promise<Reached> {
  const hostName = host.fqdn.split('.')[0] ?? host.fqdn
  const own = host.addresses.find((address) => !address.includes(':'))
  return asks === 'network' ? reachNetwork(hostName, own) : reachServer(view, hostName, own)
}

function reachNetwork(hostName: string, clientAddress: string | undefined): Reached {
  const dns = systemServers()
  return {
    network: openNetwork({ dns, clientAddress, hostName }),
    whom: { dhcp: '255.255.255.255:67', dns: dns.map(formatEndpoint).join(', '), llmnr: '224.0.0.252:5355', nbns: 'port 137' },
  }
}

// a service that is off does not answer, and nobody else is asked in its place
async function reachServer({ services }: AdminView, hostName: string, own: string | undefined): Promise<Reached> {
  const [dhcp, dns, http] = [first(services?.dhcp), first(services?.dns), first(services?.http)]
  const clientAddress = (dhcp && (await addressTowards(dhcp))) ?? own
  const chosen: Reach = {
    dns: dns === undefined ? [] : [dns],
    ...(dhcp && { dhcp }),
    ...(http && { httpPort: http.port }),
    clientAddress,
    hostName,
  }
  const network = openNetwork(chosen)
  return {
    network: {
      ...network,
      ...(dhcp === undefined && { dhcp: async () => missed('silent', 'no DHCP answer', 'not asked: DHCP is off in this wpadd') }),
      neighbours: async () => missed('silent', 'no neighbour', 'not asked: this wpadd alone is'),
    },
    whom: { ...(dhcp && { dhcp: formatEndpoint(dhcp) }), ...(dns && { dns: formatEndpoint(dns) }) },
  }
}

// a wildcard listens on loopback, too
function first(service: ServiceAt | undefined): Endpoint | undefined {
  const endpoint = service?.listen.find(({ address }) => !address.includes(':')) ?? service?.listen[0]
  if (endpoint === undefined) return undefined
  const { address, port } = endpoint
  return { address: address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address, port }
}
