import { afterAll, describe, expect, it } from 'vitest'
import { dialectNames } from '../../src/evaluator/dialects/dialect.ts'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { keepsNothing } from '../../src/evaluator/keeps-nothing.ts'
import { decideOne, jsonOf, nowhere } from './one.ts'

const evaluator = openEvaluator()
afterAll(() => evaluator[Symbol.asyncDispose]())

describe('P1: what the last match left on RegExp', () => {
  const matched = '/(b)(x)?(c)/.exec("abcd"),'
  const table: [string, unknown][] = [
    ['RegExp.$1', ''],
    [`(${matched} [RegExp.$1, RegExp.$2, RegExp.$3, RegExp.$4])`, ['b', '', 'c', '']],
    [`(${matched} [RegExp.lastMatch, RegExp["$&"], RegExp.lastParen, RegExp["$+"]])`, ['bc', 'bc', 'c', 'c']],
    [`(${matched} [RegExp.leftContext, RegExp["$\`"], RegExp.rightContext, RegExp["$'"]])`, ['a', 'a', 'd', 'd']],
    [`(${matched} RegExp.input = 5, [RegExp.input, RegExp.$_, RegExp.leftContext])`, ['5', '5', 'a']],
    [`(${matched} RegExp.$1 = "z", RegExp.$1)`, 'b'],
    [`(${matched} /z/.test("a"), RegExp.$1)`, 'b'],
    ['(/a(.)/.test("ab"), RegExp.$1)', 'b'],
    ['("a1b2".replace(/[a-z](\\d)/g, ""), RegExp.$1)', '2'],
    ['("xa1".match(/a(\\d)/), RegExp.$1)', '1'],
    ['("xa1".search(/a(\\d)/), RegExp.$1)', '1'],
    ['(shExpMatch("www.example.org", "(*).example.org") && RegExp.$1)', 'www'],
    ['(isInNet("192.0.2.7", "192.0.2.0", "255.255.255.0") && RegExp.$4)', '7'],
    ['/a/.exec.name + /a/.exec.length + RegExp.prototype.propertyIsEnumerable("exec") + RegExp.$9', 'exec1false'],
  ]
  it.each(table)('P1: %s', async (expression, expected) => {
    expect(await jsonOf(evaluator, expression)).toEqual(expected)
    expect(await jsonOf(evaluator, expression, {}, undefined, 'firefox')).toEqual(expected)
  })

  it('P1: in engines that have it', async () => {
    const script = 'function FindProxyForURL(url, host) { /(example)/.test(host); return "PROXY " + RegExp.$1 + ":80" }'
    for (const dialect of dialectNames) {
      const raw = ['libproxy', 'pacparser'].includes(dialect) ? 'PROXY undefined:80' : 'PROXY example:80'
      expect(await decideOne(evaluator, script, {}, undefined, undefined, dialect)).toMatchObject({ raw })
    }
  })

  it('P1: it lives on from visit to visit, but not from call to call, nor into another script', async () => {
    const text = 'function FindProxyForURL(url, host) { var was = RegExp.$1; /(.)/.test(host); return "p" + was + RegExp.$1 }'
    expect(keepsNothing(text)).toBe(false)
    for (let call = 0; call < 8; call++) {
      const verdicts = await evaluator.evaluate({ text }, [{ url: 'http://a/' }, { url: 'http://b/' }], nowhere)
      expect(verdicts).toMatchObject([{ raw: 'pa' }, { raw: 'pab' }])
      const other = 'function FindProxyForURL() { return "p" + typeof RegExp["$" + 1] }'
      expect(await decideOne(evaluator, other)).toMatchObject({ raw: 'pstring' })
      const without = 'function FindProxyForURL() { return "p" + /a/.exec.name }'
      expect(await decideOne(evaluator, without)).toMatchObject({ raw: 'pexec' })
    }
  })

  it('P1: a trace decides as it is decided', async () => {
    const text =
      'function FindProxyForURL(url, host) { if (/^(\\w+)\\./.test(host)) return "PROXY " + RegExp.$1 + ":80"; return "DIRECT" }'
    const { verdict } = await evaluator.trace({ text }, { url: 'http://www.example.org/' }, nowhere)
    expect(verdict).toMatchObject({ raw: 'PROXY www:80' })
  })
})
