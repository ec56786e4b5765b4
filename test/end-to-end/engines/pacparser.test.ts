import { mkdtempDisposableSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Evaluator, openEvaluator } from '../../../src/evaluator/evaluator.ts'
import type { Verdict } from '../../../src/evaluator/verdict.ts'
import { skipLoudly } from '../../support/needs.ts'
import { run } from '../../support/program.ts'
import { answers } from './answers.ts'
import { addressExpressions, timelessExpressions, timelyExpressions } from './expressions.ts'
import { giveAnswers, heard, type Question, runScript, sayValues, sayWhatIsTold, timeZone, world } from './pacs.ts'
import { oldScripts } from './scripts.ts'
import { typedVisits, visits } from './visits.ts'

// libpacparser, by a program of a page of C, and we decide every pair. It leaves to its caller what of an answer are proxies: compared is text.
// The dialect is that of the current version (1.5, QuickJS); Debian 12 has 1.3.6, whose engine is SpiderMonkey 1.7. Where that matters
// is listed below, with what the older one says, and nothing else may differ.

// what a caller can take apart; outside ASCII one is enough
const hasHost = /^[^:]*:\/\/[^/:][ -~]*$|^http:\/\/b\u00fccher\.example\/$/
const questions: readonly Question[] = [
  sayWhatIsTold('what a PAC is told', [...visits.filter((url) => hasHost.test(url)), ...typedVisits]),
  sayValues('expressions', timelessExpressions),
  sayValues('expressions over the client’s address', addressExpressions),
  sayValues('expressions over the moment', timelyExpressions),
  giveAnswers('answers', answers),
  ...oldScripts.map(runScript),
]

/** What 1.3.6 says where 1.5 says something else, and why. */
const olderVersion: Readonly<Record<string, { readonly says: string; readonly since: string }>> = {
  "http://www.example.org/it's": {
    says: `HTTPS "http://www.example.org/it%27s www.example.org"`,
    since: '1.5 calls the function; before, URL and host were written into a line of script',
  },
  "http://a'(b)+=`{}~.example/": { says: 'failed', since: '1.5 takes a host with a quote' },
  'http://www.example.org/a\\b': {
    says: 'HTTPS "http://www.example.org/a\\b www.example.org"',
    since: '1.5 does not read a backslash as an escape',
  },
  'http://www.example.org/?!$&()*+,-.:;=@_~[]`<>|{}^\\/?"\'': {
    says: 'HTTPS "http://www.example.org/?!$&()*+,-.:;=@_~[]`<>|{}^/?\\"%27 www.example.org"',
    since: 'the quote and the backslash, both',
  },
  'http://b\u00fccher.example/': {
    says: 'HTTPS "http://b\u00c3\u00bccher.example/ b\u00c3\u00bccher.example"',
    since: '1.5 reads UTF-8, not a byte a character',
  },
  'typeof alert': { says: 'HTTPS "string undefined"', since: '1.5 has alert' },
  '"PROXY b\\u00fccher.test:8080; PROXY b.test:8080"': {
    says: 'PROXY b\ufffdcher.a78.test:8080; PROXY b.a78.test:8080',
    since: '1.5 gives UTF-8, not a byte a character',
  },
  'function () { return "PROXY a.test:8080" }': {
    says: 'function () {\n    return "PROXY a.a98.test:8080";\n}',
    since: 'the engine of 1.5 gives a function’s own text, not one written anew',
  },
}

const failed = 'failed'
const agreed = new Set<string>()
const differing = new Set<string>()
let evaluator: Evaluator
let folder: ReturnType<typeof mkdtempDisposableSync>
let whyNot = ''
let isOlder = false

beforeAll(async () => {
  evaluator = openEvaluator()
  folder = mkdtempDisposableSync(join(tmpdir(), 'wpadd-pacparser-'))
  const source = join(import.meta.dirname, 'pacparser.c')
  const words = ['-O1', '-Wall', '-o', join(folder.path, 'pacparser'), source, '-lpacparser']
  const built = await run('gcc', words).catch((error: Error) => ({ code: -1, err: error.message }))
  if (built.code !== 0) whyNot = `libpacparser cannot be asked (apt-get install gcc libpacparser-dev): ${built.err}`
  else await readVersion()
})
afterAll(async () => {
  folder?.remove()
  await evaluator?.[Symbol.asyncDispose]()
})
beforeEach((context) => {
  if (whyNot !== '') skipLoudly(context, whyNot)
})

// the library of Debian does not tell its version; JSON came with the engine of 1.5
async function readVersion(): Promise<void> {
  const [json] = await theirs(withHosts(giveAnswers('JSON', ['typeof JSON'])))
  isOlder = json === 'undefined'
  if (!isOlder) return
  const pairs = Object.entries(olderVersion).map(([name, { since }]) => `  ${name}: ${since}\n`)
  process.stderr.write(`libpacparser is OLDER than the dialect, which is 1.5; it differs, as it must, in\n${pairs.join('')}`)
}

async function theirs({ pac, visits }: Question): Promise<string[]> {
  const hex = (text: string | Uint8Array): string => Buffer.from(text as string).toString('hex')
  const lines = [`pac ${hex(pac.bytes)}`, ...visits.map(({ url, host }) => `ask ${hex(url)} ${hex(host ?? '')}`)]
  const said = await run(join(folder.path, 'pacparser'), [], { input: `${lines.join('\n')}\n`, env: { TZ: timeZone } })
  expect(said).toMatchObject({ code: 0, err: '' })
  const [, ...answers] = said.out.trim().split('\n')
  return answers.map((answer) => (answer === failed ? failed : Buffer.from(answer.slice(1), 'hex').toString()))
}

async function ours({ pac, visits }: Question): Promise<string[]> {
  const verdicts = await evaluator.evaluate(pac, visits, { ...world, addresses: ['192.0.2.10'] }, 'pacparser')
  return verdicts.map((verdict: Verdict) => (verdict.kind === 'answered' ? verdict.raw : failed))
}

// the library leaves it to its caller what of a URL is the host
function withHosts(question: Question): Question {
  const hostOf = (url: string): string => /^[^:]*:\/\/([^/:]+)/.exec(url)?.[1] ?? 'none'
  return { ...question, visits: question.visits.map((visit) => ({ ...visit, host: hostOf(visit.url) })) }
}

async function compare(plain: Question): Promise<void> {
  const question = withHosts(plain)
  const before = await ours(question)
  const seen = await theirs(question)
  const after = await ours(question)
  const names = question.visits.map(({ name }) => name)
  const expected = before.map((early, i) => heard((after[i] === seen[i] ? after[i] : early) as string))
  const asOlder = expected.map((ours, i) => (isOlder ? olderVersion[names[i] as string]?.says : undefined) ?? ours)
  const table = (values: readonly string[]) => Object.fromEntries(names.map((name, i) => [name, values[i]]))
  expect(table(seen.map(heard))).toEqual(table(asOlder))
  for (const [i, name] of names.entries()) {
    if (asOlder[i] === expected[i]) agreed.add(`${Buffer.from(question.pac.bytes).toString('latin1')} ${name}`)
    else differing.add(name)
  }
}

describe('P1: libpacparser itself decides as we say it does', () => {
  it.each(questions.map((question) => ({ ...question, question })))('$about', async ({ question }) => {
    await compare(question)
  })

  it('350 pairs and more, and where the installed version is older than the dialect', () => {
    expect(agreed.size).toBeGreaterThanOrEqual(350)
    expect([...differing].sort()).toEqual(isOlder ? Object.keys(olderVersion).sort() : [])
  })
})
