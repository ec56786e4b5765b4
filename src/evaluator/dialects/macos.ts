import { asSystemSorts, ipv4First, outwardAddresses } from './addresses.ts'
import { readScript, readVisit } from './macos-input.ts'
import { type DialectRules, NO_LIMIT } from './rules.ts'
import { readSimpleAnswer } from './simple-answer.ts'

/**
 * macOS and iOS (CFNetwork with JavaScriptCore), as far as Apple has published it: the PAC functions and their caller of Mac OS X
 * 10.4 (PACSupport.js, ProxySupport.c of CFNetwork-129), read and not measured. Of later systems it is known that they hand an https
 * URL over without its path (CVE-2016-1801), and that the language is the current one. An answer that is no string, or a script that
 * fails, leaves no proxy.
 */
export const macos: DialectRules = {
  functions: [
    'systemNames',
    'lastMatch',
    'macos/dnsResolve',
    'macos/myIpAddress',
    'intl',
    'macos/isPlainHostName',
    'macos/dnsDomainIs',
    'macos/localHostOrDomainIs',
    'macos/isResolvable',
    'macos/isInNet',
    'dnsDomainLevels',
    'macos/shExpMatch',
    'macos/weekdayRange',
    'macos/dateRange',
    'macos/timeRange',
    'macos/findProxyForURL',
  ],
  mostLookups: NO_LIMIT,
  restarts: false,
  onFailure: 'direct',
  asciiAnswers: false,
  readScript,
  readVisit,
  // PROXY and SOCKS are all that it knows, and SOCKS is SOCKS5
  readAnswer: (answer) => readSimpleAnswer(answer, { proxy: ['http', 80], socks: ['socks5', 1080] }),
  myAddresses: (own) => ipv4First(outwardAddresses(own)),
  // CFHost gives all addresses, and dnsResolve takes the first of IPv4
  nameAddresses: (addresses, own) => ({ ...asSystemSorts(addresses, own), one: ipv4First(addresses).one }),
}
