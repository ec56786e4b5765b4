import { ipv4First, outwardAddresses } from './addresses.ts'
import { readAnswer } from './chromium-answer.ts'
import { readScript } from './pacparser-script.ts'
import { readVisit } from './pacparser-visit.ts'
import { type DialectRules, NO_LIMIT } from './rules.ts'

/**
 * pacparser 1.5 (src/pac_utils.js, pacparser.c, pacparser_dns.c; measured with 1.5.1). It is a library: it gives its caller the
 * script's answer as text, or nothing. What the caller makes of the text is read here as Chromium reads it.
 */
export const pacparser: DialectRules = {
  functions: [
    'alert',
    'systemNames',
    'pacparser/dnsResolve',
    'myIpAddress',
    'pacparser/dnsResolveEx',
    'pacparser/myIpAddressEx',
    'performance',
    'netscape/rangesEnd',
    'dnsDomainIs',
    'dnsDomainLevels',
    'convert_addr',
    'netscape/isInNet',
    'netscape/isPlainHostName',
    'isResolvable',
    'localHostOrDomainIs',
    'shExpMatch',
    'weekdayRange',
    'dateRange',
    'timeRange',
    'pacparser/isInNetEx',
    'pacparser/isResolvableEx',
    'pacparser/findProxyForURL',
  ],
  mostLookups: NO_LIMIT,
  restarts: false,
  onFailure: 'error',
  asciiAnswers: false,
  readScript,
  readVisit,
  readAnswer,
  // the addresses of the host's own name, which is what /etc/hosts says: one address
  myAddresses(own) {
    const { one, all } = ipv4First(outwardAddresses(own))
    return { one: one || '127.0.0.1', all: one || all }
  },
  nameAddresses: ipv4First,
}
