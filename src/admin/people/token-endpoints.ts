import * as v from 'valibot'
import { may } from '../../store/role.ts'
import type { Token } from '../../store/tokens.ts'
import { ApiProblem, type Endpoint, endpoint } from '../api/endpoint.ts'
import { orProblem } from './api-refusal.ts'
import type { People } from './people.ts'
import { nameText, roleField, time, tokenDays, tokenName } from './schemas.ts'
import { actorOf } from './who-asks.ts'
import { addToken, removableToken } from './work.ts'

const token = v.object({
  id: v.string(),
  name: v.string(),
  owner: v.string(),
  role: roleField,
  made: v.string(),
  used: v.nullable(v.string()),
  expires: v.string(),
})

/** The tokens with which programs ask. */
export function tokenEndpoints(people: People): Endpoint[] {
  const needs = 'viewer'
  return [
    endpoint({
      ...{ method: 'get', path: '/tokens', needs, summary: 'One’s own tokens; for administrators those of an owner, or (*) all' },
      query: v.strictObject({ owner: v.optional(nameText) }),
      answer: v.object({ tokens: v.array(token) }),
      run({ query: { owner } }, { person }) {
        const wanted = owner ?? person.name
        if (wanted !== person.name && !may(person.role, 'administrator'))
          throw new ApiProblem(403, 'not allowed', 'the tokens of others take the role administrator')
        return { tokens: people.tokens.list(wanted === '*' ? undefined : wanted).map(shown) }
      },
    }),
    endpoint({
      ...{ method: 'post', path: '/tokens', needs, summary: 'Makes a token of one’s own; its text is told this once' },
      body: v.strictObject({ name: tokenName, role: v.optional(roleField, 'viewer'), days: v.optional(tokenDays, 90) }),
      answer: v.object({ ...token.entries, token: v.string() }),
      run: ({ body }, { c, person }) =>
        orProblem(() => {
          const made = addToken(people, actorOf(c), c.get('credential'), person.role, body)
          return { ...shown(made.token), token: made.text }
        }),
    }),
    endpoint({
      ...{ method: 'delete', path: '/tokens/:id', needs, summary: 'Removes a token; an administrator, anybody’s' },
      run: ({ path: { id = '' } }, { c, person }) =>
        orProblem(() => people.changes.removeToken(actorOf(c), removableToken(people, person, id).id)),
    }),
  ]
}

function shown({ id, name, owner, role, made, used, expires }: Token): object {
  return { id, name, owner, role, made: time(made), used: used === null ? null : time(used), expires: time(expires) }
}
