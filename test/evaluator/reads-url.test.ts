import { afterAll, describe, expect, it } from 'vitest'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { readsUrl } from '../../src/evaluator/reads-url.ts'
import { publicShapes, smallShape } from '../bench/shapes.ts'
import { nowhere } from './one.ts'

const cases: readonly (readonly [boolean, string])[] = [
  [false, 'function FindProxyForURL(url, host) { return "PROXY " + host }'],
  [false, 'function FindProxyForURL(url) { return "DIRECT" }'],
  [false, 'var other_url = "u"\nfunction FindProxyForURL( _url , host ) { return other_url }'],
  [true, 'function FindProxyForURL(url, host) { return "PROXY " + url }'],
  [true, 'function FindProxyForURL(host, other) { return "PROXY " + host }'],
  [true, 'function FindProxyForURL(u, host) { return (function () { return "PROXY " + u })() }'],
  [true, 'function FindProxyForURL(url, host) { return "PROXY " + \\u0075rl }'],
  [true, 'function FindProxyForURL(url, host) { return "DIRECT" } // not of the url'],
  [true, 'function FindProxyForURL(url, url) { return "PROXY " + url }'],
  [true, 'function FindProxyForURL($u, host) { return "PROXY " + $u }'],
  [true, 'function FindProxyForURL() { return "DIRECT" }'],
  [true, 'function f(url) { return url }\nfunction FindProxyForURL(a, b) { return f(a) }'],
  [true, 'var a = function FindProxyForURL(url, host) { return 1 }; function FindProxyForURL(b, c) { return "PROXY " + b }'],
  [true, 'var FindProxyForURL = (url, host) => "PROXY " + url'],
]

const evaluator = openEvaluator()
afterAll(() => evaluator[Symbol.asyncDispose]())

describe('readsUrl', () => {
  it.each(cases)('is %j of %s', (reads, script) => expect(readsUrl(script)).toBe(reads))

  it('knows that the small shapes look at hosts alone', () => {
    const ofHosts = [smallShape, ...publicShapes()].filter(({ pac }) => !readsUrl(pac))
    expect(ofHosts.length).toBeGreaterThan(5)
  })

  // the third call is the first after the script was studied
  it.each(['chromium', 'firefox', 'winhttp', 'macos', 'kde', 'libproxy', 'pacparser'] as const)(
    'changes no decision of %s, whether the URL is looked at or not',
    async (dialect) => {
      const visits = ['http://a.test/x?y', 'https://b.test/', 'http://é.test/', 'http://c.test/'].map((url) => ({ url }))
      for (const [, script] of cases) {
        const first = await evaluator.evaluate({ text: script }, visits, nowhere, dialect)
        for (let call = 0; call < 3; call++)
          expect(await evaluator.evaluate({ text: script }, visits, nowhere, dialect)).toEqual(first)
      }
    },
  )
})
