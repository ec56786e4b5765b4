import * as v from 'valibot'
import { parseDocument } from 'yaml'
import { findDialect, knownKinds } from '../evaluator/dialects/dialect.ts'
import type { Evaluator } from '../evaluator/evaluator.ts'
import type { Verdict } from '../evaluator/verdict.ts'
import { isZone } from '../evaluator/world.ts'
import { parseAddress } from '../net/address.ts'

const addresses = v.array(
  v.pipe(
    v.string(),
    v.check((text) => parseAddress(text) !== undefined, 'is not an IP address'),
  ),
)
const moment = v.pipe(
  v.union([v.date(), v.string()], 'is not a moment (write 2026-01-05T09:00:00Z)'),
  v.transform((value) => new Date(value).getTime()),
  v.check((time) => !Number.isNaN(time), 'is not a moment (write 2026-01-05T09:00:00Z)'),
)

/** One line of a case table: what a PAC is meant to decide for a visit. */
const caseEntry = v.strictObject({
  visit: v.string('is not a URL'),
  client: v.optional(addresses, []),
  now: v.optional(moment),
  tz: v.optional(v.pipe(v.string(), v.check(isZone, 'is not a time zone (write Europe/Madrid)'))),
  dns: v.optional(v.record(v.string(), addresses), {}),
  as: v.optional(
    v.pipe(
      v.string(),
      v.check((name) => findDialect(name) !== undefined, `is not a client kind (${knownKinds.join(', ')})`),
    ),
    'chromium',
  ),
  expect: v.string('is not the text that the PAC is to return'),
})

export type Case = v.InferOutput<typeof caseEntry>

/** A case whose verdict is not what it expects; `index` counts from 1. */
export interface FailedCase {
  readonly index: number
  readonly visit: string
  readonly expect: string
  readonly got: string
}

const mostCases = 10_000

/** Reads a case table (YAML). Throws an Error that names the place of everything that is wrong with it. */
export function parseCaseTable(text: string): readonly Case[] {
  const document = parseDocument(text, { logLevel: 'error' })
  if (document.errors.length > 0) throw new Error(document.errors.map(({ message }) => message.split('\n')[0]).join('; '))
  const table = v.pipe(v.array(caseEntry, 'is not a list of cases'), v.maxLength(mostCases, `has over ${mostCases} cases`))
  const result = v.safeParse(table, document.toJS({ maxAliasCount: 100 }))
  if (result.success) return result.output
  throw new Error(result.issues.map((issue) => `${placeOf(issue)}${issue.message}`).join('; '))
}

/** Where the case table of a PAC stands: `office.cases.yaml` beside `office.pac`. */
export function caseTableOf(pacFile: string): string {
  return pacFile.replace(/(\.[^./\\]*)?$/, '.cases.yaml')
}

/** Runs every case of a table and gives back those that fail, in order. */
export async function runCases(pac: string, cases: readonly Case[], evaluator: Evaluator): Promise<readonly FailedCase[]> {
  const failed: FailedCase[] = []
  for (const [i, { visit, client, now, tz, dns, as, expect }] of cases.entries()) {
    const world = { addresses: client, dns, ...(now === undefined ? {} : { now }), ...(tz === undefined ? {} : { timeZone: tz }) }
    const [verdict] = await evaluator.evaluate({ text: pac }, [{ url: visit }], world, findDialect(as))
    const got = describeVerdict(verdict!)
    if (got !== expect) failed.push({ index: i + 1, visit, expect, got })
  }
  return failed
}

/** A verdict in one line: what the PAC returned, or why the client does not ask it or gets nothing from it. */
export function describeVerdict(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'answered':
      return verdict.raw
    case 'bypassed':
      return `bypassed: ${verdict.detail}`
    case 'failed':
      return `failed (${verdict.reason}): ${verdict.detail}`
  }
}

function placeOf(issue: v.BaseIssue<unknown>): string {
  const [index, key] = (issue.path ?? []).map((part) => part.key)
  if (index === undefined) return 'the table '
  return `case ${Number(index) + 1}${key === undefined ? '' : `, ${String(key)}:`} `
}
