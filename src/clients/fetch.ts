import type { Basis } from './basis.ts'

/** Which answers a client takes for a PAC. */
export interface Acceptance {
  readonly statuses: 'exactly 200' | '2xx' | 'any'
  /** How many redirects it follows. */
  readonly redirects: number
  /** A good status, but no FindProxyForURL in the text: it looks further, or has what it wanted and goes DIRECT. */
  readonly withoutScript: 'looks further' | 'goes DIRECT'
  /** Whether the media type matters: not, or application/x-ns-proxy-autoconfig unless the path ends like a script's. */
  readonly type: 'any' | 'PAC type or extension'
  /** The longest body it takes; undefined: no limit is known. */
  readonly mostBytes?: number
  /** Content codings that it undoes, asked for or not. */
  readonly codings: readonly Coding[]
  /** Byte order marks that it can read past. */
  readonly byteOrderMarks: readonly ByteOrderMark[]
  /** Whether it takes a body shorter than its Content-Length. */
  readonly shortBody: boolean
  /** Whether a status line needs words after the number. */
  readonly reasonPhrase: boolean
}

export type Coding = 'gzip' | 'deflate' | 'br'
export type ByteOrderMark = 'utf-8' | 'utf-16'

/** How a client fetches the file, and what it makes of the answer. */
export interface Fetch {
  /** The header lines in their order; `{host}` stands for the URL's host and port. */
  readonly head: readonly string[]
  /** The header lines of a second GET, where the client always makes one. */
  readonly secondHead?: readonly string[]
  /** What the Host header says in place of the URL's host. */
  readonly host?: 'the address'
  readonly milliseconds: number
  readonly accepts: Acceptance
  readonly basis: Basis
}
