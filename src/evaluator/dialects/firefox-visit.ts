import { parseAddress } from '../../net/address.ts'
import type { Visit } from '../world.ts'
import { notAUrl, readPlainUrl, readUrl, withoutBrackets } from './plain-url.ts'
import type { Question } from './rules.ts'

// protocols whose handlers have ALLOWS_PROXY
const proxied: ReadonlySet<string> = new Set(['http:', 'https:', 'ws:', 'wss:'])

/**
 * Reads a URL as Firefox hands it to a PAC: without path, query and fragment for every scheme, as long as
 * network.proxy.autoconfig_url.include_path is not set, and with user and password (ProxyAutoConfig.cpp). The host is without
 * brackets. It never asks about this machine itself (nsProtocolProxyService.cpp, nsMixedContentBlocker.cpp), nor about what it does not
 * fetch through proxies (measured with ESR 153: FTP, for one). Throws a RangeError on what is not a URL for Firefox.
 */
export function readVisit({ url, host }: Visit): Question {
  const plain = readPlainUrl(url)
  if (plain !== undefined) return { url: `${plain.scheme}://${plain.name}/`, host: host ?? plain.name }
  const { protocol, username, password, hostname, host: hostAndPort } = readUrl(url)
  if (/[*"]/.test(hostname)) throw notAUrl(url) // nsStandardURL.cpp
  const name = withoutBrackets(hostname)
  const bypassed = proxied.has(protocol) ? whyBypassed(name.replace(/\.$/, '')) : `${protocol} is never asked about`
  if (bypassed !== undefined) return { bypassed }
  const user = password === '' ? username : `${username}:${password}`
  return { url: `${protocol}//${user === '' ? '' : `${user}@`}${hostAndPort}/`, host: host ?? name }
}

function whyBypassed(name: string): string | undefined {
  if (name === 'localhost' || name.endsWith('.localhost')) return 'localhost is never asked about'
  const isLoopback = name === '::1' || (!name.includes(':') && parseAddress(name)?.bytes[0] === 127)
  return isLoopback ? 'a loopback address is never asked about' : undefined
}
