import { expect, it } from 'vitest'
import { seeds, target } from './config.ts'
import { mutations } from './mutate.ts'

it('starts from good configurations and from bad ones', () => {
  const outcomes = seeds().map(target)
  expect(outcomes.filter((taken) => taken).length).toBeGreaterThanOrEqual(3)
  expect(outcomes.filter((taken) => !taken).length).toBeGreaterThanOrEqual(3)
})

it('whatever is written, it is a configuration or a list of problems, and soon', () => {
  const started = process.threadCpuUsage()
  let refused = 0
  for (const bytes of mutations(seeds(), 2000, 1)) if (!target(bytes)) refused++
  expect(refused).toBeGreaterThan(1000)
  const { user, system } = process.threadCpuUsage(started)
  expect((user + system) / 1000).toBeLessThan(15_000)
})

it('finds a target that throws anything else', () => {
  const bytes = Object.assign(Buffer.from('sites: off'), { toString: () => undefined })
  expect(() => target(bytes)).toThrow(TypeError)
})
