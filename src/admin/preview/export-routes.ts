import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { type AdminEnv, frameOf } from '../frame/env.ts'
import { plainPage } from '../frame/layout.ts'
import { type AdminParts, defaultsFor } from '../parts.ts'
import { askerOf, isRefusal } from './asker.ts'
import { draftFromForm, readForm } from './draft.ts'
import { caseTable, csv, mostCases, record } from './exports.ts'
import { matrixJson } from './matrix-json.ts'
import type { Preview } from './preview.ts'
import { readDraft } from './read-draft.ts'

const files = {
  cases: { name: 'preview.cases.yaml', type: 'application/yaml; charset=utf-8', write: caseTable },
  csv: { name: 'preview.csv', type: 'text/csv; charset=utf-8', write: csv },
  json: {
    name: 'preview.json',
    type: 'application/json',
    write: (preview: Preview) => `${JSON.stringify(matrixJson(preview), null, 2)}\n`,
  },
  record: { name: 'preview.record.json', type: 'application/json', write: record },
} as const

/** The page's form as files to keep: `/cases`, `/csv`, `/json`, `/record`. */
export function exportRoutes(parts: AdminParts): Hono<AdminEnv> {
  const app = new Hono<AdminEnv>()
  for (const [path, file] of Object.entries(files)) {
    app.post(`/${path}`, async (c) => {
      const request = readDraft(draftFromForm(await readForm(await c.req.formData())), defaultsFor(c, parts))
      if (!('pac' in request)) return refuse(c, request.map(({ field, message }) => `${field}: ${message}`).join('; '), 422)
      if (path === 'cases' && request.visits.length * request.kinds.length > mostCases)
        return refuse(c, `a case table has at most ${mostCases} cases: choose fewer visits or client kinds`, 422)
      try {
        const text = file.write(await parts.previews.run(request, askerOf(c)), parts.view().version)
        return c.body(text, 200, { 'Content-Type': file.type, 'Content-Disposition': `attachment; filename="${file.name}"` })
      } catch (error) {
        if (isRefusal(error)) return refuse(c, error.message, 503)
        throw error
      }
    })
  }
  return app
}

function refuse(c: Context<AdminEnv>, why: string, status: 422 | 503): Response | Promise<Response> {
  return c.html(plainPage(frameOf(c), frameOf(c).words.preview.nothingDone, html`<p>${why}</p>`), status)
}
