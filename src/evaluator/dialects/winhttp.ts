import { ipv6First, outwardAddresses } from './addresses.ts'
import { type DialectRules, NO_LIMIT } from './rules.ts'
import { readSimpleAnswer } from './simple-answer.ts'
import { readScript, readVisit } from './winhttp-input.ts'

/**
 * WinHTTP, WinINet and Internet Explorer, as documented: nobody measured them for this table. Sources, the strongest first:
 * Microsoft's pages on the IPv6 extensions ("IPv6-Aware Proxy Helper API Definitions"), the column for Internet Explorer 8 in
 * Chromium's proxy_resolver_v8.cc, and Wine (dlls/jsproxy), whose authors tested theirs against Windows. Microsoft gives the IPv6
 * functions to FindProxyForURLEx only; here every function may call them. A script that fails means DIRECT to a browser; a
 * program that calls WinHTTP gets an error and most often goes DIRECT too.
 */
export const winhttp: DialectRules = {
  functions: [
    'winhttp/alert',
    'systemNames',
    'lastMatch',
    'winhttp/dnsResolve',
    'myIpAddress',
    'winhttp/dnsResolveEx',
    'myIpAddressEx',
    'winhttp/isInNetEx',
    'winhttp/linkLocalFirst',
    'sortIpAddressList',
    'winhttp/getClientVersion',
    'netscape/rangesEnd',
    'dnsDomainIs',
    'dnsDomainLevels',
    'convert_addr',
    'winhttp/isInNet',
    'netscape/isPlainHostName',
    'winhttp/isResolvable',
    'localHostOrDomainIs',
    'shExpMatch',
    'weekdayRange',
    'dateRange',
    'timeRange',
    'winhttp/isResolvableEx',
    'winhttp/findProxy',
    'keepBuiltins',
    'winhttp/jscript',
  ],
  mostLookups: NO_LIMIT,
  restarts: false,
  onFailure: 'direct',
  asciiAnswers: false,
  readScript,
  readVisit,
  // documented are PROXY, SOCKS and DIRECT; it does not know HTTPS, SOCKS4 and SOCKS5
  readAnswer: (answer) => readSimpleAnswer(answer, { proxy: ['http', 80], socks: ['socks4', 1080] }),
  // IPv4 alone for the old function (Wine); IPv6, then IPv4 for the new one (documented)
  myAddresses(own) {
    const { one, all } = ipv6First(outwardAddresses(own))
    return { one: one || '127.0.0.1', all }
  },
  nameAddresses: ipv6First,
}
