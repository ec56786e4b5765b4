import { expect, it } from 'vitest'
import { forwardedClient } from '../../src/http/forwarded.ts'
import { parseAddress } from '../../src/net/address.ts'
import { parseCidr } from '../../src/net/cidr.ts'
import { cost } from '../support/cost.ts'

const trusted = ['198.51.100.0/24', '2001:db8:9::/48'].map(parseCidr)
const peer = parseAddress('198.51.100.1')!
const clientOf = (field: string | undefined) => forwardedClient(peer, field, trusted).text

it.for([
  ['the one address', '192.0.2.7', '192.0.2.7'],
  ['the rightmost, and not what its client wrote', '203.0.113.66, 192.0.2.7', '192.0.2.7'],
  ['the rightmost that is no trusted proxy', '203.0.113.66, 192.0.2.7, 198.51.100.2, 198.51.100.3', '192.0.2.7'],
  ['the leftmost, where all are trusted', '198.51.100.5, 198.51.100.2', '198.51.100.5'],
  ['IPv6', '2001:db8::7, 2001:db8:9::1', '2001:db8::7'],
  ['a mapped address', '::ffff:192.0.2.7', '192.0.2.7'],
  ['with a port', '192.0.2.7:4711', '192.0.2.7'],
  ['IPv6 in brackets', '[2001:db8::7]', '2001:db8::7'],
  ['IPv6 with a port', '[2001:db8::7]:4711', '2001:db8::7'],
  ['without spaces, and with many', '192.0.2.9,192.0.2.7 ,   198.51.100.2', '192.0.2.7'],
] as const)('W6: %s: %s', ([, field, client]) => {
  expect(clientOf(field)).toBe(client)
})

it.for([
  ['nothing', undefined, '198.51.100.1'],
  ['an empty field', '', '198.51.100.1'],
  ['a name', 'client.example.org', '198.51.100.1'],
  ['"unknown"', '192.0.2.7, unknown', '198.51.100.1'],
  ['an empty entry', '192.0.2.7,', '198.51.100.1'],
  ['an entry that is cut short', '192.0.2.7, 192.0.2', '198.51.100.1'],
  ['junk behind the last proxy that can be read', '192.0.2.7, x, 198.51.100.2', '198.51.100.2'],
  ['an unclosed bracket', '[2001:db8::7', '198.51.100.1'],
] as const)('W6: where %s stands, it is the last proxy that is known', ([, field, client]) => {
  expect(clientOf(field)).toBe(client)
})

it('8 KiB of entries take no time', () => {
  for (const entry of [',', '198.51.100.2,', '[,', '1:1:1:1:1:1:1:1,']) {
    const entries = entry.repeat(8000 / entry.length)
    expect(cost(() => clientOf(entries))).toBeLessThan(50)
  }
})
