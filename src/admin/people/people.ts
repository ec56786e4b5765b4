import { type Accounts, openAccounts } from '../../store/accounts.ts'
import { type Audit, type AuditBounds, openAudit, usualBounds } from '../../store/audit.ts'
import type { Database } from '../../store/database.ts'
import { openTokens, type Tokens } from '../../store/tokens.ts'
import { type Changes, openChanges } from './changes.ts'
import { type FailureLog, failureLog } from './failure-log.ts'
import { type Cost, type Hasher, openHasher } from './hash-password.ts'
import { type OneTimeLink, oneTimeLink } from './one-time-link.ts'
import { randomPassword } from './password-rules.ts'
import { openSessions, type Sessions } from './sessions.ts'
import { type Throttle, throttle } from './throttle.ts'

/** Everything about who may do what: accounts, tokens, sessions, the door, and the log of it all. */
export interface People extends Disposable {
  /** For reading; `changes` changes them. */
  readonly accounts: Accounts
  /** For reading, and to say when one was used. */
  readonly tokens: Tokens
  readonly audit: Audit
  readonly changes: Changes
  readonly failures: FailureLog
  readonly sessions: Sessions
  readonly link: OneTimeLink
  readonly hasher: Hasher
  readonly throttle: Throttle
  readonly now: () => number
}

/** What is kept of the audit log, and what a password costs (a test's costs less). */
export interface PeopleOptions {
  readonly cost?: Cost | undefined
  readonly audit?: AuditBounds | undefined
}

/** Opens the people of a database. */
export function openPeople(database: Database, now: () => number, options: PeopleOptions = {}): People {
  const audit = openAudit(database, options.audit ?? usualBounds)
  audit.prune(now())
  const changes = openChanges(database, audit, now)
  const failures = failureLog(changes.note, now)
  const guard = throttle(now)
  // who signed in from where before is let in there even while strangers try elsewhere
  for (const { who, origin } of audit.read({ action: 'sign-in', limit: 1000 }).toReversed()) guard.trust(who, origin)
  return {
    accounts: openAccounts(database),
    tokens: openTokens(database),
    audit,
    changes,
    failures,
    sessions: openSessions(now),
    link: oneTimeLink(now),
    hasher: openHasher(options.cost),
    throttle: guard,
    now,
    [Symbol.dispose]: () => failures[Symbol.dispose](),
  }
}

/** Makes the account `admin` where there is no account at all. Its password is returned, this once. */
export async function firstAccount({ accounts, changes, hasher }: People): Promise<string | undefined> {
  if (accounts.list().length > 0) return undefined
  const password = randomPassword()
  const actor = { who: 'wpadd', origin: 'first start' }
  changes.add(actor, { name: 'admin', role: 'administrator', password: await hasher.hash(password) })
  return password
}
