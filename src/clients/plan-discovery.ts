import type { HostIdentity } from './host-identity.ts'
import type { ClientKind, Phase } from './kind.ts'
import type { Condition, Lookup } from './lookup.ts'
import { planDhcp } from './plan-dhcp.ts'
import { planNames } from './plan-names.ts'
import { planNeighbours } from './plan-neighbours.ts'
import type { Part } from './plan-part.ts'

/**
 * What a client of this kind would ask on this host, in order, each lookup with the conditions under which it is made. Pure: the
 * runner makes exactly this. Throws a RangeError on a variant that the kind does not have.
 */
export function planDiscovery(kind: ClientKind, host: HostIdentity): Lookup[] {
  const plan: Lookup[] = []
  let reach: readonly Condition[] = []
  for (const phase of phasesOf(kind, host)) {
    const part = planPhase(phase, host, reach, plan)
    plan.push(...part.lookups)
    reach = [...reach, ...part.passes]
  }
  return plan
}

/** The phases of a kind with the host's variants. */
export function phasesOf(kind: ClientKind, host: HostIdentity): readonly Phase[] {
  return host.variants.reduce((phases, { name, value }) => {
    const variant = Object.hasOwn(kind.variants, name) ? kind.variants[name] : undefined
    if (variant === undefined) throw new RangeError(`${kind.name} has no variant "${name}" (${variantsText(kind)})`)
    if ((variant.takes === undefined) !== (value === ''))
      throw new RangeError(
        `the variant ${name} takes ${variant.takes === undefined ? 'no value' : `a ${variant.takes} (${name}=example.com)`}`,
      )
    return variant.change(phases, value)
  }, kind.phases)
}

function variantsText({ variants }: ClientKind): string {
  const names = Object.keys(variants)
  return names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`
}

function planPhase(phase: Phase, host: HostIdentity, reach: readonly Condition[], before: readonly Lookup[]): Part {
  switch (phase.by) {
    case 'dhcp':
      return planDhcp(phase, host, reach)
    case 'names':
      return planNames(phase, host, reach)
    case 'llmnr':
    case 'nbns':
      return planNeighbours(phase, host, reach, before)
  }
}
