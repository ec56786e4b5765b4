import { type Context, Hono } from 'hono'
import { roles } from '../../store/role.ts'
import { type AdminEnv, frameOf, personOf } from '../frame/env.ts'
import { roleOnly } from '../frame/role-only.ts'
import type { AdminParts } from '../parts.ts'
import { accountRoutes } from './account-routes.ts'
import { auditRoutes } from './audit-routes.ts'
import { endSessions } from './own-sessions.ts'
import type { People } from './people.ts'
import { peoplePage } from './people-page.ts'
import { field, type Outcome, orSentence } from './pieces.ts'
import { actorOf } from './who-asks.ts'
import { addAccount, type Given, removableToken, resetPassword } from './work.ts'

type Form = Readonly<Record<string, unknown>>
type Work = (people: People, c: Context<AdminEnv>, form: Form) => Outcome | Promise<Outcome>

/** `/account` for everyone; `/people` and `/people/audit` for administrators. */
export function peopleRoutes({ people }: AdminParts): Hono<AdminEnv> {
  const app = new Hono<AdminEnv>()
  app.route('/', accountRoutes(people))
  app.use('/people', roleOnly('administrator'))
  app.use('/people/*', roleOnly('administrator'))
  app.get('/people', (c) => c.html(shown(people, c, doneBefore(c))))
  app.post('/people', async (c) => {
    const form = await c.req.parseBody()
    const wanted = field(form, 'do')
    if (!Object.hasOwn(works, wanted)) return c.redirect('/people', 303)
    const came = await orSentence(frameOf(c), () => works[wanted as keyof typeof works](people, c, form))
    if (came.done !== undefined) return c.redirect(`/people?done=${came.done}`, 303)
    const open = wanted === 'add' ? undefined : field(form, 'name')
    return c.html(shown(people, c, came, open), came.problem === undefined ? 200 : 422)
  })
  app.route('/', auditRoutes(people))
  return app
}

const works = {
  async add(people, c, form) {
    const password = field(form, 'password')
    const wish = { name: field(form, 'name'), role: roleOf(form), password: password === '' ? undefined : password }
    return given(c, await addAccount(people, actorOf(c), wish), 'add')
  },
  async password(people, c, form) {
    return given(c, await resetPassword(people, actorOf(c), field(form, 'name')), 'password')
  },
  role(people, c, form) {
    people.changes.setRole(actorOf(c), field(form, 'name'), roleOf(form))
    return { done: 'role' }
  },
  'sign-out'(people, c, form) {
    endSessions(people, actorOf(c), field(form, 'name'))
    return { done: 'sign-out' }
  },
  remove(people, c, form) {
    people.changes.remove(actorOf(c), field(form, 'name'))
    return { done: 'remove' }
  },
  'remove-token'(people, c, form) {
    people.changes.removeToken(actorOf(c), removableToken(people, personOf(c), field(form, 'id')).id)
    return { done: 'token' }
  },
} satisfies Record<string, Work>

function roleOf(form: Form) {
  return roles.find((each) => each === field(form, 'role')) ?? 'viewer'
}

function given(c: Context<AdminEnv>, { name, password }: Given, done: string): Outcome {
  if (password === undefined) return { done }
  return { secret: { label: frameOf(c).words.people.accounts.given(name), text: password } }
}

function shown(people: People, c: Context<AdminEnv>, outcome: Outcome, open?: string) {
  const accounts = people.accounts.list().map((each) => ({ ...each, sessions: people.sessions.of(each.name).length }))
  const view = { accounts, you: personOf(c).name, tokens: people.tokens.list(), now: people.now(), outcome, open }
  return peoplePage(frameOf(c), view)
}

function doneBefore(c: Context<AdminEnv>): Outcome {
  const { done } = frameOf(c).words.people.accounts
  const what = c.req.query('done') ?? ''
  return Object.hasOwn(done, what) ? { done: done[what as keyof typeof done] } : {}
}
