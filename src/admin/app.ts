import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { html } from 'hono/html'
import { HTTPException } from 'hono/http-exception'
import type { Endpoint } from './api/endpoint.ts'
import { mountApi } from './api/mount.ts'
import { serveAssets } from './assets.ts'
import { compareEndpoints } from './compare/compare-endpoints.ts'
import { compareRoutes } from './compare/compare-routes.ts'
import { discoveryEndpoints } from './discovery/discovery-endpoints.ts'
import { discoveryRoutes } from './discovery/discovery-routes.ts'
import { type AdminEnv, frameOf } from './frame/env.ts'
import { frames, languageRoutes } from './frame/frames.ts'
import { allowed, headers, httpsOnly, knownHost, sameOrigin } from './frame/guard.ts'
import { plainPage } from './frame/layout.ts'
import { problemJson } from './frame/problem-json.ts'
import { serveModules } from './modules.ts'
import { isLoopback } from './options.ts'
import type { AdminParts } from './parts.ts'
import { peopleEndpoints } from './people/people-endpoints.ts'
import { peopleRoutes } from './people/people-routes.ts'
import { sessionRoutes } from './people/session-routes.ts'
import { isSignedIn, signedInOnly } from './people/who-asks.ts'
import { previewEndpoints } from './preview/preview-endpoints.ts'
import { previewRoutes } from './preview/preview-routes.ts'
import { sightingEndpoints } from './sightings/sighting-endpoints.ts'
import { sightingRoutes } from './sightings/sighting-routes.ts'
import { siteEndpoints } from './sites/site-endpoints.ts'
import { siteRoutes } from './sites/site-routes.ts'
import { servesPac } from './view.ts'

const longestBody = 2 * 1024 * 1024
// what everybody may send
const longestSignIn = 16 * 1024
// two PACs and a list of visits
const longestComparison = 6 * 1024 * 1024

/** The whole admin application, without a socket. */
export function adminApp(parts: AdminParts): Hono<AdminEnv> {
  const { allow, names = [], fingerprint = () => undefined, view, people, ask } = parts
  const version = () => view().version
  const app = new Hono<AdminEnv>()
  app.use(
    headers,
    httpsOnly((host) => servesPac(view(), host)),
    knownHost(names),
    allowed(allow),
    sameOrigin,
    frames(version),
    bodies,
  )
  app.get('/healthz', async (c) => {
    const { ok, detail } = await ask.health().catch((error: Error) => ({ ok: false, detail: error.message }))
    return c.text(`${detail}\n`, ok ? 200 : 503)
  })
  app.get('/metrics', async (c) => {
    if (!isLoopback({ address: c.env.remoteAddress, port: 0 }) && !isSignedIn(people, c))
      return c.text('sign in, or ask from this machine\n', 401)
    const text = await ask.metrics().catch(() => undefined)
    if (text === undefined) return c.text('the metrics cannot be had now\n', 503)
    return c.body(text, 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' })
  })
  app.get('/assets/:name', serveAssets())
  app.get('/assets/modules/:path{.+}', serveModules())
  app.route('/', languageRoutes())
  app.route('/', sessionRoutes(parts))
  app.use(signedInOnly(people, fingerprint))
  app.route('/', previewRoutes(parts))
  app.route('/', siteRoutes(parts))
  app.route('/', sightingRoutes(parts))
  app.route('/', compareRoutes(parts))
  app.route('/', discoveryRoutes(parts))
  app.route('/', peopleRoutes(parts))
  app.route('/api/v1', mountApi(endpoints(parts), version))
  app.notFound((c) => failed(c, 404, 'notFound', frameOf(c).words.frame.errors.lookAtAddress))
  app.onError((error, c) => (error instanceof HTTPException ? error.getResponse() : broken(c, error)))
  return app
}

/** Everything that programs may ask for. */
export function endpoints(parts: AdminParts): Endpoint[] {
  return [
    ...previewEndpoints(parts),
    ...sightingEndpoints(parts),
    ...siteEndpoints(parts),
    ...compareEndpoints(parts),
    ...discoveryEndpoints(parts),
    ...peopleEndpoints(parts),
  ]
}

const usualBodies = bodyLimit({ maxSize: longestBody, onError: tooLong })
const namesAndPasswords = bodyLimit({ maxSize: longestSignIn, onError: tooLong })
const comparisons = bodyLimit({ maxSize: longestComparison, onError: tooLong })

const bodies: MiddlewareHandler<AdminEnv> = (c, next) => {
  if (c.req.path === '/sign-in') return namesAndPasswords(c, next)
  return /^\/(api\/v1\/)?compare$/.test(c.req.path) ? comparisons(c, next) : usualBodies(c, next)
}

function tooLong(c: Context<AdminEnv>): Response | Promise<Response> {
  return failed(c, 413, 'tooLong', frameOf(c).words.frame.errors.tooLongDetail)
}

// a form that cannot be read is a TypeError of Request.formData; whatever else comes here is a defect of ours
function broken(c: Context<AdminEnv>, error: Error): Response | Promise<Response> {
  if (error instanceof TypeError && c.req.method === 'POST') return failed(c, 400, 'badForm', error.message)
  return failed(c, 500, 'ours', error.message)
}

type Failure = 'notFound' | 'tooLong' | 'badForm' | 'ours'

function failed(
  c: Context<AdminEnv>,
  status: 400 | 404 | 413 | 500,
  failure: Failure,
  detail: string,
): Response | Promise<Response> {
  const { frame } = frameOf(c).words
  if (c.req.path.startsWith('/api/')) return problemJson(c, status, frame.errors[failure], detail)
  const body = html`<p>${detail}</p><p><a href="/">${frame.pages.preview}</a></p>`
  return c.html(plainPage(frameOf(c), frame.errors[failure], body), status)
}
