import { parse } from 'tldts'

/**
 * How the public suffix list (publicsuffix.org) knows a domain: under `icann` anybody may register a name, so that `wpad.com` is
 * a stranger's; under `private` a company hands names out to its customers (`github.io`).
 */
export type SuffixListing = 'icann' | 'private'

// names that no registry hands out, though the list or its default rule has them: RFC 8375, RFC 6762, ICANN's choice of .internal
const ownNames: ReadonlySet<string> = new Set(['home.arpa', 'lan', 'internal', 'local', 'corp'])

const plainName = {
  allowPrivateDomains: true,
  extractHostname: false,
  validateHostname: false,
  detectIp: false,
  detectSpecialUse: false,
} as const

/** How `domain` itself is listed; `undefined` when it is no listed suffix, but a name that somebody registered or chose. */
export function suffixListing(domain: string): SuffixListing | undefined {
  const name = domain.toLowerCase()
  if (ownNames.has(name)) return undefined
  const { publicSuffix, isIcann, isPrivate } = parse(name, plainName)
  if (publicSuffix !== name) return undefined
  return isIcann ? 'icann' : isPrivate ? 'private' : undefined
}
