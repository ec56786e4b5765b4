import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { ndjson } from '../api/ndjson.ts'
import { type AdminEnv, frameOf } from '../frame/env.ts'
import { plainPage } from '../frame/layout.ts'
import { type AdminParts, defaultsFor } from '../parts.ts'
import type { LivePac } from '../view.ts'
import { askerOf, isRefusal } from './asker.ts'
import { decisionOf, disagreementsOf } from './decision.ts'
import { draftFromForm, type FormText, readForm } from './draft.ts'
import { exportRoutes } from './export-routes.ts'
import { firstVisits } from './first-visits.ts'
import { usualKinds } from './kind-columns.ts'
import { disagreements, matrixLines } from './matrix.ts'
import { openedRow, rowsAtOnce, whyRow } from './matrix-view.ts'
import { type Opened, readOpen } from './opened.ts'
import { previewPage } from './preview-page.ts'
import type { Outcome } from './preview-state.ts'
import { readDraft } from './read-draft.ts'
import type { Defaults } from './read-world.ts'
import { liveSite, siteNamed } from './site-of-text.ts'
import { tell } from './told.ts'
import { traceView } from './trace-view.ts'

/** A page that is not asked for by a script says why for so many visits; a script asks for the rest. */
const mostWhys = 3
const mostWhysAtOnce = 12
/** Waiting for others included. */
const streamMs = 120_000

/** The preview page: GET shows a site's live PAC with what it decides, POST what was typed; and what its script asks for. */
export function previewRoutes(parts: AdminParts): Hono<AdminEnv> {
  const { view, previews } = parts
  const { linter } = previews
  const app = new Hono<AdminEnv>()
  app.get('/', async (c) => {
    const asked = c.req.query('site')
    const site = asked === undefined ? view().sites[0] : siteNamed(view(), asked)
    if (asked !== undefined && site === undefined)
      return c.html(plainPage(frameOf(c), `There is no site ${asked}`, html`<p><a href="/">Preview</a></p>`), 404)
    return show(c, firstText(site, defaultsFor(c, parts), await firstVisits(site)), {})
  })
  app.post('/', async (c) => {
    const form = await c.req.formData()
    const text = await readForm(form)
    const site = form.get('do') === 'load' ? siteNamed(view(), form.get('site')) : undefined
    const from = Number(form.get('from') ?? 0)
    const at = Number.isSafeInteger(from) && from > 0 ? { from } : {}
    return show(c, site === undefined ? text : { ...text, pac: site.pac.text }, { ...at, opened: readOpen(form.get('open')) })
  })
  app.get('/preview/pac', (c) => {
    const site = siteNamed(view(), c.req.query('site'))
    return site === undefined ? c.notFound() : c.text(site.pac.text)
  })
  app.post('/preview/stream', async (c) => {
    const text = await readForm(await c.req.formData())
    const request = readDraft(draftFromForm(text), defaultsFor(c, parts))
    if (!('pac' in request)) return c.json({ problems: request }, 422)
    const words = frameOf(c).words.preview
    return ndjson(c, streamMs, async (send, signal) => {
      const linesOf = matrixLines(words)
      try {
        const preview = await previews.run(request, { ...askerOf(c), signal }, (column) => linesOf(column).forEach(send))
        send({ kind: 'told', ...tell(preview, liveSite(view(), text.pac), words) })
      } catch (error) {
        if (!isRefusal(error)) throw error
        send({ kind: 'stopped', why: words.stopped((error as Error).message) })
      }
    })
  })
  app.post('/preview/trace', async (c) => {
    const form = await c.req.formData()
    const request = readDraft(draftFromForm(await readForm(form)), defaultsFor(c, parts))
    const opened = readOpen(form.get('open'))
    if (!('pac' in request) || opened === undefined) return c.json({ problems: 'pac' in request ? [] : request }, 422)
    const decision = await decisionOf(request, opened, previews, askerOf(c)).catch((error) => {
      if (isRefusal(error)) return undefined
      throw error
    })
    return decision === undefined ? c.body(null, 503) : c.html(traceView(decision, frameOf(c).words.preview))
  })
  app.post('/preview/why', async (c) => {
    const form = await c.req.formData()
    const request = readDraft(draftFromForm(await readForm(form)), defaultsFor(c, parts))
    if (!('pac' in request)) return c.json({ problems: request }, 422)
    const wanted = form.getAll('why').slice(0, mostWhysAtOnce).map(Number)
    try {
      return c.json(await disagreementsOf(request, wanted, previews, askerOf(c)))
    } catch (error) {
      if (isRefusal(error)) return c.body(null, 503)
      throw error
    }
  })
  app.route('/preview', exportRoutes(parts))

  async function show(c: Context<AdminEnv>, text: FormText, shown: { from?: number; opened?: Opened | undefined }) {
    const defaults = defaultsFor(c, parts)
    const [{ outcome, detail }, findings] = await Promise.all([
      outcomeOf(c, text, defaults, shown.opened, shown.from ?? 0),
      text.pac.trim() === '' ? undefined : linter.find(text.pac, askerOf(c)).catch(() => undefined),
    ])
    if (outcome.kind === 'stopped') c.header('Retry-After', '1')
    const status = outcome.kind === 'problems' ? 422 : outcome.kind === 'stopped' ? 503 : 200
    const state = { view: view(), text, hints: defaults, outcome, findings, from: shown.from ?? 0, opened: shown.opened }
    return c.html(previewPage(frameOf(c), state, detail), status)
  }

  async function outcomeOf(c: Context<AdminEnv>, text: FormText, defaults: Defaults, opened: Opened | undefined, from: number) {
    const outcome = await evaluated(c, text, defaults)
    if (outcome.kind !== 'previewed') return { outcome }
    const { request, columns } = outcome.preview
    const words = frameOf(c).words.preview
    const odd = disagreements(outcome.preview, words).visits.filter((visit) => visit >= from && visit < from + rowsAtOnce)
    const asker = askerOf(c)
    // the matrix is worth having without them
    const whys = odd.length === 0 ? [] : await disagreementsOf(request, odd.slice(0, mostWhys), previews, asker).catch(() => [])
    const decision = opened && (await decisionOf(request, opened, previews, asker).catch(() => undefined))
    const reasons = new Map(whys.map((why) => [why.visit, why.reasons]))
    const detail = (visit: number) =>
      html`${whyRow(reasons.get(visit) ?? [], columns.length)}${decision && visit === opened.visit ? openedRow(decision, columns.length, words) : ''}`
    return { outcome, detail }
  }

  async function evaluated(c: Context<AdminEnv>, text: FormText, defaults: Defaults): Promise<Outcome> {
    if (text.pac === '' && text.visits === '') return { kind: 'nothing' }
    const reading = readDraft(draftFromForm(text), defaults)
    if (!('pac' in reading)) return { kind: 'problems', problems: reading }
    try {
      return { kind: 'previewed', preview: await previews.run(reading, askerOf(c)) }
    } catch (error) {
      if (isRefusal(error)) return { kind: 'stopped', why: (error as Error).message }
      throw error
    }
  }
  return app
}

// what somebody sees first: a PAC that is served, and visits that are likely to differ
function firstText(site: LivePac | undefined, defaults: Defaults, visits: readonly string[]): FormText {
  return {
    pac: site?.pac.text ?? '',
    visits: site === undefined ? '' : visits.join('\n'),
    client: defaults.client,
    now: '',
    tz: defaults.timeZone,
    dns: '',
    resolve: false,
    as: usualKinds,
  }
}
