import type { Sighting } from '../events/sighting.ts'
import { type DhcpMessage, type MalformedReason, optionText } from './message.ts'
import type { Reply, SilenceReason } from './respond.ts'

/** All that a sighting of this listener can say came of a packet. */
export type DhcpOutcome = Reply['outcome'] | SilenceReason | MalformedReason | 'not sent' | 'receive error' | 'internal error'

const messageTypes = ['BOOTP', 'DISCOVER', 'OFFER', 'REQUEST', 'DECLINE', 'ACK', 'NAK', 'RELEASE', 'INFORM'] as const

/** What was asked, in a few words that are safe to show. */
export function describe({ type = 0, options }: DhcpMessage): string {
  const name = messageTypes[type] ?? `type ${type}`
  if (options.vendorClass === undefined) return name
  const vendorClass = optionText(options.vendorClass.subarray(0, 64))
  return `${name} ${vendorClass.replace(/[^\x20-\x7e]/g, '?')}`
}

// what no correct client and no neighbouring server sends us, and what we could not do
const ordinary: ReadonlySet<DhcpOutcome> = new Set<DhcpOutcome>([
  'ack',
  'not an INFORM',
  'from ourselves',
  'relayed',
  'interface unknown',
  'not an allowed network',
  'nothing of ours requested',
  'empty parameter list',
  'no site for this client',
])

/** What came of a packet; `started` is `performance.now()` at its arrival. */
export function sighting(client: string, outcome: DhcpOutcome, detail: string, started: number): Sighting {
  return {
    via: 'dhcp',
    client,
    answered: outcome === 'ack' || outcome === 'ack without relay information',
    outcome,
    ...(ordinary.has(outcome) ? {} : { unusual: true }),
    detail,
    milliseconds: performance.now() - started,
  }
}
