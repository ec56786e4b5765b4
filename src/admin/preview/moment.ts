/** Reads an IANA time zone's name, in any case, and returns its usual spelling. Throws a RangeError when this Node knows none such. */
export function parseTimeZone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    throw new RangeError(`"${text}" is not a time zone (write one such as Europe/Madrid)`)
  }
}

/**
 * Reads a moment in ISO 8601, as milliseconds since 1970. Without `Z` or an offset it is the wall clock of `timeZone`; a wall clock
 * that happens twice means the first time, one that is skipped the moment an hour on. Throws a RangeError.
 */
export function parseMoment(text: string, timeZone: string): number {
  const [, day, clock = '00:00', seconds = ':00', offset] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,3})?)?)?(Z|[+-]\d\d:\d\d)?$/i.exec(text) ?? []
  const utc = Date.parse(`${day}T${clock}${seconds}Z`)
  const exact = Date.parse(`${day}T${clock}${seconds}${offset?.toUpperCase() ?? 'Z'}`)
  // Date.parse takes 31 February for 3 March
  if (Number.isNaN(exact) || new Date(utc).toISOString().slice(0, 10) !== day)
    throw new RangeError(`"${text}" is not a moment (write 2026-01-05T09:00, or with a zone 2026-01-05T09:00:00Z)`)
  if (offset !== undefined) return exact
  // the offset a day before is the one in force until a change of clocks, so it gives the first of two
  const before = utc - offsetAt(utc - 86_400_000, timeZone)
  if (wallClock(before, timeZone) === utc) return before
  const after = utc - offsetAt(utc + 86_400_000, timeZone)
  return wallClock(after, timeZone) === utc ? after : before
}

/** A moment as ISO 8601 with its zone: `2026-01-05T09:00:00+01:00[Europe/Madrid]` (RFC 9557). */
export function formatMoment(moment: number, timeZone: string): string {
  const minutes = Math.round(offsetAt(moment, timeZone) / 60_000)
  const sign = minutes < 0 ? '-' : '+'
  const two = (n: number) => String(Math.trunc(n)).padStart(2, '0')
  const offset = `${sign}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`
  return `${new Date(wallClock(moment, timeZone)).toISOString().slice(0, 19)}${offset}[${timeZone}]`
}

function offsetAt(moment: number, timeZone: string): number {
  return wallClock(moment, timeZone) - moment
}

// the wall clock, written as if it were UTC
function wallClock(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment)
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value)
  const milliseconds = ((moment % 1000) + 1000) % 1000
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'), milliseconds)
}
