import type { Proxy as WayOut } from '../verdict.ts'
import { trimOf } from './trim-of.ts'

type Type = 'http' | 'https' | 'socks4' | 'socks5'

// QUIC is a word of the source that the browser ignores (measured with 156)
const types: Readonly<Record<string, Type>> = {
  proxy: 'http',
  https: 'https',
  socks: 'socks4',
  socks4: 'socks4',
  socks5: 'socks5',
}
// stands for a space while a host is read
const SPACE = '__space__'
const defaultPorts: Readonly<Record<Type, number>> = { http: 80, https: 443, socks4: 1080, socks5: 1080 }

/**
 * Reads what FindProxyForURL answered (ProxyList::SetFromPacString, net/base/proxy_string_util.cc). Entries are separated by
 * semicolons; what is not understood is left out; nothing left is DIRECT.
 */
export function readAnswer(answer: string): readonly WayOut[] {
  const proxies = answer.split(';').flatMap((entry) => readEntry(entry) ?? [])
  return proxies.length > 0 ? proxies : [{ type: 'direct' }]
}

function readEntry(entry: string): WayOut | undefined {
  const [, word = '', rest = ''] = /^([^ \t]*)[ \t]*(.*)$/s.exec(trimOf(entry, ' \t')) ?? []
  const keyword = word.toLowerCase()
  if (keyword === 'direct') return rest === '' ? { type: 'direct' } : undefined
  const type = Object.hasOwn(types, keyword) ? types[keyword] : undefined
  if (type === undefined || rest.includes('@')) return undefined
  const { host: hostText, port: portText } = splitPort(rest)
  const host = readHost(hostText)
  const port = portText === undefined ? defaultPorts[type] : readPort(portText)
  return host === undefined || port === undefined ? undefined : { type, host, port }
}

// the last colon that is not inside brackets; an unbracketed 2001:db8::1:3128 is a host and a port (url::ParseAuthority)
function splitPort(text: string): { host: string; port: string | undefined } {
  const bracket = text.lastIndexOf(']')
  const colon = text.lastIndexOf(':')
  if (colon < 0 || colon < bracket || (text.startsWith('[') && bracket < 0)) return { host: text, port: undefined }
  return { host: text.slice(0, colon), port: text.slice(colon + 1) }
}

// url::ParsePort: zeros in front do not count
function readPort(text: string): number | undefined {
  const [, digits] = /^0*(\d{1,5})$/.exec(text) ?? []
  const port = Number(digits)
  return digits === undefined || port > 65535 ? undefined : port
}

// url::CanonicalizeHost: as in a URL, but a star is written %2A, and a space, which no URL of ours may have, %20
function readHost(text: string): string | undefined {
  const host = text.trim().replace(/ |%20/g, SPACE)
  if (host === '' || /[\0-\x20\x7f/\\?#@]/.test(host)) return undefined
  const bracketed = !host.startsWith('[') && host.includes(':') ? `[${host}]` : host
  const parsed = URL.parse(`http://${bracketed}/`)
  if (parsed === null || parsed.hostname === '' || parsed.port !== '') return undefined
  return parsed.hostname
    .replace(/^\[|\]$/g, '')
    .replaceAll('*', '%2A')
    .replaceAll(SPACE, '%20')
}
