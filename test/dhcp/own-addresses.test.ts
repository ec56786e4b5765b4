import { expect, it, onTestFinished, vi } from 'vitest'
import { followOwnAddresses, ownAddresses } from '../../src/dhcp/own-addresses.ts'
import { own } from './context.ts'

it('D4: takes the IPv4 addresses with their subnets, as os.networkInterfaces tells them', () => {
  const mac = '02:00:00:00:00:01'
  const found = ownAddresses({
    lo: [{ address: '127.0.0.1', netmask: '255.0.0.0', family: 'IPv4', mac, internal: true, cidr: '127.0.0.1/8' }],
    eth0: [
      { address: '192.0.2.1', netmask: '255.255.255.0', family: 'IPv4', mac, internal: false, cidr: '192.0.2.1/24' },
      { address: '2001:db8::1', netmask: 'ffff::', family: 'IPv6', mac, internal: false, cidr: '2001:db8::1/64', scopeid: 0 },
      { address: '192.0.2.2', netmask: '255.0.255.0', family: 'IPv4', mac, internal: false, cidr: null },
    ],
    gone: undefined,
  })
  expect(found).toEqual([own('lo', '127.0.0.1/8'), own('eth0', '192.0.2.1/24')])
})

it('reads those of this host, and gives the same array while they stay the same', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  using followed = followOwnAddresses(5)
  const before = followed.current
  expect(before.map(({ address }) => address.text)).toContain('127.0.0.1')
  vi.advanceTimersByTime(10)
  expect(followed.current).toBe(before)
})
