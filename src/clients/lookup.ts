import type { Basis } from './basis.ts'
import type { Fetch } from './fetch.ts'
import type { InformShape } from './inform-packet.ts'

/**
 * How a lookup ended. `found`: what it asked for is there; `nothing`: a plain no (NXDOMAIN, no option 252, a status that the client
 * refuses); `silent`: no answer; `failed`: an error, or an answer that cannot be read; `unusable`: the client takes the file, though
 * no proxy can come of it; `withheld`: not made by us, though the client would.
 */
export const ends = ['found', 'nothing', 'silent', 'failed', 'unusable', 'withheld'] as const
export type End = (typeof ends)[number]

/** What has to hold of lookups before: one of them ended so, or none did. A lookup that was not made has no end. */
export type Condition =
  | { readonly of: readonly string[]; readonly some: readonly End[] }
  | { readonly of: readonly string[]; readonly none: readonly End[] }

export type RecordType = 'A' | 'AAAA' | 'HTTPS' | 'PTR' | 'SOA' | 'SRV' | 'TXT'

interface Common {
  readonly id: string
  /** All of these have to hold; then the client makes it. */
  readonly when: readonly Condition[]
  /** How long the client waits. */
  readonly milliseconds: number
  readonly basis: Basis
  /** What the reader should know of this lookup. */
  readonly note?: string
}

/** A DHCPINFORM. */
export interface DhcpLookup extends Common {
  readonly via: 'dhcp'
  readonly packet: InformShape
  readonly dropsLastCharacter?: true
}

/** A DNS question. Its name may come from what was found before: the host of a URL, the reverse of an address. */
export interface DnsLookup extends Common {
  readonly via: 'dns'
  readonly name: string | HostOf | ReverseOf
  readonly type: RecordType
  readonly attempts: number
  /** Several questions that share one limit, counted from the first of them. */
  readonly within?: { readonly group: string; readonly milliseconds: number }
  /** The name is not the organisation's: asked only when the user wants leaks shown, and never fetched from. */
  readonly outside?: true
}

export interface HostOf {
  readonly hostOf: readonly string[]
  /** What a host without a dot is looked for under. */
  readonly search: readonly string[]
}

export interface ReverseOf {
  readonly reverseOf: readonly string[]
}

/** A question to all neighbours, by multicast. */
export interface LlmnrLookup extends Common {
  readonly via: 'llmnr'
  readonly name: 'wpad'
  readonly type: 'A' | 'AAAA'
}

/** A question to all neighbours, by NetBIOS broadcast. */
export interface NbnsLookup extends Common {
  readonly via: 'nbns'
  readonly name: 'WPAD'
}

/** A GET of the file. */
export interface HttpLookup extends Common {
  readonly via: 'http'
  readonly url: string | UrlOf | NamedBy
  /** The lookups whose answers are the addresses to connect to. */
  readonly addressesOf: readonly string[]
  readonly fetch: Fetch
}

/** The URL that one of these lookups found. */
export interface UrlOf {
  readonly urlOf: readonly string[]
}

/** http://NAME/wpad.dat with the name that one of these lookups found, or else `otherwise`. */
export interface NamedBy {
  readonly namedBy: readonly string[]
  readonly otherwise: string
}

/** One step of discovery. */
export type Lookup = DhcpLookup | DnsLookup | LlmnrLookup | NbnsLookup | HttpLookup

/** Whether a lookup is made, from how those before it ended. */
export function isDue(lookup: Lookup, ended: ReadonlyMap<string, End>): boolean {
  return lookup.when.every((condition) => {
    const seen = condition.of.flatMap((id) => ended.get(id) ?? [])
    return 'some' in condition
      ? seen.some((end) => condition.some.includes(end))
      : !seen.some((end) => condition.none.includes(end))
  })
}

/** What a lookup asks, as far as the plan can know: `wpad.branch.example.com A`. */
export function planned(lookup: Lookup): string {
  switch (lookup.via) {
    case 'dhcp':
      return 'INFORM 252'
    case 'dns':
      return `${nameText(lookup.name)} ${lookup.type}`
    case 'llmnr':
      return `${lookup.name} ${lookup.type}`
    case 'nbns':
      return `${lookup.name}<00>`
    case 'http':
      return `GET ${urlText(lookup.url)}`
  }
}

function nameText(name: DnsLookup['name']): string {
  if (typeof name === 'string') return name
  return 'hostOf' in name ? '(host of the URL)' : '(reverse of the address)'
}

function urlText(url: HttpLookup['url']): string {
  if (typeof url === 'string') return url
  if ('urlOf' in url) return url.urlOf.includes('dhcp') ? '(the URL of option 252)' : '(the URL of the record)'
  return `http://${url.otherwise}/wpad.dat`
}
