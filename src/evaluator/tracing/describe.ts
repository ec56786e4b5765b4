import { cutText, type Trace, type TracedLine, traceBounds } from '../trace.ts'
import { decidedBy } from './decided.ts'
import type { TraceEvent } from './journal.ts'
import type { Points } from './points.ts'
import type { Positions } from './positions.ts'
import type { Numbers } from './tracer.ts'

/** What a run told one by one, and the names that it asked. */
export interface Told {
  readonly events: readonly TraceEvent[]
  readonly names: readonly string[]
  readonly dns: Readonly<Record<string, readonly string[]>>
  readonly ms: number
}

/** What a script that tells of itself left behind. */
export interface Left {
  readonly positions: Positions
  readonly points: Points
  readonly numbers: Numbers
  /** The answer; `undefined` when there is none. */
  readonly answer: string | undefined
}

/** Makes a trace of what a run told, and of the numbers that the script left behind when it could. */
export function describeRun(told: Told, left?: Left): Trace {
  const alerts = told.events.flatMap((event) => (event.kind === 'alert' ? [event.text] : []))
  const calls = told.events.flatMap((event) => (event.kind === 'call' ? [event.call] : []))
  const isMore = alerts.length > traceBounds.alerts || told.names.length > traceBounds.names
  return {
    ...(left === undefined ? linesTold(told.events) : whatWasLeft(left)),
    calls: calls.slice(0, traceBounds.calls),
    names: told.names.slice(0, traceBounds.names).map((name) => ({ name, addresses: told.dns[name] ?? [] })),
    alerts: alerts.slice(0, traceBounds.alerts).map((text) => cutText(text, traceBounds.value)),
    cut: isMore || left === undefined || left.points.cut || left.numbers.isCut,
    ms: told.ms,
  }
}

function whatWasLeft({ positions, points, numbers, answer }: Left): Pick<Trace, 'lines' | 'branches' | 'decided' | 'stopped'> {
  const decided = decidedBy(positions, points, numbers, answer)
  const stopped = answer === undefined ? points.statements[numbers.lastStatement - 1] : undefined
  return {
    lines: linesOf(positions, points, numbers.counts),
    branches: numbers.branches.flatMap(({ number, taken }) => {
      const piece = points.branches[number - 1]
      return piece === undefined ? [] : [{ ...positions.at(piece.start), text: positions.of(piece).text, taken }]
    }),
    ...(decided !== undefined && { decided }),
    ...(stopped !== undefined && { stopped: positions.of(stopped) }),
  }
}

// several statements of one line: the line ran as often as the one that ran most
function linesOf(positions: Positions, points: Points, counts: ArrayLike<number>): TracedLine[] {
  const times = new Map<number, number>()
  points.statements.forEach(({ start }, i) => {
    const count = counts[i] ?? 0
    if (count === 0) return
    const { line } = positions.at(start)
    times.set(line, Math.max(count, times.get(line) ?? 0))
  })
  return [...times].map(([line, count]) => ({ line, times: count })).sort((a, b) => a.line - b.line)
}

// of a script that had to be ended it is known which lines ran, and not how often
function linesTold(events: readonly TraceEvent[]): Pick<Trace, 'lines' | 'branches' | 'stopped'> {
  const lines = events.flatMap((event) => (event.kind === 'line' ? [event] : []))
  const last = lines.at(-1)
  const numbers = [...new Set(lines.map(({ line }) => line))].sort((a, b) => a - b)
  return {
    lines: numbers.map((line) => ({ line, times: 1 })),
    branches: [],
    ...(last !== undefined && { stopped: { line: last.line, text: last.text } }),
  }
}
