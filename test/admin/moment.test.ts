import { describe, expect, it } from 'vitest'
import { formatMoment, parseMoment, parseTimeZone } from '../../src/admin/preview/moment.ts'

describe('moments and zones', () => {
  it.each([
    ['2026-01-05T09:00', 'Europe/Madrid', '2026-01-05T09:00:00+01:00[Europe/Madrid]'],
    ['2026-07-05 09:00', 'Europe/Madrid', '2026-07-05T09:00:00+02:00[Europe/Madrid]'],
    ['2026-01-05', 'UTC', '2026-01-05T00:00:00+00:00[UTC]'],
    ['2026-01-05T09:00:00Z', 'America/St_Johns', '2026-01-05T05:30:00-03:30[America/St_Johns]'],
    ['2026-01-05T09:00:00.250+02:00', 'UTC', '2026-01-05T07:00:00+00:00[UTC]'],
    // clocks go forward at 02:00 and back at 03:00
    ['2026-03-29T02:30', 'Europe/Madrid', '2026-03-29T03:30:00+02:00[Europe/Madrid]'],
    ['2026-10-25T02:30', 'Europe/Madrid', '2026-10-25T02:30:00+02:00[Europe/Madrid]'],
    ['2026-03-08T02:30', 'America/New_York', '2026-03-08T03:30:00-04:00[America/New_York]'],
    ['2026-11-01T01:30', 'America/New_York', '2026-11-01T01:30:00-04:00[America/New_York]'],
  ])('reads %s in %s', (text, zone, expected) => {
    expect(formatMoment(parseMoment(text, zone), zone)).toBe(expected)
  })

  it.each(['2026-02-31', '2026-01-05T25:00', '2026-01-05T24:00', '09:00', 'tomorrow', '2026-01-05T09:00+99:00', '2026-1-5'])(
    'refuses %s',
    (text) => {
      expect(() => parseMoment(text, 'UTC')).toThrow(/is not a moment \(write 2026-01-05T09:00/)
    },
  )

  it('takes the name of a zone in any case, and no other word', () => {
    expect(parseTimeZone('europe/madrid')).toBe('Europe/Madrid')
    expect(() => parseTimeZone('Mars/Phobos')).toThrow('"Mars/Phobos" is not a time zone')
  })
})
