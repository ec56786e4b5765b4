import * as v from 'valibot'
import { expect, it } from 'vitest'
import { dnsOptions, dnsSocketOptions } from '../../src/dns/options.ts'
import { parseAddress } from '../../src/net/address.ts'
import { contains } from '../../src/net/cidr.ts'

it('has defaults for everything', () => {
  expect(v.parse(dnsOptions, {})).toMatchObject({
    listen: [
      { address: '0.0.0.0', port: 53 },
      { address: '::', port: 53 },
    ],
    ttl: 300,
    allow: [],
    rateLimit: { perSecond: 100, slip: 2 },
    tcp: { connections: 256, perClient: 16, idle: 10 },
  })
})

it('N6: exempts the networks that a LAN is on, and no other, unless others are given', () => {
  const exempt = (given: object) => v.parse(dnsOptions, { rateLimit: given }).rateLimit?.exempt ?? []
  const isExempt = (text: string) => exempt({}).some((block) => contains(block, parseAddress(text)!))
  expect(
    ['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '100.64.0.1', 'fd00::1', 'fe80::1'].filter(isExempt),
  ).toHaveLength(7)
  expect(['192.0.2.1', '172.32.0.1', '198.51.100.1', '2001:db8::1'].filter(isExempt)).toEqual([])
  expect(exempt({ exempt: ['192.0.2.0/24'] }).map(({ text }) => text)).toEqual(['192.0.2.0/24'])
})

it('N6: has no rate limit where it is off', () => {
  expect(v.parse(dnsOptions, { rateLimit: 'off' }).rateLimit).toBeUndefined()
  expect(v.parse(dnsOptions, { rateLimit: 'on' }).rateLimit).toMatchObject({ perSecond: 100 })
})

it.each([
  [{ rateLimit: { perSecond: 0 } }, 'is not a whole number of answers from 1 to 1000000'],
  [{ rateLimit: { slip: -1 } }, 'is not a whole number of answers from 0 to 100'],
  [{ rateLimit: { exempt: ['10.0.0/8'] } }, 'did you mean 10.0.0.0/8?'],
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

it('another ttl needs no other sockets, another address does', () => {
  const sockets = (given: object) => dnsSocketOptions(v.parse(dnsOptions, given))
  expect(sockets({ ttl: 60 })).toEqual(sockets({ ttl: 600 }))
  expect(sockets({ listen: ['127.0.0.1:53'] })).not.toEqual(sockets({}))
})
