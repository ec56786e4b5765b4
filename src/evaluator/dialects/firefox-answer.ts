import type { Proxy as WayOut } from '../verdict.ts'

type Type = Exclude<WayOut['type'], 'direct'>

const types: Readonly<Record<string, Type | 'direct'>> = {
  direct: 'direct',
  http: 'http',
  proxy: 'http',
  https: 'https',
  socks: 'socks4',
  socks4: 'socks4',
  socks5: 'socks5',
}
const defaultPorts: Readonly<Record<Type, number>> = { http: 80, https: 443, socks: 1080, socks4: 1080, socks5: 1080 }

/**
 * Reads what FindProxyForURL answered (nsProtocolProxyService::ProcessPACString and ExtractProxyInfo). A word that it knows makes an
 * entry even when no host can be read after it. What stands before the first word hides it. Nothing left is DIRECT.
 */
export function readAnswer(answer: string): readonly WayOut[] {
  const [text = ''] = answer.split('\0') // from here on it is a C string
  const proxies: WayOut[] = []
  for (let at = 0; at < text.length; ) {
    const semicolon = text.indexOf(';', at)
    const end = semicolon < 0 ? text.length : semicolon
    const proxy = readEntry(text.slice(at, end))
    if (proxy !== undefined) proxies.push(proxy)
    for (at = end; at < text.length && ';\t '.includes(text.charAt(at)); ) at++
  }
  return proxies.length > 0 ? proxies : [{ type: 'direct' }]
}

function readEntry(entry: string): WayOut | undefined {
  const [, word = '', rest = ''] = /^([^ \t]*)[ \t]*(.*)$/s.exec(entry) ?? []
  const keyword = word.toLowerCase()
  const type = Object.hasOwn(types, keyword) ? types[keyword] : undefined
  if (type === undefined || type === 'direct') return type && { type }
  const url = readHostUrl(rest)
  if (url === undefined) return { type, host: '', port: -1 }
  return { type, host: url.hostname.replace(/^\[|\]$/g, ''), port: portOf(url) ?? defaultPorts[type] }
}

// "www.example.org:8080" and "http://www.example.org:8080" alike
function readHostUrl(text: string): URL | undefined {
  return (
    [text, `http://${text}`].map((candidate) => URL.parse(candidate)).find((url) => url !== null && hasHost(url)) ?? undefined
  )
}

// beside what no URL may have, Firefox refuses a star and a quotation mark (nsStandardURL.cpp)
function hasHost(url: URL): boolean {
  return url.hostname !== '' && !/[*"]/.test(url.hostname)
}

// a URL does not tell its scheme's own port, so that ":80" and none are alike there
function portOf(url: URL): number | undefined {
  return url.port === '' ? undefined : Number(url.port)
}
