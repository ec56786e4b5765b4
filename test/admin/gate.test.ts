import { expect, it } from 'vitest'
import { Busy, openGate } from '../../src/admin/preview/gate.ts'

it('runs two at once, keeps the order of those that wait, and turns the rest away', async () => {
  const gate = openGate(2, 2)
  const started: number[] = []
  const third = Promise.withResolvers<void>()
  const holds = Array.from({ length: 4 }, () => Promise.withResolvers<void>())
  const jobs = holds.map((hold, i) =>
    gate(async () => {
      started.push(i)
      if (i === 2) third.resolve()
      await hold.promise
      return i
    }),
  )
  await expect(gate(async () => 'too late')).rejects.toBeInstanceOf(Busy)
  expect(started).toEqual([0, 1])
  holds[1]!.resolve()
  await third.promise
  expect(started).toEqual([0, 1, 2])
  for (const hold of holds) hold.resolve()
  expect(await Promise.all(jobs)).toEqual([0, 1, 2, 3])
  expect(await gate(async () => 'free again')).toBe('free again')
})

it('gives the place of a job that fails to the next', async () => {
  const gate = openGate(1, 1)
  const failing = gate(() => Promise.reject(new Error('no')))
  const next = gate(async () => 'next')
  await expect(failing).rejects.toThrow('no')
  expect(await next).toBe('next')
})
