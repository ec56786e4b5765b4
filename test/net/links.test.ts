import type { NetworkInterfaceInfo } from 'node:os'
import { describe, expect, it } from 'vitest'
import { linkKey, linkOf, linksOf } from '../../src/net/links.ts'

const info = (cidr: string, internal = false) =>
  ({ address: cidr.split('/')[0]!, cidr, internal, family: cidr.includes(':') ? 'IPv6' : 'IPv4' }) as NetworkInterfaceInfo
const interfaces = {
  lo: [info('127.0.0.1/8', true), info('::1/128', true)],
  eth0: [info('192.0.2.10/24'), info('2001:db8:1::10/64'), info('fe80::1/64')],
  eth1: [info('198.51.100.130/25'), info('fe80::2/64')],
  ppp0: [info('203.0.113.1/32')],
  down: [],
}
const all = linksOf(interfaces, undefined)

it('S3: are every interface that has an address, but for loopback', () => {
  expect(all.map(({ name }) => name)).toEqual(['eth0', 'eth1', 'ppp0'])
  expect(all[0]!.addresses.map(({ bindTo, broadcast }) => [bindTo, broadcast])).toEqual([
    ['192.0.2.10', '192.0.2.255'],
    ['2001:db8:1::10', undefined],
    ['fe80::1%eth0', undefined],
  ])
  expect(all[1]!.addresses[0]!.broadcast).toBe('198.51.100.255')
  expect(all[2]!.addresses[0]!.broadcast).toBeUndefined()
})

it('S3: are the ones that are wanted, loopback too, and no other', () => {
  expect(linksOf(interfaces, ['lo', 'eth1', 'eth9']).map(({ name }) => name)).toEqual(['lo', 'eth1'])
  expect(linksOf(interfaces, ['lo'])[0]!.addresses[0]!.broadcast).toBe('127.255.255.255')
  expect(linksOf(interfaces, ['down'])).toEqual([])
})

describe('S3: a neighbour', () => {
  it.each([
    ['192.0.2.77', 'eth0'],
    ['2001:db8:1::77', 'eth0'],
    ['198.51.100.200', 'eth1'],
    ['fe80::9%eth0', 'eth0'],
    ['fe80::9%eth1', 'eth1'],
    ['::ffff:192.0.2.77', 'eth0'],
  ])('S3: %s is on %s', (source, name) => {
    expect(linkOf(all, source)?.name).toBe(name)
  })

  it.each(['192.0.3.1', '198.51.100.1', '2001:db8:2::1', '127.0.0.1', 'fe80::9%eth9', '203.0.113.2', 'no address', ''])(
    'S3: %s is on no link of ours',
    (source) => {
      expect(linkOf(all, source)).toBeUndefined()
    },
  )
})

it('is another link when its addresses are others', () => {
  const [before] = linksOf({ eth0: [info('192.0.2.10/24')] }, undefined)
  const [after] = linksOf({ eth0: [info('192.0.2.11/24')] }, undefined)
  expect(linkKey(before!)).not.toBe(linkKey(after!))
  expect(linkKey(before!)).toBe(linkKey(linksOf({ eth0: [info('192.0.2.10/24')] }, undefined)[0]!))
})
