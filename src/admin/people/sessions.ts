import { createHash, randomBytes } from 'node:crypto'
import type { Account } from '../../store/accounts.ts'

/** One browser that is signed in. */
export interface Session {
  /** What it is called in lists; it signs nobody in. */
  readonly id: string
  readonly account: string
  /** The account's stamp when it began: with another one it has ended. */
  readonly stamp: string
  readonly by: 'password' | 'link'
  readonly address: string
  /** The browser's own name for itself, cut. */
  readonly agent: string
  /** Milliseconds since 1970, as `lastUsed`. */
  readonly began: number
  readonly lastUsed: number
}

/** The sessions, in memory: they end with wpadd. */
export interface Sessions {
  /** Begins one; what it returns is the secret, which is not kept. */
  begin(account: Account, from: Pick<Session, 'by' | 'address' | 'agent'>): string
  /** The session of a secret, unless it is over. */
  find(secret: string | undefined): Session | undefined
  /** The same; using it keeps it from idling out. */
  use(secret: string | undefined): Session | undefined
  /** Ends the session of a secret. */
  end(secret: string | undefined): void
  /** Ends a session by its id. Whether there was one. */
  endById(account: string, id: string): boolean
  /** Those of an account, the one used last first. */
  of(account: string): Session[]
}

const minute = 60_000
const idleEnd = 2 * 60 * minute
const absoluteEnd = 12 * 60 * minute
const mostOfOne = 16
const most = 1024
const longestAgent = 200

/**
 * Keeps the sessions; `now` is a clock in milliseconds. One is good for two hours without use and for twelve in all. The 17th of an
 * account ends the one of its sessions that was used longest ago, the 1025th of all likewise.
 */
export function openSessions(now: () => number): Sessions {
  const sessions = new Map<string, Session>()
  const put = (key: string, session: Session) => {
    sessions.delete(key) // put in again, so that the map's first is the one used longest ago
    sessions.set(key, session)
  }
  const isOver = ({ began, lastUsed }: Session) => now() - lastUsed > idleEnd || now() - began > absoluteEnd
  const keysOf = (account: string) => [...sessions].filter(([, session]) => session.account === account)
  const find = (secret: string | undefined) => {
    if (secret === undefined) return undefined
    const key = keyOf(secret)
    const session = sessions.get(key)
    if (session === undefined || !isOver(session)) return session
    sessions.delete(key)
    return undefined
  }
  return {
    begin({ name, stamp }, { by, address, agent }) {
      const secret = randomBytes(32).toString('base64url')
      const own = keysOf(name)
      if (own.length >= mostOfOne) sessions.delete(own[0]![0])
      else if (sessions.size >= most) sessions.delete(sessions.keys().next().value!)
      const id = randomBytes(9).toString('base64url')
      const times = { began: now(), lastUsed: now() }
      put(keyOf(secret), { id, account: name, stamp, by, address, agent: agent.slice(0, longestAgent), ...times })
      return secret
    },
    find,
    use(secret) {
      const session = find(secret)
      if (session !== undefined) put(keyOf(secret!), { ...session, lastUsed: now() })
      return session
    },
    end(secret) {
      if (secret !== undefined) sessions.delete(keyOf(secret))
    },
    endById(account, id) {
      const found = keysOf(account).find(([, session]) => session.id === id)
      return found !== undefined && sessions.delete(found[0])
    },
    of: (account) =>
      keysOf(account)
        .map(([, session]) => session)
        .filter((session) => !isOver(session))
        .toReversed(),
  }
}

// looking a digest up tells nothing of the secret
function keyOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64')
}
