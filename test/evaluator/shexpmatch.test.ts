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

  it('P1: follows a script that changes String.prototype as the engines do: not at all', async () => {
    const expression =
      '(String.prototype.endsWith = String.prototype.startsWith = String.prototype.includes = function () { return true }, [shExpMatch("a", "*b"), shExpMatch("a", "b*"), shExpMatch("a", "*b*"), shExpMatch("ab", "*b")])'
    expect(await jsonOf(evaluator, expression)).toEqual([false, false, false, true])
  })

  it('P1: wants a glob that is text, and takes any text for it', async () => {
    const expression =
      '[["null", null], ["1", 1], ["a", ["a"]], ["a", new String("a")], [1, "1"], [null, "n*"], [["a", "b"], "a,b"]].map(function (pair) { try { return shExpMatch(pair[0], pair[1]) } catch (e) { return e.name } })'
    expect(await jsonOf(evaluator, expression)).toEqual(['TypeError', 'TypeError', 'TypeError', true, true, true, true])
  })
})
