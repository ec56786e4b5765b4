import { Hono } from 'hono'
import { html } from 'hono/html'
import { may } from '../../store/role.ts'
import { type AdminEnv, frameOf, personOf } from '../frame/env.ts'
import { plainPage } from '../frame/layout.ts'
import type { AdminParts } from '../parts.ts'
import { servedPac } from './site-endpoints.ts'
import { pacTextPage, sitesPage } from './sites-page.ts'

/** What this server answers: `/sites`, and the PACs that it serves as text. */
export function siteRoutes({ view, selfCheck }: AdminParts): Hono<AdminEnv> {
  const app = new Hono<AdminEnv>()
  app.get('/sites', (c) => c.html(sitesPage(frameOf(c), view(), selfCheck.parts)))
  app.post('/sites/check', async (c) => {
    const { errors, roles } = frameOf(c).words.frame
    if (!may(personOf(c).role, 'editor'))
      return c.html(plainPage(frameOf(c), errors.notAllowed, html`<p>${errors.notAllowedDetail(roles.editor)}</p>`), 403)
    await selfCheck.look()
    return c.redirect('/sites', 303)
  })
  app.get('/sites/:name/pac', (c) => {
    const { name } = c.req.param()
    const profile = c.req.query('profile')
    const pac = servedPac(view(), name, profile)
    return pac === undefined
      ? c.notFound()
      : c.html(pacTextPage(frameOf(c), profile === undefined ? name : `${name}/${profile}`, pac))
  })
  return app
}
