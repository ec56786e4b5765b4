import { isIPv6 } from 'node:net'
import { domainToASCII } from 'node:url'

/** A URI as GLib reads one; `host` without brackets, `port` as it is written. */
export interface GUri {
  readonly scheme: string
  readonly user: string | undefined
  readonly host: string
  readonly port: number | undefined
  readonly path: string
  readonly query: string | undefined
  readonly fragment: string | undefined
}

const PARTS =
  /^([a-z][a-z0-9.+-]*):\/\/(?:([^/?#@]*)@)?(\[[^\]/?#]*\]|[^/?#:]*)(?::([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is

/**
 * Reads a URI with an authority as g_uri_parse with G_URI_FLAGS_NONE does (glib/guri.c; compared with GLib 2.74): escapes are undone and
 * dot segments taken out; the scheme's own port and the letters of the host stay as they are, and a host outside ASCII becomes
 * xn--. `undefined` when it is none.
 */
export function parseGUri(text: string): GUri | undefined {
  const [, scheme, user, hostText = '', portText = '', path = '', query, fragment] = PARTS.exec(text) ?? []
  const port = readPort(portText)
  if (scheme === undefined || Number.isNaN(port)) return undefined
  try {
    const [userText, host, pathText, queryText, fragmentText] = [user, hostText, path, query, fragment].map(unescapePercents)
    return {
      scheme: scheme.toLowerCase(),
      user: userText,
      host: readHost(host ?? ''),
      port,
      path: withoutDotSegments(pathText ?? ''),
      query: queryText,
      fragment: fragmentText,
    }
  } catch {
    return undefined
  }
}

/** Writes a URI as g_uri_to_string does: what may not stand as it is becomes an escape, characters outside ASCII stay. */
export function formatGUri({ scheme, user, host, port, path, query, fragment }: GUri): string {
  const name = host.includes(':') ? `[${escapeAll(host, /:/)}]` : escapeAll(host)
  const authority = `${user === undefined ? '' : `${escapeAll(user, /:/)}@`}${name}`
  const rest = `${escapeAll(path, /[:@/]/)}${query === undefined ? '' : `?${escapeAll(query, /[:@/?]/)}`}`
  return `${scheme}://${authority}${port === undefined ? '' : `:${port}`}${rest}${
    fragment === undefined ? '' : `#${escapeAll(fragment, /[:@/?]/)}`
  }`
}

// NaN for what is none
function readPort(text: string): number | undefined {
  if (text === '') return undefined
  return /^\d+$/.test(text) && Number(text) <= 65535 ? Number(text) : Number.NaN
}

// throws on what is no host
function readHost(text: string): string {
  if (text.startsWith('[')) {
    const address = text.slice(1, -1)
    if (!isIPv6(address)) throw new URIError('not an IPv6 address')
    return address
  }
  const host = /^[\0-\x7f]*$/.test(text) ? text : domainToASCII(text)
  if (host === '' && text !== '') throw new URIError('not a host')
  return host
}

// throws on a percent sign that begins no escape, and where the bytes are not UTF-8 or a NUL
function unescapePercents(text: string | undefined): string | undefined {
  const unescaped = text === undefined ? undefined : decodeURIComponent(text)
  if (unescaped?.includes('\0')) throw new URIError('a NUL')
  return unescaped
}

function escapeAll(text: string, allowed?: RegExp): string {
  return text.replace(/[\0-\x7f]/g, (character) =>
    /[A-Za-z0-9._~!$&'()*+,;=-]/.test(character) || allowed?.test(character)
      ? character
      : `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
}

// RFC 3986, section 5.2.4
function withoutDotSegments(path: string): string {
  if (!path.includes('/.')) return path
  const out: string[] = []
  const segments = path.split('/')
  for (const [i, segment] of segments.entries()) {
    const isLast = i === segments.length - 1
    if (segment === '..' && out.length > 1) out.pop()
    if (segment !== '.' && segment !== '..') out.push(segment)
    else if (isLast) out.push('')
  }
  return out.join('/')
}
