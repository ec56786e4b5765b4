import { stringify } from 'yaml'
import { makeRecord } from '../../evaluator/record.ts'
import { describeVerdict } from '../../revisions/case-table.ts'
import { csvLine } from '../assets/csv-line.js'
import { words as english } from './english.ts'
import type { Preview } from './preview.ts'
import { cellState, verdictWords } from './verdict-words.ts'

/** A matrix as a case table (`office.cases.yaml`), in which `wpadd test` expects exactly these verdicts: a case a cell. */
export function caseTable({ request, columns, dns }: Preview): string {
  const { visits, world } = request
  const now = new Date(world.now).toISOString()
  const common = {
    client: [...world.addresses],
    now,
    tz: world.timeZone,
    ...(Object.keys(dns).length > 0 && { dns: { ...dns } }),
  }
  const cases = visits.flatMap(({ url }, i) =>
    columns.map(({ as, verdicts }) => ({ visit: url, ...common, as, expect: describeVerdict(verdicts[i]!) })),
  )
  // a case a line, and the world in every case: each can be read, moved and taken out by itself
  return `# What the PAC decides, as wpadd saw it at ${now}. wpadd test compares.\n${cases
    .map(
      (each) =>
        `- ${stringify(each, { collectionStyle: 'flow', lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' }).trim()}`,
    )
    .join('\n')}\n`
}

/** The most cases that `wpadd test` reads from a table. */
export const mostCases = 10_000

/** A matrix that can be evaluated again, anywhere: the PAC, the visits, the whole world, and what came out. */
export function record({ request, columns, dns }: Preview, version: string): string {
  const { pac, visits, world } = request
  const verdicts = columns.flatMap(({ as, verdicts }) =>
    verdicts.map((verdict, i) => ({ as, url: visits[i]?.url ?? '', verdict })),
  )
  const evaluation = { pac: { text: pac }, as: columns.map(({ as }) => as), visits, world: { ...world, dns } }
  return `${JSON.stringify(makeRecord(evaluation, verdicts, version), null, 2)}\n`
}

/** A matrix as comma-separated values (RFC 4180), a line a cell. */
export function csv({ request, columns }: Preview): string {
  const [reference] = columns
  const lines = request.visits.flatMap(({ url }, i) =>
    columns.map(({ as, verdicts }, at) => {
      const cell = verdictWords(verdicts[i]!, english)
      const state = cellState(cell, at === 0 ? undefined : verdictWords(reference!.verdicts[i]!, english))
      return [url, as, cell.first, cell.chain.join('; '), state, cell.said]
    }),
  )
  return [['visit', 'as', 'first', 'then', 'state', 'said'], ...lines].map(csvLine).join('')
}
