import { chownSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Database, openDatabase } from './database.ts'
import { defaultPath, type StoreOptions } from './options.ts'

/** The database, and why it is not the one that was meant, if so. */
export interface Store {
  readonly database: Database
  /** Set when everything is kept in memory alone though nobody asked for that. */
  readonly warning?: string
}

/**
 * Opens the database that the configuration names; `undefined` (`store: off`) stays in memory. Without a path in the configuration
 * it is the usual place, and memory where that cannot be used. Throws when a path that was given cannot be used.
 */
export function openStore(options: StoreOptions | undefined): Store {
  if (options === undefined) return { database: openDatabase(':memory:') }
  const path = options.path ?? defaultPath
  try {
    if (path !== ':memory:') makePrivate(path)
    return { database: openDatabase(path) }
  } catch (error) {
    const reason = `store.path: ${path} cannot be used (${(error as Error).message})`
    if (options.path !== undefined) throw new Error(reason)
    return {
      database: openDatabase(':memory:'),
      warning: `${reason}: accounts and sightings are kept in memory and end with wpadd`,
    }
  }
}

// SQLite gives its files beside the database the database's own permissions
function makePrivate(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  if (existsSync(path)) return
  closeSync(openSync(path, 'a', 0o600))
  // what root makes is for whom the folder is: the user that the service runs as
  const { uid, gid } = statSync(dirname(path))
  if (process.geteuid?.() === 0) chownSync(path, uid, gid)
}
