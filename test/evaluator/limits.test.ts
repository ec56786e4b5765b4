import { expect, it } from 'vitest'
import { callMs, hadItsTime, readingMs } from '../../src/evaluator/limits.ts'

const visitMs = 500

const times: [string, { cpu: number; clock: number }, boolean][] = [
  ['the processor alone, just before its end', { cpu: 499, clock: 499 }, false],
  ['the processor alone, at its end', { cpu: 500, clock: 500 }, true],
  ['half a processor, and a second has not passed', { cpu: 390, clock: 790 }, false],
  ['half a processor: nobody waits for much longer', { cpu: 400, clock: 800 }, true],
  ['hardly let run: the machine is at fault', { cpu: 240, clock: 1200 }, false],
  ['hardly let run, until it had enough to show what it is', { cpu: 250, clock: 1250 }, true],
  ['not let run at all, and waiting', { cpu: 5, clock: 4999 }, false],
  ['it waits for something that never comes', { cpu: 5, clock: 5000 }, true],
]

it.each(times)('P3: whether a visit had its time: %s', (_, spent, expected) => {
  expect(hadItsTime(spent, visitMs)).toBe(expected)
})

it('P3: a thread that cannot be interrupted is given its grace', () => {
  expect(hadItsTime({ cpu: 599, clock: 599 }, visitMs, 100)).toBe(false)
  expect(hadItsTime({ cpu: 600, clock: 600 }, visitMs, 100)).toBe(true)
})

it.each([
  [1, 500],
  [3, 1520],
  [100, 2490],
])('P3: a call of %i visits may take %i ms of the processor', (visits, expected) => {
  expect(callMs(visits, { visitMs })).toBe(expected)
})

it('P3: a script that has much to read has more time, and a small one no more', () => {
  expect(readingMs(2_900_000)).toBeGreaterThan(250)
  expect(readingMs(2_900_000)).toBeLessThan(300)
  expect(readingMs(4096)).toBeLessThan(1)
})
