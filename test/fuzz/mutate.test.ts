import { expect, it } from 'vitest'
import { mutations } from './mutate.ts'

const seeds = [Buffer.from('first seed'), Buffer.from([1, 2, 3, 4]), Buffer.alloc(0)]

it('gives the seeds first, then the same inputs for the same number', () => {
  const once = [...mutations(seeds, 500, 7)]
  expect(once.slice(0, 3)).toEqual(seeds)
  expect(once).toHaveLength(500)
  expect([...mutations(seeds, 500, 7)]).toEqual(once)
  expect([...mutations(seeds, 500, 8)]).not.toEqual(once)
})

it('changes nearly every input, never the seeds, and stays within a datagram', () => {
  const before = seeds.map((seed) => Buffer.from(seed))
  const large = Buffer.from(Array.from({ length: 65_000 }, (_, i) => i))
  const inputs = [...mutations([...seeds, large], 2000, 1)]
  const ofLarge = inputs.filter((input) => input.length > 1000)
  expect(new Set(ofLarge.map((input) => input.toString('latin1'))).size).toBeGreaterThan(ofLarge.length * 0.9)
  expect(ofLarge.length).toBeGreaterThan(400)
  expect(Math.max(...inputs.map((input) => input.length))).toBeLessThanOrEqual(65_507)
  expect(seeds).toEqual(before)
})

it('refuses to work from nothing', () => {
  expect(() => [...mutations([], 1, 1)]).toThrow('no seeds')
})
