import { describe, expect, it } from 'vitest'
import { isCurrent, parseHttpDate } from '../../src/http/conditional.ts'

const own = { tag: 'abc', lastModified: new Date('2026-02-03T04:05:06Z') }
const current = (ifNoneMatch: string | undefined, ifModifiedSince?: string) => isCurrent({ ifNoneMatch, ifModifiedSince }, own)

describe('If-None-Match', () => {
  it.each(['"abc"', 'W/"abc"', '*', '"x", "abc"', '"x" ,W/"abc", "y"', '"a,b","abc"', ',"abc"'])(
    'H3: %s holds our copy',
    (list) => {
      expect(current(list)).toBe(true)
    },
  )

  it.each(['"ABC"', '"x"', 'abc', '', '"*"', '"x"abc"y"', '"abc', '* "x"', 'W/abc'])('H3: %s does not', (list) => {
    expect(current(list)).toBe(false)
  })
})

describe('If-Modified-Since', () => {
  it.each([
    'Tue, 03 Feb 2026 04:05:06 GMT',
    'Tue, 03 Feb 2026 04:05:07 GMT',
    'Tuesday, 03-Feb-26 04:05:06 GMT',
    'Tue Feb  3 04:05:06 2026',
    'Wed, 01 Jan 2098 00:00:00 GMT',
  ])('H3: %s is not before the last change', (date) => {
    expect(current(undefined, date)).toBe(true)
  })

  it.each([
    'Tue, 03 Feb 2026 04:05:05 GMT',
    'Tue Feb  3 04:05:05 2026',
    'Sun, 06 Nov 1994 08:49:37 GMT',
    'Sunday, 06-Nov-94 08:49:37 GMT',
  ])('H3: %s is before it', (date) => {
    expect(current(undefined, date)).toBe(false)
  })

  it.each([
    '',
    '0',
    'yesterday',
    '2098-01-01T00:00:00Z',
    'Wed, 01 Jan 2098 00:00:00 CET',
    'Wed, 01 Jan 2098 00:00:00 GMT; length=9',
    'Wed, 99 Xyz 2098 00:00:00 GMT',
  ])('H3: "%s" is no HTTP-date, so it is ignored', (date) => {
    expect(current(undefined, date)).toBe(false)
  })

  it('H3: counts only where there is no If-None-Match', () => {
    expect(current('"x"', 'Wed, 01 Jan 2098 00:00:00 GMT')).toBe(false)
    expect(current('"abc"', 'Sun, 06 Nov 1994 08:49:37 GMT')).toBe(true)
    expect(current(undefined)).toBe(false)
  })
})

it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
  "reads the RFC's own example %s",
  (text) => {
    expect(parseHttpDate(text)).toBe(784111777000)
  },
)
