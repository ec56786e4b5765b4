import * as v from 'valibot'
import type { Account } from '../../store/accounts.ts'
import { type Endpoint, endpoint } from '../api/endpoint.ts'
import { orProblem } from './api-refusal.ts'
import { endSessions } from './own-sessions.ts'
import type { People } from './people.ts'
import { nameText, passwordText, roleField, time } from './schemas.ts'
import { actorOf } from './who-asks.ts'
import { addAccount, resetPassword } from './work.ts'

const account = v.object({
  name: v.string(),
  role: roleField,
  made: v.string(),
  changed: v.string(),
  sessions: v.number(),
  tokens: v.number(),
})
/** `password` is there when it was made at random: it is told this once. */
const given = v.object({ name: v.string(), password: v.optional(v.string()) })

/** The accounts, for programs of administrators. */
export function accountEndpoints(people: People): Endpoint[] {
  const { accounts, changes, sessions } = people
  const shown = (each: Account) => ({
    name: each.name,
    role: each.role,
    made: time(each.made),
    changed: time(each.changed),
    sessions: sessions.of(each.name).length,
    tokens: people.tokens.count(each.name),
  })
  const needs = 'administrator'
  return [
    endpoint({
      ...{ method: 'get', path: '/accounts', needs, summary: 'The accounts' },
      answer: v.object({ accounts: v.array(account) }),
      run: () => ({ accounts: accounts.list().map(shown) }),
    }),
    endpoint({
      ...{ method: 'post', path: '/accounts', needs, summary: 'Makes an account, with a random password if none is given' },
      body: v.strictObject({ name: nameText, role: roleField, password: v.optional(passwordText) }),
      answer: given,
      run: ({ body }, { c }) => orProblem(() => addAccount(people, actorOf(c), body)),
    }),
    endpoint({
      ...{ method: 'put', path: '/accounts/:name', needs, summary: 'Gives an account another role; its sessions end' },
      body: v.strictObject({ role: roleField }),
      run: ({ path: { name = '' }, body }, { c }) => orProblem(() => changes.setRole(actorOf(c), name, body.role)),
    }),
    endpoint({
      ...{ method: 'delete', path: '/accounts/:name', needs, summary: 'Removes an account, with its tokens and sessions' },
      run: ({ path: { name = '' } }, { c }) => orProblem(() => changes.remove(actorOf(c), name)),
    }),
    endpoint({
      ...{
        method: 'put',
        path: '/accounts/:name/password',
        needs,
        summary: 'Gives an account another password, a random one if none is given; its sessions end',
      },
      body: v.strictObject({ password: v.optional(passwordText) }),
      answer: given,
      run: ({ path: { name = '' }, body }, { c }) => orProblem(() => resetPassword(people, actorOf(c), name, body.password)),
    }),
    endpoint({
      ...{ method: 'delete', path: '/accounts/:name/sessions', needs, summary: 'Signs an account out everywhere' },
      run: ({ path: { name = '' } }, { c }) => orProblem(() => endSessions(people, actorOf(c), name)),
    }),
  ]
}
