import { afterAll, describe, expect, it } from 'vitest'
import { dialects } from '../../src/evaluator/dialects/dialect.ts'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { readOutcome } from '../../src/evaluator/read-outcome.ts'
import { openTracing, visitOf } from './traced.ts'

const evaluator = openEvaluator()
const tracing = openTracing()
afterAll(async () => {
  await evaluator[Symbol.asyncDispose]()
  await tracing[Symbol.asyncDispose]()
})

const find = (body: string, after = ''): string => `function FindProxyForURL(url, host) { ${body} }\n${after}`
const shown = (expression: string, after = ''): string => find(`return "" + (${expression})`, after)

// what a script could notice of being made to tell how it runs
const scripts: Readonly<Record<string, string>> = {
  'the text of a function': shown('FindProxyForURL.toString() + FindProxyForURL'),
  'the text of functions inside': shown(
    '[function (a) { if (a) return 1; else return; }, x => x && 2, x => ({ x }), { get g() { return 1 } }, class { m() { switch (1) { case 1: return } } }].map(String)',
  ),
  'the text of a helper': shown('isInNet + shExpMatch + dnsResolve + alert'),
  'the text of a native function': shown(
    'Map + Function.prototype.toString + Function.prototype.toString.toString() + Function.prototype',
  ),
  'the function that gives texts': shown(
    'JSON.stringify(Object.getOwnPropertyDescriptor(Function.prototype, "toString")) + Function.prototype.toString.name + Function.prototype.toString.length + ("prototype" in Function.prototype.toString) + Object.getOwnPropertyNames(Function.prototype.toString)',
  ),
  'the text of what is no function': shown(
    '(() => { try { return Function.prototype.toString.call({}) } catch (e) { return e.message } })()',
  ),
  'a function made again from its text': shown(
    'eval("(" + inner + ")")(2)',
    'function inner(a) { if (a > 1) { return a ? "yes" : "no" } }',
  ),
  'the names of the globals': shown(
    'Object.getOwnPropertyNames(globalThis).sort() + Object.keys(globalThis).length + Object.getOwnPropertySymbols(globalThis).length',
  ),
  'what can be reached from a helper': shown(
    'Object.getOwnPropertyNames(isInNet) + isInNet.length + isInNet.name + dnsResolve.length',
  ),
  'this in functions called by name': shown(
    '[f() === globalThis, g()]',
    'function f() { return this } function g() { "use strict"; return this }',
  ),
  'this in helpers that a script replaced': `function isInNet() { return this === globalThis }\n${shown('isInNet("a", "b", "c")')}`,
  'arguments and their number': shown('f(1, 2) + f() + f.apply(null, [1, 2, 3])', 'function f() { return arguments.length }'),
  'arguments that follow their parameters': shown('f(1)', 'function f(a) { a = 2; if (a) return arguments[0] }'),
  'strict mode after a comment': shown('f()', 'function f() { /* a */ "use strict"\n return this === undefined }'),
  'strict mode without a semicolon': shown('f()', 'function f() { "use strict"\n return typeof this }'),
  'strict mode of the whole script': `"use strict"\n${shown('(function () { return this })()')}`,
  'several directives': shown(
    'f()',
    'function f() { "a"; "use strict"; "b"\nreturn (function () { return this === undefined })() }',
  ),
  'a text that is no directive': shown('f()', 'function f() { ("use strict"); return this === globalThis }'),
  'short circuits': shown('[a(0) && b(1), a(1) && b(0), a(0) || b(2), a(3) || b(1), !(a(0) || b(0)), log]', calls()),
  'the value of conditions, not their truth': shown('[0 || "x", "" && 1, null ?? 2, (1, 0) || 3, a => a]'),
  'conditions with assignments': find('var x; if (x = host) return x; return "no"'),
  'conditions with side effects in their order': shown(
    '(function () { if (a(1) && b(2) || c(3)) log.push("in"); while (a(log.length < 9)) ; do b(4); while (c(0)); for (a(5); b(log.length < 20); c(6)) ; return log })()',
    calls(),
  ),
  'nested conditions without brackets': shown(
    '[f(1, 1), f(1, 0), f(0, 1)]',
    'function f(a, b) { if (a) if (b) return "ab"; else return "a"; return "none" }',
  ),
  'else if after else if': shown(
    '[1, 2, 3, 4].map(f)',
    'function f(a) { if (a == 1) return 1; else if (a == 2) return "two"; else if (a == 3) { return 3 } else return 0 }',
  ),
  'labels and continue': shown(
    'f()',
    'function f() { var n = ""; outer: for (var i = 0; i < 3; i++) { inner: for (;;) { if (i == 1) continue outer; n += i; break inner } } return n }',
  ),
  'a label on a block': shown('f(1) + f(0)', 'function f(a) { var r = "x"; block: { if (a) break block; r = "y" } return r }'),
  'a label without a loop': shown('f()', 'function f() { var r = 1; l: r = 2; return r }'),
  switch: shown(
    '["a", "b", "c", 1, undefined].map(f)',
    'function f(x) { switch (x) { case "a": return 1; default: return "d"; case "b": case "c": { return 2 } } }',
  ),
  'a switch that falls through': shown(
    '[1, 2, 3].map(f)',
    'function f(x) { var r = ""; switch (x) { case 1: r += 1; case 2: r += 2; break; case 3: r += 3 } return r }',
  ),
  'a switch in a switch': shown(
    'f(2)',
    'function f(x) { switch (x) { case g(1): return "one"; case g(2): return "two" } } function g(y) { switch (y) { case 1: return 1; case 2: return 2 } }',
  ),
  'a switch with strict equality': shown(
    'f("1")',
    'function f(x) { switch (x) { case 1: return "number"; case "1": return "text" } }',
  ),
  'let in a switch': shown('f(1)', 'function f(x) { switch (x) { case 1: let y = 2; return y; case 2: y = 3 } }'),
  'closures over let in loops': shown(
    '(() => { const f = []; for (let i = 0; i < 3; i++) f.push(() => i); return f.map(g => g()) })()',
  ),
  'names of functions': shown(
    '[a.name, b.name, c.name, d.name, o.m.name, new K().f.name]',
    'var a = function () {}, b = () => 1, c = 1 && function () {}, d = true ? function () {} : 0, o = { m() {} }; class K { f = () => 1 }',
  ),
  'hoisted functions': shown('f() + typeof g', 'function f() { return h(); function h() { return "h" } } { function g() {} }'),
  'functions in blocks': shown('f(1) + f(0)', 'function f(a) { if (a) { function g() { return "g" } } return typeof g }'),
  'a function after if': shown('f(1) + f(0)', 'function f(a) { if (a) function g() {} return typeof g }'),
  'default values of parameters': shown(
    'f() + f(1)',
    'function f(a = g() || 2, { b = a ? "x" : "y" } = {}) { return a + b } function g() { return 0 }',
  ),
  'getters and setters': shown(
    'o.a + (o.a = 2) + o.b',
    'var o = { get a() { return this.b ? 1 : 0 }, set a(v) { if (v > 1) this.b = v }, b: 0 }',
  ),
  classes: shown(
    'new B().m() + B.s + new B().p',
    'class A { constructor(x) { this.x = x } m() { return this.x } } class B extends A { #q = 1 ? 5 : 6; static s = 1; static { if (B) B.s = 7 } constructor() { super(3) } m() { return super.m() + this.#q } get p() { return new.target === undefined } }',
  ),
  generators: shown(
    '[...f(3)]',
    'function* f(n) { for (let i = 0; i < n; i++) { const x = yield i && (yield "x"); if (x) return yield* f(1) } return 5 }',
  ),
  'async functions': shown('f()', 'async function f() { if (await 1) return await 2; return 3 }'),
  'arrow bodies': shown('[(x => x + 1)(1), (x => ({ x }))(2).x, (x => (1, x))(3), (() => {})(), (x => y => x && y)(1)(2)]'),
  'return of a sequence': find('return 1, 2, "" + host'),
  'return on two lines': shown('f()', 'function f() { return\n 1 }'),
  'return in brackets on two lines': find('return (\n host ||\n "x"\n)'),
  'return without a value': find('return'),
  'return in finally': shown('f()', 'function f() { try { return 1 } finally { if (host2) return 2 } } var host2 = 1'),
  'an exception, and what catches it': shown(
    'f()',
    'function f() { try { if (g()) return 1 } catch ({ message }) { return message } } function g() { throw new Error("thrown") }',
  ),
  'catch without a name': shown('f()', 'function f() { try { null.x } catch { return "caught" } }'),
  'statements without semicolons':
    'function FindProxyForURL(url, host)\n{\nvar a = 1\nvar b = a\n;[1, 2].forEach(function (x) { b += x })\nif (b > 2) b++\nelse b--\ndo b++\nwhile (b < 9)\nreturn "" + b\n}',
  'do without a line end after it': shown('f()', 'function f() { var i = 0; do i++; while (i < 3) return i }'),
  'empty statements': shown('f()', 'function f() { ;;; if (1); else; for (var i = 0; i < 3; i++); while (0); return i }'),
  'comments everywhere': shown(
    'f()',
    'function f(/* a */) /* b */ { /* c */ if /* d */ (/* e */ 1 /* f */) /* g */ return /* h */ 2 /* i */ ; /* j */ } // k',
  ),
  'templates and tags': shown(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a script with a template
    '`${f`a${1 ? 2 : 3}b`}${host && `x${url || 1}`}`',
    'function f(s, v) { return s.raw.join("-") + v }',
  ),
  'regular expressions that look like comments': shown('/[/*]/.test("*") && /\\/\\/*/.source'),
  'optional calls and chains': shown(
    '[o?.f?.(1), n?.f(1), o.f?.(2) || 3, f?.(4)]',
    'var o = { f: x => x }, n = null; function f(x) { return x }',
  ),
  'assignments with a condition': shown(
    '(() => { let a = 0, b = 1, c; a ||= () => 1; b &&= 2; c ??= function () {}; return [a.name, b, c.name] })()',
  ),
  'spread, new and super-like calls': shown(
    '[f(...[1, 2]), new g(1).x, Math.max(...[1, 2])]',
    'function f(a, b) { return a + b } function g(x) { this.x = x }',
  ),
  'direct eval sees the scope': shown(
    'f()',
    'function f() { var secret = 1; return eval("secret + 1") + (0, eval)("typeof secret") }',
  ),
  'eval declares': shown('f()', 'function f() { eval("var made = 3"); return made && typeof made }'),
  'Function makes functions': shown('new Function("a", "if (a) return 1; return 2")(0)'),
  'with, and a proxy that sees every name': shown(
    'f()',
    'function f() { var seen = []; var p = new Proxy({}, { has: (t, k) => { seen.push(String(k)); return false } }); with (p) { if (host2 && g(1)) seen.push("in"); (function () { if (1) return 2 })() } return seen } var host2 = 1; function g(x) { return x }',
  ),
  'with, and a method called by name': shown(
    'f()',
    'function f() { var o = { isInNet: function () { return this === o } }; with (o) { return isInNet() } }',
  ),
  'a global prototype that sees every name': shown(
    'seen',
    'var seen = []; Object.setPrototypeOf(globalThis, new Proxy({}, { has: (t, k) => { seen.push(String(k)); return false } }))',
  ),
  'what is thrown where nothing is': find('return missing(1)'),
  'what is thrown by what is no function': find('var f = 1; return f(2)'),
  'what is used before it is there': find('f(); let f = 1'),
  'a helper that is called with too little': find('return "" + isInNet("a")'),
  'a helper that throws': find('return shExpMatch(host, "[")'),
  'a helper by another name': shown(
    'f(host, ".org") + [host].some(isPlainHostName) + isInNet.call(null, "10.0.0.1", "10.0.0.0", "255.0.0.0")',
    'var f = dnsDomainIs',
  ),
  'a helper that is wrapped by its own name': shown(
    'isPlainHostName("a")',
    'var before = isPlainHostName; isPlainHostName = function (h) { return before(h) ? "wrapped" : "not" }',
  ),
  'built-ins that are gone': `Map = Array.isArray = JSON.stringify = Reflect.apply = null; Function.prototype.call = Function.prototype.apply = String.prototype.split = String.prototype.slice = function () { throw new Error("gone") }\n${shown('isPlainHostName(host) + FindProxyForURL.toString()')}`,
  'properties of all objects': `Object.prototype.t = Object.prototype.f = Object.prototype.b = 1; Object.defineProperty(Array.prototype, "0", { set() { throw 1 }, get() { throw 1 } })\n${shown('host && isPlainHostName("a")')}`,
  'a getter instead of the function':
    'Object.defineProperty(this, "FindProxyForURL", { get() { return function (u, h) { if (h) return "PROXY " + h } } })\n// FindProxyForURL',
  'alert with an object': find('var n = 0; alert({ toString: function () { n++; return "x" } }); return "" + n'),
  'helpers with objects that count': find(
    'var n = 0; var o = { toString: function () { n++; return "x" }, toJSON: function () { n += 10 } }; isPlainHostName(o); dnsResolve(o); return "" + n',
  ),
  'runs again for each name, counting': `var runs = 0; ${find('runs++; dnsResolve("www.example.org"); dnsResolve("b.test"); return "PROXY p" + runs + ":" + dnsResolve("www.example.org")')}`,
  'a throw that is no error': find('if (host) throw "just a text"'),
  'an error with a line': find('if (host)\n\n throw new TypeError("bad")'),
  'comments of HTML': '<!-- hidden\nfunction FindProxyForURL() { return "x" }\n--> hidden too',
  'old octal numbers and escapes': shown('010 + "\\101"'),
  'a script of one line': 'function FindProxyForURL(u,h){if(h=="x")return"A";return h?"PROXY "+h:"DIRECT"}',
  'line ends of all kinds': 'function FindProxyForURL(u, h) {\r\n if (h)\r return "PROXY " + h\u2028 + 1\n}',
  'names that are words elsewhere': shown(
    '(function () { var async = 1, of = 2, get = 3, let_ = 4; if (async) of = get; return of })()',
  ),
  'numbers of the clock and of chance': shown('[new Date().getTime(), Math.random()]'),
}

function calls(): string {
  return ['a', 'b', 'c']
    .map((name) => `function ${name}(x) { log.push("${name}" + x); return x }`)
    .join('\n')
    .concat('\nvar log = []')
}

describe('P1: a script that tells how it runs behaves as one that does not:', () => {
  it.each(Object.entries(scripts))('%s', async (_, script) => {
    for (const dialect of ['chromium', 'pacparser'] as const) {
      const asked = visitOf(script, 'http://www.example.org/', dialect)
      const [plain] = await evaluator.evaluate(asked.pac, [asked.visit], asked.world, dialect)
      const outcome = (await tracing.run(asked))?.outcome ?? ''
      expect(readOutcome(outcome, dialects[dialect])).toEqual(plain)
    }
  })
})

describe('P1: a script that is too long to be made to tell behaves as ever, and its helpers tell:', () => {
  const long = `//${'x'.repeat(600_000)}\n`
  const some = [
    'the text of a helper',
    'what can be reached from a helper',
    'a helper that throws',
    'a helper by another name',
    'the names of the globals',
  ]
  it.each(some)('%s', async (name) => {
    const asked = visitOf(long + scripts[name])
    const [plain] = await evaluator.evaluate(asked.pac, [asked.visit], asked.world)
    const traced = await tracing.run(asked)
    expect(readOutcome(traced?.outcome ?? '', dialects.chromium)).toEqual(plain)
    expect(traced?.trace).toMatchObject({ lines: [], branches: [], cut: true })
  })
})
