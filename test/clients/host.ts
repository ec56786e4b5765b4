import { discover } from '../../src/clients/discover.ts'
import type { HostIdentity } from '../../src/clients/host-identity.ts'
import type { ClientKind } from '../../src/clients/kind.ts'
import { clientKinds } from '../../src/clients/known-kinds.ts'
import { type Lookup, planned } from '../../src/clients/lookup.ts'
import { openNetwork } from '../../src/clients/network.ts'
import type { Made } from '../../src/clients/outcome.ts'
import { planDiscovery } from '../../src/clients/plan-discovery.ts'
import type { Lan } from './lan.ts'

/** The host of the examples, on IPv4 alone. */
export function hostNamed(fqdn: string, over: Partial<HostIdentity> = {}): HostIdentity {
  return { fqdn, search: undefined, addresses: ['192.0.2.20'], ours: [], variants: [], ...over }
}

export const pc = hostNamed('pc.department.branch.example.com')

export function kindNamed(name: string): ClientKind {
  const kind = clientKinds.get(name)
  if (kind === undefined) throw new Error(`no kind ${name}`)
  return kind
}

/** `windows10+forest-root=example.com`: a kind with variants. */
export function readKind(text: string, host: HostIdentity = pc): { kind: ClientKind; host: HostIdentity } {
  const [name = '', ...variants] = text.split('+')
  const chosen = variants.map((variant) => {
    const [label = '', value = ''] = variant.split('=')
    return { name: label, value }
  })
  return { kind: kindNamed(name), host: { ...host, variants: chosen } }
}

export function planOf(text: string, host: HostIdentity = pc): Lookup[] {
  const read = readKind(text, host)
  return planDiscovery(read.kind, read.host)
}

/** The questions of a plan that do not hang on an answer. */
export function asks(plan: readonly Lookup[]): string[] {
  return plan
    .filter(({ via }) => via !== 'http')
    .map(planned)
    .filter((ask) => !ask.startsWith('(host'))
}

/** How a test's discovery differs from a user's. */
interface Trial {
  readonly host?: HostIdentity
  readonly leaks?: boolean
  /** How long DHCP and the neighbours are waited for, where nobody is going to answer. */
  readonly silence?: number
}

/** Makes the discovery of a kind in a LAN. */
export async function discoverIn(lan: Lan, text: string, { host = pc, leaks = false, silence }: Trial = {}): Promise<Made[]> {
  const read = readKind(text, host)
  const plan = planDiscovery(read.kind, read.host).map((lookup) =>
    silence === undefined || lookup.via === 'dns' || lookup.via === 'http' ? lookup : { ...lookup, milliseconds: silence },
  )
  return Array.fromAsync(discover(plan, read.host, openNetwork(lan.reach), { leaks, mostMilliseconds: 10_000 }))
}
