import { asSystemSorts, outwardAddresses } from './addresses.ts'
import { readAnswer } from './firefox-answer.ts'
import { readScript } from './firefox-script.ts'
import { readVisit } from './firefox-visit.ts'
import { type DialectRules, NO_LIMIT } from './rules.ts'

/**
 * Firefox (netwerk/base/ProxyAutoConfig.cpp, ascii_pac_utils.js, nsProtocolProxyService.cpp; measured with ESR 153). It has none of
 * Microsoft's functions. It goes on alone, without a proxy, when a script fails.
 */
export const firefox: DialectRules = {
  functions: [
    'firefox/alert',
    'systemNames',
    'firefox/dnsResolve',
    'firefox/myIpAddress',
    'intl',
    'dnsDomainIs',
    'dnsDomainLevels',
    'isValidIpAddress',
    'convert_addr',
    'isInNet',
    'firefox/isPlainHostName',
    'isResolvable',
    'localHostOrDomainIs',
    'shExpMatch',
    'weekdayRange',
    'dateRange',
    'timeRange',
    'setGlobals',
    'lastMatch',
    'firefox/globals',
  ],
  mostLookups: NO_LIMIT,
  restarts: false,
  onFailure: 'direct',
  asciiAnswers: false,
  readScript,
  readVisit,
  readAnswer,
  myAddresses(own) {
    const addresses = outwardAddresses(own)
    return { one: addresses[0] ?? '127.0.0.1', all: addresses.join(';') }
  },
  nameAddresses: asSystemSorts,
}
