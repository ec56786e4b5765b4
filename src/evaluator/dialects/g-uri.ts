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
  /^([a-z][a-z0-9.+-]*):\/\/(?:([^/?#]*)@)?(\[[^\]/?#]*\]|[^/?#:@]*)(?::([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is

/**
 * Reads a URI as g_uri_parse does (glib/guri.c): blanks around it go, those inside are encoded, escapes are undone, dot segments are
 * taken out; the scheme's own port and the letters of the host stay as they are, and a host outside ASCII becomes xn--.
 * `undefined` when it is none.
 */
export function parseGUri(text: string): GUri | undefined {
  const cleaned = text
    .replace(/^[\t-\r ]+|[\t-\r ]+$/g, '')
    .replace(/ /g, '%20')
    .replace(/[\t-\r]/g, '')
  const [, scheme, user, hostText = '', portText = '', pathText = '', query, fragment] = PARTS.exec(cleaned) ?? []
  if (scheme === undefined) return undefined
  const port = portText === '' ? undefined : /^\d+$/.test(portText) ? Number(portText) : Number.NaN
  try {
    const host = readHost(hostText)
    if (host === undefined || (port !== undefined && !(port <= 65535))) return undefined
    const path = withoutDotSegments(unescapePercents(pathText))
    return {
      scheme: scheme.toLowerCase(),
      user: user === undefined ? undefined : unescapePercents(user),
      host,
      port,
      path,
      query: query === undefined ? undefined : unescapePercents(query),
      fragment: fragment === undefined ? undefined : unescapePercents(fragment),
    }
  } catch {
    return undefined
  }
}

/** Writes a URI as g_uri_to_string does: what may not stand as it is becomes an escape, characters outside ASCII stay. */
export function formatGUri({ scheme, user, host, port, path, query, fragment }: GUri): string {
  const authority = `${user === undefined ? '' : `${escapeAll(user, /[:]/)}@`}${host.includes(':') ? `[${host}]` : host}`
  const rest = `${escapeAll(path, /[:@/]/)}${query === undefined ? '' : `?${escapeAll(query, /[:@/?]/)}`}`
  return `${scheme}://${authority}${port === undefined ? '' : `:${port}`}${rest}${
    fragment === undefined ? '' : `#${escapeAll(fragment, /[:@/?]/)}`
  }`
}

function readHost(text: string): string | undefined {
  if (text.startsWith('[')) return text.slice(1, -1)
  const host = unescapePercents(text)
  return /^[\0-\x7f]*$/.test(host) ? host : domainToASCII(host) || undefined
}

// throws where the bytes are not UTF-8 or a NUL; a percent sign that begins no escape stays
function unescapePercents(text: string): string {
  const unescaped = text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => decodeURIComponent(escapes))
  if (unescaped.includes('\0')) throw new URIError('a NUL')
  return unescaped
}

function escapeAll(text: string, allowed: RegExp): string {
  return text.replace(/[\0-\x7f]/g, (character) =>
    /[A-Za-z0-9._~!$&'()*+,;=-]/.test(character) || allowed.test(character)
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
