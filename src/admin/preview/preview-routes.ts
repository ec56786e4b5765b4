import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { type AdminEnv, frameOf } from '../frame/env.ts'
import { plainPage } from '../frame/layout.ts'
import { type AdminParts, defaultsFor } from '../parts.ts'
import { type AdminView, type LivePac, livePacs } from '../view.ts'
import { draftFromForm, type FormText, readForm } from './draft.ts'
import { Busy } from './gate.ts'
import { TookTooLong } from './preview.ts'
import { previewPage } from './preview-page.ts'
import type { Outcome } from './preview-state.ts'
import { readDraft } from './read-draft.ts'
import type { Defaults } from './read-world.ts'

/** The preview page: GET shows a site's live PAC with what it decides, POST what was typed. */
export function previewRoutes(parts: AdminParts): Hono<AdminEnv> {
  const { view, previews } = parts
  const defaultsOf = (c: Context<AdminEnv>) => defaultsFor(c, parts)
  const app = new Hono<AdminEnv>()
  app.get('/', async (c) => {
    const asked = c.req.query('site')
    const site = asked === undefined ? view().sites[0] : siteNamed(view(), asked)
    if (asked !== undefined && site === undefined)
      return c.html(plainPage(frameOf(c), `There is no site ${asked}`, html`<p><a href="/">Preview</a></p>`), 404)
    return show(c, firstText(site, defaultsOf(c)))
  })
  app.post('/', async (c) => {
    const form = await c.req.formData()
    const text = readForm(form)
    const site = form.get('do') === 'load' ? siteNamed(view(), form.get('site')) : undefined
    return show(c, site === undefined ? text : { ...text, pac: site.pac.text })
  })

  async function show(c: Context<AdminEnv>, text: FormText): Promise<Response> {
    const defaults = defaultsOf(c)
    const outcome = await outcomeOf(text, defaults)
    if (outcome.kind === 'stopped') c.header('Retry-After', '1')
    const status = outcome.kind === 'problems' ? 422 : outcome.kind === 'stopped' ? 503 : 200
    return c.html(previewPage(frameOf(c), { view: view(), text, hints: defaults, outcome }), status)
  }

  async function outcomeOf(text: FormText, defaults: Defaults): Promise<Outcome> {
    if (text.pac === '' && text.visits === '') return { kind: 'nothing' }
    const reading = readDraft(draftFromForm(text), defaults)
    if (!('pac' in reading)) return { kind: 'problems', problems: reading }
    try {
      return { kind: 'previewed', preview: await previews.run(reading) }
    } catch (error) {
      if (error instanceof Busy || error instanceof TookTooLong) return { kind: 'stopped', why: error.message }
      throw error
    }
  }
  return app
}

/** The live PAC of a site, or of a profile (`SITE/PROFILE`), if there is one of that name. */
export function siteNamed(view: AdminView, name: unknown): LivePac | undefined {
  return livePacs(view).find((site) => site.name === name)
}

// what somebody sees first: a PAC that is served, and three visits that are likely to differ
function firstText(site: LivePac | undefined, defaults: Defaults): FormText {
  const visits = ['https://www.example.org/', 'http://intranet/', `http://www.${site?.domains[0] ?? 'example.com'}/`]
  return {
    pac: site?.pac.text ?? '',
    visits: site === undefined ? '' : visits.join('\n'),
    client: defaults.client,
    now: '',
    tz: defaults.timeZone,
    dns: '',
    resolve: false,
  }
}
