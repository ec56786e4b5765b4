import { expect, it } from 'vitest'
import { frame, openFrames } from '../../src/dns/frames.ts'

const messages = [Buffer.from('one'), Buffer.alloc(0), Buffer.alloc(65_535, 7), Buffer.from('four')]
const stream = Buffer.concat(messages.map(frame))

it.each([1, 2, 3, 1000, stream.length])('N4: gives the same messages from pieces of %d bytes', (size) => {
  const frames = openFrames()
  const seen: Buffer[] = []
  for (let at = 0; at < stream.length; at += size) {
    frames.push(stream.subarray(at, at + size))
    for (let next = frames.next(); next !== undefined; next = frames.next()) seen.push(Buffer.from(next))
  }
  expect(Buffer.concat(seen.map(frame)).equals(stream)).toBe(true)
  expect(seen).toHaveLength(messages.length)
})

it('N4: gives nothing of a message that is cut short', () => {
  const frames = openFrames()
  frames.push(frame(Buffer.from('whole')).subarray(0, -1))
  expect(frames.next()).toBeUndefined()
  frames.push(Buffer.from('e'))
  expect(frames.next()).toEqual(Buffer.from('whole'))
  expect(frames.next()).toBeUndefined()
})
