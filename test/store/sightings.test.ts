import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Sighting } from '../../src/events/sighting.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { type ClientFilter, figuresOf, findClient, findClients, findHours } from '../../src/store/find-clients.ts'
import { extentOf, findSightings, idAt } from '../../src/store/find-sightings.ts'
import { hourMs, type KeepSightings, sightingWriter } from '../../src/store/keep-sightings.ts'
import { pruneSightings } from '../../src/store/prune-sightings.ts'

const start = Date.parse('2026-01-05T09:00:00Z')
const dhcp = (client: string, more: Partial<Sighting> = {}): Sighting => ({
  ...{ via: 'dhcp', client, answered: true, outcome: 'ack', detail: 'INFORM', site: 'branch', milliseconds: 0.1 },
  ...{ told: 'http://192.0.2.10/wpad.dat' },
  ...more,
})
const name = (client: string, more: Partial<Sighting> = {}): Sighting => ({
  ...{ via: 'dns', client, answered: true, outcome: 'noerror', detail: 'wpad.example.com A', site: 'branch', milliseconds: 0.1 },
  ...more,
})
const pac = (client: string, told: string, more: Partial<Sighting> = {}): Sighting => ({
  ...{ via: 'http', client, answered: true, outcome: 'pac', detail: 'wpad/wpad.dat', site: 'branch', milliseconds: 0.1, told },
  ...more,
})

let database: Database
let keep: KeepSightings

beforeEach(() => {
  database = openDatabase(':memory:')
  keep = sightingWriter(database)
})
afterEach(() => database[Symbol.dispose]())

// a second between one and the next
function seen(...sightings: Sighting[]) {
  const { last } = extentOf(database.sql)
  return keep(sightings.map((sighting, i) => ({ sighting, at: start + (last + i) * 1000 })))
}

const current = [{ of: 'branch', id: 'new' }]
const addresses = (filter: Partial<ClientFilter> = {}) =>
  findClients(database.sql, { limit: 50, ...filter }, current).rows.map(({ address }) => address)

describe('a client', () => {
  it('is one row, however often it asks', () => {
    seen(
      dhcp('192.0.2.7', { hardware: '02:00:00:00:00:20', hostName: 'pc-7' }),
      name('192.0.2.7'),
      pac('192.0.2.7', 'old', { userAgent: 'Example/1.0' }),
      pac('192.0.2.7', 'new'),
      pac('192.0.2.7', 'new', { outcome: 'not-modified' }),
    )
    expect(findClient(database.sql, '192.0.2.7')).toEqual({
      ...{ id: 1, address: '192.0.2.7', name: 'pc-7', hardware: '02:00:00:00:00:20', user_agent: 'Example/1.0', site: 'branch' },
      ...{ first: start, last: start + 4000, latest: 5, seen: 5, standing: 'holds', refused: 0 },
      ...{ dhcp: start, dhcp_outcome: 'ack', names: start + 1000, names_outcome: 'noerror' },
      ...{ http: start + 4000, http_outcome: 'not-modified' },
      ...{ pac_of: 'branch', pac: 'new', pac_since: start + 3000, pac_seen: start + 4000 },
    })
  })

  it('holds no PAC after a HEAD, or after somebody else’s', () => {
    const { told: _none, ...head } = pac('192.0.2.7', 'new')
    seen(head, pac('192.0.2.8', 'new', { profile: 'branch/phones' }))
    expect(findClient(database.sql, '192.0.2.7')?.standing).toBe('none')
    expect(findClient(database.sql, '192.0.2.8')).toMatchObject({ pac_of: 'branch/phones', pac: 'new' })
  })

  it('is none who only broadcasts for a lease, or watches our health', () => {
    seen(
      dhcp('0.0.0.0', { outcome: 'not an INFORM', answered: false }),
      pac('192.0.2.9', '', { outcome: 'health' }),
      name('192.0.2.9', { via: 'mdns', outcome: 'another name', answered: false }),
    )
    expect(addresses()).toEqual([])
    expect(extentOf(database.sql)).toEqual({ first: 1, last: 0 })
  })
})

describe('the clients', () => {
  beforeEach(() => {
    seen(dhcp('192.0.2.1'), pac('192.0.2.2', 'old'), pac('192.0.2.3', 'new', { site: 'lab' }))
    seen(name('192.0.2.4', { outcome: 'refused', site: undefined }), dhcp('2001:db8::5', { hostName: 'PC-five' }))
    seen(pac('192.0.2.1', 'new'))
  })

  const filters: [string, Partial<ClientFilter>, string[]][] = [
    ['all', {}, ['192.0.2.1', '2001:db8::5', '192.0.2.4', '192.0.2.3', '192.0.2.2']],
    ['a site', { site: 'lab' }, ['192.0.2.3']],
    ['a way', { way: 'dhcp' }, ['192.0.2.1', '2001:db8::5']],
    ['an outcome', { outcome: 'refused' }, ['192.0.2.4']],
    ['an address', { text: '192.0.2.1' }, ['192.0.2.1']],
    ['an address written otherwise', { text: '2001:DB8:0::5' }, ['2001:db8::5']],
    ['a part of one', { text: '192.0.2.' }, ['192.0.2.1', '192.0.2.4', '192.0.2.3', '192.0.2.2']],
    ['a part of a name', { text: 'Pc-F' }, ['2001:db8::5']],
    ['asked and never fetched', { group: 'never' }, ['2001:db8::5']],
    ['an old PAC', { group: 'old' }, ['192.0.2.3', '192.0.2.2']],
    ['an old PAC of a site', { group: 'old', site: 'branch' }, ['192.0.2.2']],
    ['refused', { group: 'refused' }, ['192.0.2.4']],
    ['since then', { from: start + 3000 }, ['192.0.2.1', '2001:db8::5', '192.0.2.4']],
    ['until then, though seen later too', { to: start + 1000 }, ['192.0.2.1']],
    ['between', { from: start + 1000, to: start + 3000 }, ['192.0.2.3', '192.0.2.2']],
    ['hostile', { text: "' OR 1=1 --", site: "'; DROP TABLE clients" }, []],
  ]
  it.each(filters)('are found by: %s', (_, filter, expected) => {
    expect(addresses(filter)).toEqual(expected)
  })

  it('come in pages', () => {
    const first = findClients(database.sql, { limit: 2 }, current)
    expect(first.rows.map(({ address }) => address)).toEqual(['192.0.2.1', '2001:db8::5'])
    expect(addresses({ before: first.next! })).toEqual(['192.0.2.4', '192.0.2.3', '192.0.2.2'])
    expect(findClients(database.sql, { limit: 50 }, current).next).toBeUndefined()
  })

  it('are counted as they stand', () => {
    expect(figuresOf(database.sql, undefined, current)).toEqual({ clients: 5, never: 1, old: 2, refused: 1 })
    expect(figuresOf(database.sql, 'branch', current)).toEqual({ clients: 3, never: 1, old: 1, refused: 0 })
  })
})

describe('the hours', () => {
  it('count each client once, and its sightings by their way', () => {
    const at = (hours: number, sighting: Sighting) => ({ sighting, at: start + hours * hourMs })
    keep([at(0, dhcp('192.0.2.1')), at(0.1, pac('192.0.2.1', 'new')), at(0.2, name('192.0.2.2', { site: 'lab' }))])
    keep([at(0.9, name('192.0.2.1')), at(1, dhcp('192.0.2.1')), at(1.1, name('192.0.2.3', { outcome: 'refused' }))])
    expect(findHours(database.sql, start, start + 5 * hourMs)).toEqual([
      { at: start, site: 'branch', clients: 1, dhcp: 1, names: 1, http: 1, refused: 0 },
      { at: start, site: 'lab', clients: 1, dhcp: 0, names: 1, http: 0, refused: 0 },
      { at: start + hourMs, site: 'branch', clients: 2, dhcp: 1, names: 1, http: 0, refused: 1 },
    ])
    expect(findHours(database.sql, start, start + 5 * hourMs, 'lab')).toHaveLength(1)
  })
})

describe('the sightings', () => {
  beforeEach(() => {
    seen(dhcp('192.0.2.1'), name('192.0.2.1'), pac('192.0.2.1', 'new'), name('192.0.2.2', { outcome: 'refused' }))
  })

  it('tell one client’s story, newest first', () => {
    const { rows, next } = findSightings(database.sql, { client: '192.0.2.1', limit: 2 })
    expect(rows.map(({ via, detail, told, at }) => [via, detail, told, at])).toEqual([
      ['http', 'wpad/wpad.dat', 'new', start + 2000],
      ['dns', 'wpad.example.com A', null, start + 1000],
    ])
    expect(findSightings(database.sql, { client: '192.0.2.1', before: next, limit: 2 }).rows).toMatchObject([{ via: 'dhcp' }])
    expect(findSightings(database.sql, { client: '192.0.2.99', limit: 2 }).rows).toEqual([])
  })

  it.each([
    [{ via: 'dns' } as const, 2],
    [{ outcome: 'refused' }, 1],
    [{ site: 'branch' }, 4],
    [{ from: start + 1000, to: start + 3000 }, 2],
  ])('are found by %j', (filter, count) => {
    expect(findSightings(database.sql, { ...filter, limit: 50 }).rows).toHaveLength(count)
  })

  it('have ids that grow with time, so that a moment is found without an index', () => {
    expect([-1, 0, 1, 1500, 3000, 9000].map((ms) => idAt(database.sql, start + ms))).toEqual([1, 1, 2, 3, 4, 5])
  })
})

describe('pruning', () => {
  const all = (bounds: { rows: number; days: number }, now: number) => {
    let slices = 1
    while (pruneSightings(database, bounds, now)) slices++
    return slices
  }

  it('cuts the log to so many rows, slice by slice, and the clients that are in none of them', () => {
    for (let i = 0; i < 6; i++) seen(...Array.from({ length: 1000 }, (_, j) => name(`10.0.${i}.${j}`)))
    expect(all({ rows: 100, days: 9 }, start)).toBeGreaterThan(3)
    expect(extentOf(database.sql)).toEqual({ first: 5901, last: 6000 })
    expect(figuresOf(database.sql, undefined, []).clients).toBe(100)
    expect(addresses()).toHaveLength(50)
    expect(addresses({ text: '10.0.0.1' })).toEqual([])
  })

  it('cuts what is older than so many days, hours included, and ids are never used twice', () => {
    seen(dhcp('192.0.2.1'), dhcp('192.0.2.2'))
    all({ rows: 100, days: 1 }, start + 24 * hourMs + 1)
    expect(addresses()).toEqual(['192.0.2.2'])
    all({ rows: 100, days: 1 }, start + 48 * hourMs)
    expect(addresses()).toEqual([])
    expect(findHours(database.sql, 0, start + hourMs)).toEqual([])
    expect(figuresOf(database.sql, undefined, [])).toEqual({ clients: 0, never: 0, old: 0, refused: 0 })
    expect(seen(dhcp('192.0.2.3')).map(({ id }) => id)).toEqual([3])
  })
})
