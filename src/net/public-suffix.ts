import { parse } from 'tldts'

// RFC 8375: the list has it beside in-addr.arpa, but a home owns its own
const homeNetworks = 'home.arpa'

/**
 * What a domain is on the public suffix list: `icann`, a suffix under which anyone may register (com, co.uk); `private`, a suffix
 * of a company that lets its customers have names under it (github.io); or undefined, nobody's but its owner's. A name that the
 * list does not know, like lan, internal, local or corp, is private to its network, and home.arpa is as well (requirement S1).
 */
export function publicSuffixKind(domain: string): 'icann' | 'private' | undefined {
  const found = read(domain)
  if (found.publicSuffix !== domain || domain === homeNetworks) return undefined
  return found.isIcann ? 'icann' : found.isPrivate ? 'private' : undefined
}

/**
 * The highest domain that belongs to the organisation of a host or domain: example.co.uk for pc.branch.example.co.uk, corp for
 * pc.corp. Undefined for an address and for a public suffix itself, which is nobody's.
 */
export function organisationOf(name: string): string | undefined {
  const { publicSuffix, domain, isIcann, isPrivate, isIp } = read(name)
  if (isIp || publicSuffix === null) return undefined
  if (publicSuffix === homeNetworks || (!isIcann && !isPrivate)) return publicSuffix
  return domain ?? undefined
}

/** Whether `name` is `domain` or stands below it. */
export function isWithin(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`)
}

function read(name: string) {
  return parse(name, { allowPrivateDomains: true, extractHostname: false })
}
