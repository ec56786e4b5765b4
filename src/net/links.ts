import type { NetworkInterfaceInfo } from 'node:os'
import { type Address, parseAddress } from './address.ts'
import { type Cidr, contains } from './cidr.ts'

/** An address of this host on a link. */
export interface LinkAddress {
  readonly address: Address
  /** What a socket is bound to: a link-local IPv6 address carries its interface (`fe80::1%eth0`). */
  readonly bindTo: string
  /** The neighbours; its network may have host bits, which `contains` does not compare. */
  readonly subnet: Cidr
  /** The subnet's broadcast address; IPv4 only. */
  readonly broadcast: string | undefined
}

/** An interface of this host, and the neighbours that it reaches without a router. */
export interface Link {
  readonly name: string
  readonly addresses: readonly LinkAddress[]
}

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>

/** The links among what `os.networkInterfaces()` tells: the ones that are `wanted` by name, else every one but loopback. */
export function linksOf(interfaces: Interfaces, wanted: readonly string[] | undefined): Link[] {
  return Object.entries(interfaces)
    .filter(([name, infos]) => (wanted === undefined ? infos?.some(({ internal }) => !internal) : wanted.includes(name)))
    .map(([name, infos = []]) => ({ name, addresses: infos.flatMap((info) => linkAddress(name, info)) }))
    .filter(({ addresses }) => addresses.length > 0)
}

function linkAddress(name: string, info: NetworkInterfaceInfo): LinkAddress[] {
  const address = parseAddress(info.address)
  const prefixLength = Number(info.cidr?.split('/')[1])
  if (address === undefined || Number.isNaN(prefixLength)) return []
  const subnet = { network: address, prefixLength, text: `${address.text}/${prefixLength}` }
  const bindTo = isLinkLocal(address) ? `${address.text}%${name}` : address.text
  return [{ address, bindTo, subnet, broadcast: broadcastOf(subnet) }]
}

function isLinkLocal({ family, bytes }: Address): boolean {
  return family === 6 && bytes[0] === 0xfe && (bytes[1]! & 0xc0) === 0x80
}

// a block of two or of one has none (RFC 3021)
function broadcastOf({ network, prefixLength }: Cidr): string | undefined {
  if (network.family !== 4 || prefixLength > 30) return undefined
  return network.bytes.map((byte, i) => byte | (0xff >> Math.min(8, Math.max(0, prefixLength - i * 8)))).join('.')
}

/**
 * The link on which the sender of a packet is a neighbour: its address lies in a subnet of that link, and where the packet's source
 * names an interface (`fe80::2%eth0`) it is that one. `undefined` for everyone further away.
 */
export function linkOf(links: readonly Link[], source: string): Link | undefined {
  const client = parseAddress(source)
  if (client === undefined) return undefined
  const zone = source.split('%')[1]
  return links.find(
    ({ name, addresses }) => (zone === undefined || zone === name) && addresses.some(({ subnet }) => contains(subnet, client)),
  )
}

/** What tells a link from what it was before. */
export function linkKey({ name, addresses }: Link): string {
  return [name, ...addresses.map(({ subnet }) => subnet.text)].join(' ')
}
