import { type Context, Hono } from 'hono'
import { changesCsv, changesJson } from '../assets/changes-file.js'
import { type AdminEnv, frameOf, personOf } from '../frame/env.ts'
import { type AdminParts, defaultsFor } from '../parts.ts'
import { Busy } from '../preview/gate.ts'
import { livePacs } from '../view.ts'
import { type CompareText, comparisonOfForm, readCompareForm, readVisitList } from './compare-form-text.ts'
import { comparePage } from './compare-page.ts'
import { shown } from './compare-result.ts'
import type { CompareState } from './compare-state.ts'
import type { CompareRequest } from './comparer.ts'
import { mostVisits, readComparison } from './read-comparison.ts'
import { type Group, openTotal, type Total } from './total.ts'

const patience = 60_000
const files = {
  csv: { type: 'text/csv; charset=utf-8', write: changesCsv },
  json: { type: 'application/json', write: changesJson },
} as const

/** The Compare page: GET shows the live PAC beside itself, POST compares what was typed. */
export function compareRoutes(parts: AdminParts): Hono<AdminEnv> {
  const app = new Hono<AdminEnv>()
  app.get('/compare', (c) => show(c, { text: firstText(c) }))
  app.post('/compare', async (c) => {
    const form = await c.req.formData()
    const text = await readCompareForm(form)
    const reading = await readVisitList(text.visits, mostVisits)
    const request = readComparison(comparisonOfForm(text, reading), parts.view(), defaultsFor(c, parts))
    if (!('before' in request)) return show(c, { text, problems: request }, 422)
    const { stopped, ...result } = await compare(request, personOf(c).name, c.req.raw.signal)
    const file = files[form.get('do') as keyof typeof files]
    if (file !== undefined && stopped === undefined)
      return c.body(file.write(result.groups.map(changedOf)), 200, {
        'Content-Type': file.type,
        'Content-Disposition': `attachment; filename="changes.${form.get('do')}"`,
      })
    const groups = result.groups.map((group) => ({ ...group, examples: group.examples?.slice(0, shown.visits) ?? [] }))
    const compared = { request, reading, ...result, groups, ...(stopped !== undefined && { stopped }) }
    return show(c, { text, compared }, stopped === undefined ? 200 : 503)
  })

  async function compare(
    request: CompareRequest,
    person: string,
    gone: AbortSignal,
  ): Promise<ReturnType<Total['result']> & { readonly stopped?: string }> {
    const total = openTotal(true)
    try {
      const late = AbortSignal.timeout(patience)
      using place = parts.compares.enter(person)
      await place.run(request, AbortSignal.any([gone, late]), total.take)
      return total.result()
    } catch (error) {
      const isStop = error instanceof Busy || (error instanceof DOMException && /^(Timeout|Abort)Error$/.test(error.name))
      if (!isStop) throw error
      return { ...total.result(), stopped: (error as Error).message }
    }
  }

  function show(
    c: Context<AdminEnv>,
    state: Pick<CompareState, 'text'> & Partial<CompareState>,
    status: 200 | 422 | 503 = 200,
  ): Response | Promise<Response> {
    if (status === 503) c.header('Retry-After', '1')
    const hints = defaultsFor(c, parts)
    return c.html(comparePage(frameOf(c), { view: parts.view(), hints, problems: [], compared: undefined, ...state }), status)
  }

  // what is served beside its own text: change a line, and the page shows what that changes
  function firstText(c: Context<AdminEnv>): CompareText {
    const live = livePacs(parts.view())
    const named = (name: string) => live.find((each) => each.name === c.req.query(name))
    const before = named('before') ?? live[0]
    const after = named('after')
    const domain = before?.domains[0] ?? 'example.com'
    return {
      before: { site: before?.name ?? '', pac: '' },
      after: { site: after?.name ?? '', pac: after === undefined ? (before?.pac.text ?? '') : '' },
      visits: ['https://www.example.org/', 'http://intranet/', `http://www.${domain}/`].join('\n'),
      as: 'chromium',
      client: defaultsFor(c, parts).client,
      now: '',
      tz: defaultsFor(c, parts).timeZone,
      dns: '',
      resolve: false,
    }
  }
  return app
}

function changedOf({ before, after, examples = [] }: Group) {
  return { before, after, visits: examples }
}
