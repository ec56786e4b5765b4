import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { answerBatch, type BatchAnswer } from '../../src/evaluator/batch.ts'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import type { Verdict } from '../../src/evaluator/verdict.ts'

// The answers of a real Chromium, and our own policy where no engine has a limit: test/fixtures/corpus/README.md says how a case
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

/** Cases that are known to differ, each with its reason. */
const differing: Readonly<Record<string, string>> = {}

const file = new URL('../fixtures/corpus/pac-cases.jsonl', import.meta.url)
const cases = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case)
  .filter(({ engines }) => engines.length === 0 || engines.includes('chromium'))

function requestOf(one: Case): string {
  const { id, url = 'http://www.example.test/', host, client, dns, now, tz } = one
  const script = one.pac_base64 === undefined ? { pac: textOf(one) } : { pacBase64: one.pac_base64 }
  return JSON.stringify({ id, ...script, contentType: one.content_type, url, host, as: 'chromium', client, dns, now, tz })
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
  const isLimit = one.engines.length === 0
  return isLimit && (isDeepStrictEqual(result, { error: 'timeout' }) || isDeepStrictEqual(result, { error: 'memory' }))
}

describe('P1 P2: the corpus of cases measured with Chromium', () => {
  const answers = new Map<unknown, BatchAnswer>()
  beforeAll(async () => {
    await using evaluator = openEvaluator()
    for await (const line of answerBatch(lines(), evaluator)) {
      const answer = JSON.parse(line) as BatchAnswer
      answers.set(answer.id, answer)
    }
  }, 60_000)

  async function* lines(): AsyncGenerator<string> {
    for (const one of cases) yield requestOf(one)
  }

  it('has every case of the file', () => {
    expect(cases.length).toBeGreaterThan(500)
    expect(answers.size).toBe(cases.length)
  })

  it.each(cases.filter(({ id }) => !(id in differing)))('$id', (one) => {
    const answer = answers.get(one.id)
    if (answer === undefined || 'error' in answer) throw new Error(answer?.error ?? 'no answer')
    const result = resultOf(one, answer.verdict)
    expect(agrees(one, result) ? one.expect : { got: result, verdict: answer.verdict }).toEqual(one.expect)
  })

  it.each(Object.keys(differing))('%s differs, for a reason that is written down', (id) => {
    const answer = answers.get(id)
    const one = cases.find((candidate) => candidate.id === id)
    if (one === undefined || answer === undefined || 'error' in answer) throw new Error('no such case')
    expect(agrees(one, resultOf(one, answer.verdict))).toBe(false)
  })
})
