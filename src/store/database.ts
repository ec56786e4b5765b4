import { DatabaseSync } from 'node:sqlite'
import { migrations } from './migrations.ts'

/** The one connection of a thread. Closing it twice is fine. */
export interface Database extends Disposable {
  readonly sql: DatabaseSync
  /** Runs `work` in one transaction: all of it is kept, or nothing. Not to be nested. */
  transaction<T>(work: () => T): T
  /** The same, and on the disk before it returns: what a power cut may not undo either. */
  durably<T>(work: () => T): T
}

const busyMs = 2000

/**
 * Opens the database, makes it where there is none, and brings its tables to this version. `:memory:` keeps nothing. Throws when the
 * file cannot be used, or was written by a newer wpadd.
 *
 * In WAL mode with `synchronous = NORMAL` a commit survives the end of the process at any moment; a power cut may lose the last
 * ones, never the file (sqlite.org/pragma.html#pragma_synchronous). What must survive that too is done `durably`.
 */
export function openDatabase(path: string): Database {
  const sql = new DatabaseSync(path, { timeout: busyMs })
  try {
    sql.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF')
    migrate(sql, path)
  } catch (error) {
    sql.close()
    throw error
  }
  return {
    sql,
    transaction: (work) => transaction(sql, work),
    durably: (work) => durably(sql, work),
    [Symbol.dispose]() {
      if (sql.isOpen) sql.close()
    },
  }
}

function transaction<T>(sql: DatabaseSync, work: () => T): T {
  sql.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    sql.exec('COMMIT')
    return result
  } catch (error) {
    sql.exec('ROLLBACK')
    throw error
  }
}

function durably<T>(sql: DatabaseSync, work: () => T): T {
  sql.exec('PRAGMA synchronous = FULL')
  try {
    return transaction(sql, work)
  } finally {
    sql.exec('PRAGMA synchronous = NORMAL')
  }
}

// user_version counts the migrations that were done; two processes that open at once wait for each other
function migrate(sql: DatabaseSync, path: string): void {
  transaction(sql, () => {
    const { user_version: done } = sql.prepare('PRAGMA user_version').get() as { user_version: number }
    if (done > migrations.length) throw new Error(`${path} was written by a newer wpadd (version ${done} of its tables)`)
    for (const migration of migrations.slice(done)) sql.exec(migration)
    sql.exec(`PRAGMA user_version = ${migrations.length}`)
  })
}
