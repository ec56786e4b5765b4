import { expect, it } from 'vitest'
import { openRateLimit } from '../../src/net/rate-limit.ts'

const times = (count: number, take: () => boolean) => Array.from({ length: count }, take).filter(Boolean).length

it('lets a burst through, then the rate, and the burst again after a pause', () => {
  const limit = openRateLimit({ perSecond: 10, burst: 2 })
  expect(times(100, () => limit.take('192.0.2.7', 1000))).toBe(20)
  expect(times(5, () => limit.take('192.0.2.7', 1099))).toBe(0)
  expect(times(5, () => limit.take('192.0.2.7', 1100))).toBe(1)
  expect(times(100, () => limit.take('192.0.2.7', 2000))).toBe(9)
  expect(times(100, () => limit.take('192.0.2.7', 60_000))).toBe(20)
})

it('a refused request costs nothing: who keeps asking still gets the rate', () => {
  const limit = openRateLimit({ perSecond: 10, burst: 2 })
  let taken = 0
  for (let now = 0; now < 10_000; now++) if (limit.take('192.0.2.7', now)) taken++
  expect(taken).toBeGreaterThanOrEqual(119)
  expect(taken).toBeLessThanOrEqual(120)
})

it('one client does not use up what another has', () => {
  const limit = openRateLimit({ perSecond: 1, burst: 2 })
  expect(times(10, () => limit.take('192.0.2.7', 0))).toBe(2)
  expect(times(10, () => limit.take('192.0.2.8', 0))).toBe(2)
  expect(times(10, () => limit.take('2001:db8::7', 0))).toBe(2)
})

it('holds while the table turns over, at any pace', () => {
  const limit = openRateLimit({ perSecond: 1, burst: 2 })
  let taken = 0
  for (let now = 0; now <= 20_000; now += 100) if (limit.take('192.0.2.7', now)) taken++
  expect(taken).toBe(22)
})

it('holds for so many clients: who asked longest ago is forgotten first, in its favour', () => {
  const limit = openRateLimit({ perSecond: 1, burst: 2 })
  const others = (count: number) => {
    for (let i = 0; i < count; i++) limit.take(`2001:db8::${i.toString(16)}`, 0)
  }
  expect(times(10, () => limit.take('192.0.2.7', 0))).toBe(2)
  others(9_000)
  expect(limit.take('192.0.2.7', 0)).toBe(false)
  others(25_000)
  expect(times(10, () => limit.take('192.0.2.7', 0))).toBe(2)
})

it('a hundred thousand addresses neither fill the memory nor shut anybody out', () => {
  const limit = openRateLimit({ perSecond: 1000, burst: 2 })
  const before = process.memoryUsage().heapUsed
  for (let i = 0; i < 100_000; i++) expect(limit.take(`2001:db8::${i.toString(16)}`, i / 1000)).toBe(true)
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(40 * 1024 * 1024)
  expect(limit.take('192.0.2.7', 101)).toBe(true)
})
