import type { Address } from '../net/address.ts'
import type { Revision } from '../revisions/revision.ts'
import type { FindSite } from '../sites/find-site.ts'
import { isCurrent } from './conditional.ts'
import type { HttpReply, HttpRequest } from './message.ts'
import { isPacPath, readTarget } from './target.ts'

/** What came of a request: the closed set of a sighting's outcomes. */
export type Outcome =
  | 'pac'
  | 'not-modified'
  | 'no-site'
  | 'not-found'
  | 'method'
  | 'forbidden'
  | 'bad-request'
  | 'too-large'
  | 'too-slow'
  | 'busy'
  | 'health'
  | 'metrics'
  | 'failed'

/** An answer with one of our outcomes. */
export interface Reply extends HttpReply {
  readonly outcome: Outcome
}

/** The two answers that a revision has. */
export interface PacReplies {
  readonly pac: Reply
  readonly notModified: Reply
}

/** A short answer in plain text: never a page that a client could take for a PAC (requirements H6 and W7). */
export function textReply(outcome: Outcome, status: number, text: string, headers: Readonly<Record<string, string>> = {}): Reply {
  const body = Buffer.from(`${text}\n`)
  const about = {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': String(body.length),
    'Cache-Control': 'no-store',
  }
  return { outcome, status, headers: { ...about, ...headers }, body }
}

export const noSite = textReply('no-site', 404, 'no proxy configuration for this client')
export const notFound = textReply('not-found', 404, 'not found (the proxy configuration is /wpad.dat)')
export const wrongMethod = textReply('method', 405, 'GET or HEAD only', { Allow: 'GET, HEAD' })
export const forbidden = textReply('forbidden', 403, 'not for this network')
export const badRequest = textReply('bad-request', 400, 'bad request')
export const tooLarge = textReply('too-large', 431, 'request head too large')
export const tooSlow = textReply('too-slow', 408, 'request too slow')
export const busy = textReply('busy', 503, 'too many connections', { 'Retry-After': '5' })

/**
 * Answers a request for the PAC with that of the client's site; `undefined` when something else is asked for.
 * Every unconditional GET gets the whole file with 200: no redirect, no cookie, no range (requirements H3 and H7).
 */
export function respond(
  request: HttpRequest,
  client: Address,
  findSite: FindSite,
  repliesOf: (revision: Revision) => PacReplies,
): Reply | undefined {
  const { path, host = request.host } = readTarget(request.target)
  if (!isPacPath(path)) return undefined
  if (request.method !== 'GET' && request.method !== 'HEAD') return wrongMethod
  const answer = findSite({ via: 'http', client, host })
  if (answer === undefined) return noSite
  const { pac, notModified } = repliesOf(answer.revision)
  const { id: tag, lastModified } = answer.revision
  return isCurrent(request, { tag, lastModified }) ? notModified : pac
}

/** Makes the answers of each revision, once. `maxAge` in seconds. */
export function pacReplies(maxAge: number): (revision: Revision) => PacReplies {
  const made = new WeakMap<Revision, PacReplies>()
  return (revision) => {
    const known = made.get(revision)
    if (known !== undefined) return known
    const replies = makeReplies(revision, maxAge)
    made.set(revision, replies)
    return replies
  }
}

/**
 * `private`, because one URL has another PAC in another subnet: a shared cache must not pass it on (RFC 9111, section 5.2.2.7).
 * No Vary: it names request fields, and the client's address is none; Host is a part of the cache's key already.
 */
function makeReplies({ id, body, contentType, lastModified }: Revision, maxAge: number): PacReplies {
  const caching = { ETag: `"${id}"`, 'Cache-Control': `private, max-age=${maxAge}` }
  const about = {
    'Content-Type': contentType,
    'Content-Length': String(body.length),
    'Last-Modified': lastModified.toUTCString(),
  }
  return {
    pac: { outcome: 'pac', status: 200, headers: { ...about, ...caching }, body },
    notModified: { outcome: 'not-modified', status: 304, headers: caching, body: Buffer.alloc(0) },
  }
}
