import { isDeepStrictEqual } from 'node:util'
import { type Dialect, dialects } from './dialects/dialect.ts'
import { inOneLine, summary } from './summary.ts'
import type { Trace, TracedBranch, TracedCall } from './trace.ts'
import type { Verdict } from './verdict.ts'
import type { Visit } from './world.ts'

/** The way that one kind of client took to its verdict. */
export interface Way {
  /** Its name. */
  readonly as: string
  readonly dialect: Dialect
  readonly verdict: Verdict
  readonly trace: Trace
}

/**
 * Why two kinds decide one visit differently, in a sentence: one does not ask the PAC or fails, is given another URL, gets another value
 * from a function, goes another way at a condition, or reads the same answer otherwise. `undefined` when they decide the same.
 */
export function whyDiffer(visit: Visit, one: Way, other: Way): string | undefined {
  if (isDeepStrictEqual(one.verdict, other.verdict)) return undefined
  const [first, second] = one.verdict.kind === 'answered' ? [other, one] : [one, other]
  if (first.verdict.kind !== 'answered') return `${first.as}: ${summary(first.trace, first.verdict)}${otherwise(second)}`
  if (second.verdict.kind !== 'answered') return `${second.as}: ${summary(second.trace, second.verdict)}`
  if (one.verdict.kind === 'answered' && other.verdict.kind === 'answered' && one.verdict.raw === other.verdict.raw)
    return `they read the same answer differently: ${JSON.stringify(one.verdict.raw.slice(0, 200))}`
  const parted = partedCall(one, other)
  if (parted?.isByValue) return parted.reason
  const reasons = [parted?.reason ?? partedBranch(one, other), urlsOf(visit, one, other)]
  return reasons.filter((reason) => reason !== undefined).join('; ') || 'the script gives them different texts'
}

// what the kind does that was not named first, where it does not answer either
function otherwise({ as, trace, verdict }: Way): string {
  return verdict.kind === 'answered' ? '' : `; ${as}: ${summary(trace, verdict)}`
}

// the first call in which the two part; by its value, when they called it alike
function partedCall(one: Way, other: Way): { readonly reason: string; readonly isByValue: boolean } | undefined {
  const at = one.trace.calls.findIndex((call, i) => !isSameCall(call, other.trace.calls[i]))
  const [a, b] = [one.trace.calls[at], other.trace.calls[at]]
  if (a === undefined || b === undefined || a.name !== b.name || a.line !== b.line) return undefined
  const isByValue = isDeepStrictEqual(a.args, b.args)
  const [call, another] = [a, b].map(({ name, args }) => `${name}(${args.join(', ')})`)
  const what = isByValue
    ? `${call} is ${a.result} for ${one.as}, ${b.result} for ${other.as}`
    : `${one.as} calls ${call}, ${other.as} ${another}`
  return { reason: `line ${a.line}: ${what}`, isByValue }
}

function isSameCall(a: TracedCall, b: TracedCall | undefined): boolean {
  return b !== undefined && a.name === b.name && a.line === b.line && a.result === b.result && isDeepStrictEqual(a.args, b.args)
}

// the first condition that comes out differently
function partedBranch(one: Way, other: Way): string | undefined {
  const at = one.trace.branches.findIndex((branch, i) => !isSameBranch(branch, other.trace.branches[i]))
  const [a, b] = [one.trace.branches[at], other.trace.branches[at]]
  if (a === undefined || b === undefined || a.line !== b.line || a.column !== b.column) return undefined
  return `line ${a.line}: ${inOneLine(a.text)} is ${a.taken} for ${one.as}, ${b.taken} for ${other.as}`
}

function isSameBranch(a: TracedBranch, b: TracedBranch | undefined): boolean {
  return b !== undefined && a.line === b.line && a.column === b.column && a.taken === b.taken
}

// what the script is given of a visit
function urlsOf(visit: Visit, one: Way, other: Way): string | undefined {
  const [a, b] = [one, other].map(({ dialect }) => dialects[dialect].readVisit(visit))
  if (a === undefined || b === undefined || 'bypassed' in a || 'bypassed' in b) return undefined
  if (a.url !== b.url) return `${one.as} gives the script ${shown(a.url)}, ${other.as} ${shown(b.url)}`
  return a.host === b.host ? undefined : `${one.as} gives the script the host ${shown(a.host)}, ${other.as} ${shown(b.host)}`
}

function shown(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 199)}…` : text)
}
