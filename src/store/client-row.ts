import { isRefusal, isTold, type Way, wayOf } from '../events/meaning.ts'
import type { Sighting } from '../events/sighting.ts'

/** How far a client has come: it holds a PAC, was told where one is, or neither. */
export type Standing = 'holds' | 'asked' | 'none'

/** A row of `clients`: all that is known of one, up to its latest sighting. Times in milliseconds since 1970. */
export interface ClientRow {
  readonly id: number
  readonly address: string
  name: string | null
  hardware: string | null
  user_agent: string | null
  site: string
  first: number
  last: number
  /** The id of its latest sighting: rows in this order are in the order of time. */
  latest: number
  seen: number
  dhcp: number | null
  dhcp_outcome: string | null
  names: number | null
  names_outcome: string | null
  http: number | null
  http_outcome: string | null
  standing: Standing
  /** Whether it was turned away the last time. */
  refused: number
  /** The site, or `SITE/PROFILE`, whose PAC it holds, and the revision; empty: none that we know of. */
  pac_of: string
  pac: string
  pac_since: number | null
  /** When it last fetched or confirmed it. */
  pac_seen: number | null
}

/** Every column but the key and the address, in the order of `valuesOf`. */
export const changingColumns = [
  ...['name', 'hardware', 'user_agent', 'site', 'first', 'last', 'latest', 'seen'],
  ...['dhcp', 'dhcp_outcome', 'names', 'names_outcome', 'http', 'http_outcome'],
  ...['standing', 'refused', 'pac_of', 'pac', 'pac_since', 'pac_seen'],
] as readonly Exclude<keyof ClientRow, 'id' | 'address'>[]

/** A client that was never seen before. */
export function newClient(id: number, address: string, at: number): ClientRow {
  return {
    id,
    address,
    ...{ name: null, hardware: null, user_agent: null, site: '', first: at, last: at, latest: 0, seen: 0 },
    ...{ dhcp: null, dhcp_outcome: null, names: null, names_outcome: null, http: null, http_outcome: null },
    ...{ standing: 'none' as const, refused: 0, pac_of: '', pac: '', pac_since: null, pac_seen: null },
  }
}

/** Takes one more sighting of the client into its row. */
export function follow(row: ClientRow, sighting: Sighting, id: number, at: number): void {
  const { site, hardware, hostName, userAgent, outcome } = sighting
  row.latest = id
  row.last = at
  row.seen++
  if (site !== undefined) row.site = site
  if (hardware !== undefined) row.hardware = hardware
  if (hostName) row.name = hostName
  if (userAgent !== undefined) row.user_agent = userAgent.slice(0, 256)
  markWay(row, wayOf(sighting.via), outcome, at)
  row.refused = isRefusal(sighting) ? 1 : 0
  holdPac(row, sighting, at)
  if (row.standing === 'none' && isTold(sighting)) row.standing = 'asked'
}

function markWay(row: ClientRow, way: Way, outcome: string, at: number): void {
  row[way] = at
  row[`${way}_outcome`] = outcome
}

// 304 says that the client has that revision, as much as 200 does
function holdPac(row: ClientRow, { via, told, site = '', profile }: Sighting, at: number): void {
  if (via !== 'http' || told === undefined) return
  const of = profile ?? site
  if (row.pac !== told || row.pac_of !== of) row.pac_since = at
  row.pac = told
  row.pac_of = of
  row.pac_seen = at
  row.standing = 'holds'
}
