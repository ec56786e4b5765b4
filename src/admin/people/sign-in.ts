import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** What became of a token that somebody brought. */
export type Redeemed =
  | { readonly kind: 'session'; readonly id: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'too-many' }

/** The one-time token and the sessions that came of such tokens. */
export interface SignIn {
  /** Makes `token` the one that counts; the one before it is void. */
  offer(token: string): void
  /** Trades the token for a session, once. */
  redeem(token: string): Redeemed
  /** Whether `id` is a session; using it keeps it from idling out. */
  knows(id: string | undefined): boolean
  /** Ends a session. */
  end(id: string | undefined): void
}

const minute = 60_000
const tokenLife = 60 * minute
const idleEnd = 2 * 60 * minute
const absoluteEnd = 12 * 60 * minute
const mostSessions = 16
const mostWrongPerMinute = 10

interface Session {
  readonly began: number
  lastUsed: number
}

/**
 * Keeps the door; `now` is a clock in milliseconds. A token is good for an hour, a session for two hours without use and twelve in
 * all. The 17th session ends the one that was used longest ago. After ten wrong tokens within a minute every token is refused until
 * that minute is over.
 */
export function signIn(now: () => number): SignIn {
  let offered: { digest: Buffer; until: number } | undefined
  let wrong: number[] = []
  const sessions = new Map<string, Session>()

  function live(id: string | undefined): Session | undefined {
    const session = id === undefined ? undefined : sessions.get(key(id))
    if (session === undefined) return undefined
    const over = now() - session.lastUsed > idleEnd || now() - session.began > absoluteEnd
    return over ? undefined : session
  }

  return {
    offer(token) {
      offered = { digest: digest(token), until: now() + tokenLife }
    },
    redeem(token) {
      wrong = wrong.filter((when) => now() - when < minute)
      if (wrong.length >= mostWrongPerMinute) return { kind: 'too-many' }
      if (offered === undefined || now() > offered.until || !timingSafeEqual(offered.digest, digest(token))) {
        wrong.push(now())
        return { kind: 'refused' }
      }
      offered = undefined
      const id = randomBytes(32).toString('base64url')
      if (sessions.size >= mostSessions) sessions.delete(sessions.keys().next().value!)
      sessions.set(key(id), { began: now(), lastUsed: now() })
      return { kind: 'session', id }
    },
    knows(id) {
      const session = live(id)
      if (session === undefined) {
        if (id !== undefined) sessions.delete(key(id))
        return false
      }
      session.lastUsed = now()
      sessions.delete(key(id!)) // re-inserted, so that the map's first is the one used longest ago
      sessions.set(key(id!), session)
      return true
    },
    end(id) {
      if (id !== undefined) sessions.delete(key(id))
    },
  }
}

// digests have one length, as timingSafeEqual wants, and looking one up tells nothing of the secret
function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

function key(id: string): string {
  return digest(id).toString('base64')
}
