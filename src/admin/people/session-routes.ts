import { type Context, Hono } from 'hono'
import { type AdminEnv, frameOf } from '../frame/env.ts'
import type { People } from './people.ts'
import { dropSession, keepSession, sessionSecret } from './session-cookie.ts'
import { type SignedIn, signInByLink, signInByPassword, type Visitor } from './sign-in.ts'
import { linkPage, type SignInView, signInPage } from './sign-in-page.ts'

interface DoorParts {
  readonly people: People
  readonly fingerprint?: () => string | undefined
}

/** The ways in and out: `/sign-in` and `/sign-out`. */
export function sessionRoutes({ people, fingerprint = () => undefined }: DoorParts): Hono<AdminEnv> {
  const app = new Hono<AdminEnv>()
  const page = (c: Context<AdminEnv>, view: Omit<SignInView, 'isLinkOffered'>) =>
    signInPage(frameOf(c), { isLinkOffered: people.link.isOffered, fingerprint: fingerprint(), ...view })
  const texts = (c: Context<AdminEnv>) => frameOf(c).words.people.signIn

  app.get('/sign-in', (c) => {
    const token = c.req.query('token')
    return c.html(token === undefined ? page(c, {}) : linkPage(frameOf(c), token.slice(0, 100)))
  })
  app.post('/sign-in', async (c) => {
    const { token, name, password, next } = await textsOf(c)
    const came = token === undefined ? await byPassword(c, name, password) : signInByLink(people, token, visitorOf(c))
    if (came.kind === 'session') {
      people.sessions.end(sessionSecret(c))
      keepSession(c, came.secret)
      return c.redirect(ownPath(next), 303)
    }
    if (came.kind === 'wait') {
      c.header('Retry-After', String(came.seconds))
      return c.html(page(c, { name, next: ownPath(next), problem: texts(c).wait(came.seconds) }), 429)
    }
    const problem = token === undefined ? texts(c).wrong : texts(c).oldLink
    return c.html(page(c, { name, next: ownPath(next), problem }), 403)
  })
  app.post('/sign-out', (c) => {
    signOut(people, c)
    return c.html(page(c, { title: texts(c).signedOut }))
  })
  return app

  async function byPassword(c: Context<AdminEnv>, name = '', password = ''): Promise<SignedIn> {
    return signInByPassword(people, name, password, visitorOf(c))
  }
}

/** Ends the session of a request, and has its browser forget it. */
export function signOut({ sessions, changes }: People, c: Context<AdminEnv>): void {
  const session = sessions.use(sessionSecret(c))
  sessions.end(sessionSecret(c))
  dropSession(c)
  if (session === undefined) return
  changes.note({ who: session.account, origin: c.env.remoteAddress, action: 'sign-out', target: session.account })
}

function visitorOf(c: Context<AdminEnv>): Visitor {
  return { address: c.env.remoteAddress, agent: c.req.header('user-agent') ?? '' }
}

/** The text fields of a form; files are none. */
async function textsOf(c: Context<AdminEnv>): Promise<Record<string, string | undefined>> {
  const body = await c.req.parseBody()
  return Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value === 'string')) as Record<string, string>
}

// a path of ours and nothing that a browser could read as another host
function ownPath(next: string | undefined): string {
  return next !== undefined && /^\/[\w./-]*$/.test(next) && !next.startsWith('//') ? next : '/'
}
