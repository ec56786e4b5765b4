import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { type Role, roles } from '../../store/role.ts'
import { type AdminEnv, frameOf, personOf } from '../frame/env.ts'
import { accountPage } from './account-page.ts'
import { endSession, endSessions, replaceSession } from './own-sessions.ts'
import type { People } from './people.ts'
import { field, type Outcome, orSentence } from './pieces.ts'
import { tokenDays, tokenName } from './schemas.ts'
import { actorOf } from './who-asks.ts'
import { addToken, changeOwnPassword, removableToken } from './work.ts'

const tokenForm = v.object({ name: tokenName, days: tokenDays })

type Form = Readonly<Record<string, unknown>>
type Work = (people: People, c: Context<AdminEnv>, form: Form) => Outcome | Promise<Outcome>

/** One's own account: `/account`. */
export function accountRoutes(people: People): Hono<AdminEnv> {
  const app = new Hono<AdminEnv>()
  app.get('/account', (c) => c.html(shown(people, c, doneBefore(c))))
  app.post('/account', async (c) => {
    const form = await c.req.parseBody()
    const wanted = field(form, 'do')
    if (!Object.hasOwn(works, wanted)) return c.redirect('/account', 303)
    const came = await orSentence(frameOf(c), () => works[wanted as keyof typeof works](people, c, form))
    if (came.done !== undefined) return c.redirect(`/account?done=${came.done}`, 303)
    return c.html(shown(people, c, came), came.problem === undefined ? 200 : 422)
  })
  return app
}

const works = {
  async password(people, c, form) {
    const password = field(form, 'next')
    if (password !== field(form, 'again')) return { problem: frameOf(c).words.people.account.differ }
    const wish = { current: field(form, 'current'), password }
    replaceSession(people, c, await changeOwnPassword(people, actorOf(c), c.get('credential'), wish))
    return { done: 'password' }
  },
  'end-session'(people, c, form) {
    endSession(people, actorOf(c), field(form, 'id'))
    return { done: 'session' }
  },
  'end-others'(people, c) {
    endSessions(people, actorOf(c), personOf(c).name, currentOf(c)?.id)
    return { done: 'sessions' }
  },
  'add-token'(people, c, form) {
    const role = roles.find((each) => each === field(form, 'role')) ?? 'viewer'
    const read = v.safeParse(tokenForm, { name: field(form, 'name'), days: Number(field(form, 'days')) })
    if (!read.success) return { problem: read.issues[0].message }
    const wish = { ...read.output, role }
    const made = addToken(people, actorOf(c), c.get('credential'), personOf(c).role, wish)
    return { secret: { label: frameOf(c).words.people.tokens.text(wish.name), text: made.text } }
  },
  'remove-token'(people, c, form) {
    people.changes.removeToken(actorOf(c), removableToken(people, personOf(c), field(form, 'id')).id)
    return { done: 'token' }
  },
} satisfies Record<string, Work>

function shown(people: People, c: Context<AdminEnv>, outcome: Outcome) {
  const { name, role }: { name: string; role: Role } = personOf(c)
  return accountPage(frameOf(c), {
    ...{ name, role, outcome, now: people.now(), current: currentOf(c) },
    sessions: people.sessions.of(name),
    tokens: people.tokens.list(name),
  })
}

function currentOf(c: Context<AdminEnv>) {
  const credential = c.get('credential')
  return credential.kind === 'session' ? credential.session : undefined
}

function doneBefore(c: Context<AdminEnv>): Outcome {
  const { done } = frameOf(c).words.people.account
  const what = c.req.query('done') ?? ''
  return Object.hasOwn(done, what) ? { done: done[what as keyof typeof done] } : {}
}
