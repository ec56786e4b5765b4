import type { StatementSync } from 'node:sqlite'
import { isAsking, isRefusal, type Way, wayOf } from '../events/meaning.ts'
import type { Sighting } from '../events/sighting.ts'
import { type ClientRow, changingColumns, follow, newClient } from './client-row.ts'
import type { Database } from './database.ts'

/** A sighting that was kept. */
export interface Kept {
  /** Ids grow with time. */
  readonly id: number
  readonly at: number
  readonly sighting: Sighting
}

/** Writes what came: one transaction a batch, so that all of it and its figures are kept, or nothing. Throws when the disk is full. */
export type KeepSightings = (batch: readonly { readonly sighting: Sighting; readonly at: number }[]) => Kept[]

export const hourMs = 3_600_000

interface HourRow {
  readonly hour: number
  readonly site: string
  clients: number
  dhcp: number
  names: number
  http: number
  refused: number
}

/** Makes the writer; what is no client's asking (`isAsking`) is left out. */
export function sightingWriter({ sql, transaction }: Database): KeepSightings {
  const statements = {
    find: sql.prepare('SELECT * FROM clients WHERE address = ?'),
    nextClient: sql.prepare('SELECT coalesce(max(id), 0) + 1 AS id FROM clients'),
    insert: sql.prepare(
      'INSERT INTO sightings (at, client, via, outcome, answered, detail, site, told, profile, user_agent) VALUES (?,?,?,?,?,?,?,?,?,?)',
    ),
    save: sql.prepare(
      `INSERT INTO clients (id, address, ${changingColumns.join(', ')}) VALUES (?, ?${', ?'.repeat(changingColumns.length)})
         ON CONFLICT (id) DO UPDATE SET ${changingColumns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    ),
    hour: sql.prepare(
      `INSERT INTO hours (hour, site, clients, dhcp, names, http, refused) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
         clients = clients + excluded.clients, dhcp = dhcp + excluded.dhcp, names = names + excluded.names,
         http = http + excluded.http, refused = refused + excluded.refused`,
    ),
  }
  return (batch) => {
    const asking = batch.filter(({ sighting }) => isAsking(sighting))
    return asking.length === 0 ? [] : transaction(() => write(statements, asking))
  }
}

type Statements = Readonly<Record<'find' | 'nextClient' | 'insert' | 'save' | 'hour', StatementSync>>

function write(statements: Statements, batch: Parameters<KeepSightings>[0]): Kept[] {
  const rows = rowsOf(statements)
  const hours = new Map<string, HourRow>()
  const kept = batch.map(({ sighting, at }): Kept => {
    const row = rows.of(sighting.client, at)
    const before = row.seen === 0 ? -1 : row.last
    const { lastInsertRowid } = statements.insert.run(at, row.id, ...columnsOf(sighting))
    const id = Number(lastInsertRowid)
    follow(row, sighting, id, at)
    count(hours, sighting, row, at, before)
    return { id, at, sighting }
  })
  for (const row of rows.all()) statements.save.run(row.id, row.address, ...changingColumns.map((name) => row[name]))
  for (const { hour, site, clients, dhcp, names, http, refused } of hours.values())
    statements.hour.run(hour, site, clients, dhcp, names, http, refused)
  return kept
}

// each client of the batch is read once and written once
function rowsOf({ find, nextClient }: Statements) {
  const rows = new Map<string, ClientRow>()
  let next: number | undefined
  const made = (address: string, at: number) => {
    next ??= (nextClient.get() as { id: number }).id
    return newClient(next++, address, at)
  }
  return {
    all: () => rows.values(),
    of(address: string, at: number): ClientRow {
      const known = rows.get(address)
      if (known !== undefined) return known
      const row = (find.get(address) as ClientRow | undefined) ?? made(address, at)
      rows.set(address, row)
      return row
    },
  }
}

function columnsOf({ via, outcome, answered, detail, site, told, profile, userAgent }: Sighting) {
  const texts = [detail, site, told, profile, userAgent?.slice(0, 256)]
  return [via, outcome, answered ? 1 : 0, ...texts.map((text) => text ?? null)]
}

// a client counts once an hour, under the site that it had at its first sighting in it
function count(hours: Map<string, HourRow>, sighting: Sighting, row: ClientRow, at: number, before: number): void {
  const hour = Math.floor(at / hourMs)
  const key = `${hour} ${row.site}`
  const counts = hours.get(key) ?? { hour, site: row.site, clients: 0, dhcp: 0, names: 0, http: 0, refused: 0 }
  hours.set(key, counts)
  const way: Way = wayOf(sighting.via)
  counts[way]++
  if (Math.floor(before / hourMs) < hour) counts.clients++
  if (isRefusal(sighting)) counts.refused++
}
