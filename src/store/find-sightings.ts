import type { DatabaseSync } from 'node:sqlite'
import type { Via } from '../events/sighting.ts'

/** One sighting as it is kept. */
export interface SightingRow {
  readonly id: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly client: string
  readonly via: Via
  readonly outcome: string
  readonly answered: number
  readonly detail: string | null
  readonly site: string | null
  readonly told: string | null
  readonly profile: string | null
  readonly user_agent: string | null
}

/** Which sightings; what is absent does not matter. */
export interface SightingFilter {
  readonly client?: string | undefined
  readonly site?: string | undefined
  readonly via?: Via | undefined
  readonly outcome?: string | undefined
  /** Milliseconds since 1970. */
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** Only those with a smaller id: the next page. */
  readonly before?: number | undefined
  readonly limit: number
}

/** A page of something, newest first. `next` continues it, if there is more; nothing of it may fit, when few do. */
export interface Found<Row> {
  readonly rows: readonly Row[]
  readonly next: number | undefined
}

/** How many rows one question looks at before it gives up for now: some 50 ms of work. */
export const mostLookedAt = 50_000

const texts = ['via', 'outcome', 'answered', 'detail', 'site', 'told', 'profile', 'user_agent']
  .map((name) => `s.${name}`)
  .join(', ')
const never = Number.MAX_SAFE_INTEGER

/** The newest sightings that fit. */
export function findSightings(sql: DatabaseSync, filter: SightingFilter): Found<SightingRow> {
  const before = Math.min(filter.before ?? never, filter.to === undefined ? never : idAt(sql, filter.to))
  const from = filter.from === undefined ? 0 : idAt(sql, filter.from)
  const client = filter.client === undefined ? undefined : clientId(sql, filter.client)
  if (filter.client !== undefined && client === undefined) return { rows: [], next: undefined }
  const range = `${client === undefined ? '' : 'client = :client AND '}id < :before AND id >= :from`
  const walk = `SELECT * FROM sightings WHERE ${range} ORDER BY id DESC`
  const wanted = ['site', 'via', 'outcome'] as const
  const conditions = wanted.filter((name) => filter[name] !== undefined).map((name) => `s.${name} = :${name}`)
  const bounds = { before, from, ...(client !== undefined && { client }) }
  const values = Object.fromEntries(wanted.flatMap((name) => (filter[name] === undefined ? [] : [[name, filter[name]]])))
  const rows = sql
    .prepare(
      `SELECT s.id, s.at, c.address AS client, ${texts} FROM (${walk} LIMIT ${mostLookedAt}) AS s JOIN clients AS c ON c.id = s.client
         WHERE ${['true', ...conditions].join(' AND ')} LIMIT :limit`,
    )
    .all({ ...bounds, ...values, limit: filter.limit }) as unknown as SightingRow[]
  return { rows, next: nextPage(sql, rows.at(-1)?.id, rows.length === filter.limit, walk, bounds, 'id') }
}

/** Where to go on: after the last row of a full page, else after the last that was looked at; `undefined`: that was all. */
export function nextPage(
  sql: DatabaseSync,
  last: number | undefined,
  isFull: boolean,
  walk: string,
  bounds: Record<string, string | number>,
  order: 'id' | 'latest',
): number | undefined {
  if (isFull) return last
  const end = sql.prepare(`SELECT ${order} AS place FROM (${walk} LIMIT 1 OFFSET ${mostLookedAt - 1})`).get(bounds)
  return (end as { place: number } | undefined)?.place
}

function clientId(sql: DatabaseSync, address: string): number | undefined {
  return (sql.prepare('SELECT id FROM clients WHERE address = ?').get(address) as { id: number } | undefined)?.id
}

/** The smallest and the largest id that there are; without any, an empty extent (`first` after `last`). */
export function extentOf(sql: DatabaseSync): { first: number; last: number } {
  const row = sql.prepare('SELECT (SELECT min(id) FROM sightings) AS first, (SELECT max(id) FROM sightings) AS last').get()
  const { first, last } = row as { first: number | null; last: number | null }
  return { first: first ?? 1, last: last ?? 0 }
}

/** The id of the first sighting at or after a moment; one more than the last when there is none. Ids grow with time. */
export function idAt(sql: DatabaseSync, at: number): number {
  const time = sql.prepare('SELECT id, at FROM sightings WHERE id >= ? ORDER BY id LIMIT 1')
  let { first: low, last } = extentOf(sql)
  let high = last + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const found = time.get(middle) as { id: number; at: number } | undefined
    if (found === undefined || found.at >= at) high = middle
    else low = found.id + 1
  }
  return low
}
