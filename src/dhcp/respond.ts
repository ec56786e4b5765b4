import { type Address, parseAddress } from '../net/address.ts'
import { contains } from '../net/cidr.ts'
import type { Endpoint } from '../net/endpoint.ts'
import type { FindSite } from '../sites/find-site.ts'
import type { Site } from '../sites/site.ts'
import {
  type Acknowledgement,
  acknowledgementLength,
  addressField,
  type DhcpMessage,
  headerAddress,
  largestMessage,
  messageType,
  operation,
  optionNumber,
  optionText,
  proxyAutoconfigOption,
} from './message.ts'
import type { DhcpOptions } from './options.ts'
import type { OwnAddress } from './own-addresses.ts'

/** Why a well-formed message gets no answer. */
export type SilenceReason =
  | 'not a request'
  | 'not an INFORM'
  | 'unanswerable source'
  | 'from ourselves'
  | 'relayed'
  | 'interface unknown'
  | 'not an allowed network'
  | 'nothing of ours requested'
  | 'empty parameter list'
  | 'no site for this client'
  | 'no address of ours'
  | 'reply does not fit'

export interface Silence {
  readonly kind: 'silence'
  readonly reason: SilenceReason
}

export interface Reply {
  readonly kind: 'reply'
  /** Without relay information: the request's option 82 did not fit (requirement D7). */
  readonly outcome: 'ack' | 'ack without relay information'
  readonly message: Acknowledgement
  readonly to: Endpoint
  /** A broadcast by a wildcard socket: the address of ours that it must leave from, so that it leaves by that interface. */
  readonly from: string | undefined
}

/** What the answer depends on besides the request. */
export interface Context {
  readonly findSite: FindSite
  readonly options: DhcpOptions
  readonly source: Endpoint
  /** The socket that the request came in by; `handedOver`: by systemd, which has bound it to an interface. */
  readonly bound: Endpoint & { readonly handedOver: boolean }
  readonly own: readonly OwnAddress[]
}

const clientPort = 68
const unspecified = '0.0.0.0'
const noProxy = '\n'
const terminators = { none: '', nul: '\0', newline: '\n' } as const
// RFC 2131, section 2: a client takes an IP datagram of 576 bytes; 28 of them are the IP and UDP headers
const smallestMaximum = 576
const datagramHeaders = 28

/**
 * Answers a DHCPINFORM with the PAC URL (RFC 2131, section 4.3.5). Option 54 in an INFORM is not looked at: a client that got its
 * lease elsewhere may name that server, and means every server nevertheless (dnsmasq and ISC dhcpd answer it too).
 */
export function respond(request: DhcpMessage, context: Context): Reply | Silence {
  if (request.op !== operation.request) return silence('not a request')
  if (request.type !== messageType.inform) return silence('not an INFORM')
  if (request.relayed) return silence('relayed')
  const route = routeFor(request, context)
  if (typeof route === 'string') return silence(route)
  if (!isAllowed(route.client, context.options)) return silence('not an allowed network')
  const uninteresting = uninterestingRequest(request, context.options)
  if (uninteresting !== undefined) return silence(uninteresting)
  const answer = context.findSite({ via: 'dhcp', client: route.client })
  if (answer === undefined) return silence('no site for this client')
  const serverIdentifier = chooseServerIdentifier(route.client, answer.site, context)
  if (serverIdentifier === undefined) return silence('no address of ours')
  const proxyAutoconfig = textFor(request, answer.site, context.options)
  const ack = { request, serverIdentifier, proxyAutoconfig, withRelayInformation: request.options.relayInformation !== undefined }
  return fitted(ack, sizeLimit(request), route)
}

interface Route {
  /** The address that stands for the client. */
  readonly client: Address
  readonly to: Endpoint
  readonly from: string | undefined
}

// requirements D9 and D14: never anywhere but where the packet came from
function routeFor(request: DhcpMessage, context: Context): Route | SilenceReason {
  const { source, bound, own } = context
  if (source.address === unspecified) return broadcastRoute(request, context)
  const client = parseAddress(source.address)
  if (client === undefined || source.port === 0 || !isUnicast(client)) return 'unanswerable source'
  if (source.port === bound.port && own.some(({ address }) => address.text === client.text)) return 'from ourselves'
  return { client, to: source, from: undefined }
}

function broadcastRoute(request: DhcpMessage, { source, bound, own }: Context): Route | SilenceReason {
  if (source.port === 0) return 'unanswerable source'
  const to = { address: '255.255.255.255', port: clientPort }
  const ciaddr = headerAddress(request, addressField.ciaddr)
  const asked = ciaddr === unspecified ? undefined : parseAddress(ciaddr)
  if (asked !== undefined && !isUnicast(asked)) return 'unanswerable source'
  if (bound.handedOver || bound.address !== unspecified) {
    return { client: asked ?? parseAddress(bound.address)!, to, from: undefined }
  }
  // a wildcard socket does not tell which interface a packet came by, so it must be the only one
  const outside = own.filter(({ loopback }) => !loopback)
  const first = outside[0]
  if (first === undefined || outside.some(({ interfaceName }) => interfaceName !== first.interfaceName))
    return 'interface unknown'
  const near = outside.find(({ subnet }) => asked !== undefined && contains(subnet, asked)) ?? first
  return { client: asked ?? near.address, to, from: near.address.text }
}

function isUnicast({ bytes }: Address): boolean {
  return bytes.length === 4 && bytes[0]! > 0 && bytes[0]! < 224
}

function isAllowed(client: Address, { allow }: DhcpOptions): boolean {
  return allow.length === 0 || allow.some((network) => contains(network, client))
}

// requirements D5 and D16; an empty list counts as one whoever sent it
function uninterestingRequest({ options: asked }: DhcpMessage, options: DhcpOptions): SilenceReason | undefined {
  const { parameterList, vendorClass } = asked
  if (parameterList === undefined || parameterList.includes(proxyAutoconfigOption) || options.always) return undefined
  if (parameterList.length === 0) return options.emptyParameterList === 'answer' ? undefined : 'empty parameter list'
  const isWindows = vendorClass !== undefined && optionText(vendorClass).startsWith('MSFT')
  return isWindows && options.windowsWithout252 === 'answer' ? undefined : 'nothing of ours requested'
}

// Requirement D4. A wildcard socket asked from another subnet is the last case: Node cannot read the routing table, so we take
// an address that the site tells its clients, and at worst our first one; no client of an INFORM writes back to it.
function chooseServerIdentifier(client: Address, site: Site, { bound, own }: Context): string | undefined {
  const near = nearest(client, bound, own)
  if (near !== undefined) return near.address.text
  if (bound.address !== unspecified) return bound.address
  const told = site.addresses.find((text) => own.some(({ address }) => address.text === text))
  return told ?? (own.find(({ loopback }) => !loopback) ?? own[0])?.address.text
}

// of our addresses on the client's subnet, the one that was asked, else one of the smallest subnet
function nearest(client: Address, bound: Endpoint, own: readonly OwnAddress[]): OwnAddress | undefined {
  let best: OwnAddress | undefined
  for (const each of own) {
    if (!contains(each.subnet, client)) continue
    if (each.address.text === bound.address) return each
    if (best === undefined || each.subnet.prefixLength > best.subnet.prefixLength) best = each
  }
  return best
}

// requirements D6 and D11: "no proxy here" is the newline and nothing else
function textFor(request: DhcpMessage, site: Site, options: DhcpOptions): string {
  if (site.url === noProxy) return noProxy
  const match = options.classes.length === 0 ? undefined : classOf(request, options)
  return (match?.url ?? site.url) + terminators[match?.terminator ?? options.terminator]
}

function classOf(request: DhcpMessage, { classes }: DhcpOptions): DhcpOptions['classes'][number] | undefined {
  const { vendorClass } = request.options
  if (vendorClass === undefined) return undefined
  const text = optionText(vendorClass)
  return classes.find(({ vendor }) => (vendor.isPrefix ? text.startsWith(vendor.text) : text === vendor.text))
}

function sizeLimit({ options }: DhcpMessage): number {
  const maximum = (options.maximumSize && optionNumber(options.maximumSize)) ?? 0
  return Math.min(Math.max(maximum, smallestMaximum) - datagramHeaders, largestMessage)
}

// relay information goes first: a client never needs it, while RFC 6842 wants the client identifier back
function fitted(message: Acknowledgement, limit: number, { to, from }: Route): Reply | Silence {
  if (acknowledgementLength(message) <= limit) return { kind: 'reply', outcome: 'ack', message, to, from }
  const shorter = { ...message, withRelayInformation: false }
  if (acknowledgementLength(shorter) > limit) return silence('reply does not fit')
  return { kind: 'reply', outcome: 'ack without relay information', message: shorter, to, from }
}

function silence(reason: SilenceReason): Silence {
  return { kind: 'silence', reason }
}
