import { expect, it } from 'vitest'
import { Busy, openGate } from '../../src/admin/preview/gate.ts'

const ana = { who: 'ana' }

it('runs two at once, keeps the order of those that wait, and turns the rest away', async () => {
  const gate = openGate({ atOnce: 2, waiting: 2, waitingEach: 2 })
  const started: number[] = []
  const third = Promise.withResolvers<void>()
  const holds = Array.from({ length: 4 }, () => Promise.withResolvers<void>())
  const jobs = holds.map((hold, i) =>
    gate(ana, async () => {
      started.push(i)
      if (i === 2) third.resolve()
      await hold.promise
      return i
    }),
  )
  await expect(gate(ana, async () => 'too late')).rejects.toBeInstanceOf(Busy)
  expect(started).toEqual([0, 1])
  holds[1]!.resolve()
  await third.promise
  expect(started).toEqual([0, 1, 2])
  for (const hold of holds) hold.resolve()
  expect(await Promise.all(jobs)).toEqual([0, 1, 2, 3])
  expect(await gate(ana, async () => 'free again')).toBe('free again')
})

it('gives the place of a job that fails to the next', async () => {
  const gate = openGate({ atOnce: 1, waiting: 1, waitingEach: 1 })
  const failing = gate(ana, () => Promise.reject(new Error('no')))
  const next = gate(ana, async () => 'next')
  await expect(failing).rejects.toThrow('no')
  expect(await next).toBe('next')
})

// runs one job until all others wait, and gives back the order in which those were run
async function orderOf(asked: readonly string[], waitingEach: number): Promise<string[]> {
  const gate = openGate({ atOnce: 1, waiting: 100, waitingEach })
  const hold = Promise.withResolvers<void>()
  const first = gate({ who: 'first' }, () => hold.promise)
  const order: string[] = []
  const jobs = asked.map((who) =>
    gate({ who }, async () => void order.push(who)).catch(() => void order.push(`${who} turned away`)),
  )
  hold.resolve()
  await Promise.all([first, ...jobs])
  return order
}

it.each([
  [['ana', 'ana', 'ana', 'bob'], 8, ['ana', 'bob', 'ana', 'ana']],
  [['ana', 'ana', 'bob', 'eve', 'bob'], 8, ['ana', 'bob', 'eve', 'ana', 'bob']],
  [['ana', 'ana', 'ana', 'bob'], 2, ['ana turned away', 'ana', 'bob', 'ana']],
])('serves %j in turn, whoever asks more', async (asked, each, order) => {
  expect(await orderOf(asked, each)).toEqual(order)
})

it('forgets who went away while waiting, and keeps the others in their places', async () => {
  const gate = openGate({ atOnce: 1, waiting: 2, waitingEach: 2 })
  const hold = Promise.withResolvers<void>()
  const first = gate(ana, () => hold.promise)
  const gone = new AbortController()
  const left = gate({ who: 'bob', signal: gone.signal }, async () => 'never')
  const stays = gate({ who: 'bob' }, async () => 'done')
  gone.abort(new Error('closed the page'))
  await expect(left).rejects.toThrow('closed the page')
  const another = gate({ who: 'eve' }, async () => 'has the free place')
  hold.resolve()
  expect(await Promise.all([first, stays, another])).toEqual([undefined, 'done', 'has the free place'])
  await expect(gate({ who: 'bob', signal: gone.signal }, async () => 'never')).rejects.toThrow('closed the page')
})
