import type { Site, SiteDhcp } from '../sites/site.ts'
import { encodeAddresses, encodeText, type OptionValue, optionCode } from './message.ts'
import type { ClientClass, DhcpOptions } from './options.ts'
import { encodeSearchList } from './search-list.ts'

const noProxy = '\n'
const terminators = { none: '', nul: '\0', newline: '\n' } as const

/** What a client is told of its PAC; the newline that says "no proxy here" stays alone (requirements D6 and D11). */
export function proxyAutoconfig(site: Site, own: ClientClass | undefined, { terminator }: DhcpOptions): OptionValue {
  const text = site.url === noProxy ? noProxy : (own?.url ?? site.url) + terminators[own?.terminator ?? terminator]
  return { code: optionCode.proxyAutoconfig, value: encodeText(text) }
}

/**
 * Option 252, and what else the site has of the things that the client asked for, in the client's order (RFC 2132, section 9.8),
 * each once; 252 comes last where it was not asked for.
 */
export function parameters(first: OptionValue, { dhcp }: Site, asked: Uint8Array | undefined): OptionValue[] {
  if (dhcp === undefined || asked === undefined) return [first]
  const has = new Map([...valuesOf(dhcp), [first.code, first]])
  return [...new Set([...asked, first.code])].flatMap((code) => has.get(code) ?? [])
}

// made once for each site of a configuration
const made = new WeakMap<SiteDhcp, Map<number, OptionValue>>()

function valuesOf(dhcp: SiteDhcp): Map<number, OptionValue> {
  const ready = made.get(dhcp)
  if (ready !== undefined) return ready
  const { dnsServers, domainName, searchList } = dhcp
  const values: OptionValue[] = []
  if (dnsServers.length > 0) values.push({ code: optionCode.dnsServers, value: encodeAddresses(dnsServers) })
  if (domainName !== undefined) values.push({ code: optionCode.domainName, value: encodeText(domainName) })
  if (searchList.length > 0) values.push({ code: optionCode.searchList, value: encodeSearchList(searchList) })
  const byCode = new Map(values.map((each) => [each.code, each]))
  made.set(dhcp, byCode)
  return byCode
}
