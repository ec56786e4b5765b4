import type { ClientRow } from '../../store/client-row.ts'
import type { CurrentPac, Hour } from '../../store/find-clients.ts'
import type { SightingRow } from '../../store/find-sightings.ts'
import type { Kept } from '../../store/keep-sightings.ts'
import { type AdminView, livePacs } from '../view.ts'

/** Every PAC that is served now. */
export function currentPacs(view: AdminView): CurrentPac[] {
  return livePacs(view).map(({ name, pac }) => ({ of: name, id: pac.id }))
}

/** Whether a client holds what it would get now. */
export function isCurrent({ pac_of, pac }: Pick<ClientRow, 'pac_of' | 'pac'>, current: readonly CurrentPac[]): boolean {
  return current.some(({ of, id }) => of === pac_of && id === pac)
}

/** A moment as the API writes it. */
export function moment(at: number): string
export function moment(at: number | null): string | null
export function moment(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

/** A client as the API shows it. */
export function clientJson(row: ClientRow, current: readonly CurrentPac[]): object {
  const way = (at: number | null, outcome: string | null) => (at === null ? null : { last: moment(at), outcome })
  return {
    ...{ address: row.address, name: row.name, hardware: row.hardware, userAgent: row.user_agent },
    ...{ site: row.site === '' ? null : row.site, first: moment(row.first), last: moment(row.last), sightings: row.seen },
    ways: {
      dhcp: way(row.dhcp, row.dhcp_outcome),
      names: way(row.names, row.names_outcome),
      http: way(row.http, row.http_outcome),
    },
    standing: row.standing,
    refused: row.refused === 1,
    pac:
      row.pac === ''
        ? null
        : {
            ...{ of: row.pac_of, revision: row.pac, since: moment(row.pac_since), seen: moment(row.pac_seen) },
            current: isCurrent(row, current),
          },
  }
}

/** A sighting as the API shows it. */
export function sightingJson(row: SightingRow): object {
  const { id, at, client, via, outcome, answered, detail, site, told, profile, user_agent } = row
  const texts = { detail, site, told, profile, userAgent: user_agent }
  return { id, at: moment(at), client, via, outcome, answered: answered === 1, ...texts }
}

/** The same of a sighting that was kept this moment. */
export function keptJson({ id, at, sighting }: Kept): object {
  const { client, via, outcome, answered, detail, site, told, profile, userAgent } = sighting
  const texts = { detail, site, told, profile, userAgent: userAgent?.slice(0, 256) }
  const known = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text ?? null]))
  return { id, at: moment(at), client, via, outcome, answered, ...known }
}

/** An hour as the API shows it. */
export function hourJson({ at, site, ...counts }: Hour): object {
  return { hour: moment(at), site: site === '' ? null : site, ...counts }
}
