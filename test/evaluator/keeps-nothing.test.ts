import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { keepsNothing } from '../../src/evaluator/keeps-nothing.ts'
import type { World } from '../../src/evaluator/world.ts'
import { largeShape, publicShapes, smallShape } from '../bench/shapes.ts'
import { nowhere } from './one.ts'

const find = (body: string, before = '') => `${before}\nfunction FindProxyForURL(url, host) { ${body}; return "DIRECT" }`

const understood: Readonly<Record<string, string>> = {
  'the example': readFileSync(new URL('../../pac/examples/office.pac', import.meta.url), 'utf8'),
  'a ladder of globs': largeShape.pac,
  'locals of all kinds': find(
    'var i = 0; for (let k = 0; k < 2; k++) { const x = k; i += x } try { i++ } catch (e) { i = e } for (var p in {a: 1}) i = p',
  ),
  'an expression made in the call': find('var all = /a/g; while (all.test(host)) host = host.replace(/b/g, "")'),
  'functions of its own': find(
    'if (inside(host)) return f(1)',
    'function inside(h) { return isInNet(h, "10.0.0.0", "255.0.0.0") }\nvar f = function (n) { return "PROXY p:" + n }',
  ),
  'a function for a method': find(
    'return names.some(function (n) { return dnsDomainIs(host, n) }) ? "DIRECT" : "PROXY p:1"',
    'var names = ".a .b".split(" ")',
  ),
  'hasOwnProperty by a name': find('has.call(table, host)', 'var has = Object.prototype.hasOwnProperty; var table = {a: 1}'),
  'a method where there is none': find(
    'host.endsWith("a")',
    'if (!String.prototype.endsWith) { String.prototype.endsWith = function (t) { return this.lastIndexOf(t) == this.length - t.length } }',
  ),
  isInNetEx: find('if (isInNetEx(host, "2001:db8::/32")) return address', 'var address = "PROXY p:1"'),
  'data of all kinds': find(
    'var o = { a: 1, "b": "x", 3: -2.5, // "n++": 1,\n c: ["y", 1, [2]], d: null }; return "PROXY p:" + o.a',
    'var t = [1, \'a\', // it\'s\n "b", { "l}": "{", }, ];',
  ),
  'the clock': find('var d = new Date(); if (d.getHours() > 8 && Math.floor(2.5)) return "PROXY p:1"'),
}

const notUnderstood: Readonly<Record<string, string>> = {
  'a counter': find('n++', 'var n = 0'),
  'a global that a PAC function of pacparser changes': find('if (isInNetEx(host, "::/0")) return ip', 'var ip = myIpAddress()'),
  'a global without var': find('last = host'),
  'a counter in a closure': 'var FindProxyForURL = (function () { var n = 0; return function () { return "PROXY p:" + n++ } })()',
  'an outer local that an inner function changes': find(
    'var n = 0; var f = function () { n++ }; return names.map(f)',
    'var names = []',
  ),
  'a counter among data': find('var o = { "a": 1, b: "x", // 1,\n "c": n++, }', 'var n = 0'),
  'a counter in a list': find('var o = [1, "a", /* 2, */ n++, 3]', 'var n = 0'),
  'a counter after a comment that looks like data': find('var o = { "a": 1, // "b": 2,\u2028 c: n++ }', 'var n = 0'),
  'a function among data': find('t.f()', 'var n = 0; var t = { "a": 1, f: function () { n++ }, "b": 2 }'),
  'a prototype among data': find('t.a', 'var t = { "a": 1, "__proto__": { b: 1 }, "c": 2 }'),
  'a table that grows': find('seen[host] = 1', 'var seen = {}'),
  'a list that grows': find('seen.push(host)', 'var seen = []'),
  'an expression that remembers where it was': find('if (re.test(host)) return "PROXY p:1"', 'var re = /a/g'),
  'such a one made of a text': find('re.test(host)', 'var re = new RegExp("a", "y")'),
  chance: find('if (Math.random() < 0.5) return "PROXY p:1"'),
  'what is told': find('alert(host)'),
  'code in a text': find('eval("n = 1")'),
  'code in a text, by the way of replace': find('host.replace(/.*/, eval)'),
  'code in a text, by the way of this': find('host.replace(/.*/, this["ev" + "al"])'),
  'a native function under the name of a harmless one': find('o.test(host)', 'var o = { test: [].push, length: 0 }'),
  'the same, by a function': find('o.test(host)', 'function f() { return [].push }\nvar o = { test: f(), length: 0 }'),
  'the same, in a call': find(
    'var o = { test: ({}).constructor.assign }; o.test(t, { a: host }); if (t.a) return "PROXY " + t.a',
    'var t = {}',
  ),
  'the name of hasOwnProperty for something else, further in': find(
    'var has = t.push; [1].map(function () { return has.call(t, host) }); return "PROXY p:" + t.length',
    'var has = Object.prototype.hasOwnProperty; var t = []',
  ),
  'a native function under another name': find('isInNet(host)', 'var isInNet = [].push.bind([])'),
  'a bound one': find('f(host)', 'var a = []; var f = a.push.bind(a)'),
  'a name that its block has left': find('{ let n = 1 } n = 2'),
  'the variable of a catch, outside': find('try {} catch (e) {} e = 1'),
  'a loop over a global': find('for (n in {a: 1}) ;', 'var n'),
  'a call of what it was given':
    'function FindProxyForURL(url, host) { return g(Object.assign) }\nfunction g(f) { return f(t, {a: 1}) }\nvar t = {}',
  'an argument, by its number': find('arguments[0] = 1'),
  'a setter': find('o.x', 'var o = { get x() { return 1 } }'),
  'a property taken away': find('delete t.a', 'var t = {a: 1}'),
  'a property by a destructuring': find('[t.a] = [1]', 'var t = {a: 1}'),
  'a class': find('new C()', 'class C { constructor() { n++ } }'),
  'a generator': find('g()', 'function* g() { yield 1 }'),
  'work at the end of the file': `${find('')}\nfor (var i = 0; i < 3; i++) i = i`,
  'what its loading looked at': find('', 'var me = myIpAddress()'),
  'a function in a function': find('function f() { n = 1 }'),
  'no script': 'function (',
}

describe('keepsNothing', () => {
  it.each(Object.entries(understood))('understands %s', (_name, script) => expect(keepsNothing(script)).toBe(true))
  it.each(Object.entries(notUnderstood))('does not trust %s', (_name, script) => expect(keepsNothing(script)).toBe(false))

  it('gives up on a file that would make too many nodes', () => {
    expect(keepsNothing(find('', `var a = [${'[],'.repeat(500_000)}0]`))).toBe(false)
  })

  it('reads past plain data, however much of it there is', () => {
    expect(keepsNothing(find('a[0]', `var a = [${'0,'.repeat(500_000)}0]`))).toBe(true)
    expect(keepsNothing(find('o[host]', `var o = {${'"a": "b",\n'.repeat(200_000)}}`))).toBe(true)
  })

  it.each([
    ['names', find('', Array.from({ length: 100_000 }, (_, i) => `let a${i}`).join('\n'))],
    ['definitions', find('', 'a.b = c\n'.repeat(60_000))],
    ['functions in functions', find(`return ${'function () { return '.repeat(3000)}a${'}'.repeat(3000)}`)],
    ['blocks in blocks', find(`${'{'.repeat(20_000)}${'}'.repeat(20_000)}`)],
  ])('gives up early on a file of many %s', (_what, script) => {
    const before = process.threadCpuUsage()
    expect(keepsNothing(script)).toBe(false)
    const { user, system } = process.threadCpuUsage(before)
    expect((user + system) / 1e6).toBeLessThan(5)
  })

  it('understands most shapes of public files', () => {
    const shapes = publicShapes().filter(({ pac }) => keepsNothing(pac))
    expect(shapes.map(({ what }) => what.slice(0, 3))).toEqual(['(a)', '(b)', '(c)', '(e)', '(f)', '(g)', '(g)', '(h)'])
  })
})

const evaluator = openEvaluator()
const hurried = openEvaluator({ visitMs: 200, graceMs: 50 })
afterAll(() => Promise.all([evaluator[Symbol.asyncDispose](), hurried[Symbol.asyncDispose]()]))

// a text that has not been seen is loaded for its one call
let copies = 0
async function compare(
  script: string,
  worlds: readonly World[],
  visits: readonly { url: string }[],
  dialect: 'chromium' | 'firefox',
  by = evaluator,
) {
  for (const world of worlds) {
    const again = await by.evaluate({ text: script }, visits, world, dialect)
    const anew = await by.evaluate({ text: `${script}\n// ${copies++}` }, visits, world, dialect)
    expect(again).toEqual(anew)
  }
}

describe.each(['chromium', 'firefox'] as const)('a script that comes again in %s is decided as one that is new', (dialect) => {
  const asking = find(
    'return "PROXY " + dnsResolve(host) + " " + myIpAddress() + " " + dnsResolve("b.test") + " " + isResolvable("c.test")',
  )
  const worlds = [1, 2, 3, 4, 2, 1].map((i): World => {
    return {
      ...nowhere,
      addresses: [`192.0.2.${i}`],
      dns: { 'a.test': [`198.51.100.${i}`], ...(i > 2 && { 'b.test': [`203.0.113.${i}`] }) },
    }
  })
  const visits = ['http://a.test/', 'http://b.test/x', 'http://192.0.2.77/', 'http://none.test/'].map((url) => ({ url }))

  it('in each world', () => compare(asking, worlds, visits, dialect))

  it('whether or not it is understood', async () => {
    for (const script of [...Object.values(understood), ...Object.values(notUnderstood)])
      await compare(script, worlds, visits, dialect)
  })

  // texts and patterns of all kinds, what is no text among them, asked in all orders: the lean functions take the place of the careful
  it.each([
    ['the language as it is', ''],
    ['endsWith changed', 'String.prototype.endsWith = function (tail) { return true }'],
    ['indexOf changed', 'String.prototype.indexOf = function (part) { return -1 }'],
    ['a function of its own', 'function dnsDomainIs(host, domain) { return false }'],
    ['another of its own', 'function shExpMatch(host, domain) { return true }'],
  ])('whatever the functions are given, with %s', async (_what, before) => {
    const script = find(
      `return "PROXY " + all(host) + all(url) + all(host)`,
      `${before}
var values = ["", "a", "a.test", "A.TEST", "b.a.test", ".test", "x\\na.test", "1.2.3.4", "::1", 5, null, undefined, true, ["a.test"], {}]
var globs = ["", "*", "*.test", "a.*", "*a*", "a*t", "a.test", "?.test", "[a].test", "(", 5, null, undefined, ["*.test"], {}]
function glob(text, pattern) { try { return shExpMatch(text, pattern) ? "y" : "n" } catch (e) { return "x" } }
function inside(host, domain) { try { return dnsDomainIs(host, domain) ? "y" : "n" } catch (e) { return "x" } }
function plain(host) { try { return isPlainHostName(host) ? "y" : "n" } catch (e) { return "x" } }
function all(host) {
  var said = ""
  for (var again = 0; again < 2; again++) {
    for (var k = 0; k < globs.length; k++) said += glob(host, globs[k])
    for (var i = 0; i < values.length; i++) {
      said += plain(values[i]) + inside(host, values[i])
      for (var j = 0; j < values.length; j++) said += inside(values[i], values[j])
      for (var k = 0; k < globs.length; k++) said += glob(values[i], globs[k])
    }
  }
  return said
}`,
    )
    expect(keepsNothing(script)).toBe(true)
    await compare(script, worlds.slice(0, 4), visits, dialect)
  })

  it('when a visit before hung', async () => {
    const script = find('while (host == "a.test") ; return "PROXY " + myIpAddress() + " " + dnsResolve(host)')
    await compare(script, worlds.slice(0, 4), visits.slice(0, 2), dialect, hurried)
  })
})

describe('the shapes of the bench', () => {
  it.each([smallShape, largeShape, ...publicShapes().filter(({ pac }) => pac.length < 500_000)])(
    '$what decides in every call as in the first',
    async (shape) => {
      const visits = Array.from({ length: 60 }, (_, i) => shape.visit(i))
      const first = await evaluator.evaluate({ text: shape.pac }, visits, nowhere)
      for (let call = 0; call < 3; call++) expect(await evaluator.evaluate({ text: shape.pac }, visits, nowhere)).toEqual(first)
      expect(new Set(first.map((verdict) => JSON.stringify(verdict))).size).toBeGreaterThan(1)
      expect(first.every(({ kind }) => kind === 'answered')).toBe(true)
    },
  )
})
