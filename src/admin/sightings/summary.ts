import type { Figures } from '../../store/find-clients.ts'
import { figuresOf } from '../../store/find-clients.ts'
import { extentOf } from '../../store/find-sightings.ts'
import type { Retention } from '../../store/options.ts'
import type { AdminParts } from '../parts.ts'
import { currentPacs } from './describe.ts'
import type { KeeperState } from './keeper.ts'

/** How many clients stand where, and what is kept of them. */
export interface Summary {
  readonly figures: Figures
  /** `notice` is there to be published: what whoever is seen is to be told. */
  readonly kept: Retention & KeeperState & { readonly sightings: number }
}

/** The figures of a site, or of all. */
export function summaryOf({ database: { sql }, view, sightings }: AdminParts, site: string | undefined): Summary {
  const { first, last } = extentOf(sql)
  return {
    figures: figuresOf(sql, site, currentPacs(view())),
    kept: { sightings: last - first + 1, ...sightings.retention, ...sightings.state },
  }
}
