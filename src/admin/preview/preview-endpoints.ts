import * as v from 'valibot'
import { ApiProblem, type Call, type Endpoint, endpoint } from '../api/endpoint.ts'
import { ndjson } from '../api/ndjson.ts'
import type { FieldProblem } from '../frame/problem-json.ts'
import { type AdminParts, defaultsFor } from '../parts.ts'
import { askerOf, isRefusal } from './asker.ts'
import { decisionOf } from './decision.ts'
import { draftFromJson, draftJson } from './draft.ts'
import { VerdictNumbers } from './matrix.ts'
import { matrixJson, worldJson } from './matrix-json.ts'
import { type Request, readDraft } from './read-draft.ts'
import { siteNamed } from './site-of-text.ts'

const verdict = v.looseObject({ kind: v.picklist(['answered', 'bypassed', 'failed']) })
const finding = v.looseObject({
  rule: v.string(),
  severity: v.picklist(['error', 'warning', 'note']),
  line: v.number(),
  column: v.number(),
  message: v.string(),
  mend: v.string(),
})
const traceJson = v.strictObject({
  ...v.omit(draftJson, ['visits', 'as']).entries,
  visit: v.string('is not a URL'),
  as: v.optional(v.string('is not a client kind'), 'chromium'),
  /** Another kind: then `why` says why the two differ. */
  against: v.optional(v.string('is not a client kind')),
})
const pacJson = v.strictObject({ pac: draftJson.entries.pac, site: draftJson.entries.site })

/** Waiting for others included. */
const streamMs = 120_000

/** The preview for programs. */
export function previewEndpoints(parts: AdminParts): Endpoint[] {
  const { previews, view } = parts
  return [
    endpoint({
      method: 'post',
      path: '/evaluate',
      needs: 'viewer',
      summary: 'What a PAC decides for visits in a world; `as` is a client kind, or a list of them',
      body: draftJson,
      answer: v.looseObject({ verdicts: v.array(v.looseObject({ url: v.string() })) }),
      run: async ({ body }, { c }) => {
        const preview = await refusals(() => previews.run(requestOf(body, c), askerOf(c)))
        return typeof body.as === 'string'
          ? {
              as: body.as,
              ...worldJson(preview),
              verdicts: preview.request.visits.map(({ url }, i) => ({ url, verdict: preview.columns[0]?.verdicts[i] })),
            }
          : matrixJson(preview)
      },
    }),
    endpoint({
      method: 'post',
      path: '/evaluate/stream',
      needs: 'viewer',
      summary: 'The same, kind by kind as they become known: begun, then verdict and cells lines, then end or stopped',
      body: draftJson,
      answer: v.variant('kind', [
        v.looseObject({ kind: v.literal('begun'), as: v.array(v.string()), visits: v.number() }),
        v.object({ kind: v.literal('verdict'), id: v.number(), verdict }),
        v.object({ kind: v.literal('cells'), as: v.string(), ids: v.array(v.number()) }),
        v.looseObject({ kind: v.literal('end'), milliseconds: v.number() }),
        v.object({ kind: v.literal('stopped'), why: v.string() }),
      ]),
      media: 'application/x-ndjson',
      run: ({ body }, { c, person }) => {
        const request = requestOf(body, c)
        return ndjson(c, streamMs, async (send, signal) => {
          const numbers = new VerdictNumbers()
          send({ kind: 'begun', as: request.kinds.map(({ as }) => as), visits: request.visits.length })
          const preview = await previews.run(request, { who: person.name, signal }, ({ as, verdicts }) => {
            const ids = verdicts.map((one) => {
              const { id, isNew } = numbers.of(one)
              if (isNew) send({ kind: 'verdict', id, verdict: one })
              return id
            })
            send({ kind: 'cells', as, ids })
          })
          send({ kind: 'end', ...worldJson(preview) })
        })
      },
    }),
    endpoint({
      method: 'post',
      path: '/trace',
      needs: 'viewer',
      summary: 'How a PAC decides one visit: lines that ran, conditions, calls, names; why it differs `against` another kind',
      body: traceJson,
      answer: v.looseObject({ url: v.string(), as: v.string(), summary: v.string(), verdict, trace: v.looseObject({}) }),
      run: async ({ body: { visit, as, against, ...rest } }, { c }) => {
        const kinds = against === undefined ? [as] : [against, as]
        const request = requestOf({ ...rest, visits: [visit], as: kinds }, c)
        const decision = await refusals(() => decisionOf(request, { visit: 0, as }, previews, askerOf(c)))
        const { url, verdict, trace, summary, why } = decision!
        return { url, as, summary, ...(why !== undefined && { why }), verdict, trace }
      },
    }),
    endpoint({
      method: 'post',
      path: '/lint',
      needs: 'viewer',
      summary: 'Mistakes in a PAC, found without running it',
      body: pacJson,
      answer: v.object({ findings: v.array(finding) }),
      run: async ({ body }, { c }) => {
        const text = pacOf(body)
        if (Buffer.byteLength(text) > 1_048_576) throw wrong([{ field: 'pac', detail: 'is over 1 MiB' }])
        // one that takes too long is turned away as one too many is
        const findings = await previews.linter.find(text, askerOf(c)).catch((error: Error) => {
          throw new ApiProblem(503, 'no findings', error.message)
        })
        return { findings }
      },
    }),
  ]

  function pacOf({ pac, site }: { pac?: string | undefined; site?: string | undefined }): string {
    const text = site === undefined ? pac : siteNamed(view(), site)?.pac.text
    if (text === undefined) throw wrong([missingPac(site)])
    return text
  }

  function requestOf(body: v.InferOutput<typeof draftJson>, c: Call['c']): Request {
    const request = readDraft(draftFromJson(body, pacOf(body)), defaultsFor(c, parts))
    if (!('pac' in request)) throw wrong(request.map(({ field, message }) => ({ field, detail: message })))
    return request
  }
}

async function refusals<T>(job: () => Promise<T>): Promise<T> {
  try {
    return await job()
  } catch (error) {
    if (isRefusal(error)) throw new ApiProblem(503, 'no verdicts', error.message)
    throw error
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
