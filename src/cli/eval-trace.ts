import { type Dialect, dialects, findDialect } from '../evaluator/dialects/dialect.ts'
import type { Evaluator } from '../evaluator/evaluator.ts'
import type { Evaluation, Recorded } from '../evaluator/record.ts'
import { inOneLine, summary } from '../evaluator/summary.ts'
import type { Trace } from '../evaluator/trace.ts'
import { whyDiffer } from '../evaluator/why-differ.ts'
import type { PacSource, Resolve, Visit } from '../evaluator/world.ts'
import { describeVerdict } from './eval-text.ts'

/** A verdict with the way to it. */
export type TracedOutcome = Recorded & { readonly trace: Trace }

const FIRST = 20
const LAST = 30
const WIDEST = 110

/** Traces every visit for every kind, each on its own. */
export async function traceAll(
  { pac, visits, world }: Evaluation,
  recorded: readonly Recorded[],
  evaluator: Pick<Evaluator, 'trace'>,
  resolve: Resolve | undefined,
): Promise<TracedOutcome[]> {
  const traced: TracedOutcome[] = []
  for (const [i, outcome] of recorded.entries()) {
    const visit = visits[i % visits.length] as Visit
    const { trace } = await evaluator.trace(pac, visit, world, findDialect(outcome.as), resolve)
    traced.push({ ...outcome, trace })
  }
  return traced
}

/** The ways to the verdicts of one visit, for people: kinds that took the same way together, and why others took another. */
export function traceText(pac: PacSource, visit: Visit, outcomes: readonly TracedOutcome[]): string {
  const groups = Map.groupBy(outcomes, wayOf)
  const blocks = [...groups.values()].map((group) => block(pac, group, outcomes.length > 1))
  return [visit.url, ...reasons(visit, outcomes).map((reason) => `  they differ: ${reason}`), ...blocks].join('\n')
}

// what makes two ways the same
function wayOf({ verdict, trace }: TracedOutcome): string {
  const { ms: _, calls, ...way } = trace
  return JSON.stringify([verdict, way, calls.map(({ ms: _, ...call }) => call)])
}

// why each other verdict is not the first kind's, once
function reasons(visit: Visit, outcomes: readonly TracedOutcome[]): string[] {
  const ways = outcomes.map((outcome) => ({ ...outcome, dialect: findDialect(outcome.as) as Dialect }))
  const [first, ...others] = [...Map.groupBy(ways, ({ verdict }) => JSON.stringify(verdict)).values()].flatMap(
    ([way]) => way ?? [],
  )
  return first === undefined ? [] : others.flatMap((other) => whyDiffer(visit, first, other) ?? [])
}

function block(pac: PacSource, group: readonly TracedOutcome[], isNamed: boolean): string {
  const [{ as, verdict, trace }] = group as readonly [TracedOutcome]
  const names = isNamed ? `${group.map((one) => one.as).join(', ')}: ` : ''
  const lines = linesOf(pac, as)
  const sections = [
    section(
      'lines that ran',
      trace.lines.map(
        ({ line, times }) => `${number(line)}  ${(lines[line - 1] ?? '').trim()}${times > 1 ? `  (${times} times)` : ''}`,
      ),
    ),
    section(
      'conditions',
      trace.branches.map(({ line, text, taken }) => `${number(line)}  ${taken ? 'true ' : 'false'}  ${inOneLine(text)}`),
    ),
    section(
      'calls',
      trace.calls.map(
        ({ line, name, args, result, ms }) => `${number(line)}  ${name}(${args.join(', ')}) → ${result}  ${ms.toFixed(3)} ms`,
      ),
    ),
    section(
      'names',
      trace.names.map(({ name, addresses }) => `        ${name} → ${addresses.join(', ') || 'does not resolve'}`),
    ),
    section(
      'alerts',
      trace.alerts.map((text) => `        ${inOneLine(text)}`),
    ),
  ]
  return [
    `  ${names}${describeVerdict(verdict)}`,
    // the verdict says so itself
    ...(verdict.kind === 'bypassed' ? [] : [`  ${summary(trace, verdict)}`]),
    ...sections.flat(),
    ...(trace.cut ? ['    not all is kept: it was too much, or the script could not be looked into'] : []),
  ].join('\n')
}

function linesOf(pac: PacSource, as: string): readonly string[] {
  const script = dialects[findDialect(as) as Dialect].readScript(pac)
  return 'text' in script ? script.text.slice(script.ahead).split(/\r\n|[\n\r]/) : []
}

function number(line: number): string {
  return (line === 0 ? '?' : String(line)).padStart(8)
}

// the first and the last of many
function section(title: string, entries: readonly string[]): string[] {
  if (entries.length === 0) return []
  const shown = entries.map((entry) => (entry.length > WIDEST ? `${entry.slice(0, WIDEST - 1)}…` : entry))
  const left = entries.length - FIRST - LAST
  if (left <= 1) return [`    ${title}`, ...shown]
  return [`    ${title}`, ...shown.slice(0, FIRST), `          ${left} more, which --json shows`, ...shown.slice(-LAST)]
}
