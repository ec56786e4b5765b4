import { afterAll, describe, expect, it } from 'vitest'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { keepsNothing } from '../../src/evaluator/keeps-nothing.ts'
import { specialise } from '../../src/evaluator/specialise.ts'
import { publicShapes } from '../bench/shapes.ts'
import { nowhere } from './one.ts'

const find = (body: string, before = '') => `${before}\nfunction FindProxyForURL(url, host) {\n${body}\nreturn "DIRECT" }`
const eight = '["a.test", "b.test",\n "c.test", "d.test", "e.test", "f.test", "g.test", "h.test"]'
const pairs = '[[1, -2], [3, 4], [5, 6],\n [7, 8], [9, 10], [11, 12], [13, 14], [15, 16]]'
const values = '"test", "a.test", "", ".", 5, -1, null, undefined, true, ["test"], ["a", "test"], [], {}, "x.a.test"'

const faster: Readonly<Record<string, string>> = {
  'a list in the function': find(
    `var list = ${eight};\nfor (var i = 0; i < list.length; i++) if (host == list[i]) return "PROXY p:" + i;`,
  ),
  'a list of pairs': find(
    `var list = ${pairs};\nfor (var i = 0; i < list.length; i++) if (host.length == list[i][0] + list[i][1]) return "PROXY p:" + i;`,
  ),
  'a list that is searched': find(`const list = ${eight};\nif (list.indexOf(host) >= 0) return "PROXY p:" + list.join("-");`),
  'a list in another function': find(
    'return "PROXY " + pick(host.length);',
    `function pick(n) { var list = ${eight}; return list[n % 8] }`,
  ),
  'an element that is not there': find(`var list = ${eight};\nreturn "PROXY " + list[host.length] + list["x"] + list[-1];`),
  'a text that ends with one of a list': find(
    'for (var i = 0; i < list.length; i++) if (host == list[i] || host.endsWith("." + list[i])) return "PROXY p:" + i;',
    `var list = ${eight};`,
  ),
  'what is no text at the end': find(
    'var said = "";\nfor (var i = 0; i < list.length; i++) said += host.endsWith("." + list[i]) ? "y" : "n";\nreturn "PROXY " + said;',
    `var list = [${values}];`,
  ),
  'no text that ends with anything': find(
    'return list[1].endsWith === undefined || n.endsWith("." + list[0]);',
    'var list = ["a"]; var n = 5;',
  ),
  'a name that is nowhere': find('if (host == "a.test" || host.endsWith("." + nowhere)) return "PROXY p:1";', 'var nowhere;'),
  'the same over lines': find(
    'return (host == "x" ||\n  host.endsWith("." +\n list[0])) ? "PROXY p:1" : list[2][0][0];',
    'var list = ["test"];',
  ),
}

const asItIs: Readonly<Record<string, string>> = {
  'a short list': find('var list = ["a", "b"]; return list[0];'),
  'a list that is given away': find(`var list = ${eight};\nreturn f(list);`, 'function f(list) { return list[0] }'),
  'a list that has two names': find(`var list = ${eight};\nvar other = list;\nreturn other[0];`),
  'a list that is returned': find(`var list = ${eight};\nreturn list;`),
  'a list in a list that is had': find(`var list = ${pairs};\nvar pair = list[0];\nreturn pair[0];`),
  'a copy of a list of lists': find(`var list = ${pairs};\nreturn list.slice(1)[0];`),
  'a list that is set again': find(`var list = ${eight};\nlist = [host];\nreturn list[0];`),
  'a list whose name means something else elsewhere': find(
    `var list = ${eight};\nreturn list[0] + f(host);`,
    'function f(list) { return list }',
  ),
  'a list with a call in it': find('var list = [1, 2, 3, 4, 5, 6, 7, host.length];\nreturn list[0];'),
  'a list with an object in it': find('var list = [1, 2, 3, 4, 5, 6, 7, {}];\nreturn list[7].a;'),
  'a list at the top': find('return list[0];', `var list = ${eight};`),
  'a name of ours': find(`var wpadd$0 = ${eight};\nreturn wpadd$0[0];`),
  'an expression at the end': find('if (host.endsWith("." + list[0])) return "x";', 'var list = [/a/];'),
  'an object that has endings': find('return o.endsWith("." + host);', 'var o = { endsWith: "x" };'),
  'an object with a text of its own': find('if (host.endsWith("." + o)) return "x";', 'var o = { toString: "x" };'),
  'two characters': find('if (host.endsWith("a." + list[0])) return "x";', 'var list = ["a"];'),
  'a call at the end': find('if (host.endsWith("." + host.toLowerCase())) return "x";'),
  'the start of a line without semicolons': find('var a = host\nhost.endsWith("." + a) ? 1 : 2'),
  'what may not be there': find('if (host?.endsWith("." + url)) return "x";'),
}

const evaluator = openEvaluator()
afterAll(() => evaluator[Symbol.asyncDispose]())
const visits = ['a.test', 'x.b.test', 'test', 'www.example.com', 'x.5', 'y.null', 'x.undefined', '10.1.2.3', 'abcde'].map(
  (host) => {
    return { url: 'http://www.example.org/', host }
  },
)

describe('specialise', () => {
  it.each(Object.entries(faster))('writes %s in another way, and line for line', (_name, script) => {
    const changed = specialise(script)
    expect(changed).toBeDefined()
    expect(changed?.split('\n').findIndex((line) => line.includes('return "DIRECT"'))).toBe(
      script.split('\n').findIndex((line) => line.includes('return "DIRECT"')),
    )
  })

  it.each(Object.entries(asItIs))('leaves %s', (_name, script) => expect(specialise(script)).toBeUndefined())

  it('finds what costs time in public files', () => {
    const found = publicShapes().filter(({ pac }) => specialise(pac) !== undefined)
    expect(found.map(({ what }) => what.slice(0, 3))).toEqual(['(c)', '(f)'])
  })

  // the third call is the first after the script was studied
  it.each([...Object.entries(faster), ...Object.entries(asItIs)])('decides with %s as before', async (_name, script) => {
    const first = await evaluator.evaluate({ text: script }, visits, nowhere)
    for (let call = 0; call < 3; call++) expect(await evaluator.evaluate({ text: script }, visits, nowhere)).toEqual(first)
  })

  it('is tried on scripts that keep nothing', () => {
    for (const script of Object.values(faster)) expect(keepsNothing(script)).toBe(true)
  })

  it('leaves a script that brings its own endsWith', async () => {
    const script = `String.prototype.endsWith = function (tail) { return tail.length == 7 }\n${faster['a text that ends with one of a list']}`
    const first = await evaluator.evaluate({ text: script }, visits, nowhere)
    for (let call = 0; call < 3; call++) expect(await evaluator.evaluate({ text: script }, visits, nowhere)).toEqual(first)
  })
})
