import type { Database } from './database.ts'
import type { Role } from './role.ts'

/** What a program signs in with, as it is kept: never the token itself. */
export interface Token {
  readonly id: string
  /** What its owner calls it. */
  readonly name: string
  readonly role: Role
  /** The account that it acts for. */
  readonly owner: string
  /** Milliseconds since 1970, as the other two. */
  readonly made: number
  /** To the minute; null: never. */
  readonly used: number | null
  readonly expires: number
}

/** The tokens in the database. */
export interface Tokens {
  /** The token with this digest, whoever it belongs to, expired or not. */
  find(digest: string): Token | undefined
  byId(id: string): Token | undefined
  /** Those of one account, or all; the newest first. */
  list(owner?: string): Token[]
  add(token: Omit<Token, 'used'>, digest: string): void
  touch(id: string, now: number): void
  remove(id: string): void
  /** How many an account has. */
  count(owner: string): number
}

const columns = 'id, name, role, owner, made, used, expires'

/** Reads and writes the tokens. */
export function openTokens({ sql }: Database): Tokens {
  const find = sql.prepare(`SELECT ${columns} FROM tokens WHERE digest = ?`)
  const byId = sql.prepare(`SELECT ${columns} FROM tokens WHERE id = ?`)
  const all = sql.prepare(`SELECT ${columns} FROM tokens ORDER BY made DESC, id LIMIT 1000`)
  const own = sql.prepare(`SELECT ${columns} FROM tokens WHERE owner = ? ORDER BY made DESC, id LIMIT 1000`)
  const add = sql.prepare('INSERT INTO tokens (id, digest, name, role, owner, made, expires) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const touch = sql.prepare('UPDATE tokens SET used = ? WHERE id = ?')
  const remove = sql.prepare('DELETE FROM tokens WHERE id = ?')
  const count = sql.prepare('SELECT count(*) AS n FROM tokens WHERE owner = ?')
  return {
    find: (digest) => find.get(digest) as unknown as Token | undefined,
    byId: (id) => byId.get(id) as unknown as Token | undefined,
    list: (owner) => (owner === undefined ? all.all() : own.all(owner)) as unknown as Token[],
    add({ id, name, role, owner, made, expires }, digest) {
      add.run(id, digest, name, role, owner, made, expires)
    },
    touch(id, now) {
      touch.run(now, id)
    },
    remove(id) {
      remove.run(id)
    },
    count: (owner) => (count.get(owner) as { n: number }).n,
  }
}
