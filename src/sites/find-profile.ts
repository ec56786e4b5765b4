import type { Address } from '../net/address.ts'
import { type Cidr, contains } from '../net/cidr.ts'
import type { Revision } from '../revisions/revision.ts'
import { hostName } from './host-name.ts'
import type { Pattern } from './pattern.ts'

/** Which clients of a site are served another PAC than the site's. A condition that is `undefined` or empty holds for everyone. */
export interface Profile {
  readonly name: string
  /** Any of them. */
  readonly subnets: readonly Cidr[]
  /** Any of them, without a port. */
  readonly host: readonly Pattern[]
  /** Any of them. */
  readonly userAgent: readonly Pattern[]
  /** All of them. */
  readonly query: readonly { readonly key: string; readonly value: Pattern }[]
}

/** A profile and what its clients are served. */
export interface ProfileAnswer {
  readonly profile: Profile
  readonly revision: Revision
}

/** What a profile can be chosen by: who asks, and the request's fields as they were sent. */
export interface ProfileAsker {
  readonly client: Address
  readonly host: string | undefined
  readonly userAgent: string | undefined
  /** What follows the first `?` of the target. */
  readonly query: string | undefined
}

/** The first of a site's profiles of which every condition holds (requirement W6); `undefined`: the site's own PAC. Pure. */
export function findProfile(profiles: readonly ProfileAnswer[], asker: ProfileAsker): ProfileAnswer | undefined {
  return profiles.find(({ profile }) => isFor(profile, asker))
}

/** Whether the choice among these depends on the User-Agent, so that the answer has to say so (requirement H4). */
export function dependsOnUserAgent(profiles: readonly ProfileAnswer[]): boolean {
  return profiles.some(({ profile }) => profile.userAgent.length > 0)
}

function isFor({ subnets, host, userAgent, query }: Profile, asker: ProfileAsker): boolean {
  if (subnets.length > 0 && !subnets.some((subnet) => contains(subnet, asker.client))) return false
  if (host.length > 0 && !fitsOne(host, hostName(asker.host))) return false
  if (userAgent.length > 0 && !fitsOne(userAgent, asker.userAgent)) return false
  return query.length === 0 || fitsQuery(query, asker.query)
}

function fitsOne(patterns: readonly Pattern[], value: string | undefined): boolean {
  return value !== undefined && patterns.some((pattern) => pattern.matches(value))
}

function fitsQuery(wanted: Profile['query'], query: string | undefined): boolean {
  if (query === undefined) return false
  const sent = new URLSearchParams(query)
  // of a key that is sent twice, the first counts
  return wanted.every(({ key, value }) => value.matches(sent.get(key) ?? '') && sent.has(key))
}
