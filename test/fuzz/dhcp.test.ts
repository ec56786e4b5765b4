import { expect, it } from 'vitest'
import { seeds, target } from './dhcp.ts'
import { mutations } from './mutate.ts'

it('D13: the seeds hold, most of them as messages', () => {
  expect(seeds().filter(target).length).toBeGreaterThan(10)
})

it('D13 D14: 5,000 mutated packets neither throw, hang, nor make a reply that is not a DHCPACK to the source', () => {
  let messages = 0
  for (const bytes of mutations(seeds(), 5000, 67)) {
    if (target(bytes)) messages++
  }
  expect(messages).toBeGreaterThan(500)
})
