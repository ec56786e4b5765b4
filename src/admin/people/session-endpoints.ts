import * as v from 'valibot'
import { ApiProblem, type Endpoint, endpoint } from '../api/endpoint.ts'
import { orProblem } from './api-refusal.ts'
import { endSession, replaceSession } from './own-sessions.ts'
import type { People } from './people.ts'
import { passwordText, roleField, time } from './schemas.ts'
import { signOut } from './session-routes.ts'
import type { Session } from './sessions.ts'
import { actorOf } from './who-asks.ts'
import { changeOwnPassword } from './work.ts'

const session = v.object({
  id: v.string(),
  current: v.boolean(),
  by: v.picklist(['password', 'link']),
  address: v.string(),
  agent: v.string(),
  began: v.string(),
  lastUsed: v.string(),
})

/** Who asks, and one's own sessions and password. */
export function sessionEndpoints(people: People): Endpoint[] {
  const needs = 'viewer'
  return [
    endpoint({
      ...{ method: 'get', path: '/session', needs, summary: 'Who asks, and what they may do' },
      answer: v.object({ name: v.string(), role: roleField, by: v.picklist(['password', 'link', 'token']) }),
      run(_, { c, person }) {
        const credential = c.get('credential')
        return { name: person.name, role: person.role, by: credential.kind === 'token' ? 'token' : credential.session.by }
      },
    }),
    endpoint({
      ...{ method: 'delete', path: '/session', needs, summary: 'Signs out' },
      run: (_, { c }) => signOut(people, c),
    }),
    endpoint({
      ...{ method: 'put', path: '/session/password', needs, summary: 'Changes one’s own password; the other sessions end' },
      body: v.strictObject({ current: v.optional(passwordText, ''), password: passwordText }),
      async run({ body }, { c }) {
        const account = await orProblem(() => changeOwnPassword(people, actorOf(c), c.get('credential'), body))
        replaceSession(people, c, account)
      },
    }),
    endpoint({
      ...{ method: 'get', path: '/sessions', needs, summary: 'One’s own sessions, the one used last first' },
      answer: v.object({ sessions: v.array(session) }),
      run(_, { c, person }) {
        const credential = c.get('credential')
        const current = credential.kind === 'session' ? credential.session.id : undefined
        return { sessions: people.sessions.of(person.name).map((each) => shown(each, current)) }
      },
    }),
    endpoint({
      ...{ method: 'delete', path: '/sessions/:id', needs, summary: 'Ends one of one’s own sessions' },
      run({ path: { id = '' } }, { c }) {
        if (!endSession(people, actorOf(c), id)) throw new ApiProblem(404, 'not done', 'there is no such session')
      },
    }),
  ]
}

function shown({ id, by, address, agent, began, lastUsed }: Session, current: string | undefined): object {
  return { id, current: id === current, by, address, agent, began: time(began), lastUsed: time(lastUsed) }
}
