import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerBatch, type BatchAnswer } from '../../src/evaluator/batch.ts'
import { type Dialect, dialectNames } from '../../src/evaluator/dialects/dialect.ts'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import type { Verdict } from '../../src/evaluator/verdict.ts'

// The answers of real engines, and our own policy where no engine has a limit: test/fixtures/corpus/README.md says how a case
// becomes a request and an answer a result.

interface Case {
  readonly id: string
  readonly kind: 'expr' | 'pac' | 'error' | 'result-parse'
  readonly engines: readonly string[]
  readonly expr?: string
  readonly result?: string
  readonly pac?: string
  readonly pac_base64?: string
  readonly content_type?: string
  readonly url?: string
  readonly host?: string
  readonly client?: { readonly ips: readonly string[] }
  readonly dns?: Readonly<Record<string, readonly string[]>>
  readonly now?: string
  readonly tz?: string
  readonly expect: unknown
}

/** The names under which the corpus has what a dialect stands for: the current version of each. */
const engines = {
  chromium: ['chromium'],
  firefox: ['firefox'],
  winhttp: ['ie'],
  pacparser: ['pacparser', 'pacparser@1.5.1'],
  libproxy: ['libproxy', 'libproxy@0.5.12'],
  macos: [],
  kde: [],
} as const satisfies Record<Dialect, readonly string[]>

/**
 * Cases whose world is not the one in which they were measured: pacparser looks up the name "undefined", which the closed network's
 * own DNS knew (expr-isResolvable-013 of the same engine brings it along), and these do not name it. A name that is
 * not in `dns` does not resolve, so that nobody can tell what they expect. With the name they agree.
 */
const incomplete: Readonly<Record<string, Case['dns']>> = {
  'expr-dnsResolve-011~b': { undefined: ['203.0.113.2'] },
  'expr-isInNet-035~a': { undefined: ['203.0.113.2'] },
}

const file = new URL('../fixtures/corpus/pac-cases.jsonl', import.meta.url)
const corpus = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case)

// cases without engines hold for every kind
function casesOf(dialect: Dialect): readonly Case[] {
  const names: readonly string[] = engines[dialect]
  return corpus.filter((one) => one.engines.length === 0 || one.engines.some((name) => names.includes(name)))
}

function requestOf(one: Case, as: Dialect): string {
  const { id, url = 'http://www.example.test/', host, client, dns, now, tz } = one
  const script = one.pac_base64 === undefined ? { pac: textOf(one) } : { pacBase64: one.pac_base64 }
  return JSON.stringify({ id, ...script, contentType: one.content_type, url, host, as, client, dns, now, tz })
}

function textOf({ kind, expr, result, pac }: Case): string {
  if (kind === 'expr') return `function FindProxyForURL(url, host) { return "J:" + JSON.stringify(${expr}); }`
  if (kind === 'result-parse') return `function FindProxyForURL(url, host) { return ${JSON.stringify(result)}; }`
  return pac ?? ''
}

function resultOf({ kind }: Case, verdict: Verdict): unknown {
  if (verdict.kind === 'bypassed') return { bypass: true }
  if (verdict.kind === 'failed') return { error: verdict.reason }
  if (kind === 'result-parse') return verdict.proxies
  if (kind !== 'expr') return verdict.raw
  return verdict.raw === 'J:undefined' ? { undefined: true } : JSON.parse(verdict.raw.slice(2))
}

function agrees(one: Case, result: unknown): boolean {
  if (isDeepStrictEqual(result, one.expect)) return true
  const isFailure = typeof result === 'object' && result !== null && 'error' in result
  if (isFailure && isDeepStrictEqual(one.expect, { error: 'crash' })) return true
  const isLimit = one.engines.length === 0
  return isLimit && (isDeepStrictEqual(result, { error: 'timeout' }) || isDeepStrictEqual(result, { error: 'memory' }))
}

const evaluator = openEvaluator()
afterAll(() => evaluator[Symbol.asyncDispose]())

async function answersTo(cases: readonly Case[], as: Dialect): Promise<ReadonlyMap<unknown, BatchAnswer>> {
  async function* lines(): AsyncGenerator<string> {
    for (const one of cases) yield requestOf(one, as)
  }
  const answers = new Map<unknown, BatchAnswer>()
  for await (const line of answerBatch(lines(), evaluator)) {
    const answer = JSON.parse(line) as BatchAnswer
    answers.set(answer.id, answer)
  }
  return answers
}

function check(one: Case, answer: BatchAnswer | undefined): void {
  if (answer === undefined || 'error' in answer) throw new Error(answer?.error ?? 'no answer')
  const result = resultOf(one, answer.verdict)
  expect(agrees(one, result) ? one.expect : { got: result, verdict: answer.verdict }).toEqual(one.expect)
}

// as many as there were when this was written, so that a file cut short is seen
const least: Readonly<Record<Dialect, number>> = {
  chromium: 506,
  firefox: 452,
  winhttp: 14,
  pacparser: 428,
  libproxy: 419,
  macos: 4,
  kde: 4,
}

describe.each(dialectNames)('P1 P2: the corpus of cases for %s', (dialect) => {
  const cases = casesOf(dialect)
  let answers: ReadonlyMap<unknown, BatchAnswer> = new Map()
  beforeAll(async () => {
    answers = await answersTo(cases, dialect)
  }, 60_000)

  it('has every case of the file', () => {
    expect(cases.length).toBeGreaterThanOrEqual(least[dialect])
    expect(answers.size).toBe(cases.length)
  })

  it.each(cases.filter(({ id }) => !(id in incomplete)))('$id', (one) => check(one, answers.get(one.id)))
})

describe('P1: cases that lack a part of their world', () => {
  it.each(Object.entries(incomplete))('%s agrees once it has it', async (id, dns) => {
    const one = corpus.find((candidate) => candidate.id === id)
    if (one === undefined || dns === undefined) throw new Error('no such case')
    const [without, whole] = await Promise.all(
      [one, { ...one, dns }].map(async (asked) => (await answersTo([asked], 'pacparser')).get(id)),
    )
    check(one, whole)
    expect(() => check(one, without)).toThrow()
  })
})
