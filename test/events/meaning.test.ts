import { expect, it } from 'vitest'
import type { DhcpOutcome } from '../../src/dhcp/sightings.ts'
import type { Reply, Silence } from '../../src/dns/respond.ts'
import type { Failure } from '../../src/dns/responder.ts'
import { isAsking, isRefusal, isTold, wayOf } from '../../src/events/meaning.ts'
import type { Outcome } from '../../src/http/respond.ts'

// the types say that these are outcomes of the protocols, so that none is renamed without this
const dhcp: readonly [DhcpOutcome, string][] = [
  ['ack', 'asks'],
  ['ack without other parameters', 'asks'],
  ['nothing of ours requested', 'asks'],
  ['not an allowed network', 'is refused'],
  ['no site for this client', 'is refused'],
  ['unknown subnet', 'is refused'],
  ['rate limit of this client', 'is refused'],
  ['rate limit of all clients', 'is refused'],
  ['not an INFORM', 'is none'],
  ['not a request', 'is none'],
  ['from ourselves', 'is none'],
  ['receive error', 'is none'],
  ['internal error', 'is none'],
]
const dns: readonly [(Reply | Silence | Failure)['outcome'], string][] = [
  ['noerror', 'asks'],
  ['nodata', 'asks'],
  ['nxdomain', 'asks'],
  ['refused', 'is refused'],
  ['not allowed', 'is refused'],
  ['rate limited', 'is refused'],
  ['slipped', 'is refused'],
  ['too many connections', 'is refused'],
  ['not a query', 'is none'],
  ['too short', 'is none'],
  ['address not bound', 'is none'],
  ['receive error', 'is none'],
]
const http: readonly [Outcome, string][] = [
  ['pac', 'asks'],
  ['not-modified', 'asks'],
  ['not-found', 'asks'],
  ['no-site', 'is refused'],
  ['forbidden', 'is refused'],
  ['too-often', 'is refused'],
  ['busy', 'is refused'],
  ['health', 'is none'],
  ['metrics', 'is none'],
]

it.each([
  ...dhcp.map((each) => ['dhcp', ...each] as const),
  ...dns.map((each) => ['dns', ...each] as const),
  ...http.map((each) => ['http', ...each] as const),
])('%s: a client with "%s" %s', (via, outcome, expected) => {
  const said = isRefusal({ via, outcome }) ? 'is refused' : isAsking({ via, outcome }) ? 'asks' : 'is none'
  expect(said).toBe(expected)
})

it('knows who was told where the PAC is', () => {
  const told = (['dhcp', 'dns', 'http', 'llmnr'] as const).map((via) => isTold({ via, outcome: 'noerror', answered: true }))
  expect(told).toEqual([true, true, false, true])
  expect(isTold({ via: 'dns', outcome: 'nodata', answered: true })).toBe(false)
  expect(isTold({ via: 'dhcp', outcome: 'unknown subnet', answered: false })).toBe(false)
})

it('asks for names by any of their protocols', () => {
  expect((['dns', 'llmnr', 'mdns', 'nbns', 'dhcp', 'http'] as const).map(wayOf)).toEqual([
    ...['names', 'names', 'names', 'names', 'dhcp', 'http'],
  ])
})
