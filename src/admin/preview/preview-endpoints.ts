import * as v from 'valibot'
import { ApiProblem, type Endpoint, endpoint } from '../api/endpoint.ts'
import type { FieldProblem } from '../frame/problem-json.ts'
import { type AdminParts, defaultsFor } from '../parts.ts'
import { draftFromJson, draftJson } from './draft.ts'
import { Busy } from './gate.ts'
import { type Preview, TookTooLong } from './preview.ts'
import { siteNamed } from './preview-routes.ts'
import { readDraft } from './read-draft.ts'

/** The preview for programs. */
export function previewEndpoints(parts: AdminParts): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/evaluate',
      needs: 'viewer',
      summary: 'What a PAC decides for visits in a world',
      body: draftJson,
      answer: v.looseObject({
        verdicts: v.array(v.looseObject({ url: v.string(), verdict: v.looseObject({ kind: v.string() }) })),
      }),
      async run({ body }, { c }) {
        const pac = body.site === undefined ? body.pac : siteNamed(parts.view(), body.site)?.pac.text
        if (pac === undefined) throw wrong([missingPac(body.site)])
        const request = readDraft(draftFromJson(body, pac), defaultsFor(c, parts))
        if (!('pac' in request)) throw wrong(request.map(({ field, message }) => ({ field, detail: message })))
        try {
          return answer(await parts.previews.run(request))
        } catch (error) {
          if (error instanceof Busy || error instanceof TookTooLong) throw new ApiProblem(503, 'no verdicts', error.message)
          throw error
        }
      },
    }),
  ]
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

function wrong(errors: readonly FieldProblem[]): ApiProblem {
  return new ApiProblem(422, 'not a request', errors.map(({ field, detail }) => `${field}: ${detail}`).join('; '), errors)
}

function missingPac(site: string | undefined): FieldProblem {
  return site === undefined
    ? { field: 'pac', detail: 'is missing (give the text as pac, or the name of a site as site)' }
    : { field: 'site', detail: `there is no site "${site}"` }
}
