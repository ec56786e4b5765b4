import type { HostIdentity } from './host-identity.ts'
import type { DhcpPhase } from './kind.ts'
import type { Condition, DhcpLookup } from './lookup.ts'
import { passes, planUrl, typesFor } from './plan-fetch.ts'
import type { Part } from './plan-part.ts'

/** The DHCPINFORM, and what comes of the URL that it brings. */
export function planDhcp(phase: DhcpPhase, host: HostIdentity, reach: readonly Condition[]): Part {
  const ask: DhcpLookup = {
    via: 'dhcp',
    id: 'dhcp',
    when: reach,
    packet: phase.packet,
    milliseconds: phase.milliseconds,
    basis: phase.basis,
    ...(phase.dropsLastCharacter ? { dropsLastCharacter: true } : {}),
    ...(phase.reads === 'lease' ? { note: 'this client reads its lease and sends no INFORM; asked here in its place' } : {}),
  }
  const rest = planUrl('dhcp', phase, typesFor(phase.types, host), host, reach)
  return { lookups: [ask, ...rest], passes: passes(rest, phase.goesOnAfter) }
}
