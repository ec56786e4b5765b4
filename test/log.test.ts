import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import type { Sighting } from '../src/events/sighting.ts'
import { logSightings } from '../src/log.ts'

const malformed: Sighting = {
  via: 'dhcp',
  client: '192.0.2.7',
  answered: false,
  outcome: 'too short',
  unusual: true,
  milliseconds: 0.01,
}
const answered: Sighting = {
  via: 'dns',
  client: '192.0.2.7',
  answered: true,
  outcome: 'noerror',
  detail: 'wpad.example.com A',
  milliseconds: 0.04,
}

function logged(level: string, steps: readonly { at: number; sighting: Sighting; times: number }[]) {
  const lines: Record<string, unknown>[] = []
  let clock = 0
  const log = pino({ level, base: null, timestamp: false }, { write: (line) => lines.push(JSON.parse(line)) })
  const report = logSightings(log, () => clock)
  for (const { at, sighting, times } of steps) {
    clock = at
    for (let i = 0; i < times; i++) report(sighting)
  }
  return lines
}

describe('the log of sightings', () => {
  it('D13: has one line a second of each unusual kind, and says how many it left out', () => {
    const lines = logged('info', [
      { at: 0, sighting: malformed, times: 100_000 },
      { at: 500, sighting: { ...malformed, outcome: 'bad cookie' }, times: 1 },
      { at: 1000, sighting: malformed, times: 1 },
    ])
    expect(lines).toEqual([
      { level: 40, via: 'dhcp', client: '192.0.2.7', outcome: 'too short', ms: 0.01, msg: 'dhcp: too short' },
      { level: 40, via: 'dhcp', client: '192.0.2.7', outcome: 'bad cookie', ms: 0.01, msg: 'dhcp: bad cookie' },
      { level: 40, via: 'dhcp', client: '192.0.2.7', outcome: 'too short', ms: 0.01, leftOut: 99_999, msg: 'dhcp: too short' },
    ])
  })

  it('has an answered request at debug alone', () => {
    expect(logged('info', [{ at: 0, sighting: answered, times: 3 }])).toEqual([])
    expect(logged('debug', [{ at: 0, sighting: answered, times: 1 }])).toEqual([
      {
        level: 20,
        via: 'dns',
        client: '192.0.2.7',
        outcome: 'noerror',
        detail: 'wpad.example.com A',
        ms: 0.04,
        msg: 'dns: noerror',
      },
    ])
  })

  it('says which profile was served', () => {
    const [line] = logged('debug', [{ at: 0, sighting: { ...answered, profile: 'branch/agents' }, times: 1 }])
    expect(line).toMatchObject({ profile: 'branch/agents' })
  })

  it('is bounded at debug, too', () => {
    expect(logged('debug', [{ at: 0, sighting: answered, times: 50_000 }])).toHaveLength(1000)
  })
})
