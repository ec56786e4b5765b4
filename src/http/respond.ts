import type { Address } from '../net/address.ts'
import { dependsOnUserAgent, findProfile, type ProfileAnswer } from '../sites/find-profile.ts'
import type { FindSite, SiteAnswer } from '../sites/find-site.ts'
import { isCurrent } from './conditional.ts'
import type { HttpReply, HttpRequest } from './message.ts'
import { isPacPath, queryOf, readTarget } from './target.ts'

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
  | 'too-often'
  | 'proxy-header'
  | 'busy'
  | 'health'
  | 'metrics'
  | 'failed'

/** An answer with one of our outcomes. */
export interface Reply extends HttpReply {
  readonly outcome: Outcome
  /** `SITE/PROFILE` where it is not the site's own PAC. */
  readonly profile?: string
  /** Whose PAC it is, and its revision. */
  readonly site?: string
  readonly told?: string
}

/** The two answers that a PAC has. */
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
export const tooOften = textReply('too-often', 429, 'too many requests', { 'Retry-After': '1' })
export const busy = textReply('busy', 503, 'too many connections', { 'Retry-After': '5' })

/**
 * Answers a request for the PAC with that of the client's site or profile; `undefined` when something else is asked for.
 * Every unconditional GET gets the whole file with 200: no redirect, no cookie, no range (requirements H3 and H7).
 */
export function respond(request: HttpRequest, client: Address, findSite: FindSite, repliesOf: RepliesOf): Reply | undefined {
  const { path, host = request.host } = readTarget(request.target)
  if (!isPacPath(path)) return undefined
  if (request.method !== 'GET' && request.method !== 'HEAD') return wrongMethod
  const answer = findSite({ via: 'http', client, host })
  if (answer === undefined) return noSite
  const profile = answer.profiles && chooseProfile(answer.profiles, request, client, host)
  const { pac, notModified } = repliesOf(answer, profile)
  const { id: tag, lastModified } = (profile ?? answer).revision
  return isCurrent(request, { tag, lastModified }) ? notModified : pac
}

function chooseProfile(
  profiles: readonly ProfileAnswer[],
  { target, userAgent }: HttpRequest,
  client: Address,
  host: string | undefined,
): ProfileAnswer | undefined {
  return profiles.length === 0 ? undefined : findProfile(profiles, { client, host, userAgent, query: queryOf(target) })
}

/** The answers that are ready for a site's own PAC, or for that of one of its profiles. */
export type RepliesOf = (answer: SiteAnswer, profile: ProfileAnswer | undefined) => PacReplies

/** Makes the answers of each PAC, once. `maxAge` in seconds. */
export function pacReplies(maxAge: number): RepliesOf {
  const made = new WeakMap<SiteAnswer | ProfileAnswer, PacReplies>()
  return (answer, profile) => {
    const known = made.get(profile ?? answer)
    if (known !== undefined) return known
    const replies = makeReplies(answer, profile, maxAge)
    made.set(profile ?? answer, replies)
    return replies
  }
}

/**
 * `private`, because one URL has another PAC in another subnet: a shared cache must not pass it on (RFC 9111, section 5.2.2.7).
 * Vary names request fields, and the client's address is none; Host and query are a part of the cache's key already. So it is
 * User-Agent or nothing, and User-Agent on every answer of a site that looks at it, that to a client without one included.
 */
function makeReplies(
  { site, revision, profiles = [] }: SiteAnswer,
  profile: ProfileAnswer | undefined,
  maxAge: number,
): PacReplies {
  const { id, body, contentType, lastModified } = (profile ?? { revision }).revision
  const vary = dependsOnUserAgent(profiles) ? { Vary: 'User-Agent' } : {}
  const caching = { ETag: `"${id}"`, 'Cache-Control': `private, max-age=${maxAge}`, ...vary }
  const named = { site: site.name, told: id, ...(profile && { profile: `${site.name}/${profile.profile.name}` }) }
  const about = {
    'Content-Type': contentType,
    'Content-Length': String(body.length),
    'Last-Modified': lastModified.toUTCString(),
  }
  return {
    pac: { outcome: 'pac', status: 200, headers: { ...about, ...caching }, body, ...named },
    notModified: { outcome: 'not-modified', status: 304, headers: caching, body: Buffer.alloc(0), ...named },
  }
}
