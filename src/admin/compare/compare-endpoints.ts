import * as v from 'valibot'
import { ApiProblem, type Endpoint, endpoint } from '../api/endpoint.ts'
import { ndjson, type Tell } from '../api/ndjson.ts'
import { type AdminParts, defaultsFor } from '../parts.ts'
import { Busy } from '../preview/gate.ts'
import type { CompareRequest, Place } from './comparer.ts'
import { comparisonJson, readComparison } from './read-comparison.ts'
import { openTotal } from './total.ts'

const patience = 120_000

const text = v.string()
const counted = { visits: v.number(), hits: v.number() }

/** The lines of an answer, in their order: one `world`; `change` and `progress` as they come; then `done`, or `stopped` where it ended early. */
const line = v.variant('kind', [
  v.object({ kind: v.literal('world'), as: text, client: v.object({ ips: v.array(text) }), now: text, tz: text }),
  v.object({
    kind: v.literal('change'),
    before: text,
    after: text,
    detail: v.optional(text),
    visits: v.array(v.object({ url: text, hits: v.number() })),
  }),
  v.object({ kind: v.literal('progress'), done: v.number(), of: v.number() }),
  v.object({
    kind: v.literal('done'),
    groups: v.array(v.object({ before: text, after: text, detail: v.optional(text), ...counted })),
    unchanged: v.object(counted),
    failing: v.object({ before: v.object(counted), after: v.object(counted) }),
  }),
  v.object({ kind: v.literal('stopped'), why: text }),
])

/** Two PACs compared, for programs. */
export function compareEndpoints(parts: AdminParts): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/compare',
      needs: 'viewer',
      summary: 'The decisions that change between two PACs, for a list of at most 20,000 visits',
      body: comparisonJson,
      media: 'application/x-ndjson',
      answer: line,
      run({ body }, { c, person }) {
        const request = readComparison(body, parts.view(), defaultsFor(c, parts))
        if (!('before' in request)) {
          const errors = request.map(({ field, message }) => ({ field, detail: message }))
          throw new ApiProblem(422, 'not a request', errors.map(({ field, detail }) => `${field}: ${detail}`).join('; '), errors)
        }
        const place = enter(parts, person.name)
        return ndjson(c, patience, async (tell, signal) => {
          using mine = place
          await stream(mine, request, tell, signal)
        })
      },
    }),
  ]
}

function enter({ compares }: AdminParts, person: string): Place {
  try {
    return compares.enter(person)
  } catch (error) {
    if (error instanceof Busy) throw new ApiProblem(503, 'busy', error.message)
    throw error
  }
}

async function stream(place: Place, request: CompareRequest, tell: Tell, signal: AbortSignal): Promise<void> {
  const { addresses, now, timeZone } = request.world
  tell({ kind: 'world', as: request.dialect, client: { ips: addresses }, now: new Date(now).toISOString(), tz: timeZone })
  const total = openTotal(false)
  await place.run(request, signal, (part) => {
    total.take(part)
    for (const change of part.changes) tell({ kind: 'change', ...change })
    tell({ kind: 'progress', done: total.seen(), of: request.visits.length })
  })
  tell({ kind: 'done', ...total.result() })
}
