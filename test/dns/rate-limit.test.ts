import { expect, it } from 'vitest'
import { type Leaving, openRateLimit, type Ruling } from '../../src/dns/rate-limit.ts'
import { parseCidr } from '../../src/net/cidr.ts'

const limit = (given: { perSecond?: number; slip?: number; exempt?: string[] } = {}) => {
  const { perSecond = 3, slip = 2, exempt = [] } = given
  return openRateLimit({ perSecond, slip, exempt: exempt.map(parseCidr) })
}
const leaving: Leaving = { client: '192.0.2.1', requestLength: 34, replyLength: 50, answerKey: 0 }
const count = (rulings: readonly Ruling[], ruling: Ruling) => rulings.filter((each) => each === ruling).length

it('N6: sends so many answers a second, then truncates every second one and drops the others', () => {
  const rule = limit()
  expect(Array.from({ length: 7 }, () => rule(leaving, 1000))).toEqual([
    ...['send', 'send', 'send'],
    ...['drop', 'truncate', 'drop', 'truncate'],
  ])
})

it('N6: begins anew with the next second', () => {
  const rule = limit({ perSecond: 1 })
  expect([1000, 1999, 2000, 2999, 3000].map((now) => rule(leaving, now))).toEqual(['send', 'drop', 'send', 'drop', 'send'])
})

it.each([
  [0, 'drop', 0],
  [1, 'truncate', 100],
  [10, 'truncate', 10],
] as const)('N6: a slip of %i', (slip, _ruling, truncated) => {
  const rule = limit({ perSecond: 1, slip })
  const rulings = Array.from({ length: 101 }, () => rule(leaving, 1000))
  expect([count(rulings, 'send'), count(rulings, 'truncate')]).toEqual([1, truncated])
})

it.each([
  ['192.0.2.1', '192.0.2.254', true],
  ['192.0.2.1', '192.0.3.1', false],
  ['::ffff:192.0.2.1', '192.0.2.254', true],
  ['2001:db8:0:ff00::1', '2001:db8:0:ffff:8::1', true],
  ['2001:db8:0:ff00::1', '2001:db8:0:fe00::1', false],
  ['no address', 'no address either', true],
])('N6: %s and %s are one network: %s', (one, other, same) => {
  // by chance two networks share a count, once in 65,536
  const shared = Array.from({ length: 3 }, () => {
    const rule = limit({ perSecond: 1 })
    rule({ ...leaving, client: one }, 1000)
    return rule({ ...leaving, client: other }, 1000) !== 'send'
  })
  expect(shared.every((each) => each)).toBe(same)
})

it('N6: counts another answer to the same network for itself', () => {
  const shared = Array.from({ length: 3 }, () => {
    const rule = limit({ perSecond: 1 })
    rule(leaving, 1000)
    return rule({ ...leaving, answerKey: -1 }, 1000) !== 'send'
  })
  expect(shared).toContain(false)
})

it('N6: an exempt network gets every answer of up to three times its query, and the longer ones within the rate', () => {
  const rule = limit({ perSecond: 1, exempt: ['192.0.2.0/25'] })
  const long = { ...leaving, replyLength: 103 }
  expect(Array.from({ length: 9 }, () => rule({ ...leaving, replyLength: 102 }, 1000))).toEqual(Array(9).fill('send'))
  expect([rule(long, 1000), rule(long, 1000), rule(long, 2000)]).toEqual(['send', 'truncate', 'send'])
  expect([1, 2].map(() => rule({ ...leaving, client: '192.0.2.200' }, 1000))).toEqual(['send', 'drop'])
})

it('N6: a flood from everywhere neither grows the table nor takes the count of one network away', () => {
  const rule = limit({ perSecond: 100 })
  const before = process.memoryUsage().heapUsed
  let sent = 0
  for (let i = 0; i < 200_000; i++) {
    rule({ ...leaving, client: `${1 + (i & 63)}.${(i >> 6) & 255}.${(i >> 14) & 255}.1` }, 1000)
    if (i % 100 === 0 && rule(leaving, 1000) === 'send') sent++
  }
  expect(sent).toBeLessThanOrEqual(100)
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024)
})
