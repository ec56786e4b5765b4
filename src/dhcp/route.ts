import { type Address, ipv4At, parseAddress } from '../net/address.ts'
import { type Cidr, contains } from '../net/cidr.ts'
import type { Endpoint } from '../net/endpoint.ts'
import { addressField, type DhcpMessage } from './message.ts'
import type { OwnAddress } from './own-addresses.ts'
import { relaySuboption, suboption } from './relay-information.ts'

/** Where the answer to a request goes. */
export interface Route {
  /** Who is answered. */
  readonly client: Address
  /** What its site is found by: the client, or the relay that stands in the client's subnet. */
  readonly place: Address
  readonly to: Endpoint
  /** A broadcast by a wildcard socket: the address of ours that it must leave from, so that it leaves by that interface. */
  readonly from: string | undefined
  /** The answer gets the broadcast flag, for the relay to broadcast it. */
  readonly broadcast: boolean
  /** The address is what the packet says, not where it came from, so it has to be one that we know (requirement D14). */
  readonly claimed: boolean
}

/** Why there is no way back. */
export type NoRoute = 'unanswerable source' | 'unanswerable client' | 'from ourselves' | 'interface unknown'

/** The socket that a request came in by. */
export interface Bound extends Endpoint {
  /** systemd has handed it over under this name, and bound it to an interface: the one of that name, if there is one. */
  readonly socketName: string | undefined
}

/** What a route is found from besides the request. */
export interface Arrival {
  readonly source: Endpoint
  readonly bound: Bound
  readonly own: readonly OwnAddress[]
}

const clientPort = 68
const relayPort = 67
const loopbackNetwork = 127
/** No address in particular: of a socket, all that we have; of a client, none yet. */
export const wildcard = '0.0.0.0'

/**
 * Where an INFORM is answered: an unrelayed one where it came from and nowhere else (requirements D9 and D14), a relayed one at its
 * ciaddr (RFC 2131, section 4.3.5; requirement D10).
 */
export function routeFor(request: DhcpMessage, arrival: Arrival): Route | NoRoute {
  if (request.relayed) return relayedRoute(request, arrival)
  const { source, bound, own } = arrival
  if (source.address === wildcard) return broadcastRoute(request, arrival)
  const client = parseAddress(source.address)
  if (client === undefined || source.port === 0 || !isMachine(client, own)) return 'unanswerable source'
  if (source.port === bound.port && isOurs(client, own)) return 'from ourselves'
  return { client, place: client, to: source, from: undefined, broadcast: false, claimed: false }
}

// Without ciaddr only the relay can reach the client, by a broadcast on the link that giaddr names (as Kea and ISC dhcpd do).
function relayedRoute({ bytes, options }: DhcpMessage, { own }: Arrival): Route | NoRoute {
  const relay = ipv4At(bytes, addressField.giaddr)
  const ciaddr = ipv4At(bytes, addressField.ciaddr)
  const broadcast = ciaddr.text === wildcard
  const client = broadcast ? relay : ciaddr
  if (!isMachine(client, own) || client.bytes[0] === loopbackNetwork || isOurs(client, own)) return 'unanswerable client'
  const link = options.relayInformation && relaySuboption(options.relayInformation, suboption.linkSelection)
  const place = link?.length === 4 ? ipv4At(link, 0) : relay
  const to = { address: client.text, port: broadcast ? relayPort : clientPort }
  return { client, place, to, from: undefined, broadcast, claimed: true }
}

function broadcastRoute({ bytes }: DhcpMessage, { source, bound, own }: Arrival): Route | NoRoute {
  if (source.port === 0) return 'unanswerable source'
  const ciaddr = ipv4At(bytes, addressField.ciaddr)
  const asked = ciaddr.text === wildcard ? undefined : ciaddr
  if (asked !== undefined && !isUnicast(asked)) return 'unanswerable source'
  const named = own.find(({ interfaceName }) => interfaceName === bound.socketName)?.interfaceName
  const route = (client: Address, from?: string): Route => {
    const to = { address: '255.255.255.255', port: clientPort }
    return { client, place: client, to, from, broadcast: false, claimed: false }
  }
  const links = own.filter(({ loopback, interfaceName }) => !loopback && interfaceName === (named ?? interfaceName))
  const near = links.find(({ subnet }) => asked !== undefined && contains(subnet, asked)) ?? links[0]
  const isCertain = near !== undefined && links.every(({ interfaceName }) => interfaceName === near.interfaceName)
  if (bound.address !== wildcard) return route(asked ?? parseAddress(bound.address)!)
  if (bound.socketName !== undefined) return route(asked ?? (isCertain ? near.address : ciaddr))
  // a wildcard socket does not tell which interface a packet came by, so it must be the only one
  return isCertain ? route(asked ?? near.address, near.address.text) : 'interface unknown'
}

function isUnicast({ bytes }: Address): boolean {
  return bytes.length === 4 && bytes[0]! > 0 && bytes[0]! < 224
}

function isMachine(client: Address, own: readonly OwnAddress[]): boolean {
  return isUnicast(client) && !own.some(({ subnet }) => isEdge(subnet, client))
}

function isOurs(client: Address, own: readonly OwnAddress[]): boolean {
  return own.some(({ address }) => address.text === client.text)
}

/** Whether an address is the subnet's own or its broadcast address: no machine's. */
export function isEdge(subnet: Cidr, address: Address): boolean {
  if (subnet.prefixLength > 30 || !contains(subnet, address)) return false
  const hostBits = 32 - subnet.prefixLength
  const number = address.bytes.reduce((sum, byte) => sum * 256 + byte, 0)
  const host = number % 2 ** hostBits
  return host === 0 || host === 2 ** hostBits - 1
}
