import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { type ClientFilter, figuresOf, findClients, findHours, sitesSeen } from '../../src/store/find-clients.ts'
import { findSightings } from '../../src/store/find-sightings.ts'
import { pruneSightings } from '../../src/store/prune-sightings.ts'
import { fillSightings } from '../bench/fill-sightings.ts'

const now = Date.parse('2026-01-15T09:00:00Z')
const current = Array.from({ length: 8 }, (_, i) => ({ of: `site-${i}`, id: '0123456789abcdef' }))

let database: Database
let statements: string[]

// every statement that is prepared is remembered, with the SQL as the code has written it
beforeAll(() => {
  database = openDatabase(':memory:')
  fillSightings(database, 200_000, 20_000, now)
  const prepare = database.sql.prepare.bind(database.sql)
  database.sql.prepare = (sql: string) => {
    statements.push(sql)
    return prepare(sql)
  }
})
afterAll(() => database[Symbol.dispose]())

const filters: Partial<ClientFilter>[] = [
  {},
  { site: 'site-3' },
  { way: 'dhcp', outcome: 'ack' },
  { text: '10.0.0.7' },
  { text: '10.0.' },
  { group: 'never' },
  { group: 'old', site: 'site-4' },
  { group: 'refused' },
  { from: now - 3_600_000, to: now },
  { before: 150_000 },
]
const questions: [string, () => unknown][] = [
  ...filters.map((filter): [string, () => unknown] => [
    `clients ${JSON.stringify(filter)}`,
    () => findClients(database.sql, { limit: 50, ...filter }, current),
  ]),
  ['figures', () => figuresOf(database.sql, undefined, current)],
  ['sites', () => sitesSeen(database.sql)],
  ['hours', () => findHours(database.sql, now - 24 * 3_600_000, now)],
  ['sightings', () => findSightings(database.sql, { limit: 100, outcome: 'pac' })],
  ['a story', () => findSightings(database.sql, { limit: 100, client: '10.0.0.7', from: now - 3_600_000 })],
  ['pruning', () => pruneSightings(database, { rows: 150_000, days: 90 }, now)],
]

it.each(questions)('no question walks over a big table: %s', (_, ask) => {
  statements = []
  ask()
  const asked = statements.filter((sql) => !sql.startsWith('EXPLAIN'))
  expect(asked.length).toBeGreaterThan(0)
  const plans = asked.flatMap((sql) => database.sql.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
  // SCAN over the end of an index that is cut off by LIMIT says USING INDEX; a subquery's own rows are at most 50,000
  const walks = plans.map(({ detail }) => detail).filter((detail) => /^SCAN (sightings|clients|hours)\b/.test(detail))
  expect(walks).toEqual([])
  expect(plans.map(({ detail }) => detail).filter((detail) => detail.includes('TEMP B-TREE'))).toEqual([])
})

it('finds among 200,000 sightings what there is', () => {
  const { rows, next } = findClients(database.sql, { limit: 50 }, current)
  expect([rows.length, next]).toEqual([50, rows.at(-1)?.latest])
  const figures = figuresOf(database.sql, undefined, current)
  expect(figures.clients).toBe(20_000)
  expect(figures.old + figures.never + figures.refused).toBeLessThan(20_000)
  expect(figures.old).toBeGreaterThan(500)
})
