import type { Sighting } from '../events/sighting.ts'
import { addressField, type DhcpMessage, headerAddress, type MalformedReason, optionText } from './message.ts'
import type { RateReason } from './rate-limits.ts'
import type { Reply, SilenceReason } from './respond.ts'

/** All that a sighting of this listener can say came of a packet. */
export type DhcpOutcome =
  | Reply['outcome']
  | SilenceReason
  | MalformedReason
  | RateReason
  | 'not sent'
  | 'receive error'
  | 'internal error'

const messageTypes = ['BOOTP', 'DISCOVER', 'OFFER', 'REQUEST', 'DECLINE', 'ACK', 'NAK', 'RELEASE', 'INFORM'] as const

/** What was asked, in a few words that are safe to show. */
export function describe(message: DhcpMessage): string {
  const { type = 0, relayed, options } = message
  const name = messageTypes[type] ?? `type ${type}`
  const relay = relayed ? ` by relay ${headerAddress(message, addressField.giaddr)}` : ''
  if (options.vendorClass === undefined) return name + relay
  const vendorClass = optionText(options.vendorClass.subarray(0, 64))
  return `${name} ${vendorClass.replace(/[^\x20-\x7e]/g, '?')}${relay}`
}

// what no correct client and no neighbouring server sends us, and what we could not do
const ordinary: ReadonlySet<DhcpOutcome> = new Set<DhcpOutcome>([
  'ack',
  'not an INFORM',
  'from ourselves',
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
    answered: outcome.startsWith('ack'),
    outcome,
    ...(ordinary.has(outcome) ? {} : { unusual: true }),
    detail,
    milliseconds: performance.now() - started,
  }
}
