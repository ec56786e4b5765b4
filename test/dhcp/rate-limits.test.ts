import { describe, expect, it } from 'vitest'
import { decode } from '../../src/dhcp/message.ts'
import { limitedBy, openRateLimits } from '../../src/dhcp/rate-limits.ts'
import { type Packet, packet } from './packet.ts'

const times = (count: number, take: () => unknown) => Array.from({ length: count }, take)

describe('the limits', () => {
  it('D13: give a client so many at once and so many a second, and the others their own', () => {
    const limits = openRateLimits({ perClient: 3, overall: 100 })
    const over = 'rate limit of this client'
    expect(times(5, () => limits.take('192.0.2.20', 1000))).toEqual([undefined, undefined, undefined, over, over])
    expect(limits.take('192.0.2.21', 1000)).toBeUndefined()
    expect(times(2, () => limits.take('192.0.2.20', 1334))).toEqual([undefined, over])
    expect(times(4, () => limits.take('192.0.2.20', 3000))).toEqual([undefined, undefined, undefined, over])
  })

  it('D13: give all together so many, of which a client over its own takes nothing', () => {
    const limits = openRateLimits({ perClient: 1, overall: 3 })
    times(50, () => limits.take('192.0.2.20', 1000))
    expect(limits.take('192.0.2.21', 1000)).toBeUndefined()
    expect(limits.take('192.0.2.22', 1000)).toBeUndefined()
    expect(limits.take('192.0.2.23', 1000)).toBe('rate limit of all clients')
    expect(limits.take('192.0.2.24', 2000)).toBeUndefined()
  })

  it('are none when they are off', () => {
    const limits = openRateLimits(undefined)
    expect(new Set(times(10_000, () => limits.take('192.0.2.20', 1000)))).toEqual(new Set([undefined]))
  })
})

describe('who is counted', () => {
  const counted = (over: Packet, address: string) => {
    const request = decode(packet(over))
    if (typeof request === 'string') throw new Error(request)
    return limitedBy(request, { address, port: 68 })
  }
  const other = { chaddr: Buffer.alloc(16, 7) }
  const relayed = { giaddr: '198.51.100.254' }

  it('D13: is the source of an unrelayed INFORM, whatever it says of itself', () => {
    expect(counted({}, '192.0.2.20')).toBe('192.0.2.20')
    expect(counted({ ciaddr: '192.0.2.99', ...other }, '192.0.2.20')).toBe('192.0.2.20')
  })

  it.each<[string, Packet, string]>([
    ['behind a relay', relayed, '198.51.100.254'],
    ['without an address', { ciaddr: '0.0.0.0' }, '0.0.0.0'],
  ])('D10 D13: is the client itself %s', (_, over, address) => {
    expect(counted(over, address)).toBe(counted(over, address))
    expect(counted({ ...over, ...other }, address)).not.toBe(counted(over, address))
    expect(counted({ ...over, ciaddr: '192.0.2.99' }, address)).not.toBe(counted(over, address))
  })
})
