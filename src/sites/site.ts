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
}
