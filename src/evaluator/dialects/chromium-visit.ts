import { parseAddress } from '../../net/address.ts'
import type { Visit } from '../world.ts'
import { readPlainUrl, readUrl, withoutBrackets } from './plain-url.ts'
import type { Question } from './rules.ts'

/**
 * Reads a URL as Chromium hands it to a PAC: user, password and fragment are taken off, and for https and wss path and query too
 * (net/proxy_resolution/configured_proxy_resolution_service.cc). The host is without brackets. This machine itself and its link
 * are never asked about (net/proxy_resolution/proxy_host_matching_rules.cc). Throws a RangeError on what is not a URL.
 */
export function readVisit({ url, host }: Visit): Question {
  const plain = readPlainUrl(url)
  if (plain === undefined) return readCarefully(url, host)
  const { scheme, name, path } = plain
  return { url: scheme === 'http' && path !== '/' ? url : `${scheme}://${name}/`, host: host ?? name }
}

function readCarefully(text: string, host: string | undefined): Question {
  const url = readUrl(text)
  const bypassed = whyBypassed(withoutBrackets(url.hostname))
  if (bypassed !== undefined) return { bypassed }
  url.username = ''
  url.password = ''
  url.hash = ''
  if (url.protocol === 'https:' || url.protocol === 'wss:') {
    url.pathname = '/'
    url.search = ''
  }
  return { url: escaped(url.href), host: host ?? withoutBrackets(escapedHost(url.hostname)) }
}

// two characters that other browsers leave as they are (url/url_canon_path.cc, url_canon_host.cc; measured with 156)
function escaped(href: string): string {
  const [, start = '', path = '', query = ''] = /^([^/]*\/\/[^/?]*)([^?]*)(.*)$/s.exec(href) ?? []
  return `${escapedHost(start)}${path.replaceAll('|', '%7C')}${query}`
}

function escapedHost(host: string): string {
  return host.replaceAll('*', '%2A')
}

function whyBypassed(host: string): string | undefined {
  const name = host.replace(/\.$/, '')
  if (name === 'localhost' || name.endsWith('.localhost')) return 'localhost is never asked about'
  const address = parseAddress(name)
  if (address === undefined) return undefined
  const [first = 0, second = 0] = address.bytes
  if (address.family === 4 ? first === 127 : address.text === '::1') return 'a loopback address is never asked about'
  const isLinkLocal = address.family === 4 ? first === 169 && second === 254 : first === 0xfe && (second & 0xc0) === 0x80
  return isLinkLocal ? 'a link-local address is never asked about' : undefined
}
