import type { Sighting, Via } from './sighting.ts'

/** The three ways of asking that people tell apart: LLMNR, mDNS and NetBIOS ask for a name, as DNS does. */
export type Way = 'dhcp' | 'names' | 'http'

/** The way of asking that a protocol belongs to. */
export function wayOf(via: Via): Way {
  return via === 'dhcp' || via === 'http' ? via : 'names'
}

// who asked was turned away, or was none of ours; what nobody can read, or is broken, is no refusal
const refusals: Readonly<Record<Way, ReadonlySet<string>>> = {
  dhcp: new Set([
    'not an allowed network',
    'no site for this client',
    'unknown subnet',
    'rate limit of this client',
    'rate limit of all clients',
  ]),
  names: new Set(['refused', 'not allowed', 'rate limited', 'slipped', 'too many connections']),
  http: new Set(['no-site', 'forbidden', 'too-often', 'busy']),
}

// other people's DHCP that a server hears, monitoring, and our own troubles: no client asked us anything
const noAsking: Readonly<Record<Way, ReadonlySet<string>>> = {
  dhcp: new Set(['not an INFORM', 'not a request', 'from ourselves', 'receive error', 'internal error']),
  names: new Set(['address not bound', 'receive error', 'not a query', 'too short', 'another name', 'not on our links']),
  http: new Set(['health', 'metrics']),
}

/** Whether the client was turned away. */
export function isRefusal({ via, outcome }: Pick<Sighting, 'via' | 'outcome'>): boolean {
  return refusals[wayOf(via)].has(outcome)
}

/** Whether a client asked for something that has to do with its proxy, well or badly. */
export function isAsking({ via, outcome }: Pick<Sighting, 'via' | 'outcome'>): boolean {
  return !noAsking[wayOf(via)].has(outcome)
}

/** Whether the client was told where its PAC is. */
export function isTold({ via, outcome, answered }: Pick<Sighting, 'via' | 'outcome' | 'answered'>): boolean {
  if (via === 'http' || !answered) return false
  return via === 'dhcp' || outcome === 'noerror'
}
