import * as v from 'valibot'
import type { AuditEntry } from '../../store/audit.ts'
import { type Endpoint, endpoint } from '../api/endpoint.ts'
import { auditCsv } from './audit-csv.ts'
import type { People } from './people.ts'
import { time } from './schemas.ts'

const text = v.pipe(v.string(), v.maxLength(100))
const filters = { who: v.optional(text), action: v.optional(text) }
const number = (most: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'is not a number'), v.transform(Number), v.minValue(1), v.maxValue(most))

const entry = v.object({
  id: v.number(),
  at: v.string(),
  who: v.string(),
  origin: v.string(),
  action: v.string(),
  target: v.string(),
  before: v.nullable(v.unknown()),
  after: v.nullable(v.unknown()),
})

/** The audit log, for programs of administrators. */
export function auditEndpoints({ audit }: People): Endpoint[] {
  const needs = 'administrator'
  return [
    endpoint({
      ...{ method: 'get', path: '/audit', needs, summary: 'What people did, the newest first; `next` continues with older ones' },
      query: v.strictObject({
        ...filters,
        before: v.optional(number(Number.MAX_SAFE_INTEGER)),
        limit: v.optional(number(1000), '100'),
      }),
      answer: v.object({ entries: v.array(entry), next: v.nullable(v.number()) }),
      run({ query }) {
        const entries = audit.read(query)
        return { entries: entries.map(shown), next: entries.length < query.limit ? null : entries.at(-1)!.id }
      },
    }),
    endpoint({
      ...{ method: 'get', path: '/audit.csv', needs, summary: 'The same, all of it, as comma-separated values' },
      ...{ query: v.strictObject(filters), media: 'text/csv' },
      run: ({ query }) => auditCsv(audit, query),
    }),
  ]
}

function shown({ before, after, at, ...rest }: AuditEntry): object {
  return { ...rest, at: time(at), before: value(before), after: value(after) }
}

function value(json: string | null): unknown {
  return json === null ? null : JSON.parse(json)
}
