import type { Account } from '../../store/accounts.ts'
import { Busy } from './hash-password.ts'
import type { People } from './people.ts'

/** What became of somebody at the door. */
export type SignedIn =
  /** The secret of the session that began. */
  | { readonly kind: 'session'; readonly secret: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'wait'; readonly seconds: number }

/** The browser at the door. */
export interface Visitor {
  readonly address: string
  readonly agent: string
}

const wholeName = 64

/** Lets in who knows the password of an account. A name that nobody has costs the same time and gets the same answer. */
export async function signInByPassword(people: People, name: string, password: string, visitor: Visitor): Promise<SignedIn> {
  const { accounts, throttle, failures } = people
  const key = name.trim().toLowerCase().slice(0, wholeName)
  const leave = throttle.attempt(key, visitor.address)
  if (leave.kind === 'wait') {
    failures.count()
    return leave
  }
  const account = accounts.find(key)
  const isRight = await verified(people, password, account)
  if (isRight === 'busy') {
    leave.succeeded() // nothing was looked at, so nothing was wrong
    return { kind: 'wait', seconds: 2 }
  }
  // the account as it is now: a password that was changed meanwhile is no password
  const now = accounts.find(key)
  if (isRight && account !== undefined && now?.stamp === account.stamp) {
    leave.succeeded()
    throttle.trust(key, visitor.address)
    return { kind: 'session', secret: begun(people, account, 'password', visitor) }
  }
  // a name that is none may be a password in the wrong field: it is not written down
  const target = account === undefined ? '' : account.name
  const after = leave.isLast ? { locked: true } : undefined
  failures.note({ who: target, origin: visitor.address, action: 'sign-in-failed', target, ...(after && { after }) })
  return { kind: 'refused' }
}

/** Lets in who has the one-time link, as `admin` or else as the first administrator. */
export function signInByLink(people: People, token: string, visitor: Visitor): SignedIn {
  const redeemed = people.link.redeem(token)
  if (redeemed === 'too-many') {
    people.failures.count()
    return { kind: 'wait', seconds: 60 }
  }
  const account = redeemed === 'taken' ? administrator(people) : undefined
  if (account !== undefined) return { kind: 'session', secret: begun(people, account, 'link', visitor) }
  people.failures.note({ who: '', origin: visitor.address, action: 'link-refused', target: '' })
  return { kind: 'refused' }
}

function administrator({ accounts }: People): Account | undefined {
  const all = accounts.list().filter(({ role }) => role === 'administrator')
  return all.find(({ name }) => name === 'admin') ?? all[0]
}

function begun({ sessions, changes }: People, account: Account, by: 'password' | 'link', visitor: Visitor): string {
  const secret = sessions.begin(account, { by, ...visitor })
  changes.note({ who: account.name, origin: visitor.address, action: 'sign-in', target: account.name, after: { by } })
  return secret
}

async function verified({ hasher }: People, password: string, account: Account | undefined): Promise<boolean | 'busy'> {
  try {
    return await hasher.verify(password.slice(0, 1000), account?.password)
  } catch (error) {
    if (error instanceof Busy) return 'busy'
    throw error
  }
}
