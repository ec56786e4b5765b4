import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { type AdminEnv, frameOf } from '../frame/env.ts'
import { problemJson } from '../frame/problem-json.ts'
import type { SignIn } from './sign-in.ts'
import { signedOutPage, signInPage } from './sign-in-page.ts'

const cookie = 'wpadd'

/** The ways in and out: `/sign-in` and `/sign-out`. */
export function sessionRoutes(door: SignIn): Hono<AdminEnv> {
  const app = new Hono<AdminEnv>()
  app.get('/sign-in', (c) => {
    const token = c.req.query('token')
    return token === undefined
      ? c.html(signedOutPage(frameOf(c), 'This link has no token'), 400)
      : c.html(signInPage(frameOf(c), token.slice(0, 100)))
  })
  app.post('/sign-in', async (c) => {
    const { token } = await c.req.parseBody()
    const redeemed = door.redeem(typeof token === 'string' ? token : '')
    if (redeemed.kind === 'too-many') {
      c.header('Retry-After', '60')
      return c.html(signedOutPage(frameOf(c), 'Too many wrong links: wait a minute'), 429)
    }
    if (redeemed.kind === 'refused') return c.html(signedOutPage(frameOf(c), 'This link is used up or too old'), 403)
    door.end(getCookie(c, cookie))
    setCookie(c, cookie, redeemed.id, { httpOnly: true, sameSite: 'Strict', path: '/' })
    return c.redirect('/', 303)
  })
  app.post('/sign-out', (c) => {
    door.end(deleteCookie(c, cookie, { path: '/' }))
    return c.html(signedOutPage(frameOf(c), 'You are signed out'))
  })
  return app
}

/** Lets nobody past who has no session: 401, with a page that says how to get one, or a problem for a script. */
export function signedInOnly(door: SignIn): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    if (!door.knows(getCookie(c, cookie))) return refuse(c)
    // the link is the administrator's
    c.set('frame', { ...frameOf(c), person: { name: 'admin', role: 'administrator' } })
    return next()
  }
}

function refuse(c: Context<AdminEnv>): Response | Promise<Response> {
  if (!c.req.path.startsWith('/api/')) return c.html(signedOutPage(frameOf(c)), 401)
  return problemJson(c, 401, 'not signed in', 'send the cookie of a session: open the sign-in link that wpadd prints in its log')
}
