import type { Sighting } from '../../src/events/sighting.ts'
import type { Database } from '../../src/store/database.ts'
import { sightingWriter } from '../../src/store/keep-sightings.ts'

const batchLength = 20_000

/** How a network of `clients` behaves: who asks, the PAC before this one among a few of them, some turned away. */
function sightingOf(i: number, clients: number): Sighting {
  // a client's steps come one after the other, and the clients by turns
  const step = Math.floor(i / clients) % 3
  const number = i % clients
  const client = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`
  const common = { client, answered: true, site: `site-${number % 8}`, milliseconds: 0.1 }
  if (number % 101 === 0) return { ...common, via: 'dns', outcome: 'refused', detail: 'www.example.org A' }
  if (step === 0) return { ...common, via: 'dhcp', outcome: 'ack', detail: 'INFORM MSFT 5.0', told: 'http://192.0.2.10/wpad.dat' }
  if (step === 1) return { ...common, via: 'dns', outcome: 'noerror', detail: 'wpad.branch.example.com A', told: '192.0.2.10' }
  if (number % 50 === 1) return { ...common, via: 'dns', outcome: 'nodata', detail: 'wpad.branch.example.com AAAA' }
  const told = number % 20 === 0 ? '00000000000000ab' : '0123456789abcdef'
  return { ...common, via: 'http', outcome: 'pac', detail: 'wpad/wpad.dat', told, userAgent: 'WinHttp-Autoproxy-Service/5.1' }
}

const recent = 200_000

/**
 * Fills a database with `rows` sightings of `clients` clients over the ten days before `now`: the last 200,000 by the writer that the
 * page's thread uses, what lies before them by one statement. A power cut in between is no matter, so nothing waits for the disk.
 */
export function fillSightings(database: Database, rows: number, clients: number, now: number): void {
  database.sql.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -200000')
  const apart = (10 * 24 * 3_600_000) / rows
  const old = Math.max(0, rows - recent)
  if (old > 0) fillOld(database, old, clients, now - rows * apart, apart)
  const keep = sightingWriter(database)
  for (let done = old; done < rows; done += batchLength) {
    const length = Math.min(batchLength, rows - done)
    keep(
      Array.from({ length }, (_, i) => ({
        sighting: sightingOf(done + i, clients),
        at: Math.floor(now - (rows - done - i) * apart),
      })),
    )
  }
}

// an index is built faster than it is kept
function fillOld({ sql }: Database, rows: number, clients: number, start: number, apart: number): void {
  sql.exec('DROP INDEX sightings_client')
  sql
    .prepare(
      `INSERT INTO sightings (at, client, via, outcome, answered, detail, site, told, profile, user_agent)
         WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :rows - 1)
         SELECT CAST(:start + i * :apart AS INTEGER), 1 + i % :clients, CASE i % 3 WHEN 0 THEN 'dhcp' WHEN 1 THEN 'dns' ELSE 'http' END,
           CASE i % 3 WHEN 0 THEN 'ack' WHEN 1 THEN 'noerror' ELSE 'pac' END, 1, 'wpad.branch.example.com A', 'site-' || (i % 8),
           'http://192.0.2.10/wpad.dat', NULL, 'WinHttp-Autoproxy-Service/5.1' FROM n`,
    )
    .run({ rows, start, apart, clients })
  sql.exec('CREATE INDEX sightings_client ON sightings (client)')
  sql
    .prepare(
      `INSERT INTO hours (hour, site, clients, dhcp, names, http, refused)
         WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 8 * 240 - 1)
         SELECT CAST(:start / 3600000 AS INTEGER) + i / 8, 'site-' || (i % 8), 500 + i % 97 * 20, 900, 900, 900, i % 5 FROM n`,
    )
    .run({ start })
}
