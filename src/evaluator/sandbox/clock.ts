/**
 * How far a zone is ahead of UTC, in seconds, at a moment in milliseconds since 1970; or, when `isLocal` says so, at a local time that
 * is written as if it were UTC.
 */
export type ZoneOffset = (ms: number, isLocal: () => boolean) => number

/** The clock and the zone that a sandbox sees, and whether they were looked at. */
export interface SandboxClock {
  now: number
  offsetAt: ZoneOffset
  asked: boolean
}

const KEPT = 4096
const MINUTE = 60_000
const DAY = 86_400_000
/** Stands for the offset of a day around which the clocks change. */
const CHANGES = Number.NaN

/**
 * The offsets of a zone, daylight saving included; without a zone those of this host's own. Throws a RangeError on a zone that nobody
 * knows.
 */
export function zoneOffset(timeZone: string | undefined): ZoneOffset {
  if (timeZone === 'UTC') return () => 0
  const format = new Intl.DateTimeFormat('en-US', { ...(timeZone && { timeZone }), timeZoneName: 'longOffset' })
  // every zone has changed its clocks on a full minute since 1900
  const atMinute = remembered((minute) => readOffset(format, minute * MINUTE))
  const at = (ms: number): number => atMinute(Math.floor(ms / MINUTE))
  const onDay = remembered((day) => {
    const offset = at(day * DAY)
    return [-1, 1, 2].every((days) => at((day + days) * DAY) === offset) ? offset : CHANGES
  })
  return (ms, isLocal) => {
    const offset = onDay(Math.floor(ms / DAY))
    if (!Number.isNaN(offset)) return offset
    return isLocal() ? offsetOfLocal(ms, at) : at(ms)
  }
}

// a local time that comes twice is the first of the two; one that is left out is read as before the change (ECMA-262, UTC(t))
function offsetOfLocal(ms: number, at: (ms: number) => number): number {
  const before = at(ms - DAY)
  const after = at(ms + DAY)
  return [before, after].find((offset) => at(ms - offset * 1000) === offset) ?? before
}

function remembered(find: (key: number) => number): (key: number) => number {
  const known = new Map<number, number>()
  return (key) => {
    let value = known.get(key)
    if (value === undefined) {
      if (known.size >= KEPT) known.clear()
      value = find(key)
      known.set(key, value)
    }
    return value
  }
}

function readOffset(format: Intl.DateTimeFormat, ms: number): number {
  if (!(Math.abs(ms) <= 8.64e15)) return 0
  const name = format.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes, seconds] = /GMT([+-])(\d+):(\d+)(?::(\d+))?/.exec(name) ?? []
  const size = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
  return sign === '-' ? -size : size
}
