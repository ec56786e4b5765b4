import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { html } from 'hono/html'
import { HTTPException } from 'hono/http-exception'
import type { Cidr } from '../net/cidr.ts'
import { apiRoutes } from './preview/api.ts'
import { serveAssets } from './assets.ts'
import { type AdminEnv, allowed, headers, loopbackHost, sameOrigin } from './frame/guard.ts'
import { type Html, plainPage } from './frame/layout.ts'
import type { Ask } from './messages.ts'
import type { Previewer } from './preview/preview.ts'
import { previewRoutes } from './preview/preview-routes.ts'
import { problemJson } from './frame/problem-json.ts'
import type { Defaults } from './preview/read-draft.ts'
import { sessionRoutes, signedInOnly } from './people/session-routes.ts'
import type { SignIn } from './people/sign-in.ts'
import { sitesPage } from './sites/sites-page.ts'
import type { AdminView } from './view.ts'

/** What the pages are made of. */
export interface AdminParts {
  readonly allow: readonly Cidr[]
  /** The newest view; asked for at each request. */
  readonly view: () => AdminView
  readonly door: SignIn
  readonly previews: Previewer
  readonly ask: Ask
  /** Milliseconds since 1970. */
  readonly now: () => number
}

const longestBody = 2 * 1024 * 1024

/** The whole admin application, without a socket. */
export function adminApp({ allow, view, door, previews, ask, now }: AdminParts): Hono<AdminEnv> {
  const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const defaultsOf = (c: Context<AdminEnv>): Defaults => ({ client: c.env.remoteAddress, now: now(), timeZone })
  const app = new Hono<AdminEnv>()
  app.use(headers, loopbackHost, allowed(allow), sameOrigin, bodyLimit({ maxSize: longestBody, onError: tooLong }))
  app.get('/healthz', async (c) => {
    const { ok, detail } = await ask.health().catch((error: Error) => ({ ok: false, detail: error.message }))
    return c.text(`${detail}\n`, ok ? 200 : 503)
  })
  app.get('/metrics', async (c) => {
    const text = await ask.metrics().catch(() => undefined)
    if (text === undefined) return c.text('the metrics cannot be had now\n', 503)
    return c.body(text, 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' })
  })
  app.get('/assets/:name', serveAssets())
  app.route('/', sessionRoutes(door))
  app.use(signedInOnly(door))
  app.route('/', previewRoutes(view, previews, defaultsOf))
  app.get('/sites', (c) => c.html(sitesPage(view())))
  app.route('/api/v1', apiRoutes(view, previews, defaultsOf))
  app.notFound((c) => failed(c, 404, 'There is no such page', 'Look at the address.'))
  app.onError((error, c) => (error instanceof HTTPException ? error.getResponse() : broken(c, error)))
  return app
}

function tooLong(c: Context): Response | Promise<Response> {
  return failed(c, 413, 'This is too long', 'A request has at most 2 MiB. Nothing was evaluated; go back to find what you typed.')
}

// a form that cannot be read is a TypeError of Request.formData; whatever else comes here is a defect of ours
function broken(c: Context, error: Error): Response | Promise<Response> {
  if (error instanceof TypeError && c.req.method === 'POST') return failed(c, 400, 'This form cannot be read', error.message)
  return failed(c, 500, 'wpadd made a mistake', error.message)
}

function failed(c: Context, status: 400 | 404 | 413 | 500, title: string, detail: string): Response | Promise<Response> {
  if (c.req.path.startsWith('/api/')) return problemJson(c, status, title, detail)
  return c.html(plainPage(title, html`<p>${detail}</p>${backLink}`), status)
}

const backLink: Html = html`<p><a href="/">Preview</a></p>`
