import type { Verdict } from './verdict.ts'
import type { World } from './world.ts'

/** How a PAC came to one verdict. Plain JSON. */
export interface Trace {
  /** Every line on which a statement ran, and how often (during the call of FindProxyForURL; and what it calls). 1-based, of the text as it was given. */
  readonly lines: readonly TracedLine[]
  /** Conditions in the order they were evaluated: if/while/?:/switch-case/&&/|| tests; text = source of the condition, cut at 200 characters. */
  readonly branches: readonly TracedBranch[]
  /** Helper calls in order; args and result as JavaScript literals in text, each cut at 300 characters; ms with microsecond resolution. `line` 0: not known. */
  readonly calls: readonly TracedCall[]
  /** DNS names asked, with what they resolved to (empty: did not resolve). */
  readonly names: readonly { readonly name: string; readonly addresses: readonly string[] }[]
  readonly alerts: readonly string[]
  /** The return statement whose value became the answer, and the last condition that held before it in the same path, if any. */
  readonly decided?: Decided
  /** The statement that ran last, where there is no answer: it threw, or did not end. */
  readonly stopped?: { readonly line: number; readonly text: string }
  /** True when there was more than is kept (bounds below). */
  readonly cut: boolean
  readonly ms: number
}

/** A verdict, how it came about, and the world in which it comes about again. */
export interface TracedVerdict {
  readonly verdict: Verdict
  readonly trace: Trace
  readonly world: World
}

export interface TracedLine {
  readonly line: number
  readonly times: number
}

export interface TracedBranch {
  readonly line: number
  readonly column: number
  readonly text: string
  readonly taken: boolean
}

export interface TracedCall {
  readonly line: number
  readonly name: string
  readonly args: readonly string[]
  readonly result: string
  readonly ms: number
}

export interface Decided {
  readonly line: number
  readonly text: string
  readonly condition?: { readonly line: number; readonly text: string }
}

/** What a trace keeps. Of the conditions the first and the last; of everything else the first. */
export const traceBounds = {
  branches: 2000,
  calls: 2000,
  names: 1000,
  alerts: 200,
  /** Statements that are counted; a script has one or two a line. */
  statements: 65_536,
  /** Characters of a condition or of a statement. */
  text: 200,
  /** Characters of an argument, of a result, of an alert. */
  value: 300,
  /** Characters of a script; a longer one is traced without lines and conditions. */
  script: 524_288,
} as const

/** The trace of a visit for which no script ran. */
export const EMPTY_TRACE: Trace = { lines: [], branches: [], calls: [], names: [], alerts: [], cut: false, ms: 0 }

/** A text of at most `most` characters. */
export function cutText(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}
