import { afterAll, describe, expect, it } from 'vitest'
import type { Dialect } from '../../src/evaluator/dialects/dialect.ts'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { type Way, whyDiffer } from '../../src/evaluator/why-differ.ts'

const evaluator = openEvaluator()
afterAll(() => evaluator[Symbol.asyncDispose]())

async function way(text: string, url: string, as: Dialect): Promise<Way> {
  const world = {
    addresses: ['192.0.2.10', '2001:db8::10'],
    dns: { 'six.test': ['2001:db8::1', '192.0.2.1'] },
    now: 0,
    timeZone: 'UTC',
  }
  return { as, dialect: as, ...(await evaluator.trace({ text }, { url }, world, as)) }
}

const find = (body: string): string => `function FindProxyForURL(url, host) {\n${body}\n}`

describe('P1: why two kinds decide differently', () => {
  const reasons: [string, string, string, Dialect, Dialect, string | undefined][] = [
    ['they do not', find('return "DIRECT"'), 'http://a.test/', 'chromium', 'firefox', undefined],
    [
      'one never asks',
      find('return "PROXY a:1"'),
      'http://localhost/',
      'chromium',
      'libproxy',
      'chromium: the PAC is not asked: localhost is never asked about',
    ],
    [
      'one fails',
      find('return host.endsWith("t") ? "A" : "B"'),
      'http://a.test/',
      'chromium',
      'winhttp',
      'winhttp: line 2 threw: TypeError: not a function',
    ],
    [
      'one refuses the script',
      find('let a = `x`\nreturn a'),
      'http://a.test/',
      'firefox',
      'libproxy',
      'libproxy: line 2 is refused: SyntaxError: VariableDeclaration is not known',
    ],
    [
      'a function gives another value',
      find('return dnsResolve("six.test") == "2001:db8::1" ? "A" : "B"'),
      'http://a.test/',
      'chromium',
      'firefox',
      'line 2: dnsResolve("six.test") is "192.0.2.1" for chromium, "2001:db8::1" for firefox',
    ],
    [
      'a condition on the URL',
      find('if (url.indexOf("/path") > 0) return "A"\nreturn "B"'),
      'https://a.test/path',
      'chromium',
      'libproxy',
      'line 2: url.indexOf("/path") > 0 is false for chromium, true for libproxy; chromium gives the script "https://a.test/", libproxy "https://a.test/path"',
    ],
    [
      'a function that is given the URL',
      find('if (shExpMatch(url, "*path")) return "A"\nreturn "B"'),
      'https://a.test/path',
      'chromium',
      'libproxy',
      'line 2: chromium calls shExpMatch("https://a.test/", "*path"), libproxy shExpMatch("https://a.test/path", "*path"); chromium gives the script "https://a.test/", libproxy "https://a.test/path"',
    ],
    [
      'the answer is read otherwise',
      find('return "HTTPS a:1"'),
      'http://a.test/',
      'chromium',
      'winhttp',
      'they read the same answer differently: "HTTPS a:1"',
    ],
    [
      'the text is made of the URL',
      find('return "PROXY " + url.length'),
      'https://a.test/path',
      'chromium',
      'libproxy',
      'chromium gives the script "https://a.test/", libproxy "https://a.test/path"',
    ],
  ]
  it.each(reasons)('%s', async (_, script, url, one, other, reason) => {
    expect(whyDiffer({ url }, await way(script, url, one), await way(script, url, other))).toBe(reason)
  })
})
