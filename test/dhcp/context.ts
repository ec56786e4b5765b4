import * as v from 'valibot'
import { decode, encodeAcknowledgement as encode } from '../../src/dhcp/message.ts'
import { dhcpOptions } from '../../src/dhcp/options.ts'
import type { OwnAddress } from '../../src/dhcp/own-addresses.ts'
import { type Context, type Reply, respond, type Silence, type SilenceReason } from '../../src/dhcp/respond.ts'
import { parseAddress } from '../../src/net/address.ts'
import { parseCidr } from '../../src/net/cidr.ts'
import { type FindSite, type SiteAnswer, siteFinder } from '../../src/sites/find-site.ts'
import type { SiteDhcp } from '../../src/sites/site.ts'
import { type Packet, packet, wireOptions } from './packet.ts'

export const url = 'http://192.0.2.1/wpad.dat'

/** One answer: for the clients of `subnets`, or for everyone. DHCP never looks at the revision. */
export function answerOf(
  over: { name?: string; url?: string; subnets?: string[]; addresses?: string[]; dhcp?: SiteDhcp } = {},
): SiteAnswer {
  const site = {
    name: 'branch',
    domains: [],
    addresses: ['192.0.2.1'],
    url,
    ...over,
    subnets: (over.subnets ?? []).map(parseCidr),
  }
  return { site, revision: { name: '-', bytes: Buffer.alloc(0) } as never }
}

export const everyone: FindSite = siteFinder([answerOf()])

/** Options as the configuration has them. */
export function optionsFrom(section: object = {}) {
  return v.parse(dhcpOptions, section)
}

export function own(interfaceName: string, cidr: string): OwnAddress {
  const [address = '', length] = cidr.split('/')
  const parsed = parseAddress(address)!
  return {
    interfaceName,
    address: parsed,
    subnet: { network: parsed, prefixLength: Number(length), text: cidr },
    loopback: address.startsWith('127.'),
  }
}

/** A host 192.0.2.1/24 with a wildcard socket, asked by 192.0.2.20 from port 68. */
export function context(over: Partial<Context> & { section?: object } = {}): Context {
  return {
    findSite: everyone,
    options: optionsFrom(over.section),
    source: { address: '192.0.2.20', port: 68 },
    bound: { address: '0.0.0.0', port: 67, socketName: undefined },
    own: [own('lo', '127.0.0.1/8'), own('eth0', '192.0.2.1/24')],
    ...over,
  }
}

type Given = Parameters<typeof context>[0]

/** What becomes of a packet. */
export function ask(over: Packet | Buffer = {}, given: Given = {}): Reply | Silence {
  const request = decode(Buffer.isBuffer(over) ? over : packet(over))
  if (typeof request === 'string') throw new Error(request)
  return respond(request, context(given))
}

/** The answer to a packet that gets one. */
export function replyTo(over: Packet | Buffer = {}, given: Given = {}): Reply {
  const reply = ask(over, given)
  if (reply.kind === 'silence') throw new Error(reply.reason)
  return reply
}

/** The text of option 252, as it stands in the bytes. */
export function toldTo(over: Packet | Buffer = {}, given: Given = {}): string | undefined {
  const options = wireOptions(encode(replyTo(over, given).message))
  return options.find(([code]) => code === 252)?.[1].toString('latin1')
}

/** Silence, for this reason. */
export const silent = (reason: SilenceReason): Silence => ({ kind: 'silence', reason })
