import type { Context, MiddlewareHandler } from 'hono'
import { may, type Role } from '../../store/role.ts'
import type { Token } from '../../store/tokens.ts'
import { type AdminEnv, frameOf, type Person, personOf } from '../frame/env.ts'
import { problemJson } from '../frame/problem-json.ts'
import { type Actor, digestOf } from './changes.ts'
import type { Credential } from './credential.ts'
import type { People } from './people.ts'
import { sessionSecret } from './session-cookie.ts'
import { signInPage } from './sign-in-page.ts'

interface Known {
  readonly person: Person
  readonly credential: Credential
}

/** Lets nobody past who is not signed in: 401, with the page to sign in, or a problem for a program. */
export function signedInOnly(people: People, fingerprint: () => string | undefined): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    const known = whoAsks(people, c)
    if (known === undefined) return refuse(people, fingerprint(), c)
    c.set('frame', { ...frameOf(c), person: known.person })
    c.set('credential', known.credential)
    return next()
  }
}

/** Whether somebody is signed in, where nobody has to be. */
export function isSignedIn(people: People, c: Context<AdminEnv>): boolean {
  return whoAsks(people, c) !== undefined
}

/** The actor of a request, as the audit log names it. */
export function actorOf(c: Context<AdminEnv>): Actor {
  const credential = c.get('credential')
  const by = credential.kind === 'token' ? ` by token ${credential.token.name}` : ''
  return { who: personOf(c).name, origin: `${c.env.remoteAddress}${by}` }
}

/**
 * Whether whoever has sent a request may still do what `needed` may, to be asked while the answer goes on. It counts as no use: it keeps no
 * session from idling out.
 */
export function mayStill(people: People, c: Context<AdminEnv>, needed: Role): () => boolean {
  const credential = c.get('credential')
  const secret = sessionSecret(c)
  return () => {
    const known =
      credential.kind === 'token' ? byOwner(people, people.tokens.byId(credential.token.id)) : bySecret(people, secret)
    return known !== undefined && may(known.person.role, needed)
  }
}

// a token that is no good is not made good by a cookie beside it; any other Authorization is for a proxy in front of us
function whoAsks(people: People, c: Context<AdminEnv>): Known | undefined {
  const authorization = c.req.header('authorization') ?? ''
  return /^bearer\b/i.test(authorization) ? byToken(people, authorization) : bySession(people, sessionSecret(c))
}

function bySession(people: People, secret: string | undefined): Known | undefined {
  people.sessions.use(secret)
  return bySecret(people, secret)
}

// the account is looked up each time: one that was changed or removed, by another process too, has no sessions
function bySecret({ accounts, sessions }: People, secret: string | undefined): Known | undefined {
  const session = sessions.find(secret)
  const account = session === undefined ? undefined : accounts.find(session.account)
  if (session === undefined || account?.stamp !== session.stamp) {
    sessions.end(secret)
    return undefined
  }
  return { person: { name: account.name, role: account.role }, credential: { kind: 'session', session } }
}

const minute = 60_000

function byToken(people: People, authorization: string): Known | undefined {
  const { tokens, now } = people
  const [, text] = /^bearer +(wpadd_[\w-]{43})$/i.exec(authorization) ?? []
  const token = text === undefined ? undefined : tokens.find(digestOf(text))
  const known = byOwner(people, token)
  if (known !== undefined && token !== undefined && now() - (token.used ?? 0) > minute) tokens.touch(token.id, now())
  return known
}

function byOwner({ accounts, now }: People, token: Token | undefined): Known | undefined {
  const account = token === undefined ? undefined : accounts.find(token.owner)
  if (token === undefined || account === undefined || token.expires <= now()) return undefined
  return { person: { name: account.name, role: lesser(token.role, account.role) }, credential: { kind: 'token', token } }
}

/** The role that may do less. */
function lesser(one: Role, other: Role): Role {
  return may(one, other) ? other : one
}

function refuse(people: People, fingerprint: string | undefined, c: Context<AdminEnv>): Response | Promise<Response> {
  if (!c.req.path.startsWith('/api/')) {
    const wanted = c.req.method === 'GET' ? c.req.path : '/'
    return c.html(signInPage(frameOf(c), { isLinkOffered: people.link.isOffered, next: wanted, fingerprint }), 401)
  }
  c.header('WWW-Authenticate', 'Bearer')
  const how = 'send the cookie of a session, or a token (Authorization: Bearer wpadd_...)'
  return problemJson(c, 401, 'not signed in', people.link.isOffered ? `${how}; the sign-in link is in the log of wpadd` : how)
}
