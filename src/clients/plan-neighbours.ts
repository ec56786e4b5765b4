import { type HostIdentity, hasIpv6 } from './host-identity.ts'
import type { NeighboursPhase } from './kind.ts'
import type { Condition, LlmnrLookup, Lookup, NbnsLookup } from './lookup.ts'
import { passes, planGets } from './plan-fetch.ts'
import type { Part } from './plan-part.ts'

/** The questions to all neighbours, made when no name before has been found. */
export function planNeighbours(
  phase: NeighboursPhase,
  host: HostIdentity,
  reach: readonly Condition[],
  before: readonly Lookup[],
): Part {
  const resolving = before.filter(({ via, id }) => via !== 'http' && via !== 'dhcp' && !id.startsWith('dhcp '))
  const when: Condition[] = [...reach, { of: resolving.map(({ id }) => id), none: ['found'] }]
  const questions = phase.by === 'llmnr' ? llmnr(phase, host, when) : [nbns(phase, when)]
  const addressesOf = questions.map(({ id }) => id)
  const due: Condition[] = [...when, { of: addressesOf, some: ['found'] }]
  const gets = planGets(`${phase.by} get`, phase.fetch, {
    ...{ url: 'http://wpad/wpad.dat', addressesOf, when: due },
  })
  return { lookups: [...questions, ...gets], passes: passes(gets, phase.goesOnAfter) }
}

function llmnr({ milliseconds, basis }: NeighboursPhase, host: HostIdentity, when: readonly Condition[]): LlmnrLookup[] {
  const types = hasIpv6(host) ? (['A', 'AAAA'] as const) : (['A'] as const)
  return types.map((type) => ({ via: 'llmnr', id: `llmnr ${type}`, name: 'wpad', type, when, milliseconds, basis }))
}

function nbns({ milliseconds, basis }: NeighboursPhase, when: readonly Condition[]): NbnsLookup {
  return { via: 'nbns', id: 'nbns', name: 'WPAD', when, milliseconds, basis }
}
