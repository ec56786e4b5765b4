import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { draftFromJson, draftJson } from './draft.ts'
import { Busy } from './gate.ts'
import type { AdminEnv } from '../frame/guard.ts'
import { type Preview, type Previewer, TookTooLong } from './preview.ts'
import { siteNamed } from './preview-routes.ts'
import { type FieldProblem, problemJson } from '../frame/problem-json.ts'
import { type Defaults, readDraft } from './read-draft.ts'
import type { AdminView } from '../view.ts'

/** The preview for programs: `POST /api/v1/evaluate`. */
export function apiRoutes(
  view: () => AdminView,
  previews: Previewer,
  defaultsOf: (c: Context<AdminEnv>) => Defaults,
): Hono<AdminEnv> {
  const app = new Hono<AdminEnv>()
  app.post('/evaluate', async (c) => {
    const body = v.safeParse(draftJson, await c.req.json().catch(() => undefined))
    if (!body.success) return wrong(c, body.issues.map(fieldProblem))
    const pac = body.output.site === undefined ? body.output.pac : siteNamed(view(), body.output.site)?.pac.text
    if (pac === undefined) return wrong(c, [missingPac(body.output.site)])
    const request = readDraft(draftFromJson(body.output, pac), defaultsOf(c))
    if (!('pac' in request))
      return wrong(
        c,
        request.map(({ field, message }) => ({ field, detail: message })),
      )
    try {
      return c.json(answer(await previews.run(request)))
    } catch (error) {
      if (!(error instanceof Busy || error instanceof TookTooLong)) throw error
      c.header('Retry-After', '1')
      return problemJson(c, 503, 'no verdicts', error.message)
    }
  })
  return app
}

function answer({ request, verdicts, milliseconds }: Preview): object {
  const { addresses, now, timeZone, dns } = request.world
  return {
    as: 'chromium',
    client: { ips: addresses },
    now: new Date(now).toISOString(),
    tz: timeZone,
    dns,
    milliseconds,
    verdicts: verdicts.map((verdict, i) => ({ url: request.visits[i]?.url, verdict })),
  }
}

function wrong(c: Context<AdminEnv>, errors: readonly FieldProblem[]): Response {
  return problemJson(c, 422, 'not a request', errors.map(({ field, detail }) => `${field}: ${detail}`).join('; '), errors)
}

function fieldProblem(issue: v.BaseIssue<unknown>): FieldProblem {
  return { field: v.getDotPath(issue) ?? 'body', detail: issue.message }
}

function missingPac(site: string | undefined): FieldProblem {
  return site === undefined
    ? { field: 'pac', detail: 'is missing (give the text as pac, or the name of a site as site)' }
    : { field: 'site', detail: `there is no site "${site}"` }
}
