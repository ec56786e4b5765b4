import type { Database } from './database.ts'
import { extentOf, idAt } from './find-sightings.ts'
import { hourMs } from './keep-sightings.ts'
import type { Retention } from './options.ts'

// a slice takes some 10 ms, so that a page never waits for it; and more than a slice of a batch brings in
const slice = { sightings: 1000, clients: 500, hours: 1000 }

/**
 * Takes one slice of what is too old, or too much, away: the oldest sightings, the clients without any, the hours before them.
 * Says whether there is more to do.
 */
export function pruneSightings(
  { sql, transaction }: Database,
  { rows, days }: Pick<Retention, 'rows' | 'days'>,
  now: number,
): boolean {
  const oldest = now - days * 24 * hourMs
  const { first, last } = extentOf(sql)
  const keepFrom = Math.max(last - rows + 1, idAt(sql, oldest))
  const cut = Math.min(keepFrom, first + slice.sightings)
  return transaction(() => {
    const sightings = cut > first ? sql.prepare('DELETE FROM sightings WHERE id < ?').run(cut).changes : 0
    const clients = sql
      .prepare('DELETE FROM clients WHERE id IN (SELECT id FROM clients WHERE latest < ? ORDER BY latest LIMIT ?)')
      .run(Math.max(cut, first), slice.clients).changes
    const hours = sql
      .prepare('DELETE FROM hours WHERE (hour, site) IN (SELECT hour, site FROM hours WHERE hour < ? ORDER BY hour LIMIT ?)')
      .run(Math.floor(oldest / hourMs), slice.hours).changes
    return (sightings > 0 && cut < keepFrom) || Number(clients) === slice.clients || Number(hours) === slice.hours
  })
}
