/** The clock and the zone that a sandbox sees, and whether they were looked at. */
export interface SandboxClock {
  now: number
  offsetAt: (ms: number) => number
  asked: boolean
}

const KEPT = 4096
const QUARTER_HOUR = 900_000

/**
 * How far a zone is ahead of UTC, in seconds, at a moment in milliseconds since 1970; daylight saving included.
 * Without a zone it is this host's own. Throws a RangeError on a zone that nobody knows.
 */
export function zoneOffset(timeZone: string | undefined): (ms: number) => number {
  if (timeZone === 'UTC') return () => 0
  const format = new Intl.DateTimeFormat('en-US', { ...(timeZone && { timeZone }), timeZoneName: 'longOffset' })
  // every zone has changed its clocks on a quarter of an hour since 1900
  const known = new Map<number, number>()
  return (ms) => {
    const quarter = Math.floor(ms / QUARTER_HOUR)
    let offset = known.get(quarter)
    if (offset === undefined) {
      if (known.size >= KEPT) known.clear()
      offset = Math.abs(ms) > 8.64e15 || Number.isNaN(ms) ? 0 : readOffset(format, quarter * QUARTER_HOUR)
      known.set(quarter, offset)
    }
    return offset
  }
}

function readOffset(format: Intl.DateTimeFormat, ms: number): number {
  const name = format.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes, seconds] = /GMT([+-])(\d+):(\d+)(?::(\d+))?/.exec(name) ?? []
  const size = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
  return sign === '-' ? -size : size
}
