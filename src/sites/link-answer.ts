import type { Address } from '../net/address.ts'
import { type Cidr, isAllowed } from '../net/cidr.ts'
import type { Claim } from '../net/name-claim.ts'
import type { FindSite } from './find-site.ts'

/** Who asks for `wpad` on a link, and whether the name is ours there; `claim` is `undefined` for who is on no link of ours. */
export interface LinkAsker {
  readonly via: 'llmnr' | 'nbns' | 'mdns'
  readonly client: Address
  readonly claim: Claim | undefined
}

/** What an administrator says about answering on links. */
export interface LinkRules {
  /** Seconds that a client keeps an answer. */
  readonly ttl: number
  readonly whenTaken: 'silence' | 'answer'
  readonly allow: readonly Cidr[]
}

/** Why a client on a link gets no answer: these protocols know no refusal, since another host may have the name. */
export type LinkSilence =
  | 'not on our links'
  | 'not allowed'
  | 'name not asked for yet'
  | 'name taken'
  | 'no site for this client'
  | 'no address'

/** The addresses that `wpad` has for a client on a link, those of its site; pure. */
export function addressesFor(
  { via, client, claim }: LinkAsker,
  { whenTaken, allow }: LinkRules,
  findSite: FindSite,
): readonly string[] | LinkSilence {
  if (claim === undefined) return 'not on our links'
  if (!isAllowed(allow, client)) return 'not allowed'
  if (claim === 'asking') return 'name not asked for yet'
  if (claim === 'taken' && whenTaken === 'silence') return 'name taken'
  const site = findSite({ via, client })?.site
  if (site === undefined) return 'no site for this client'
  return site.addresses.length === 0 ? 'no address' : site.addresses
}
