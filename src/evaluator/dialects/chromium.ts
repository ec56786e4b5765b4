import { firstIpv4, outwardAddresses } from './addresses.ts'
import { readAnswer } from './chromium-answer.ts'
import { readScript } from './chromium-script.ts'
import { readVisit } from './chromium-visit.ts'
import type { DialectRules, Told } from './rules.ts'

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
    'console',
    'intl',
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
    'setGlobals',
    'lastMatch',
    'chromium/globals',
  ],
  mostLookups: 20,
  restarts: true,
  onFailure: 'direct',
  asciiAnswers: true,
  readScript,
  readVisit,
  readAnswer,
  myAddresses,
  nameAddresses: firstIpv4,
}

/**
 * Chromium looks which local addresses lead to the internet: one of IPv4 and one of IPv6, link-local ones only when there is
 * nothing else (services/network/proxy_auto_config_library.cc). The world names the preferred first.
 */
function myAddresses(own: readonly string[]): Told {
  const addresses = outwardAddresses(own)
  return { one: addresses[0] ?? '127.0.0.1', all: addresses.join(';') || '127.0.0.1' }
}
