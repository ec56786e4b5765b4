import type { DatabaseSync } from 'node:sqlite'
import type { Way } from '../events/meaning.ts'
import { parseAddress } from '../net/address.ts'
import type { ClientRow } from './client-row.ts'
import { type Found, idAt, mostLookedAt, nextPage } from './find-sightings.ts'
import { hourMs } from './keep-sightings.ts'

/** A PAC that is served now: a site's name or `SITE/PROFILE`, and the revision. */
export interface CurrentPac {
  readonly of: string
  readonly id: string
}

/** Which clients; what is absent does not matter. Times in milliseconds since 1970. */
export interface ClientFilter {
  readonly site?: string | undefined
  /** Asked this way at least once. */
  readonly way?: Way | undefined
  /** What came of the last time that it asked, by any way. */
  readonly outcome?: string | undefined
  /** An address, or a part of an address or a host name. */
  readonly text?: string | undefined
  /** Told where its PAC is, and never came; holds another PAC than those of `current`; turned away the last time. */
  readonly group?: 'never' | 'old' | 'refused' | undefined
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** The next page. */
  readonly before?: number | undefined
  readonly limit: number
}

const never = Number.MAX_SAFE_INTEGER

/** The clients that fit, the one seen last first. */
export function findClients(sql: DatabaseSync, filter: ClientFilter, current: readonly CurrentPac[]): Found<ClientRow> {
  const { text = '', before = never } = filter
  const { walk, bounds } = walkOf(filter, filter.from === undefined ? 0 : idAt(sql, filter.from), before)
  const conditions: string[] = ['true']
  const values: Record<string, string | number> = { limit: filter.limit }
  const also = (condition: string, more: typeof values = {}) => {
    conditions.push(condition)
    Object.assign(values, more)
  }
  if (filter.site !== undefined && filter.group !== undefined) also('site = :site', { site: filter.site })
  if (filter.way !== undefined) also(`${filter.way} IS NOT NULL`)
  if (filter.outcome !== undefined) also(':outcome IN (dhcp_outcome, names_outcome, http_outcome)', { outcome: filter.outcome })
  if (filter.group === 'old')
    also("pac_of || ' ' || pac NOT IN (SELECT value FROM json_each(:current))", { current: currentKeys(current) })
  if (text !== '' && !isWhole(text))
    also('(instr(address, :text) > 0 OR instr(lower(name), :text) > 0)', { text: text.toLowerCase() })
  if (filter.to !== undefined)
    also('EXISTS (SELECT 1 FROM sightings AS s WHERE s.client = c.id AND s.id >= :start AND s.id < :end)', {
      start: filter.from === undefined ? 0 : idAt(sql, filter.from),
      end: idAt(sql, filter.to),
    })
  const rows = sql
    .prepare(`SELECT * FROM (${walk} LIMIT ${mostLookedAt}) AS c WHERE ${conditions.join(' AND ')} LIMIT :limit`)
    .all({ ...bounds, ...values }) as unknown as ClientRow[]
  return { rows, next: nextPage(sql, rows.at(-1)?.latest, rows.length === filter.limit, walk, bounds, 'latest') }
}

// the index that leaves the least to look at: `latest` is its second column in each
function walkOf({ site, group, text = '' }: ClientFilter, from: number, before: number) {
  const range = 'latest < :before AND latest >= :from'
  const walk = (key: string) => `SELECT * FROM clients WHERE ${key}${range} ORDER BY latest DESC`
  const bounds = { before, from }
  if (isWhole(text)) return { walk: walk('address = :address AND '), bounds: { ...bounds, address: canonical(text) } }
  if (group === 'refused') return { walk: walk('refused = 1 AND '), bounds }
  if (group === 'never') return { walk: walk("standing = 'asked' AND "), bounds }
  if (group === 'old') return { walk: walk("standing = 'holds' AND "), bounds }
  if (site !== undefined) return { walk: walk('site = :site AND '), bounds: { ...bounds, site } }
  return { walk: walk(''), bounds }
}

// a whole address, or the prefix that stands for many
function isWhole(text: string): boolean {
  return text.includes('/') || parseAddress(text) !== undefined
}

function canonical(text: string): string {
  return parseAddress(text)?.text ?? text
}

function currentKeys(current: readonly CurrentPac[]): string {
  return JSON.stringify(current.map(({ of, id }) => `${of} ${id}`))
}

/** One client; `undefined` when it was never seen, or too long ago. */
export function findClient(sql: DatabaseSync, address: string): ClientRow | undefined {
  return sql.prepare('SELECT * FROM clients WHERE address = ?').get(canonical(address)) as ClientRow | undefined
}

/** How many clients stand where. */
export interface Figures {
  readonly clients: number
  /** Told where their PAC is, and never fetched it. */
  readonly never: number
  /** Hold another PAC than the one that is served now. */
  readonly old: number
  /** Were turned away the last time. */
  readonly refused: number
}

/** The figures of a site, or of all. */
export function figuresOf(sql: DatabaseSync, site: string | undefined, current: readonly CurrentPac[]): Figures {
  const keys = new Set(current.map(({ of, id }) => `${of} ${id}`))
  const groups = sql
    .prepare(`SELECT standing, refused, pac_of, pac, clients FROM standings ${site === undefined ? '' : 'WHERE site = :site'}`)
    .all(site === undefined ? {} : { site }) as unknown as (Pick<ClientRow, 'standing' | 'refused' | 'pac_of' | 'pac'> & {
    clients: number
  })[]
  const sum = (fits: (group: (typeof groups)[number]) => boolean) =>
    groups.reduce((all, group) => (fits(group) ? all + group.clients : all), 0)
  return {
    clients: sum(() => true),
    never: sum(({ standing }) => standing === 'asked'),
    old: sum(({ standing, pac_of, pac }) => standing === 'holds' && !keys.has(`${pac_of} ${pac}`)),
    refused: sum(({ refused }) => refused === 1),
  }
}

/** What came in one hour; those in which nothing came are left out. */
export interface Hour {
  /** Its start, milliseconds since 1970. */
  readonly at: number
  readonly site: string
  readonly clients: number
  /** Sightings by each way, and those of them that were turned away. */
  readonly dhcp: number
  readonly names: number
  readonly http: number
  readonly refused: number
}

const mostHours = 10_000

/** The hours of a time span, oldest first, for one site or each; at most 10,000 rows. */
export function findHours(sql: DatabaseSync, from: number, to: number, site?: string): Hour[] {
  return sql
    .prepare(
      `SELECT hour * ${hourMs} AS at, site, clients, dhcp, names, http, refused FROM hours
         WHERE hour >= :from AND hour < :to ${site === undefined ? '' : 'AND site = :site'} ORDER BY hour, site LIMIT ${mostHours}`,
    )
    .all({
      from: Math.floor(from / hourMs),
      to: Math.ceil(to / hourMs),
      ...(site !== undefined && { site }),
    }) as unknown as Hour[]
}

/** The sites that clients belong to, those that are configured no more included. */
export function sitesSeen(sql: DatabaseSync): string[] {
  return (sql.prepare('SELECT DISTINCT site FROM standings ORDER BY site LIMIT 500').all() as { site: string }[]).map(
    ({ site }) => site,
  )
}
