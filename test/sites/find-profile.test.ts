import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../src/net/address.ts'
import { dependsOnUserAgent, findProfile } from '../../src/sites/find-profile.ts'
import { profile } from './profiles.ts'

const all = [
  profile('lab agents', { subnets: ['192.0.2.64/26'], userAgent: ['ExampleAgent/*'] }),
  profile('agents', { userAgent: ['ExampleAgent/*', '*OtherAgent*'] }),
  profile('kiosks', { host: ['kiosk.example.com', '*.kiosk.example.com'] }),
  profile('printers', { query: { kind: 'printer', floor: '*' } }),
  profile('guests', { subnets: ['198.51.100.0/24', '2001:db8:9::/48'] }),
]

interface Asked {
  readonly client?: string
  readonly host?: string
  readonly userAgent?: string
  readonly query?: string
}

function chosen({ client = '192.0.2.7', host, userAgent, query }: Asked): string | undefined {
  return findProfile(all, { client: parseAddress(client)!, host, userAgent, query })?.profile.name
}

describe('W6: which profile', () => {
  it.for<[string, Asked, string]>([
    ['a User-Agent', { userAgent: 'ExampleAgent/2.1' }, 'agents'],
    ['the second of several patterns', { userAgent: 'Mozilla/5.0 (OtherAgent)' }, 'agents'],
    ['all conditions together', { client: '192.0.2.70', userAgent: 'exampleagent/2.1' }, 'lab agents'],
    ['an exact Host', { host: 'kiosk.example.com' }, 'kiosks'],
    ['a Host in any case, with a port and a final dot', { host: 'Kiosk.EXAMPLE.com.:8080' }, 'kiosks'],
    ['a Host below', { host: 'wpad.kiosk.example.com' }, 'kiosks'],
    ['query keys and values', { query: 'floor=3&kind=Printer&x=' }, 'printers'],
    ['an encoded query', { query: 'kind=%70rinter&floor=' }, 'printers'],
    ['a subnet', { client: '198.51.100.9' }, 'guests'],
    ['a subnet of IPv6', { client: '2001:db8:9::1' }, 'guests'],
    ['the first that fits, of several', { userAgent: 'ExampleAgent/1', host: 'kiosk.example.com' }, 'agents'],
  ])('%s', ([, asked, name]) => {
    expect(chosen(asked)).toBe(name)
  })

  it.for<[string, Asked]>([
    ['nothing of it', {}],
    ['another User-Agent', { userAgent: 'Mozilla/5.0 ExampleAgent/1.0' }],
    ['an empty User-Agent', { userAgent: '' }],
    ['one condition of two', { client: '192.0.2.70' }],
    ['another Host', { host: 'wpad.example.com' }],
    ['a Host that only ends alike', { host: 'notkiosk.example.com' }],
    ['a malformed Host', { host: '[::1' }],
    ['one query key of two', { query: 'kind=printer' }],
    ['another value', { query: 'kind=plotter&floor=1' }],
    ['the first of two values counts', { query: 'kind=plotter&kind=printer&floor=1' }],
    ['keys know their case', { query: 'Kind=printer&floor=1' }],
    ['a malformed query', { query: 'kind=%zz&floor&&==' }],
    ['another network', { client: '203.0.113.1' }],
  ])('none: %s', ([, asked]) => {
    expect(chosen(asked)).toBeUndefined()
  })
})

it('H4: the choice depends on the User-Agent where a profile looks at it, and not elsewhere', () => {
  expect(dependsOnUserAgent(all)).toBe(true)
  expect(dependsOnUserAgent(all.slice(2))).toBe(false)
  expect(dependsOnUserAgent([])).toBe(false)
})
