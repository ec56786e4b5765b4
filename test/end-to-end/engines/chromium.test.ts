import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Evaluator, openEvaluator } from '../../../src/evaluator/evaluator.ts'
import type { Verdict, Proxy as WayOut } from '../../../src/evaluator/verdict.ts'
import { formatEndpoint } from '../../../src/net/endpoint.ts'
import { isInstalled, skipLoudly } from '../../support/needs.ts'
import { answers, modernAnswers } from './answers.ts'
import { type Deciding, startDeciding } from './chromium.ts'
import { namedExpressions, timelessExpressions, timelyExpressions } from './expressions.ts'
import { giveAnswers, heard, type Question, runScript, sayValues, sayWhatIsTold, world } from './pacs.ts'
import { oldScripts, otherScripts } from './scripts.ts'
import { typedVisits, visits } from './visits.ts'

// Every pair is decided twice: by the headless browser, whose connections end at recorders that note which proxy was tried first, which
// next, and what it was told; and by us. The PACs say what they know by the names of the proxies that they choose (pacs.ts).

const questions: readonly Question[] = [
  sayWhatIsTold('what a PAC is told', visits),
  sayValues('expressions', timelessExpressions),
  sayValues('expressions that look names up, or are modern', namedExpressions),
  sayValues('expressions over the moment', timelyExpressions),
  giveAnswers('answers', answers),
  giveAnswers('answers in modern words', modernAnswers),
  ...[...oldScripts, ...otherScripts].map(runScript),
]
const typed = sayWhatIsTold('what a PAC is told of a user', typedVisits)
const all = [...questions, typed]

const decided = new Set<string>()
let evaluator: Evaluator
let chromium: Deciding

const isMissing = !isInstalled('/usr/bin/chromium')
beforeEach((context) => {
  if (isMissing) skipLoudly(context, 'Chromium is not installed (apt-get install chromium)')
})

beforeAll(async () => {
  if (isMissing) return
  evaluator = openEvaluator()
  const verdicts = (await Promise.all(all.map(ours))).flat()
  chromium = await startDeciding(new Set(verdicts.flatMap(proxiesOf).filter((proxy) => !proxy.endsWith('.said.test:443'))))
})
afterAll(async () => {
  await chromium?.[Symbol.asyncDispose]()
  await evaluator?.[Symbol.asyncDispose]()
})

function ours({ pac, visits }: Question): Promise<Verdict[]> {
  return evaluator.evaluate(pac, visits, world, 'chromium')
}

function proxiesOf(verdict: Verdict): string[] {
  const proxies: readonly WayOut[] = verdict.kind === 'answered' ? verdict.proxies : []
  return proxies.flatMap((proxy) =>
    proxy.type === 'direct' ? [] : formatEndpoint({ address: proxy.host, port: proxy.port ?? 0 }),
  )
}

// what a client tries where every proxy fails: each once, and nothing after the origin
function waysOf(verdict: Verdict): string[] {
  if (verdict.kind !== 'answered') return ['direct']
  const proxies = proxiesOf(verdict).values()
  const ways = verdict.proxies.map(({ type }) => (type === 'direct' ? type : `${type} ${proxies.next().value}`))
  const origin = ways.indexOf('direct')
  return [...new Set(origin < 0 ? ways : ways.slice(0, origin + 1))]
}

async function compare(question: Question, how?: 'typed'): Promise<void> {
  const first = await decideTwice(question, how)
  // on a busy machine a connection may arrive after its request was given up, as another's; a decision stays
  const { seen, expected } = isDeepStrictEqual(first.seen, first.expected) ? first : await decideTwice(question, how)
  const table = (ways: readonly (readonly string[])[]) =>
    Object.fromEntries(question.visits.map(({ name }, i) => [name, (ways[i] ?? []).map(heard)]))
  expect(table(seen)).toEqual(table(expected))
  for (const { url } of question.visits) decided.add(`${Buffer.from(question.pac.bytes).toString('latin1')} ${url}`)
}

// the moment moves on while a browser decides: both sides of it are right
async function decideTwice(question: Question, how?: 'typed'): Promise<{ seen: string[][]; expected: string[][] }> {
  const before = await ours(question)
  const seen = await chromium.decide(question, how)
  const after = await ours(question)
  const expected = before.map((verdict, i) => {
    const [early, late] = [waysOf(verdict), waysOf(after[i] as Verdict)]
    return isDeepStrictEqual(late, seen[i]) ? late : early
  })
  return { seen, expected }
}

describe('P1 P2: Chromium itself decides as we say it does', () => {
  it.each(questions.map((question) => ({ ...question, question })))('$about', async ({ question }) => {
    await compare(question)
  })

  it(typed.about, async () => {
    await compare(typed, 'typed')
  })

  it('400 pairs and more', () => {
    expect(decided.size).toBeGreaterThanOrEqual(400)
  })
})
