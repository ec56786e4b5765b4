import type { Database } from './database.ts'

/** One thing that somebody did. */
export interface AuditEntry {
  /** Grows from entry to entry. */
  readonly id: number
  /** Milliseconds since 1970. */
  readonly at: number
  /** The account, or `wpadd` itself. */
  readonly who: string
  /** From where: an address, a token's name with it, or the command line. */
  readonly origin: string
  /** What was done: `sign-in`, `account-added`. */
  readonly action: string
  /** To what. */
  readonly target: string
  /** What was so before, and is after; null: nothing. */
  readonly before: string | null
  readonly after: string | null
}

/** Which entries are wanted. */
export interface AuditQuery {
  /** Only older ones than this id. */
  readonly before?: number | undefined
  readonly who?: string | undefined
  readonly action?: string | undefined
  readonly limit: number
}

/** What is kept at most. */
export interface AuditBounds {
  readonly days: number
  readonly rows: number
}

/** What is kept when nobody says otherwise: a year and a month. */
export const usualBounds: AuditBounds = { days: 400, rows: 100_000 }

/** The log of what people did: it is added to and read; only age and number take entries away, the oldest first. */
export interface Audit {
  /** Adds an entry; the caller's transaction decides when it is kept. */
  append(entry: Omit<AuditEntry, 'id'>): void
  /** The newest first. */
  read(query: AuditQuery): AuditEntry[]
  /** Removes what is too old or too much. */
  prune(now: number): void
}

const day = 24 * 3600_000
const columns = 'id, at, who, origin, action, target, before, after'

/** Reads and writes the audit log; it prunes itself now and then as it grows. */
export function openAudit({ sql }: Database, { days, rows }: AuditBounds): Audit {
  const insert = sql.prepare(
    'INSERT INTO audit (at, who, origin, action, target, before, after) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id',
  )
  const select = sql.prepare(
    `SELECT ${columns} FROM audit
      WHERE id < ifnull(?1, 9223372036854775807) AND (?2 IS NULL OR who = ?2) AND (?3 IS NULL OR action = ?3)
      ORDER BY id DESC LIMIT ?4`,
  )
  const tooOld = sql.prepare('DELETE FROM audit WHERE at < ?')
  const tooMany = sql.prepare('DELETE FROM audit WHERE id <= (SELECT max(id) FROM audit) - ?')
  const prune = (now: number) => {
    tooOld.run(now - days * day)
    tooMany.run(rows)
  }
  return {
    append({ at, who, origin, action, target, before, after }) {
      const { id } = insert.get(at, who, origin, action, target, before, after) as { id: number }
      if (id % 100 === 0) prune(at)
    },
    read: ({ before, who, action, limit }) =>
      select.all(before ?? null, who ?? null, action ?? null, limit) as unknown as AuditEntry[],
    prune,
  }
}
