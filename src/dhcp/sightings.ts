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

/** What a sighting says of a packet beside what came of it. */
export type About = Pick<Sighting, 'detail' | 'hardware' | 'hostName' | 'site' | 'told'>

/** What was asked, and who says to have asked it: texts that are safe to show. */
export function describe(message: DhcpMessage): About {
  const { hostName } = message.options
  return {
    detail: whatWasAsked(message),
    hardware: hardwareOf(message),
    hostName: hostName && printable(hostName),
  }
}

// Ethernet's, and not the zeros of a client that has none to tell
function hardwareOf({ bytes }: DhcpMessage): string | undefined {
  if (bytes[1] !== 1 || bytes[2] !== 6) return undefined
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + 28, 6).toString('hex')
  return text === '000000000000' ? undefined : text.replace(/..(?=.)/g, '$&:')
}

function printable(option: Uint8Array): string {
  return optionText(option.subarray(0, 64)).replace(/[^\x20-\x7e]/g, '?')
}

function whatWasAsked(message: DhcpMessage): string {
  const { type = 0, relayed, options } = message
  const name = messageTypes[type] ?? `type ${type}`
  const relay = relayed ? ` by relay ${headerAddress(message, addressField.giaddr)}` : ''
  if (options.vendorClass === undefined) return name + relay
  return `${name} ${printable(options.vendorClass)}${relay}`
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
export function sighting(client: string, outcome: DhcpOutcome, about: About, started: number): Sighting {
  return {
    via: 'dhcp',
    client,
    answered: outcome.startsWith('ack'),
    outcome,
    ...(ordinary.has(outcome) ? {} : { unusual: true }),
    ...about,
    milliseconds: performance.now() - started,
  }
}
