import { createHash, randomBytes } from 'node:crypto'
import { type Account, type Accounts, openAccounts } from '../../store/accounts.ts'
import type { Audit, AuditEntry } from '../../store/audit.ts'
import type { Database } from '../../store/database.ts'
import type { Role } from '../../store/role.ts'
import { openTokens, type Token } from '../../store/tokens.ts'
import type { Weakness } from './password-rules.ts'

/** Who makes a change, and from where: what the audit log says of it. */
export interface Actor {
  readonly who: string
  readonly origin: string
}

/** Why a change was not made. */
export type RefusalReason =
  | 'bad-name'
  | 'exists'
  | 'missing'
  | 'last-administrator'
  | 'too-many'
  | 'role-too-high'
  | 'wrong-password'
  | 'wait'
  | Weakness

/** A change that was not made; nothing was changed. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly reason: RefusalReason

  constructor(reason: RefusalReason, message: string) {
    super(message)
    this.reason = reason
  }
}

/** A token that is to be made. */
export interface TokenWish {
  readonly name: string
  readonly role: Role
  /** Milliseconds since 1970. */
  readonly expires: number
}

/** Every change of accounts and tokens. Each is in the audit log in the same transaction, and on the disk before it returns. */
export interface Changes {
  /** `password` is a hash, here and below. */
  add(actor: Actor, account: Pick<Account, 'name' | 'role' | 'password'>): void
  setPassword(actor: Actor, name: string, password: string): void
  setRole(actor: Actor, name: string, role: Role): void
  remove(actor: Actor, name: string): void
  /** Makes a token of `owner`; its text is returned once and not kept. */
  addToken(actor: Actor, owner: string, wish: TokenWish): { token: Token; text: string }
  removeToken(actor: Actor, id: string): void
  /** Writes an entry about anything else. */
  note(entry: Note): void
}

/** An entry of the audit log as it is written: what is not said is empty. */
export type Note = Actor & Pick<AuditEntry, 'action' | 'target'> & { readonly before?: object; readonly after?: object }

const mostAccounts = 1000
const mostTokensEach = 50

/** How a name is kept: `Ana` and `ana` are one account. Throws a Refusal for what is no name. */
export function accountName(text: string): string {
  const name = text.trim().toLowerCase()
  if (/^[a-z0-9][a-z0-9._@-]{0,63}$/.test(name)) return name
  throw new Refusal('bad-name', 'a name has 1 to 64 of a-z, 0-9, ".", "_", "-", "@", and begins with a letter or digit')
}

/** The digest by which a token is kept and found. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}

/** The only way in which accounts and tokens change. */
export function openChanges(database: Database, audit: Audit, now: () => number): Changes {
  const accounts = openAccounts(database)
  const tokens = openTokens(database)
  const note = ({ who, origin, action, target, before, after }: Note) =>
    audit.append({ at: now(), who, origin, action, target, before: textOf(before), after: textOf(after) })
  return {
    add: (actor, { name, role, password }) =>
      database.durably(() => {
        if (accounts.find(name)) throw new Refusal('exists', `there is an account "${name}" already`)
        if (accounts.list().length >= mostAccounts) throw new Refusal('too-many', `there are ${mostAccounts} accounts already`)
        if (role !== 'administrator' && accounts.administrators() === 0)
          throw new Refusal('last-administrator', 'the first account has to be an administrator')
        accounts.add({ name, role, password }, now())
        note({ ...actor, action: 'account-added', target: name, after: { role } })
      }),
    setPassword: (actor, name, password) =>
      database.durably(() => {
        existing(accounts, name)
        accounts.setPassword(name, password, now())
        note({ ...actor, action: 'password-changed', target: name })
      }),
    setRole: (actor, name, role) =>
      database.durably(() => {
        const { role: before } = existing(accounts, name)
        if (before === role) return
        if (before === 'administrator') keepOne(accounts)
        accounts.setRole(name, role, now())
        note({ ...actor, action: 'role-changed', target: name, before: { role: before }, after: { role } })
      }),
    remove: (actor, name) =>
      database.durably(() => {
        const { role } = existing(accounts, name)
        if (role === 'administrator') keepOne(accounts)
        const before = { role, tokens: tokens.list(name).map((each) => each.name) }
        accounts.remove(name)
        note({ ...actor, action: 'account-removed', target: name, before })
      }),
    addToken: (actor, owner, wish) =>
      database.durably(() => {
        existing(accounts, owner)
        if (tokens.count(owner) >= mostTokensEach)
          throw new Refusal('too-many', `"${owner}" has ${mostTokensEach} tokens already`)
        const made = newToken(owner, wish, now())
        tokens.add(made.token, digestOf(made.text))
        note({ ...actor, action: 'token-added', target: targetOf(made.token), after: described(made.token) })
        return made
      }),
    removeToken: (actor, id) =>
      database.durably(() => {
        const token = tokens.byId(id)
        if (token === undefined) throw new Refusal('missing', 'there is no such token')
        tokens.remove(id)
        note({ ...actor, action: 'token-removed', target: targetOf(token), before: described(token) })
      }),
    note: (entry) => database.durably(() => note(entry)),
  }
}

function existing(accounts: Accounts, name: string): Account {
  const account = accounts.find(name)
  if (account === undefined) throw new Refusal('missing', `there is no account "${name}"`)
  return account
}

function keepOne(accounts: Accounts): void {
  if (accounts.administrators() > 1) return
  throw new Refusal('last-administrator', 'this is the last administrator: make another one first')
}

function newToken(owner: string, wish: TokenWish, now: number): { token: Token; text: string } {
  const id = randomBytes(9).toString('base64url')
  const text = `wpadd_${randomBytes(32).toString('base64url')}`
  return { token: { ...wish, id, owner, made: now, used: null }, text }
}

function targetOf({ owner, name }: Token): string {
  return `${owner}: ${name}`
}

function described({ id, role, expires }: Token): object {
  return { id, role, expires: new Date(expires).toISOString() }
}

function textOf(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value)
}
