import type { Visit } from '../world.ts'

// most URLs are already what canonicalising would make of them; here that is certain: no port, no user, no escapes in the host,
// no number as its last label, nothing in path and query that is written differently
const PLAIN = /^(https?):\/\/((?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*)(\/[A-Za-z0-9_~!$&()*+,;=:@%/?.-]*)?$/
const DOT_SEGMENT = /\/(?:\.|%2e)/i
const LINE_END = /[\p{Cc}\u2028\u2029]/u
const LINE_ENDS = new RegExp(LINE_END, 'gu')

/** The parts of a URL that needs no care; `path` holds the query too. */
export interface PlainUrl {
  readonly scheme: string
  readonly name: string
  readonly path: string
}

/** Takes a URL apart that every client reads alike; `undefined` for one that has to be looked at with care. */
export function readPlainUrl(url: string): PlainUrl | undefined {
  const match = PLAIN.exec(url)
  if (match === null) return undefined
  const scheme = match[1] as string
  const name = match[2] as string
  const path = match[3] ?? '/'
  if (name.includes('xn--') || name.endsWith('localhost')) return undefined
  return DOT_SEGMENT.test(path) || name.length > 253 ? undefined : { scheme, name, path }
}

/** Reads a URL as browsers do. Throws a RangeError on what is not one with a host. */
export function readUrl(text: string): URL {
  const url = URL.parse(text)
  if (url === null || url.hostname === '') throw notAUrl(text)
  return url
}

/** Whether a text holds what ends a line, or another control character. */
export function holdsLineEnd(text: string): boolean {
  return LINE_END.test(text)
}

/** A text without what ends a line, which a URL that is handed on as it came may still hold. */
export function withoutLineEnds(text: string): string {
  return text.replace(LINE_ENDS, '')
}

/** What is thrown for a text that is not a URL with a host. */
export function notAUrl(text: string): RangeError {
  return new RangeError(`"${text.slice(0, 200)}" is not a URL with a host`)
}

/** A host as scripts are told it: without brackets. */
export function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, '')
}

/**
 * The host that a visit names, for clients that read a URL's host in their own way; `undefined` when it is no more than the URL's own
 * host as a browser reads it.
 */
export function namedHost({ url, host }: Visit): string | undefined {
  const { hostname } = URL.parse(url) ?? {}
  return hostname !== undefined && host === withoutBrackets(hostname) ? undefined : host
}
