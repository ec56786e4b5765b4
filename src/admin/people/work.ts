import type { Account } from '../../store/accounts.ts'
import { may, type Role } from '../../store/role.ts'
import type { Token } from '../../store/tokens.ts'
import { type Actor, accountName, Refusal } from './changes.ts'
import type { Credential } from './credential.ts'
import { Busy } from './hash-password.ts'
import { longest, randomPassword, shortest, type Weakness, weakness } from './password-rules.ts'
import type { People } from './people.ts'

/** An account that is to be made. Without a password it gets a random one. */
export interface AccountWish {
  readonly name: string
  readonly role: Role
  readonly password?: string | undefined
}

/** An account with the random password that it was given, which is told this once. */
export interface Given {
  readonly name: string
  readonly password?: string
}

/** Makes an account. Throws a Refusal, as all of these. */
export async function addAccount(people: People, actor: Actor, wish: AccountWish): Promise<Given> {
  const name = accountName(wish.name)
  if (people.accounts.find(name)) throw new Refusal('exists', `there is an account "${name}" already`)
  const { hash, given } = await newPassword(people, name, wish.password)
  people.changes.add(actor, { name, role: wish.role, password: hash })
  return { name, ...given }
}

/** Gives somebody another password; without one, a random one. Ends all of the account's sessions. */
export async function resetPassword(people: People, actor: Actor, name: string, password?: string): Promise<Given> {
  if (!people.accounts.find(name)) throw new Refusal('missing', `there is no account "${name}"`)
  const { hash, given } = await newPassword(people, name, password)
  people.changes.setPassword(actor, name, hash)
  return { name, ...given }
}

/** Who changes their own password has to know it, unless they came by the one-time link, which says as much. */
export interface OwnPassword {
  readonly current: string
  readonly password: string
}

/** Changes one's own password. Every session of the account ends, this one too: the caller begins another. */
export async function changeOwnPassword(
  people: People,
  actor: Actor,
  credential: Credential,
  { current, password }: OwnPassword,
): Promise<Account> {
  const account = people.accounts.find(actor.who)!
  const isByLink = credential.kind === 'session' && credential.session.by === 'link'
  if (!isByLink) await proveKnown(people, actor, account, current)
  await resetPassword(people, actor, account.name, password)
  return people.accounts.find(account.name)!
}

// whoever finds an open browser may not try passwords without end either
async function proveKnown(people: People, { origin }: Actor, account: Account, password: string): Promise<void> {
  const leave = people.throttle.attempt(account.name, origin)
  if (leave.kind === 'wait') throw new Refusal('wait', `too many wrong passwords: wait ${leave.seconds} s`)
  if (!(await verified(people, password, account.password)))
    throw new Refusal('wrong-password', 'the present password is another one')
  leave.succeeded()
}

/** A token that somebody wants for their own account. */
export interface OwnToken {
  readonly name: string
  readonly role: Role
  readonly days: number
}

const day = 24 * 3600_000
export const mostDays = 366

/** Makes a token. It may never do more than whoever makes it, and a token does not make one that outlives it. */
export function addToken(people: People, actor: Actor, credential: Credential, role: Role, wish: OwnToken) {
  if (!may(role, wish.role)) throw new Refusal('role-too-high', `a token of yours can be ${role} at most`)
  const wanted = people.now() + wish.days * day
  const expires = credential.kind === 'token' ? Math.min(wanted, credential.token.expires) : wanted
  return people.changes.addToken(actor, actor.who, { name: wish.name, role: wish.role, expires })
}

/** The token of this id, if `person` may remove it: it is theirs, or they are an administrator. Throws a Refusal. */
export function removableToken({ tokens }: People, person: { name: string; role: Role }, id: string): Token {
  const token = tokens.byId(id)
  if (token !== undefined && (token.owner === person.name || may(person.role, 'administrator'))) return token
  throw new Refusal('missing', 'there is no such token')
}

/** Why a password is not taken, in a sentence. */
function describeWeakness(found: Weakness): string {
  if (found === 'short') return `a password has ${shortest} characters or more`
  if (found === 'long') return `a password has ${longest} characters at most`
  return 'the password is easy to guess: the name, common words, years and runs such as 1234 or aaaa do not count'
}

async function newPassword(people: People, name: string, wanted: string | undefined): Promise<{ hash: string; given: object }> {
  const password = wanted ?? randomPassword()
  const found = weakness(password, name)
  if (found !== undefined) throw new Refusal(found, describeWeakness(found))
  const hash = await unlessBusy(() => people.hasher.hash(password))
  return { hash, given: wanted === undefined ? { password } : {} }
}

function verified({ hasher }: People, password: string, hash: string): Promise<boolean> {
  return unlessBusy(() => hasher.verify(password.slice(0, 1000), hash))
}

async function unlessBusy<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Busy) throw new Refusal('wait', error.message)
    throw error
  }
}
