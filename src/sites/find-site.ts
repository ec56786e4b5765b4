import type { Address } from '../net/address.ts'
import { contains } from '../net/cidr.ts'
import type { Revision } from '../revisions/revision.ts'
import type { ProfileAnswer } from './find-profile.ts'
import { hostName } from './host-name.ts'
import type { Site } from './site.ts'

/** Who asks, as far as the way of asking shows it. */
export type Asker =
  /** `site` names the one that the client is given whatever its address. */
  | { readonly via: 'dhcp'; readonly client: Address; readonly site?: string | undefined }
  | { readonly via: 'llmnr' | 'nbns' | 'mdns'; readonly client: Address }
  | { readonly via: 'http'; readonly client: Address; readonly host: string | undefined }
  | { readonly via: 'dns'; readonly client: Address; readonly domain: string }

/** What a site's clients are told. */
export interface SiteAnswer {
  readonly site: Site
  readonly revision: Revision
  /** Those of its clients that are served another PAC, in the order in which they are tried; none: nobody. */
  readonly profiles?: readonly ProfileAnswer[]
}

/** Which site a client belongs to, and its answer; pure. */
export type FindSite = (asker: Asker) => SiteAnswer | undefined

/**
 * Makes the rule over `answers`, in configuration order. DHCP, LLMNR, mDNS, NetBIOS and HTTP: the site that is named (DHCP); else
 * the longest matching subnet of the client; else, among the sites without subnets, the one whose domain is in the Host header (HTTP);
 * else the first site without subnets.
 * DNS: among the sites that list the domain, the longest matching subnet, else the first without subnets, else the first.
 */
export function siteFinder<Answer extends { readonly site: Site }>(
  answers: readonly Answer[],
): (asker: Asker) => Answer | undefined {
  const open = answers.filter(({ site }) => site.subnets.length === 0)
  return (asker) => {
    if (asker.via === 'dns') {
      const listing = answers.filter(({ site }) => site.domains.includes(asker.domain))
      return nearest(listing, asker.client) ?? listing.find(({ site }) => site.subnets.length === 0) ?? listing[0]
    }
    if (asker.via === 'dhcp' && asker.site !== undefined) return answers.find(({ site }) => site.name === asker.site)
    return nearest(answers, asker.client) ?? (asker.via === 'http' ? byHost(open, asker.host) : undefined) ?? open[0]
  }
}

function nearest<Answer extends { readonly site: Site }>(answers: readonly Answer[], client: Address): Answer | undefined {
  let best: Answer | undefined
  let longest = -1
  for (const answer of answers) {
    for (const subnet of answer.site.subnets) {
      if (subnet.prefixLength > longest && contains(subnet, client)) {
        best = answer
        longest = subnet.prefixLength
      }
    }
  }
  return best
}

// the longest domain wins: example.com and branch.example.com may be two sites
function byHost<Answer extends { readonly site: Site }>(
  answers: readonly Answer[],
  host: string | undefined,
): Answer | undefined {
  const name = hostName(host)
  if (name === undefined) return undefined
  let best: Answer | undefined
  let longest = -1
  for (const answer of answers) {
    for (const domain of answer.site.domains) {
      if (domain.length > longest && (name === domain || name.endsWith(`.${domain}`))) {
        best = answer
        longest = domain.length
      }
    }
  }
  return best
}
