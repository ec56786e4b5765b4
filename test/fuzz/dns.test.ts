import { expect, it } from 'vitest'
import { seeds, target } from './dns.ts'
import { mutations } from './mutate.ts'

it('N5 N7: the seeds hold, most of them as queries', () => {
  expect(seeds().filter(target).length).toBeGreaterThan(20)
})

it('N1 N4 N6 N7: 5,000 mutated messages neither throw, hang, nor make a reply that is malformed or too large', () => {
  let answered = 0
  for (const bytes of mutations(seeds(), 5000, 53)) {
    if (target(bytes)) answered++
  }
  expect(answered).toBeGreaterThan(1000)
})
