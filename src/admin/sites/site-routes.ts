import { Hono } from 'hono'
import { type AdminEnv, frameOf } from '../frame/env.ts'
import type { AdminParts } from '../parts.ts'
import { sitesPage } from './sites-page.ts'

/** What this server answers: `/sites`. */
export function siteRoutes({ view }: AdminParts): Hono<AdminEnv> {
  const app = new Hono<AdminEnv>()
  app.get('/sites', (c) => c.html(sitesPage(frameOf(c), view())))
  return app
}
