import { isWithin, organisationOf } from '../net/public-suffix.ts'
import type { SiteOptions } from '../sites/options.ts'
import { type Found, formatPath } from './problem.ts'

/**
 * The parents of served domains that are the organisation's own and that no site has. Clients that strip labels from their domain
 * ask for wpad there, too, and believe whoever registers that name (requirement S2).
 */
export function unclaimedParents(sites: readonly SiteOptions[]): Found[] {
  const claimed = new Set(sites.flatMap(({ domains }) => domains))
  const found: Found[] = []
  sites.forEach((site, i) => {
    if (site.parents === 'elsewhere') return
    site.domains.forEach((domain, j) => {
      const keys = ['sites', i, 'domains', j]
      for (const parent of ownParents(domain).filter((each) => !claimed.has(each))) {
        claimed.add(parent)
        const message = `"${domain}" has a parent that nobody answers for: list "${parent}", too (parents: elsewhere if another server has wpad.${parent})`
        found.push({ keys, path: formatPath(keys), message })
      }
    })
  })
  return found
}

// no client asks for the wpad of a single label
function ownParents(domain: string): string[] {
  const organisation = organisationOf(domain)
  if (organisation === undefined) return []
  const labels = domain.split('.')
  const parents = labels.slice(1, -1).map((_, i) => labels.slice(i + 1).join('.'))
  return parents.filter((parent) => isWithin(parent, organisation))
}
