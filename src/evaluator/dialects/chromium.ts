import { readAnswer } from './chromium-answer.ts'
import { readScript } from './chromium-script.ts'
import { readVisit } from './chromium-visit.ts'
import type { DialectRules } from './rules.ts'

/**
 * Chromium (services/proxy_resolver/proxy_resolver_v8.cc, proxy_resolver_v8_tracing.cc). It has Microsoft's IPv6 functions but
 * neither `getClientVersion` nor the entry point `FindProxyForURLEx`. A script that fails means DIRECT, unless the policy
 * ProxyPacMandatory is set.
 */
export const chromium: DialectRules = {
  functions: [
    'alert',
    'myIpAddress',
    'dnsResolve',
    'isPlainHostName',
    'dnsResolveEx',
    'myIpAddressEx',
    'sortIpAddressList',
    'isInNetEx',
    'v8Globals',
    'dnsDomainIs',
    'dnsDomainLevels',
    'isValidIpAddress',
    'convert_addr',
    'isInNet',
    'isResolvable',
    'localHostOrDomainIs',
    'shExpMatch',
    'weekdayRange',
    'dateRange',
    'timeRange',
    'isResolvableEx',
  ],
  mostLookups: 20,
  restarts: true,
  onFailure: 'direct',
  readScript,
  readVisit,
  readAnswer,
  myAddresses,
}

/**
 * Chromium looks which local addresses lead to the internet: one of IPv4 and one of IPv6, link-local ones only when there is
 * nothing else (services/network/proxy_auto_config_library.cc). The world names the preferred first.
 */
function myAddresses(addresses: readonly string[]): { one: string; all: string } {
  const outside = addresses.filter((address) => !/^(127\.|::1$)/.test(address))
  const routed = outside.filter((address) => !/^(169\.254\.|fe[89ab])/.test(address))
  const usable = routed.length > 0 ? routed : outside
  const ipv4 = usable.find((address) => !address.includes(':'))
  const ipv6 = usable.find((address) => address.includes(':'))
  const all = [ipv4, ipv6].filter((address) => address !== undefined)
  return { one: all[0] ?? '127.0.0.1', all: all.join(';') || '127.0.0.1' }
}
