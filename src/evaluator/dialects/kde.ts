import { asSystemSorts, isIpv6, outwardAddresses } from './addresses.ts'
import { readScript, readVisit } from './kde-input.ts'
import { type DialectRules, NO_LIMIT } from './rules.ts'
import { readSimpleAnswer } from './simple-answer.ts'

/**
 * KIO's proxyscout (src/kpac/script.cpp, proxyscout.cpp), with Qt's QJSEngine: read, not measured. All functions are native, in any case of
 * letters and with wildcards of their own. A script that fails means DIRECT, and a message on the desktop.
 */
export const kde: DialectRules = {
  functions: [
    'systemNames',
    'lastMatch',
    'kde/native',
    'kde/isPlainHostName',
    'kde/dnsDomainIs',
    'kde/localHostOrDomainIs',
    'kde/isResolvable',
    'kde/isInNet',
    'kde/dnsResolve',
    'kde/myIpAddress',
    'kde/dnsDomainLevels',
    'kde/shExpMatch',
    'kde/weekdayRange',
    'kde/timeRange',
    'kde/dateRange',
    'kde/isResolvableEx',
    'kde/isInNetEx',
    'kde/dnsResolveEx',
    'kde/myIpAddressEx',
    'kde/sortIpAddressList',
    'winhttp/getClientVersion',
    'kde/findProxyForURL',
  ],
  mostLookups: NO_LIMIT,
  restarts: false,
  onFailure: 'direct',
  asciiAnswers: false,
  readScript,
  readVisit,
  // the port is left to the worker that connects; SOCKS5 is the same as SOCKS, and HTTPS and SOCKS4 are not known
  readAnswer: (answer) => readSimpleAnswer(answer, { proxy: ['http', null], socks: ['socks', null], socks5: ['socks', null] }),
  myAddresses(own) {
    const addresses = outwardAddresses(own)
    return { one: addresses.find((address) => !isIpv6(address)) ?? '', all: addresses.join(';') }
  },
  nameAddresses: asSystemSorts,
}
