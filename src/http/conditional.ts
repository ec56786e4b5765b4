/** What a stored copy is compared with. */
export interface Validators {
  /** The entity tag's text, without quotes. */
  readonly tag: string
  readonly lastModified: Date
}

/**
 * Whether the copy that a client holds is current (RFC 9110, section 13.2.2): If-None-Match decides where it is sent, and
 * If-Modified-Since only where it is not. A date that is not an HTTP-date is ignored.
 */
export function isCurrent(
  asked: { readonly ifNoneMatch: string | undefined; readonly ifModifiedSince: string | undefined },
  { tag, lastModified }: Validators,
): boolean {
  if (asked.ifNoneMatch !== undefined) return matches(asked.ifNoneMatch, tag)
  const since = asked.ifModifiedSince === undefined ? undefined : parseHttpDate(asked.ifModifiedSince)
  return since !== undefined && lastModified.getTime() <= since
}

// weak comparison: W/ makes no difference (RFC 9110, section 13.1.2)
function matches(list: string, tag: string): boolean {
  if (list === '*') return true
  for (const [, opaque] of list.matchAll(/"([^"]*)"/g)) if (opaque === tag) return true
  return false
}

const fixdate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/
const rfc850 = /^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d\d-[A-Z][a-z]{2}-\d\d \d\d:\d\d:\d\d GMT$/
const asctime = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/

/** Reads the three forms of an HTTP-date (RFC 9110, section 5.6.7); milliseconds since 1970, `undefined` when it is none of them. */
export function parseHttpDate(text: string): number | undefined {
  const known = fixdate.test(text) || rfc850.test(text) ? text : asctime.test(text) ? `${text} GMT` : undefined
  const time = known === undefined ? Number.NaN : Date.parse(known)
  return Number.isNaN(time) ? undefined : time
}
