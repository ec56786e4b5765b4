import type { Address } from '../net/address.ts'
import { contains, isAllowed } from '../net/cidr.ts'
import type { Endpoint } from '../net/endpoint.ts'
import type { FindSite } from '../sites/find-site.ts'
import type { Site } from '../sites/site.ts'
import { findClass } from './client-class.ts'
import {
  type Acknowledgement,
  acknowledgementLength,
  type DhcpMessage,
  largestMessage,
  messageType,
  operation,
  optionCode,
  optionNumber,
  optionText,
} from './message.ts'
import type { DhcpOptions } from './options.ts'
import type { OwnAddress } from './own-addresses.ts'
import { parameters, proxyAutoconfig } from './parameters.ts'
import { type Arrival, type Bound, isEdge, type NoRoute, type Route, routeFor, wildcard } from './route.ts'

/** Why a well-formed message gets no answer. */
export type SilenceReason =
  | NoRoute
  | 'not a request'
  | 'not an INFORM'
  | 'not an allowed network'
  | 'nothing of ours requested'
  | 'empty parameter list'
  | 'no site for this client'
  | 'unknown subnet'
  | 'no address of ours'
  | 'reply does not fit'

export interface Silence {
  readonly kind: 'silence'
  readonly reason: SilenceReason
}

export interface Reply {
  readonly kind: 'reply'
  /** Without: what the request asked for, or its option 82 (requirement D7), did not fit. */
  readonly outcome: 'ack' | 'ack without other parameters' | 'ack without relay information'
  readonly message: Acknowledgement
  readonly to: Endpoint
  /** A broadcast by a wildcard socket: the address of ours that it must leave from, so that it leaves by that interface. */
  readonly from: string | undefined
  /** Whose answer it is, and the URL (a newline: no proxy) in it. */
  readonly site: string
  readonly told: string
}

/** What the answer depends on besides the request. */
export interface Context extends Arrival {
  readonly findSite: FindSite
  readonly options: DhcpOptions
}

// RFC 2131, section 2: a client takes an IP datagram of 576 bytes; 28 of them are the IP and UDP headers
const smallestMaximum = 576
const datagramHeaders = 28

/**
 * Answers a DHCPINFORM with the PAC URL (RFC 2131, section 4.3.5). Option 54 in an INFORM is not looked at: a client that got its
 * lease elsewhere may name that server, and means every server nevertheless (dnsmasq and ISC dhcpd answer it too).
 */
export function respond(request: DhcpMessage, context: Context): Reply | Silence {
  const { options, own, findSite } = context
  if (request.op !== operation.request) return silence('not a request')
  if (request.type !== messageType.inform) return silence('not an INFORM')
  const route = routeFor(request, context)
  if (typeof route === 'string') return silence(route)
  if (!isAllowed(options.allow, route.client)) return silence('not an allowed network')
  const uninteresting = uninterestingRequest(request, options)
  if (uninteresting !== undefined) return silence(uninteresting)
  if (route.claimed && !isKnown(route.client, own, findSite)) return silence('unknown subnet')
  const clientClass = findClass(options.classes, request.options)
  const answer = findSite({ via: 'dhcp', client: route.place, site: clientClass?.site })
  if (answer === undefined) return silence('no site for this client')
  const serverIdentifier = chooseServerIdentifier(route.client, answer.site, context)
  if (serverIdentifier === undefined) return silence('no address of ours')
  const first = proxyAutoconfig(answer.site, clientClass, options)
  const ack = {
    request,
    serverIdentifier,
    parameters: parameters(first, answer.site, request.options.parameterList),
    withRelayInformation: request.options.relayInformation !== undefined,
    broadcast: route.broadcast,
  }
  const told = answer.site.url === '\n' ? answer.site.url : (clientClass?.url ?? answer.site.url)
  return fitted(ack, sizeLimit(request), { ...route, site: answer.site.name, told })
}

// Requirement D14: only what an administrator has listed, or what is on a link of ours. The rule over sites gives one that lists the
// address if there is one.
function isKnown(client: Address, own: readonly OwnAddress[], findSite: FindSite): boolean {
  if (own.some(({ subnet }) => contains(subnet, client))) return true
  const listed = findSite({ via: 'dhcp', client })?.site.subnets.filter((subnet) => contains(subnet, client)) ?? []
  return listed.length > 0 && !listed.some((subnet) => isEdge(subnet, client))
}

// requirements D5 and D16; an empty list counts as one whoever sent it
function uninterestingRequest({ options: asked }: DhcpMessage, options: DhcpOptions): SilenceReason | undefined {
  const { parameterList, vendorClass } = asked
  if (parameterList === undefined || parameterList.includes(optionCode.proxyAutoconfig) || options.always) return undefined
  if (parameterList.length === 0) return options.emptyParameterList === 'answer' ? undefined : 'empty parameter list'
  const isWindows = vendorClass !== undefined && optionText(vendorClass).startsWith('MSFT')
  return isWindows && options.windowsWithout252 === 'answer' ? undefined : 'nothing of ours requested'
}

// Requirement D4. A wildcard socket asked from another subnet is the last case: Node cannot read the routing table, so we take
// an address that the site tells its clients, and at worst our first one; no client of an INFORM writes back to it.
function chooseServerIdentifier(client: Address, site: Site, { bound, own }: Context): string | undefined {
  const near = nearest(client, bound, own)
  if (near !== undefined) return near.address.text
  if (bound.address !== wildcard) return bound.address
  const told = site.addresses.find((text) => own.some(({ address }) => address.text === text))
  return told ?? (own.find(({ loopback }) => !loopback) ?? own[0])?.address.text
}

// of our addresses on the client's subnet, the one that was asked, else one of the smallest subnet
function nearest(client: Address, bound: Bound, own: readonly OwnAddress[]): OwnAddress | undefined {
  let best: OwnAddress | undefined
  for (const each of own) {
    if (!contains(each.subnet, client)) continue
    if (each.address.text === bound.address) return each
    if (best === undefined || each.subnet.prefixLength > best.subnet.prefixLength) best = each
  }
  return best
}

function sizeLimit({ options }: DhcpMessage): number {
  const maximum = (options.maximumSize && optionNumber(options.maximumSize)) ?? 0
  return Math.min(Math.max(maximum, smallestMaximum) - datagramHeaders, largestMessage)
}

// The URL is what the client came for, and RFC 6842 wants the client identifier back; relay information a client never needs.
function fitted(whole: Acknowledgement, limit: number, about: Route & Pick<Reply, 'site' | 'told'>): Reply | Silence {
  const { to, from, site, told } = about
  const alone = { ...whole, parameters: whole.parameters.filter(({ code }) => code === optionCode.proxyAutoconfig) }
  const rest = { to, from, site, told }
  const reply = (outcome: Reply['outcome'], message: Acknowledgement): Reply => ({ kind: 'reply', outcome, message, ...rest })
  if (acknowledgementLength(whole) <= limit) return reply('ack', whole)
  if (acknowledgementLength(alone) <= limit) return reply('ack without other parameters', alone)
  const shortest = { ...alone, withRelayInformation: false }
  if (acknowledgementLength(shortest) <= limit) return reply('ack without relay information', shortest)
  return silence('reply does not fit')
}

function silence(reason: SilenceReason): Silence {
  return { kind: 'silence', reason }
}
