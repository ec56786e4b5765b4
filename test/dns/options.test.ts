import * as v from 'valibot'
import { expect, it } from 'vitest'
import { dnsOptions } from '../../src/dns/options.ts'

it('has defaults for everything', () => {
  expect(v.parse(dnsOptions, {})).toEqual({
    listen: [
      { address: '0.0.0.0', port: 53 },
      { address: '::', port: 53 },
    ],
    ttl: 300,
    allow: [],
    tcp: { connections: 256, perClient: 16, idle: 10 },
  })
})

it.each([
  [{ listen: [] }, 'is empty'],
  [{ listen: ['53'] }, 'did you mean 0.0.0.0:53?'],
  [{ ttl: -1 }, 'is not a whole number of seconds from 0 to 86400'],
  [{ ttl: 86_401 }, 'is not a whole number of seconds from 0 to 86400'],
  [{ ttl: '5m' }, 'is not a whole number of seconds from 0 to 86400'],
  [{ allow: ['10.0.0/8'] }, 'did you mean 10.0.0.0/8?'],
  [{ tcp: { idle: 0 } }, 'is not a whole number of seconds from 1 to 300'],
  [{ tcp: { connections: 1.5 } }, 'is not a whole number of connections'],
  [{ udp: true }, 'Invalid key'],
])('refuses %j', (given, message) => {
  expect(() => v.parse(dnsOptions, given)).toThrow(message)
})
