import type { Context } from 'hono'
import type { Account } from '../../store/accounts.ts'
import type { AdminEnv } from '../frame/env.ts'
import { type Actor, Refusal } from './changes.ts'
import type { People } from './people.ts'
import { keepSession, sessionSecret } from './session-cookie.ts'

/** Gives a browser another session, since its own has ended with the password that it began with. */
export function replaceSession({ sessions }: People, c: Context<AdminEnv>, account: Account): void {
  const credential = c.get('credential')
  if (credential.kind === 'token') return
  const { by, address, agent } = credential.session
  sessions.end(sessionSecret(c))
  // by the link once is not by the link for ever: the next change asks for the password that was just set
  keepSession(c, sessions.begin(account, { by: by === 'link' ? 'password' : by, address, agent }))
}

/** Ends one of the actor's own sessions. Whether there was one. */
export function endSession({ sessions, changes }: People, actor: Actor, id: string): boolean {
  if (!sessions.endById(actor.who, id)) return false
  changes.note({ ...actor, action: 'session-ended', target: actor.who })
  return true
}

/** Signs an account out everywhere, but for the session `except`. Throws a Refusal when there is no such account. */
export function endSessions({ accounts, sessions, changes }: People, actor: Actor, name: string, except?: string): void {
  if (!accounts.find(name)) throw new Refusal('missing', `there is no account "${name}"`)
  const ended = sessions.of(name).filter(({ id }) => id !== except && sessions.endById(name, id)).length
  changes.note({ ...actor, action: 'sessions-ended', target: name, before: { sessions: ended } })
}
