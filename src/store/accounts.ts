import { randomBytes } from 'node:crypto'
import type { Database } from './database.ts'
import type { Role } from './role.ts'

/** Somebody who may sign in. */
export interface Account {
  readonly name: string
  readonly role: Role
  /** The password's hash, with the way it was made. */
  readonly password: string
  /** Another one after every change of the password or the role: what was begun under an older one has ended. */
  readonly stamp: string
  /** Milliseconds since 1970. */
  readonly made: number
  /** When the password or the role changed last; milliseconds since 1970. */
  readonly changed: number
}

/** The accounts in the database. Changes do nothing where there is no such account. */
export interface Accounts {
  find(name: string): Account | undefined
  /** By name. */
  list(): Account[]
  add(account: Pick<Account, 'name' | 'role' | 'password'>, now: number): void
  setPassword(name: string, password: string, now: number): void
  setRole(name: string, role: Role, now: number): void
  /** Removes the account and its tokens. */
  remove(name: string): void
  administrators(): number
}

const columns = 'name, role, password, stamp, made, changed'

/** Reads and writes the accounts. */
export function openAccounts({ sql }: Database): Accounts {
  const find = sql.prepare(`SELECT ${columns} FROM accounts WHERE name = ?`)
  const list = sql.prepare(`SELECT ${columns} FROM accounts ORDER BY name LIMIT 1000`)
  const add = sql.prepare(`INSERT INTO accounts (${columns}) VALUES (?, ?, ?, ?, ?, ?)`)
  const setPassword = sql.prepare('UPDATE accounts SET password = ?, stamp = ?, changed = ? WHERE name = ?')
  const setRole = sql.prepare('UPDATE accounts SET role = ?, stamp = ?, changed = ? WHERE name = ?')
  const remove = sql.prepare('DELETE FROM accounts WHERE name = ?')
  const administrators = sql.prepare("SELECT count(*) AS n FROM accounts WHERE role = 'administrator'")
  return {
    find: (name) => find.get(name) as unknown as Account | undefined,
    list: () => list.all() as unknown as Account[],
    add({ name, role, password }, now) {
      add.run(name, role, password, freshStamp(), now, now)
    },
    setPassword(name, password, now) {
      setPassword.run(password, freshStamp(), now, name)
    },
    setRole(name, role, now) {
      setRole.run(role, freshStamp(), now, name)
    },
    remove(name) {
      remove.run(name)
    },
    administrators: () => (administrators.get() as { n: number }).n,
  }
}

// random, so that an account that is removed and made again does not revive what belonged to the first
function freshStamp(): string {
  return randomBytes(12).toString('base64url')
}
