import type { Basis, Fact } from './basis.ts'
import type { Fetch } from './fetch.ts'
import type { InformShape } from './inform-packet.ts'
import type { End } from './lookup.ts'
import type { NameRule } from './names.ts'

/** How a kind of client looks WPAD up, as data. One file for each kind or family, in kinds/. */
export interface ClientKind {
  readonly name: string
  readonly title: string
  /** How it runs the PAC that it finds. */
  readonly dialect: string
  /** What has to be set before it looks at all. */
  readonly enabledBy: string
  /** What it tries, in order. */
  readonly phases: readonly Phase[]
  readonly facts: readonly Fact[]
  /** What it does instead, where versions differ or sources disagree. */
  readonly variants: Readonly<Record<string, Variant>>
}

export interface Variant extends Fact {
  /** What its value is, when it takes one: `--variant forest-root=example.com`. */
  readonly takes?: 'domain'
  readonly change: (phases: readonly Phase[], value: string) => readonly Phase[]
}

export type Phase = DhcpPhase | NamesPhase | NeighboursPhase

interface Common {
  readonly fetch: Fetch
  /** How the GET may end so that the client tries what comes next; with any other end its search is over. */
  readonly goesOnAfter: readonly End[]
  readonly basis: Basis
}

/** Asks DHCP for option 252. That nothing is there never ends a search. */
export interface DhcpPhase extends Common {
  readonly by: 'dhcp'
  readonly packet: InformShape
  /** `lease`: it reads what its lease holds, and sends no INFORM; we have no lease, and ask by INFORM. */
  readonly reads: 'inform' | 'lease'
  /** How long it waits for the answer. */
  readonly milliseconds: number
  /** It loses the last character of a URL that no NUL follows. */
  readonly dropsLastCharacter?: true
  /** What it asks DNS for the host of the URL. */
  readonly types: readonly AddressType[]
}

/** Asks DNS for names. */
export interface NamesPhase extends Common {
  readonly by: 'names'
  readonly names: NameRule
  readonly types: readonly AddressType[]
  /** Who resolves: glibc ends its search list at a failure, Windows goes on. */
  readonly resolver: 'glibc' | 'windows' | 'any'
  readonly milliseconds: number
  /** The questions share this limit, and one failure among them ends the search. */
  readonly within?: number
  /** Asked again by a resolver of its own, once the first has found an address. */
  readonly thenAsks?: readonly (AddressType | 'HTTPS')[]
  /** It asks even when DHCP has answered, and makes nothing of the answer. */
  readonly asksAnyway?: true
  /** Asked of each further domain; an answer ends the search. */
  readonly boundary?: 'SOA'
  /** Other records of a domain, and where they stand in its order; default: the address alone. */
  readonly records?: readonly DomainRecord[]
  /** The URL has the name that the address resolves back to, if it does. */
  readonly reverseName?: true
  /** A GET before the real one, with these header lines. */
  readonly probeHead?: readonly string[]
}

/** AAAA is asked by clients with an IPv6 address; `AAAA anyway` by all. */
export type AddressType = 'A' | 'AAAA' | 'AAAA anyway'

export interface DomainRecord {
  readonly type: 'SRV' | 'TXT' | 'A'
  /** What stands before the domain. */
  readonly prefix: string
}

/** Asks all neighbours on the link, after DNS has had nothing. */
export interface NeighboursPhase extends Common {
  readonly by: 'llmnr' | 'nbns'
  readonly milliseconds: number
}
