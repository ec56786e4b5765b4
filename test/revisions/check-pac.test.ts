import { afterAll, expect, it } from 'vitest'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { pacCheck } from '../../src/revisions/check-pac.ts'

const evaluator = openEvaluator()
const hurried = openEvaluator({ visitMs: 200, graceMs: 50 })
afterAll(() => Promise.all([evaluator[Symbol.asyncDispose](), hurried[Symbol.asyncDispose]()]))
const body = (text: string) => `function FindProxyForURL(url, host) { ${text} }`

const refused: [string, string, RegExp][] = [
  ['lacks a brace', 'function FindProxyForURL(url, host) { if (host) { return "DIRECT"; }', /^syntax: /],
  ['throws when it is loaded', `${body('return "DIRECT";')} nothing.here;`, /^exception: .*nothing/],
  ['has no entry', 'var FindProxyForURL;', /^missing-function: /],
  ['never ends when it is loaded', `${body('return "DIRECT";')} for (;;);`, /^timeout: /],
  ['never ends on a visit', body('for (;;);'), /^timeout: .*for http:\/\/www\.example\.com\/ \(every client would hang/],
  ['never ends on an https visit', body('while (url.charAt(4) === "s"); return "DIRECT";'), /^timeout: .*https:/],
  ['takes all memory on a visit', body('var a = []; for (;;) a.push(new Array(1e5).join("x"));'), /^(memory|timeout): /],
]

it.each(refused)('P3: refuses a PAC that %s', async (_, pac, problem) => {
  expect(await pacCheck(problem.source.includes('timeout') ? hurried : evaluator)(pac)).toMatch(problem)
})

it.each([
  ['answers', body('return "PROXY proxy.example.com:3128";')],
  ['throws for names that do not resolve', body('return dnsResolve(host + ".test").split(".")[0];')],
  ['answers nothing for a name of its own', body('if (host === "www.example.com") return undefined; return "DIRECT";')],
])('takes a PAC that %s', async (_, pac) => {
  expect(await pacCheck(evaluator)(pac)).toBeUndefined()
})
