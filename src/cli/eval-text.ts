import type { Changed, Recorded } from '../evaluator/record.ts'
import { summary } from '../evaluator/summary.ts'
import type { Verdict } from '../evaluator/verdict.ts'

const WIDEST_URL = 60

/**
 * The verdicts of one kind, a line a URL; or of several side by side, with what they stand for below where they differ. `outcomes` has
 * all URLs for the first kind, then for the next.
 */
export function table(urls: readonly string[], outcomes: readonly Recorded[]): string {
  const width = Math.min(WIDEST_URL, Math.max(...urls.map((url) => url.length)))
  const kinds = kindsOf(outcomes)
  const rows = urls.map((_, i) => outcomes.filter((_, at) => at % urls.length === i))
  if (kinds.length === 1)
    return rows
      .flat()
      .map(({ url, verdict }) => `${url.padEnd(width)}  ${describeVerdict(verdict)}`)
      .join('\n')
  const head = `${''.padEnd(width)}  ${kinds.join('  ')}`
  return [head, ...rows.flatMap((row, i) => sideBySide(urls[i]!.padEnd(width), row))].join('\n')
}

/** A JSON object a line, URL by URL; for several kinds each says whether they differ about its URL. */
export function jsonLines(outcomes: readonly Recorded[], changed: readonly Changed[] | undefined): string {
  const kinds = kindsOf(outcomes).length
  const visits = outcomes.length / kinds
  const rows = outcomes.slice(0, visits).map((_, i) => outcomes.filter((_, at) => at % visits === i))
  const lines = rows.flatMap((row) => {
    const differs = outcomesOf(row).length > 1
    return row.map(({ url, as, verdict, trace }) => ({
      url,
      as,
      verdict,
      ...(kinds > 1 && { differs }),
      ...(trace && { summary: summary(trace, verdict), trace }),
      ...wasOf(changed, url, as),
    }))
  })
  return lines.map((line) => JSON.stringify(line)).join('\n')
}

/** What became of verdicts that were evaluated again. */
export function changesText(changed: readonly Changed[], all: number): string {
  if (changed.length === 0)
    return all === 1 ? 'the verdict is the one that was saved' : `all ${all} verdicts are those that were saved`
  const lines = changed.map(({ url, as, was, is }) => `  ${url} as ${as}: was ${describeVerdict(was)}; is ${describeVerdict(is)}`)
  return [`${changed.length} of ${all} verdicts are not those that were saved:`, ...lines].join('\n')
}

/** A verdict in a line. */
export function describeVerdict(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'answered':
      return verdict.proxies.map(describeProxy).join(' → ')
    case 'bypassed':
      return `DIRECT, without asking the PAC: ${verdict.detail}`
    case 'failed':
      return `FAILED (${verdict.reason}): ${verdict.detail}${verdict.clientDoes === 'direct' ? '; the client goes DIRECT' : ''}`
  }
}

function wasOf(changed: readonly Changed[] | undefined, url: string, as: string): { readonly was?: Verdict } {
  const found = changed?.find((one) => one.url === url && one.as === as)
  return found === undefined ? {} : { was: found.was }
}

// a letter for each outcome, under the names of the kinds, and the outcomes below; one line when there is but one
function sideBySide(url: string, row: readonly Recorded[]): string[] {
  const outcomes = outcomesOf(row)
  if (outcomes.length === 1) return [`${url}  all: ${outcomes[0]}`]
  const letters = row.map(({ as, verdict }) => letterOf(outcomes.indexOf(describeVerdict(verdict))).padEnd(as.length))
  const legend = outcomes.map((outcome, i) => `    ${letterOf(i)}  ${outcome}`)
  return [`${url}  ${letters.join('  ')}  they differ`, ...legend]
}

function kindsOf(outcomes: readonly Recorded[]): readonly string[] {
  return [...new Set(outcomes.map(({ as }) => as))]
}

function outcomesOf(row: readonly Recorded[]): readonly string[] {
  return [...new Set(row.map(({ verdict }) => describeVerdict(verdict)))]
}

function letterOf(outcome: number): string {
  return String.fromCharCode(65 + outcome)
}

function describeProxy(proxy: Extract<Verdict, { kind: 'answered' }>['proxies'][number]): string {
  if (proxy.type === 'direct') return 'DIRECT'
  const host = proxy.host.includes(':') ? `[${proxy.host}]` : proxy.host
  const word = proxy.type === 'http' ? 'PROXY' : proxy.type.toUpperCase()
  return `${word} ${host}${proxy.port === null ? '' : `:${proxy.port}`}`
}
