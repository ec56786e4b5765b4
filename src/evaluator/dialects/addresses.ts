import type { Told } from './rules.ts'

// how engines choose among the addresses of a name, or of this machine; addresses are in their canonical text

export function isIpv6(address: string): boolean {
  return address.includes(':')
}

/** The first IPv4 address, and all in the order in which they came. */
export function firstIpv4(addresses: readonly string[]): Told {
  return { one: addresses.find((address) => !isIpv6(address)) ?? '', all: addresses.join(';') }
}

/** The first IPv4 address, and all with IPv4 first: a resolver that is asked for one family after the other. */
export function ipv4First(addresses: readonly string[]): Told {
  const ipv4 = addresses.filter((address) => !isIpv6(address))
  return { one: ipv4[0] ?? '', all: [...ipv4, ...addresses.filter(isIpv6)].join(';') }
}

/** The first IPv4 address, and all with IPv6 first (Microsoft's IPv6 extensions: "IPv6 addresses followed by IPv4 addresses"). */
export function ipv6First(addresses: readonly string[]): Told {
  const ipv4 = addresses.filter((address) => !isIpv6(address))
  return { one: ipv4[0] ?? '', all: [...addresses.filter(isIpv6), ...ipv4].join(';') }
}

/**
 * What getaddrinfo puts first when it is asked for both families (RFC 6724, sections 5 and 6, as far as a list of addresses can tell):
 * global IPv6 where the client has IPv6 or nothing is known of its addresses, then IPv4, then what the client cannot reach
 * and unique local addresses (rules 1 and 6). Equal ones stay in their order (rule 10).
 */
export function asSystemSorts(addresses: readonly string[], own: readonly string[]): Told {
  const hasIpv6 = own.length === 0 || own.some((address) => isIpv6(address) && !/^(::1$|fe[89ab])/.test(address))
  const hasIpv4 = own.length === 0 || own.some((address) => !isIpv6(address) && !address.startsWith('127.'))
  const rank = (address: string): number => {
    if (!isIpv6(address)) return hasIpv4 ? 1 : 3
    if (!hasIpv6) return 4
    return /^f[cd]/.test(address) ? 2 : 0
  }
  const sorted = [...addresses].sort((a, b) => rank(a) - rank(b))
  return { one: sorted[0] ?? '', all: sorted.join(';') }
}

/**
 * One of this machine's addresses of each family, those that lead somewhere before those of the link only; IPv4 first.
 */
export function outwardAddresses(own: readonly string[]): readonly string[] {
  const outside = own.filter((address) => !/^(127\.|::1$)/.test(address))
  const routed = outside.filter((address) => !/^(169\.254\.|fe[89ab])/.test(address))
  const usable = routed.length > 0 ? routed : outside
  const both = [usable.find((address) => !isIpv6(address)), usable.find(isIpv6)]
  return both.filter((address) => address !== undefined)
}
