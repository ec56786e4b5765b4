import { expect, it } from 'vitest'
import { decode } from '../../src/dhcp/message.ts'
import { seeds, target } from './dhcp.ts'
import { mutations } from './mutate.ts'

it('D13: the seeds hold, most of them as messages', () => {
  for (const seed of seeds()) target(seed)
  expect(seeds().filter((seed) => typeof decode(seed) !== 'string').length).toBeGreaterThan(10)
})

it('D13 D14: 5,000 mutated packets neither throw, hang, nor make a reply that is not a DHCPACK to the source', () => {
  let messages = 0
  for (const bytes of mutations(seeds(), 5000, 67)) {
    target(bytes)
    if (typeof decode(bytes) !== 'string') messages++
  }
  expect(messages).toBeGreaterThan(500)
})
