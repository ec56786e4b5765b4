import type { Network } from '../../clients/discover.ts'
import type { Lookup } from '../../clients/lookup.ts'
import { addressTowards, openNetwork, type Reach } from '../../clients/network.ts'
import { missed } from '../../clients/outcome.ts'
import type { ServiceAt } from '../../clients/self-lookups.ts'
import { systemServers } from '../../clients/this-machine.ts'
import { type Endpoint, formatEndpoint } from '../../net/endpoint.ts'
import type { AdminView } from '../view.ts'
import type { Discovery } from './read-discovery.ts'

/** Who is asked: this wpadd alone, or the network as this machine reaches it. */
export type Asks = 'server' | 'network'

/** Who is asked by which protocol, as text; of HTTP the URL says it. */
export type Whom = Readonly<Partial<Record<Lookup['via'], string>>>

/** Who is asked, as `asks` means it. */
export function whomOf(asks: Asks, { services }: AdminView): Whom {
  if (asks === 'network') {
    const dns = systemServers().map(formatEndpoint).join(', ')
    return { dhcp: '255.255.255.255:67', ...(dns !== '' && { dns }), llmnr: '224.0.0.252:5355', nbns: 'port 137' }
  }
  const [dhcp, dns] = [first(services?.dhcp), first(services?.dns)]
  return { ...(dhcp && { dhcp: formatEndpoint(dhcp) }), ...(dns && { dns: formatEndpoint(dns) }) }
}

/** Opens the network that `asks` means. */
export async function reach(asks: Asks, view: AdminView, { host }: Discovery): Promise<Network> {
  const hostName = host.fqdn.split('.')[0] ?? host.fqdn
  const clientAddress = host.addresses.find((address) => !address.includes(':'))
  if (asks === 'network') return openNetwork({ dns: systemServers(), clientAddress, hostName })
  return reachServer(view, hostName, clientAddress)
}

// a service that is off does not answer, and nobody else is asked in its place
async function reachServer({ services }: AdminView, hostName: string, own: string | undefined): Promise<Network> {
  const [dhcp, dns, http] = [first(services?.dhcp), first(services?.dns), first(services?.http)]
  const clientAddress = (dhcp && (await addressTowards(dhcp))) ?? own
  const chosen: Reach = {
    dns: dns === undefined ? [] : [dns],
    ...(dhcp && { dhcp }),
    ...(http && { httpPort: http.port }),
    clientAddress,
    hostName,
  }
  return {
    ...openNetwork(chosen),
    ...(dhcp === undefined && { dhcp: async () => missed('silent', 'no DHCP answer', 'not asked: DHCP is off in this wpadd') }),
    neighbours: async () => missed('silent', 'no neighbour', 'not asked: this wpadd alone is'),
  }
}

// a wildcard listens on loopback, too
function first(service: ServiceAt | undefined): Endpoint | undefined {
  const endpoint = service?.listen.find(({ address }) => !address.includes(':')) ?? service?.listen[0]
  if (endpoint === undefined) return undefined
  const { address, port } = endpoint
  return { address: address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address, port }
}
