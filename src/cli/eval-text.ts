import type { Verdict } from '../evaluator/verdict.ts'

/** What one kind of client makes of every URL. */
export interface Column {
  readonly as: string
  readonly verdicts: readonly Verdict[]
}

const WIDEST_URL = 60

/** The verdicts of one kind, a line a URL; or of several side by side, with what they stand for below where they differ. */
export function table(urls: readonly string[], columns: readonly Column[]): string {
  const width = Math.min(WIDEST_URL, Math.max(...urls.map((url) => url.length)))
  if (columns.length === 1) return urls.map((url, i) => `${url.padEnd(width)}  ${describe(columns[0]!.verdicts[i]!)}`).join('\n')
  const head = `${''.padEnd(width)}  ${columns.map(({ as }) => as).join('  ')}`
  return [head, ...urls.flatMap((url, i) => row(url.padEnd(width), columns, i))].join('\n')
}

/** A JSON object a line; for several kinds each says whether they differ about its URL. */
export function jsonLines(urls: readonly string[], columns: readonly Column[]): string {
  const lines = urls.flatMap((url, i) => {
    const differs = outcomesOf(columns, i).length > 1
    return columns.map(({ as, verdicts }) => ({ url, as, verdict: verdicts[i], ...(columns.length > 1 && { differs }) }))
  })
  return lines.map((line) => JSON.stringify(line)).join('\n')
}

// a letter for each outcome, under the names of the kinds, and the outcomes below; one line when there is but one
function row(url: string, columns: readonly Column[], at: number): string[] {
  const outcomes = outcomesOf(columns, at)
  if (outcomes.length === 1) return [`${url}  all: ${outcomes[0]}`]
  const letters = columns.map(({ as, verdicts }) => letterOf(outcomes.indexOf(describe(verdicts[at]!))).padEnd(as.length))
  const legend = outcomes.map((outcome, i) => `    ${letterOf(i)}  ${outcome}`)
  return [`${url}  ${letters.join('  ')}  they differ`, ...legend]
}

function outcomesOf(columns: readonly Column[], at: number): readonly string[] {
  return [...new Set(columns.map(({ verdicts }) => describe(verdicts[at]!)))]
}

function letterOf(outcome: number): string {
  return String.fromCharCode(65 + outcome)
}

function describe(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'answered':
      return verdict.proxies.map(describeProxy).join(' → ')
    case 'bypassed':
      return `DIRECT, without asking the PAC: ${verdict.detail}`
    case 'failed':
      return `FAILED (${verdict.reason}): ${verdict.detail}${verdict.clientDoes === 'direct' ? '; the client goes DIRECT' : ''}`
  }
}

function describeProxy(proxy: Extract<Verdict, { kind: 'answered' }>['proxies'][number]): string {
  if (proxy.type === 'direct') return 'DIRECT'
  const host = proxy.host.includes(':') ? `[${proxy.host}]` : proxy.host
  const word = proxy.type === 'http' ? 'PROXY' : proxy.type.toUpperCase()
  return `${word} ${host}${proxy.port === null ? '' : `:${proxy.port}`}`
}
