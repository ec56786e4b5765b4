import { afterAll, describe, expect, it } from 'vitest'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { jsonOf } from './one.ts'

const evaluator = openEvaluator()
afterAll(() => evaluator[Symbol.asyncDispose]())

// what the engines do, in one line: the pattern becomes a regular expression in which only the dot is escaped
function asEngines(text: string, glob: string): boolean | 'throws' {
  try {
    return new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text)
  } catch {
    return 'throws'
  }
}

const pieces = ['', 'a', 'ab', 'b.a', '*', '**', '?', '.', '+', '[ab]', '(', 'a|b', '$', '\\', '{2}', 'é']
const texts = [
  '',
  'a',
  'b',
  'ab',
  'ba',
  'aab',
  'b.a',
  'ab.a',
  'abb.a',
  'a\nb',
  'a\u2028b',
  '\n',
  'aXb.a',
  'é',
  'a|b',
  'a*b',
  '.',
  'aaaa',
]
const globs = pieces.flatMap((one) => pieces.flatMap((two) => pieces.slice(0, 8).map((three) => one + two + three)))

describe('shExpMatch', () => {
  it.each(texts)('P1: gives what the engines’ regular expression gives for %j', async (text) => {
    const expression = `${JSON.stringify(globs)}.map(function (glob) { try { return shExpMatch(${JSON.stringify(text)}, glob) } catch (e) { return "throws" } })`
    expect(await jsonOf(evaluator, expression)).toEqual(globs.map((glob) => asEngines(text, glob)))
  })

  it('P1: gives the same when one text is asked about again and again', async () => {
    const dotted = [
      '',
      '.',
      '..',
      'a',
      'a.',
      '.a',
      'a.b',
      'a.b.',
      'www.a.b',
      'a.*',
      '*.a',
      `${'a.'.repeat(40)}b`,
      'a.\nb',
      'a.\u2028b',
    ]
    const asked = [
      '',
      '.',
      '*',
      '*.',
      '.*',
      '*.*',
      'a',
      'a.*',
      '*.a',
      '*.b',
      '*.a.b',
      'www.*',
      'www.a.*',
      'a.b',
      'www.a.b',
      '*a',
      'w*',
    ]
    const script = `[1, 2, 3].map(function () {
      return ${JSON.stringify(dotted)}.map(function (text) {
        var first = ${JSON.stringify(asked)}.map(function (glob) { return shExpMatch(text, glob) })
        return [first, ${JSON.stringify(asked)}.map(function (glob) { return shExpMatch(text, glob) })]
      })
    })[2]`
    const rule = dotted.map((text) => asked.map((glob) => asEngines(text, glob)))
    expect(await jsonOf(evaluator, script)).toEqual(rule.map((row) => [row, row]))
  })

  it('P1: asks about no text but a text, also after it has been asked about often', async () => {
    const script = `(function () {
      for (var i = 0; i < 40; i++) shExpMatch("www.a.b", "*.c" + i % 3)
      var told = 0
      var glob = { replace: function () { told++; return "x" }, toString: function () { told++; return "*.b" } }
      return ["*.b", 5, null, glob].map(function (glob) { try { return shExpMatch("www.a.b", glob) } catch (e) { return e.name } }).concat(told)
    })()`
    expect(await jsonOf(evaluator, script)).toEqual([true, 'TypeError', 'TypeError', false, 1])
  })

  it('P1: follows a script that changes String.prototype as the engines do: not at all', async () => {
    const expression =
      '(String.prototype.endsWith = String.prototype.startsWith = String.prototype.includes = function () { return true }, [shExpMatch("a", "*b"), shExpMatch("a", "b*"), shExpMatch("a", "*b*"), shExpMatch("ab", "*b")])'
    expect(await jsonOf(evaluator, expression)).toEqual([false, false, false, true])
  })

  it.each([
    ['RegExp.prototype.exec = function () { return null }', [false, false, false]],
    ['RegExp.prototype.test = function () { return true }', [true, true, true]],
    ['String.prototype.replace = function () { return "a" }', [true, true, false]],
    ['RegExp = function (text) { this.test = function () { return text === "^b$" } }', [true, false, false]],
    ['String.prototype.indexOf = String.prototype.lastIndexOf = function () { return -1 }', [false, true, false]],
  ])('P1: is made of what the script has changed: %s', async (change, expected) => {
    const asked = '[shExpMatch("a", "b"), shExpMatch("a", "a*"), shExpMatch("ab", "c*")]'
    expect(await jsonOf(evaluator, `(${change}, ${asked})`)).toEqual(expected)
    expect(await jsonOf(evaluator, `(shExpMatch("c", "c"), ${change}, ${asked})`)).toEqual(expected)
  })

  it('P1: wants a glob that is text, and takes any text for it', async () => {
    const expression =
      '[["null", null], ["1", 1], ["a", ["a"]], ["a", new String("a")], [1, "1"], [null, "n*"], [["a", "b"], "a,b"]].map(function (pair) { try { return shExpMatch(pair[0], pair[1]) } catch (e) { return e.name } })'
    expect(await jsonOf(evaluator, expression)).toEqual(['TypeError', 'TypeError', 'TypeError', true, true, true, true])
  })
})
