import { randomBytes } from 'node:crypto'
import { Hono, type MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { chooseLanguage, type Language, languages } from '../words/words.ts'
import type { AdminEnv } from './env.ts'

const cookie = 'wpadd-language'
const year = 365 * 24 * 3600

/** Gives every request its frame: the language, the path, the version. The sign-in adds the person. */
export function frames(version: () => string): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    const language = chooseLanguage(getCookie(c, cookie), c.req.header('accept-language'))
    const nonce = randomBytes(16).toString('base64')
    c.set('frame', { words: languages[language].words, language, version: version(), path: c.req.path, nonce })
    await next()
  }
}

/** `/language/es` keeps that language in a cookie and goes back to where the link stood. */
export function languageRoutes(): Hono<AdminEnv> {
  const app = new Hono<AdminEnv>()
  app.get('/language/:tag', (c) => {
    const tag = c.req.param('tag')
    if (!Object.hasOwn(languages, tag)) return c.notFound()
    setCookie(c, cookie, tag as Language, { path: '/', sameSite: 'Lax', maxAge: year })
    return c.redirect(back(c.req.header('referer'), c.req.header('host')), 303)
  })
  return app
}

// only the path of a page of ours: never where another site wants somebody to go
function back(referer: string | undefined, host: string | undefined): string {
  const url = URL.parse(referer ?? '')
  if (url === null || url.host !== host || !/^\/[\w/-]*$/.test(url.pathname) || url.pathname.startsWith('//')) return '/'
  return `${url.pathname}${url.search}`
}
