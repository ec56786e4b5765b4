import { parseAddress } from '../net/address.ts'
import { parseDomain } from '../net/domain.ts'

/** The machine whose discovery it is: everything about it that a client kind looks at. */
export interface HostIdentity {
  readonly fqdn: string
  /** The search list that was set; undefined: none was, and the own domain stands for it. */
  readonly search: readonly string[] | undefined
  /** Its own addresses, loopback left out; the first one asks by DHCP. */
  readonly addresses: readonly string[]
  /** Domains of the organisation beside those of its name and its search list. */
  readonly ours: readonly string[]
  /** What differs from the kind's usual ways. */
  readonly variants: readonly ChosenVariant[]
}

export interface ChosenVariant {
  readonly name: string
  readonly value: string
}

/** Reads the name of a host. Throws a RangeError on an address, and on what is no name. */
export function parseHostName(text: string): string {
  if (parseAddress(text.replace(/^\[|\]$/g, '')) !== undefined || /^[\d.]+$/.test(text))
    throw new RangeError(`"${text}" is an address, not the name of a host (write pc.branch.example.com)`)
  return parseDomain(text)
}

/** What follows the first dot; undefined for a single label, and for an address. */
export function domainOf(fqdn: string): string | undefined {
  if (parseAddress(fqdn) !== undefined) return undefined
  const dot = fqdn.indexOf('.')
  return dot < 0 ? undefined : fqdn.slice(dot + 1)
}

/** What the resolver completes a single label with. */
export function searchList({ fqdn, search }: HostIdentity): readonly string[] {
  const own = domainOf(fqdn)
  return search ?? (own === undefined ? [] : [own])
}

/** Whether the host has IPv6 beyond the link. */
export function hasIpv6({ addresses }: HostIdentity): boolean {
  return addresses.some((text) => {
    const address = parseAddress(text)
    return address?.family === 6 && !address.text.startsWith('fe80:')
  })
}
