import * as v from 'valibot'
import { findClient, findClients, findHours } from '../../store/find-clients.ts'
import { findSightings } from '../../store/find-sightings.ts'
import { hourMs } from '../../store/keep-sightings.ts'
import { ApiProblem, type Endpoint, endpoint } from '../api/endpoint.ts'
import type { AdminParts } from '../parts.ts'
import { mayStill } from '../people/who-asks.ts'
import { clientJson, currentPacs, hourJson, sightingJson } from './describe.ts'
import { eventStream } from './event-stream.ts'
import { momentOf } from './read-filter.ts'
import { summaryOf } from './summary.ts'

const vias = ['dhcp', 'dns', 'http', 'llmnr', 'nbns', 'mdns'] as const
const text = v.pipe(v.string(), v.maxLength(256))
const moment = v.pipe(
  v.string(),
  v.check((value) => !Number.isNaN(momentOf(value)), 'is not an ISO 8601 date and time'),
  v.transform((value) => momentOf(value)!),
)
const number = (least: number, most: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'is not a number'), v.transform(Number), v.minValue(least), v.maxValue(most))
const paging = {
  before: v.optional(number(0, Number.MAX_SAFE_INTEGER)),
  limit: v.optional(number(1, 1000), '100'),
}
const span = { from: v.optional(moment), to: v.optional(moment) }
const maybe = v.nullable(v.string())

const sighting = v.object({
  ...{ id: v.number(), at: v.string(), client: v.string(), via: v.picklist(vias), outcome: v.string(), answered: v.boolean() },
  ...{ detail: maybe, site: maybe, told: maybe, profile: maybe, userAgent: maybe },
})
const way = v.nullable(v.object({ last: v.string(), outcome: v.string() }))
const client = v.object({
  ...{ address: v.string(), name: maybe, hardware: maybe, userAgent: maybe, site: maybe },
  ...{ first: v.string(), last: v.string(), sightings: v.number(), ways: v.object({ dhcp: way, names: way, http: way }) },
  standing: v.picklist(['holds', 'asked', 'none']),
  refused: v.boolean(),
  pac: v.nullable(v.object({ of: v.string(), revision: v.string(), since: v.string(), seen: v.string(), current: v.boolean() })),
})
const next = v.nullable(v.number())
const hour = v.object({
  ...{ hour: v.string(), site: maybe, clients: v.number(), dhcp: v.number(), names: v.number(), http: v.number() },
  refused: v.number(),
})
const summary = v.object({
  figures: v.object({ clients: v.number(), never: v.number(), old: v.number(), refused: v.number() }),
  kept: v.object({
    ...{ sightings: v.number(), rows: v.number(), days: v.number(), addresses: v.picklist(['full', 'prefix']) },
    ...{ notice: v.string(), dropped: v.number(), problem: v.optional(v.string()) },
  }),
})

/** Sightings for programs. */
export function sightingEndpoints(parts: AdminParts): Endpoint[] {
  const { database, view, sightings, people, now } = parts
  const { sql } = database
  const current = () => currentPacs(view())
  return [
    endpoint({
      ...{ method: 'get', path: '/sightings', needs: 'viewer', summary: 'What clients did, newest first' },
      query: v.strictObject({
        ...{ client: v.optional(text), site: v.optional(text), via: v.optional(v.picklist(vias)), outcome: v.optional(text) },
        ...span,
        ...paging,
      }),
      answer: v.object({ sightings: v.array(sighting), next }),
      run({ query }) {
        const { rows, next } = findSightings(sql, query)
        return { sightings: rows.map(sightingJson), next: next ?? null }
      },
    }),
    endpoint({
      ...{ method: 'get', path: '/sightings/events', needs: 'viewer', summary: 'The same as it comes, as server-sent events' },
      query: v.strictObject({
        ...{ client: v.optional(text), site: v.optional(text), via: v.optional(v.picklist(vias)), outcome: v.optional(text) },
      }),
      answer: sighting,
      media: 'text/event-stream',
      run({ query }, { c }) {
        const stream = eventStream(sightings, query, mayStill(people, c, 'viewer'))
        if (stream === undefined)
          throw new ApiProblem(503, 'too many streams', 'too many streams are open: close one, or try later')
        return stream
      },
    }),
    endpoint({
      ...{ method: 'get', path: '/sightings/hours', needs: 'viewer', summary: 'Clients and sightings by the hour and site' },
      query: v.strictObject({ site: v.optional(text), ...span }),
      answer: v.object({ hours: v.array(hour) }),
      run({ query: { site, to = now(), from = to - 24 * hourMs } }) {
        return { hours: findHours(sql, from, to, site).map(hourJson) }
      },
    }),
    endpoint({
      ...{ method: 'get', path: '/sightings/summary', needs: 'viewer', summary: 'Figures, what is kept, and the notice' },
      query: v.strictObject({ site: v.optional(text) }),
      answer: summary,
      run: ({ query: { site } }) => summaryOf(parts, site),
    }),
    endpoint({
      ...{ method: 'get', path: '/clients', needs: 'viewer', summary: 'The clients, the one seen last first' },
      query: v.strictObject({
        ...{ site: v.optional(text), way: v.optional(v.picklist(['dhcp', 'names', 'http'])), outcome: v.optional(text) },
        ...{ text: v.optional(text), group: v.optional(v.picklist(['never', 'old', 'refused'])) },
        ...span,
        ...paging,
      }),
      answer: v.object({ clients: v.array(client), next }),
      run({ query }) {
        const { rows, next } = findClients(sql, query, current())
        return { clients: rows.map((row) => clientJson(row, current())), next: next ?? null }
      },
    }),
    endpoint({
      ...{ method: 'get', path: '/clients/:address', needs: 'viewer', summary: 'One client, and what it did last' },
      query: v.strictObject(paging),
      answer: v.object({ client, sightings: v.array(sighting), next }),
      run({ path: { address = '' }, query }) {
        const row = findClient(sql, address)
        if (row === undefined) throw new ApiProblem(404, 'no such client', `${address} was never seen, or too long ago`)
        const { rows, next } = findSightings(sql, { client: row.address, ...query })
        return { client: clientJson(row, current()), sightings: rows.map(sightingJson), next: next ?? null }
      },
    }),
  ]
}
