import { type DestinationStream, type Logger, pino } from 'pino'
import pretty from 'pino-pretty'
import type { Report, Sighting } from './events/sighting.ts'

export type Log = Logger
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** What is kept in memory for a reader that is too slow; more is dropped, since a log must never hold up an answer. */
const largestBacklog = 1024 * 1024

/** The program's log, on standard error: lines for people on a terminal, JSON otherwise. */
export function openLog(level: LogLevel): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, process.stderr.isTTY ? forPeople() : forPrograms())
}

function forPeople(): DestinationStream {
  return pretty({ destination: 2, sync: true, translateTime: 'SYS:HH:MM:ss', ignore: 'pid,hostname' })
}

function forPrograms(): DestinationStream {
  return pino.destination({ dest: 2, sync: false, maxLength: largestBacklog })
}

/** The most lines a second about one kind of thing that strangers can cause. */
const answeredLinesPerSecond = 1000
const unusualLinesPerSecond = 1

/**
 * Logs sightings: an answered request and an expected silence at debug, anything unusual as a warning. Each kind is bounded, and
 * the next line of its kind says how many were left out. `now` is in milliseconds.
 */
export function logSightings(log: Log, now: () => number): Report {
  const kinds = new Map<string, { second: number; lines: number; leftOut: number }>()
  return (sighting) => {
    const level = sighting.unusual ? 'warn' : 'debug'
    if (!log.isLevelEnabled(level)) return
    const key = sighting.unusual ? `${sighting.via} ${sighting.outcome}` : 'usual'
    const second = Math.floor(now() / 1000)
    const kind = kinds.get(key) ?? { second, lines: 0, leftOut: 0 }
    kinds.set(key, kind)
    if (kind.second !== second) {
      kind.second = second
      kind.lines = 0
    }
    if (kind.lines >= (sighting.unusual ? unusualLinesPerSecond : answeredLinesPerSecond)) {
      kind.leftOut++
      return
    }
    kind.lines++
    log[level](lineOf(sighting, kind.leftOut), `${sighting.via}: ${sighting.outcome}`)
    kind.leftOut = 0
  }
}

function lineOf({ via, client, outcome, detail, profile, milliseconds }: Sighting, leftOut: number) {
  return {
    via,
    client,
    outcome,
    ...(detail === undefined ? {} : { detail }),
    ...(profile === undefined ? {} : { profile }),
    ms: Number(milliseconds.toFixed(3)),
    ...(leftOut === 0 ? {} : { leftOut }),
  }
}
