import { afterAll, expect, it } from 'vitest'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { parseCaseTable, runCases } from '../../src/revisions/case-table.ts'

const evaluator = openEvaluator()
afterAll(() => evaluator[Symbol.asyncDispose]())

const pac = 'function FindProxyForURL(url, host) { return shExpMatch(url, "*/a") ? "PROXY a.example.com:80" : "DIRECT" }'
const table = (as: string, expected: string) =>
  parseCaseTable(`- { visit: "https://www.example.org/a", as: ${as}, expect: "${expected}" }`)

it.each([
  ['winhttp', 'PROXY a.example.com:80'],
  ['ie7', 'PROXY a.example.com:80'],
  ['libproxy', 'PROXY a.example.com:80'],
  ['chromium', 'DIRECT'],
  ['firefox', 'DIRECT'],
])('C7: a case may be that of %s', async (as, expected) => {
  expect(await runCases(pac, table(as, expected), evaluator)).toEqual([])
  expect(await runCases(pac, table(as, 'something else'), evaluator)).toMatchObject([{ index: 1, got: expected }])
})

it('a kind that nobody knows is named, with those that are', () => {
  expect(() => table('netscape', 'DIRECT')).toThrow(/^case 1, as: is not a client kind \(chromium, firefox, .*ie7.*\)$/)
})
