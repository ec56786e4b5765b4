import type { Verdict, Proxy as WayOut } from '../evaluator/verdict.ts'

/** A URL, and how often it was opened. */
export interface CountedVisit {
  readonly url: string
  readonly hits: number
}

/** How many different visits, and how often they were opened. */
export interface Count {
  readonly visits: number
  readonly hits: number
}

/** The visits whose decision changes in one way. */
export interface Change {
  readonly before: string
  readonly after: string
  readonly visits: readonly CountedVisit[]
  /** Why the first of them fails, if one of the two PACs does. */
  readonly detail?: string
}

/** What two PACs decide for the same visits. */
export interface Comparison {
  readonly changes: readonly Change[]
  readonly unchanged: Count
  /** The visits for which a PAC fails, changed or not. */
  readonly failing: { readonly before: Count; readonly after: Count }
}

/** Nothing compared yet; what a count starts from. */
export const none: Count = { visits: 0, hits: 0 }

const longestText = 300

/**
 * Compares the verdicts of two PACs, visit by visit; the three lists have one length. Two verdicts are the same decision when the client
 * goes the same ways in the same order, or fails for the same reason, whatever the script's own spelling.
 */
export function compareVerdicts(
  visits: readonly CountedVisit[],
  before: readonly Verdict[],
  after: readonly Verdict[],
): Comparison {
  const changes = new Map<string, { before: string; after: string; visits: CountedVisit[]; detail?: string }>()
  let unchanged = none
  let failing = { before: none, after: none }
  for (const [i, visit] of visits.entries()) {
    const [was, is] = [before[i]!, after[i]!]
    failing = { before: addIf(failing.before, was, visit), after: addIf(failing.after, is, visit) }
    const [from, to] = [decisionText(was), decisionText(is)]
    if (from === to) {
      unchanged = add(unchanged, { visits: 1, hits: visit.hits })
      continue
    }
    const key = `${from}\n${to}`
    const known = changes.get(key)
    if (known === undefined) changes.set(key, { before: clip(from), after: clip(to), visits: [visit], ...detailOf(is, was) })
    else known.visits.push(visit)
  }
  return { changes: [...changes.values()], unchanged, failing }
}

export function add(one: Count, other: Count): Count {
  return { visits: one.visits + other.visits, hits: one.hits + other.hits }
}

/** How many visits these are, and how often they were opened. */
export function count(visits: readonly CountedVisit[]): Count {
  return { visits: visits.length, hits: visits.reduce((sum, { hits }) => sum + hits, 0) }
}

/** A decision as one text: `PROXY proxy.example.com:3128; DIRECT`, or `fails (exception), goes DIRECT`. */
export function decisionText(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'answered':
      return verdict.proxies.map(wayText).join('; ')
    case 'bypassed':
      return 'DIRECT, the PAC is not asked'
    case 'failed':
      return `fails (${verdict.reason}), ${verdict.clientDoes === 'direct' ? 'goes DIRECT' : 'shows an error'}`
  }
}

function wayText(way: WayOut): string {
  if (way.type === 'direct') return 'DIRECT'
  const host = way.host.includes(':') ? `[${way.host}]` : way.host
  return `${way.type === 'http' ? 'PROXY' : way.type.toUpperCase()} ${host}${way.port === null ? '' : `:${way.port}`}`
}

function addIf(sum: Count, verdict: Verdict, { hits }: CountedVisit): Count {
  return verdict.kind === 'failed' ? add(sum, { visits: 1, hits }) : sum
}

function detailOf(...verdicts: readonly Verdict[]): { detail?: string } {
  const failed = verdicts.find((verdict) => verdict.kind === 'failed')
  return failed === undefined ? {} : { detail: clip(failed.detail) }
}

// a PAC may name a thousand proxies; whoever reads wants the first
function clip(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}… (${text.length} characters)`
}
