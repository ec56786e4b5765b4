import type { Cidr } from '../net/cidr.ts'

/** A part of the network that shares one answer. */
export interface Site {
  readonly name: string
  /** Whose clients it has; none: every client. */
  readonly subnets: readonly Cidr[]
  /** Lower-case, without a final dot. */
  readonly domains: readonly string[]
  /** What `wpad.DOMAIN` resolves to, canonical text. */
  readonly addresses: readonly string[]
  /** The text of option 252; a single newline for a site without a proxy (requirement D11). */
  readonly url: string
  /** What its DHCP clients are told besides, when they ask for it. */
  readonly dhcp?: SiteDhcp | undefined
}

/** Parameters of DHCP that are not WPAD's own. */
export interface SiteDhcp {
  /** IPv4 addresses, option 6. */
  readonly dnsServers: readonly string[]
  /** Option 15. */
  readonly domainName?: string | undefined
  /** Option 119. */
  readonly searchList: readonly string[]
}
