import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerBatch, type BatchAnswer } from '../../src/evaluator/batch.ts'
import { type Dialect, dialectNames } from '../../src/evaluator/dialects/dialect.ts'
import { type Evaluator, openEvaluator } from '../../src/evaluator/evaluator.ts'
import type { Verdict } from '../../src/evaluator/verdict.ts'
import { type Case, casesOf, corpus, requestOf } from './corpus-cases.ts'

// The answers of real engines, and our own policy where no engine has a limit: test/fixtures/corpus/README.md says how a case
// becomes a request and an answer a result.

/**
 * Cases whose world is not the one in which they were measured: pacparser looks up the name "undefined", which the closed network's
 * own DNS knew (expr-isResolvable-013 of the same engine brings it along), and these do not name it. A name that is
 * not in `dns` does not resolve, so that nobody can tell what they expect. With the name they agree.
 */
const incomplete: Readonly<Record<string, Case['dns']>> = {
  'expr-dnsResolve-011~b': { undefined: ['203.0.113.2'] },
  'expr-isInNet-035~a': { undefined: ['203.0.113.2'] },
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
  return isOurLimit(one) && (isDeepStrictEqual(result, { error: 'timeout' }) || isDeepStrictEqual(result, { error: 'memory' }))
}

const evaluator = openEvaluator()
// the cases that no engine has a limit for never end by themselves
const hurried = openEvaluator({ visitMs: 200, graceMs: 50 })
afterAll(() => Promise.all([evaluator[Symbol.asyncDispose](), hurried[Symbol.asyncDispose]()]))

function isOurLimit({ engines }: Case): boolean {
  return engines.length === 0
}

async function answersTo(cases: readonly Case[], as: Dialect): Promise<ReadonlyMap<unknown, BatchAnswer>> {
  const ordinary = cases.filter((one) => !isOurLimit(one))
  return new Map([...(await answersOf(evaluator, ordinary, as)), ...(await answersOf(hurried, cases.filter(isOurLimit), as))])
}

async function answersOf(by: Evaluator, cases: readonly Case[], as: Dialect): Promise<ReadonlyMap<unknown, BatchAnswer>> {
  async function* lines(): AsyncGenerator<string> {
    for (const one of cases) yield requestOf(one, as)
  }
  const answers = new Map<unknown, BatchAnswer>()
  for await (const line of answerBatch(lines(), by)) {
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
  })

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
