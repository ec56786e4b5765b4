/** What every program on Windows gets from the system: DHCP through DhcpRequestParams, names through the DNS client, and then the neighbours. */
import { documented, reported, weak } from '../basis.ts'
import type { Fetch } from '../fetch.ts'
import type { InformShape } from '../inform-packet.ts'
import type { DhcpPhase, NamesPhase, NeighboursPhase, Phase, Variant } from '../kind.ts'
import type { DevolutionRule } from '../names.ts'

/** The parameter request lists in the DHCPINFORMs of Windows, their order included. */
const windowsLists = {
  '98': [1, 15, 3, 6, 44, 46, 47, 43, 77, 252],
  '2000': [1, 15, 3, 6, 44, 46, 47, 31, 33, 43, 252],
  xp: [1, 15, 3, 6, 44, 46, 47, 31, 33, 249, 43, 252],
  '7': [1, 15, 3, 6, 44, 46, 47, 31, 33, 121, 249, 43, 252],
  '8.1': [1, 15, 3, 6, 44, 46, 47, 31, 33, 121, 249, 252, 43],
  '10': [1, 3, 6, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249, 252],
} as const

/** The DHCPINFORM of a Windows. */
export function windowsPacket(version: keyof typeof windowsLists): InformShape {
  const vendorClass = version === '98' ? 'MSFT 98' : 'MSFT 5.0'
  const options = [53, 61, 12, 60, 55] as const
  return { hardware: 'ethernet', options, parameterList: windowsLists[version], vendorClass, pad: 300 }
}

/** DHCP as all programs on Windows ask it. */
export function windowsDhcp(version: keyof typeof windowsLists, fetch: Fetch): DhcpPhase {
  return {
    by: 'dhcp',
    packet: windowsPacket(version),
    reads: 'inform',
    // no source says how long; 15 to 20 s without an answer were reported of Internet Explorer
    milliseconds: 5000,
    types: ['A', 'AAAA anyway'],
    fetch,
    goesOnAfter: [],
    basis: reported('Microsoft Learn, DhcpRequestParams; packets from the fingerprints of Satori and Fingerbank'),
  }
}

/** The primary suffix, and its parents down to two labels; a search list that was set is asked instead. */
const devolution: DevolutionRule = {
  by: 'devolution',
  from: 'own domain',
  downTo: { labels: 2 },
  means: 'one URL',
  searchListInstead: true,
}

/** `wpad` as the DNS client of Windows completes it. */
export function windowsNames(fetch: Fetch): NamesPhase {
  return {
    by: 'names',
    names: devolution,
    types: ['A', 'AAAA anyway'],
    resolver: 'windows',
    milliseconds: 5000,
    fetch,
    goesOnAfter: [],
    basis: documented('Microsoft, Policy CSP ADMX_DnsClient (DNS_DomainNameDevolutionLevel, DNS_UseDomainNameDevolution)'),
  }
}

/** The neighbours, when DNS has had nothing. */
export function windowsNeighbours(by: NeighboursPhase['by'], fetch: Fetch): NeighboursPhase {
  return {
    by,
    milliseconds: by === 'nbns' ? 2250 : 1000,
    fetch,
    goesOnAfter: [],
    basis: reported('Microsoft AskIE blog 2008; Policy CSP ADMX_DnsClient for the order; captures of WPAD<00>'),
  }
}

/** Where devolution ends in a forest, since Windows 7. */
export const forestRoot: Variant = {
  takes: 'domain',
  says: 'the forest root domain decides where devolution stops (Windows 7 and later, when no level is set)',
  ...documented('TechNet ee683928, DNS devolution; the policy text says level 2 instead'),
  change: (phases, root) => withNames(phases, { downTo: { forestRoot: root } }),
}

/** What a capture shows, and the order of the resolver's documents says. */
export function linkLocal(fetch: Fetch): Variant {
  return {
    says: 'asks the neighbours by LLMNR and NetBIOS when DNS has had nothing (mDNS wpad.local comes first, and is not asked here)',
    ...weak('a public capture shows it after MS16-077 of June 2016, which is said to have ended it'),
    change: (phases) => [...phases, windowsNeighbours('llmnr', fetch), windowsNeighbours('nbns', fetch)],
  }
}

/** The phases with their devolution changed. */
export function withNames(phases: readonly Phase[], over: Partial<DevolutionRule>): Phase[] {
  return phases.map((phase) =>
    phase.by === 'names' && phase.names.by === 'devolution' ? { ...phase, names: { ...phase.names, ...over } } : phase,
  )
}
