import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Sighting } from '../../src/events/sighting.ts'
import { openSightingQueue, type SightingBatch, type SightingQueue } from '../../src/events/sighting-queue.ts'

const seen = (client: string): Sighting => ({ via: 'dns', client, answered: true, outcome: 'noerror', milliseconds: 0.1 })

let batches: SightingBatch[]
let dropped: number
let queue: SightingQueue

beforeEach(() => {
  vi.useFakeTimers()
  batches = []
  dropped = 0
  queue = openSightingQueue(
    (count) => {
      dropped += count
    },
    () => 1000,
    { most: 3, milliseconds: 200 },
  )
})
afterEach(() => {
  queue[Symbol.dispose]()
  vi.useRealTimers()
})

const clients = () => batches.map(({ sightings }) => sightings.map(({ client }) => client))

describe('the queue of sightings', () => {
  it('sends what came within 200 ms as one batch, with its time', () => {
    queue.sendTo((batch) => batches.push(batch))
    queue.report(seen('a'))
    queue.report(seen('b'))
    vi.advanceTimersByTime(199)
    expect(batches).toEqual([])
    vi.advanceTimersByTime(1)
    expect(batches).toEqual([{ sightings: [seen('a'), seen('b')], times: [1000, 1000], dropped: 0 }])
  })

  it('sends nothing where nothing came, and no second batch before the first is taken', () => {
    queue.sendTo((batch) => batches.push(batch))
    vi.advanceTimersByTime(1000)
    expect(batches).toEqual([])
    queue.report(seen('a'))
    vi.advanceTimersByTime(200)
    queue.report(seen('b'))
    vi.advanceTimersByTime(1000)
    expect(clients()).toEqual([['a']])
    queue.taken(2)
    vi.advanceTimersByTime(200)
    expect([clients(), dropped]).toEqual([[['a'], ['b']], 2])
  })

  it('leaves out and counts what is too much, and says so with the next batch', () => {
    queue.sendTo((batch) => batches.push(batch))
    for (const client of ['a', 'b', 'c', 'd', 'e']) queue.report(seen(client))
    vi.advanceTimersByTime(200)
    expect(clients()).toEqual([['a', 'b', 'c']])
    expect([dropped, batches[0]?.dropped]).toEqual([2, 2])
  })

  it('keeps nothing while nobody takes it, and gives the last keeper what waits', () => {
    queue.report(seen('a'))
    queue.sendTo((batch) => batches.push(batch))
    vi.advanceTimersByTime(1000)
    expect(batches).toEqual([])
    queue.report(seen('b'))
    queue.sendTo(undefined)
    expect(clients()).toEqual([['b']])
    queue.report(seen('c'))
    vi.advanceTimersByTime(1000)
    expect([clients(), dropped]).toEqual([[['b']], 0])
  })

  it('goes on with a keeper that was opened anew, though the old one never took its batch', () => {
    queue.sendTo(() => {})
    queue.report(seen('a'))
    vi.advanceTimersByTime(200)
    queue.report(seen('b'))
    queue.sendTo((batch) => batches.push(batch))
    vi.advanceTimersByTime(200)
    expect(clients()).toEqual([['b']])
  })
})
