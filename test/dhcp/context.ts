import * as v from 'valibot'
import { dhcpOptions } from '../../src/dhcp/options.ts'
import type { OwnAddress } from '../../src/dhcp/own-addresses.ts'
import type { Context } from '../../src/dhcp/respond.ts'
import { parseAddress } from '../../src/net/address.ts'
import { parseCidr } from '../../src/net/cidr.ts'
import { type FindSite, type SiteAnswer, siteFinder } from '../../src/sites/find-site.ts'

export const url = 'http://192.0.2.1/wpad.dat'

/** One answer: for the clients of `subnets`, or for everyone. DHCP never looks at the revision. */
export function answerOf(over: { url?: string; subnets?: string[]; addresses?: string[] } = {}): SiteAnswer {
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
    bound: { address: '0.0.0.0', port: 67, handedOver: false },
    own: [own('lo', '127.0.0.1/8'), own('eth0', '192.0.2.1/24')],
    ...over,
  }
}
