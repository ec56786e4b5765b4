import type { Failure } from '../../src/evaluator/verdict.ts'

/** A PAC that means harm, and how it may end: with one of some failures, or with an answer that begins so. */
export interface Hostile {
  readonly what: string
  readonly script: string
  readonly ends: readonly Failure[]
  readonly answers?: string
  /** Whether it needs what engines of ECMAScript 3 lack: there it may also be a syntax error or an exception. */
  readonly isModern: boolean
}

const find = (body: string, before = ''): string => `${before}\nfunction FindProxyForURL(url, host) { ${body} }`
const deep = (open: string, core: string, close: string, times: number): string => open.repeat(times) + core + close.repeat(times)
// ways to long texts and many numbers that every engine has
const LONG = 'function long(text, times) { return new Array(times + 1).join(text) }'

type Scripts = Readonly<Record<string, string>>

const neverEnd: Scripts = {
  'an endless loop': find('for (;;);'),
  'an endless loop while it is loaded': find('return "DIRECT"', 'while (true);'),
  'a loop that catches what interrupts it': find('for (;;) try { for (;;); } catch (e) {} finally { for (;;); }'),
  'a loop with a label in a finally': find('a: for (;;) try { return "DIRECT" } finally { continue a }'),
  'a loop in a function that with finds': find('with ({ get: function () { for (;;); } }) get()'),
  'a loop in eval': find('eval("for (;;);")'),
  'a loop in a new Function': find('new Function("for (;;);")()'),
  'a loop that grows a number': find('for (var i = 0.5; i != 0; i++) Math.sin(i)'),
  'a comparison of a sort that never ends': find('[3, 2, 1].sort(function () { for (;;); })'),
  'a replacement that never ends': find('"abc".replace(/b/, function () { for (;;); })'),
  'a text of an object that never comes': find('return "" + { toString: function () { for (;;); } }'),
  'a valueOf that never ends, given to isInNet': find(
    'return isInNet({ toString: function () { for (;;); } }, "192.0.2.0", "255.255.255.0") + ""',
  ),
  'a valueOf that never ends, given to shExpMatch': find(
    'shExpMatch(host, { toString: function () { for (;;); }, replace: function () { for (;;); } }); return "DIRECT"',
  ),
  'a valueOf that never ends, given to dateRange': find(
    'dateRange({ valueOf: function () { for (;;); }, toString: function () { for (;;); } }, 5); for (;;);',
  ),
  'a valueOf that never ends, given to timeRange': find('timeRange({ valueOf: function () { for (;;); } }, 5); for (;;);'),
  'a valueOf that never ends, given to weekdayRange': find('weekdayRange({ toString: function () { for (;;); } })'),
  'a length that never ends, given to dnsDomainIs': find('dnsDomainIs({ length: { valueOf: function () { for (;;); } } }, "x")'),
  'a split that never ends, given to dnsDomainLevels': find(
    'dnsDomainLevels({ split: function () { for (;;); }, toString: function () { for (;;); } }); for (;;);',
  ),
  'a text that never comes, given to alert': find('alert({ toString: function () { for (;;); } }); for (;;);'),
  'an endless name of an error': find('throw { message: "x", name: { toString: function () { for (;;); } } }'),
  'an endless text of what it throws': find('throw { toString: function () { for (;;); } }'),
  'a catastrophic regular expression': find('return /^(a+)+$/.test("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!") + ""'),
  'a catastrophic regular expression of alternatives': find(
    'return /^(a|aa|aaa|b?)*$/.test("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!") + ""',
  ),
  'a catastrophic regular expression of back references': find(
    'return /^(?:(a*)\\1*)*$/.test(new Array(200).join("a") + "!") + ""',
  ),
  'a catastrophic expression in split': find(
    'return new Array(60).join("a").split(/(?:a+)+b/).join("") + new Array(60).join("a").replace(/(a*)*b/, "")',
  ),
  'a pattern of stars for a long text': find(`${LONG}; return shExpMatch(long("a", 100000), long("*a", 40) + "b") + ""`),
  'a host that matches a wild glob': find(`${LONG}; return shExpMatch(long("x.", 30000), "*x*x*x*x*x*x*x*x*x*y") + ""`),
  'millions of names': find('for (var i = 0; ; i++) dnsResolve("n" + i + ".example.org")'),
  'the same name for ever': find('for (;;) isResolvable("www.example.org")'),
  'its own address for ever': find('for (;;) myIpAddress()'),
  'a search that the engine cannot interrupt': find(
    'Array.prototype.lastIndexOf ? Array.prototype.indexOf.call({ length: Math.pow(2, 53) - 1 }, 1) : 0; for (;;);',
  ),
  'a reversal that the engine cannot interrupt': find('var a = []; a.length = 4294967295; a.reverse()'),
  'a join of four thousand million nothings': find('var a = []; a.length = 4294967295; a.join("")'),
  'a sort of four thousand million nothings': find('var a = []; a.length = 4294967295; a.sort(); for (;;) a.sort()'),
  'a shift of four thousand million nothings': find('var a = []; a.length = 4294967295; for (;;) a.shift()'),
  'a splice of four thousand million nothings': find('var a = []; a.length = 4294967295; for (;;) a.splice(0, 2)'),
  'a constructor that calls itself for ever': find('for (;;) new (function F() { this.constructor = F })()'),
  'a date asked for ever': find('for (;;) new Date().toString()'),
  'texts compared for ever': find(`${LONG}; var a = long("a", 1e6), b = long("a", 1e6); for (;;) a == b + "c"`),
  'a search in a text for ever': find(`${LONG}; var a = long("a", 3e6); for (;;) a.indexOf(long("a", 1e5) + "b")`),
  'an insertion before more than there is': find('Array.prototype.unshift.call({ length: Math.pow(2, 53) - 2 }, 1)'),
  'a reader of JSON that never ends': find('JSON.parse("[1, 2]", function () { for (;;); })'),
}

const neverEndModern: Scripts = {
  'a look-behind that backtracks': find('for (;;) /(?<=(a+)+)b$/.test("a".repeat(40) + "c")'),
  'an endless text for sortIpAddressList': find(
    'for (;;) typeof sortIpAddressList == "function" && sortIpAddressList({ toString() { for (;;); } })',
  ),
  'a loop that starts when FindProxyForURL is read':
    'Object.defineProperty(this, "FindProxyForURL", { get: function () { for (;;); } })',
  'an endless getter on what it throws': find('throw { get message() { for (;;); } }'),
  'an endless getter on a stack': find(
    'var e = new Error("x"); Object.defineProperty(e, "stack", { get() { for (;;); } }); throw e',
  ),
  'an endless prepareStackTrace': find(
    'Error.prepareStackTrace = function () { for (;;); }; try { throw new Error("x") } catch (e) { e.stack } for (;;);',
  ),
  'an endless getter of a proxy': find('return new Proxy({}, { get() { for (;;); } }).x'),
  'an endless proxy that is thrown': find(
    'throw new Proxy(new Error("x"), { get() { for (;;); }, getPrototypeOf() { for (;;); } })',
  ),
  'an endless Symbol.toPrimitive': find('return "" + { [Symbol.toPrimitive]() { for (;;); } }'),
  'an endless Symbol.species': find(
    'class A extends Array { static get [Symbol.species]() { for (;;); } } new A(1, 2, 3).map(x => x)',
  ),
  'an endless Symbol.iterator': find(
    'for (const x of { [Symbol.iterator]() { return { next() { return { done: false } } } } });',
  ),
  'an endless generator': find('function* g() { for (;;) yield 1 } for (const x of g());'),
  'an endless spread': find('function* g() { for (;;) yield 1 } Math.max(...g())'),
  'an endless Symbol.replace': find('"a".replace({ [Symbol.replace]() { for (;;); } }, "")'),
  'an endless hasInstance': find('return ({}) instanceof { [Symbol.hasInstance]() { for (;;); } }'),
  'a search that nothing can interrupt': find('Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)'),
  'an inclusion that nothing can interrupt': find('Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 1)'),
  'a fill that nothing can interrupt': find('Array.prototype.fill.call({ length: 2 ** 53 - 1 }, 1)'),
  'a copyWithin that nothing can interrupt': find('Array.prototype.copyWithin.call({ length: 2 ** 53 - 1 }, 1, 0)'),
  'an unstoppable search while it is loaded': find('return "DIRECT"', 'Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)'),
  'an unstoppable search in the getter of its error': find(
    'throw { get message() { Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1) } }',
  ),
  'a normalization of a long text': find('var s = "\\u0344".repeat(1e6); for (;;) s.normalize("NFKD")'),
  'WeakRefs and finalizers for ever': find(
    'var r = new FinalizationRegistry(function () { for (;;); }); for (;;) r.register({}, 1), new WeakRef({})',
  ),
  'a typed array sorted for ever': find('var a = new Float64Array(1e6); for (;;) a.sort((x, y) => 1)'),
  'the ranges of the year for ever': find('for (;;) dateRange("JAN", "DEC"), timeRange(0, 23), weekdayRange("MON", "SUN")'),
  'an endless toJSON': find('return JSON.stringify({ toJSON() { for (;;); } })'),
  'an endless reviver': find('return JSON.parse("[1,2]", function () { for (;;); })'),
  'a function that is another one each time': `var asked = 0; Object.defineProperty(globalThis, "FindProxyForURL", {
    get() { return asked++ ? function () { for (;;); } : function () { return "DIRECT" } } })`,
  'globals behind a proxy': find(
    'return "DIRECT"',
    'Object.setPrototypeOf(globalThis, new Proxy({}, { get() { for (;;); }, has() { for (;;); }, set() { for (;;); } })); unknown = 1',
  ),
  'a copy of more than there is': find('Array.prototype.copyWithin.call({ length: 2 ** 53 - 1 }, 5, 0)'),
  'a table that grows while it is gone through': find('var m = new Map([[0, 0]]); m.forEach((v, k) => m.set(k + 1, 0))'),
  'a question of with that never ends': find('with (new Proxy({}, { has() { for (;;); } })) { x }'),
  'named groups and what they refer to': find('return /^(?<q>(?:a|a?)+)\\k<q>$/.test("a".repeat(60) + "!") + ""'),
  'an instance of something that never says': find('return {} instanceof { [Symbol.hasInstance]() { for (;;); } }'),
  'a wait for another thread': find('for (;;) try { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) } catch (e) {}'),
}

const takeTooMuch: Scripts = {
  'a sort that is never content': find(
    'var a = []; for (var i = 0; i < 1e6; i++) a[i] = i; for (;;) a.sort(function () { return Math.random() - 0.5 })',
  ),
  'an array that grows': find('var a = []; for (;;) a.push(new Array(100000).join("x"))'),
  'an array that grows, though it catches the refusal': find(
    'var a = []; for (;;) try { a.push(new Array(1e6).join("x")) } catch (e) {}',
  ),
  'an array that grows while it is loaded': find('return "DIRECT"', 'var a = []; for (;;) a.push(new Array(100000).join("x"))'),
  'an array of small objects': find('var a = []; for (;;) a.push({ a: a })'),
  'an object with ever more names': find('var o = {}; for (var i = 0; ; i++) o["k" + i] = i'),
  'a text that grows by joins': find('var s = "x"; for (;;) s = [s, s].join(s)'),
  'a text that grows by replace': find('var s = "x"; for (;;) s = s.replace(/x/g, "xx")'),
  'a flood of alerts of a million characters': find(`${LONG}; for (;;) alert(long("x", 1e6))`),
  'closures that hold on': find(
    'var f = null; for (;;) f = (function (g, a) { return function () { return g || a } })(f, new Array(1000).join("x"))',
  ),
  'captures of a regular expression': find(`${LONG}; var all = []; for (;;) all.push(long("a", 1e5).match(/(a)(a*)/))`),
  'a huge text to decode': find(`${LONG}; return decodeURIComponent(long("%41", 2e7))`),
  'a huge text to encode': find(`${LONG}; return encodeURIComponent(long("\\u20ac", 1e7))`),
  'a huge text to escape': find(`${LONG}; return escape(long("\\u20ac", 1e7))`),
  'a huge text to split': find(`${LONG}; return long("a,", 5e6).split(",").length + ""`),
  'an answer of a hundred million characters': find(`${LONG}; return long("x", 1e8)`),
  'an answer of a million proxies': find(`${LONG}; return long("PROXY a;", 1e6)`),
  'an answer a little too long': find(`${LONG}; return long("x", 16385)`),
  'a huge error': find(`${LONG}; throw new Error(long("x", 1e8))`),
  'a concatenation of itself': find('var a = [1]; for (;;) a = a.concat(a)'),
  'a program that eval makes': find('var s = "1"; for (;;) { s += "+" + s; eval(s) }'),
  'functions made of text': find('var all = []; for (;;) all.push(new Function("return [" + new Array(1e4).join("1,") + "]"))'),
  'globals without end': find('return "DIRECT"', 'for (var i = 0; ; i++) this["g" + i] = new Array(1000).join("x")'),
}

const takeTooMuchModern: Scripts = {
  'huge array buffers': find('for (var a = []; ; ) a.push(new Uint8Array(2 ** 31 - 1))'),
  'a flood of microtasks': find(
    'var p = Promise.resolve(), later = typeof queueMicrotask == "function" ? queueMicrotask : p.then.bind(p); for (;;) later(function () {})',
  ),
  'a deep JSON text to write': find('var o = {}; for (var i = 0; i < 1e5; i++) o = { o }; return JSON.stringify(o)'),
  'a text that doubles': find('var s = "x"; for (;;) s += s'),
  'Atomics.wait': find('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); for (;;);'),
  'an integer of a million digits divided': find('var x = 3n ** 1000000n; for (;;) x / (x >> 500000n)'),
  'a text made a large integer': find('for (;;) BigInt("9".repeat(1e6))'),
  'a large integer made text': find('var x = 1n << 4000000n; for (;;) x.toString()'),
  'a huge power of an integer': find('return String(7n ** 100000000n).length + ""'),
  'a power of large integers': find('for (var x = 3n; ; x = x * x);'),
  'String.prototype.repeat': find('return "x".repeat(2 ** 29).repeat(4)'),
  'String.prototype.padEnd': find('return "x".padEnd(2 ** 29 - 1).padStart(2 ** 30)'),
  'array buffers': find('var a = []; for (;;) a.push(new ArrayBuffer(1 << 20))'),
  'typed arrays': find('var a = []; for (;;) a.push(new Float64Array(1e5).fill(1))'),
  'a Map': find('var m = new Map(); for (var i = 0; ; i++) m.set(i, {})'),
  'a Set of texts': find('var m = new Set(); for (var i = 0; ; i++) m.add("x".repeat(1000) + i)'),
  'a WeakMap': find('var m = new WeakMap(), a = []; for (;;) { var o = {}; a.push(o); m.set(o, new Array(100).fill(o)) }'),
  symbols: find('var a = []; for (;;) a.push(Symbol("x".repeat(1000)), Symbol.for("k" + a.length))'),
  'large integers': find('var a = []; for (var x = 1n; ; x <<= 65536n) a.push(x)'),
  promises: find('for (var p = Promise.resolve(); ; ) p = p.then(function () {})'),
  'generators that wait': find(
    'function* g() { yield new Array(1000).fill(1) } var a = []; for (;;) { var i = g(); i.next(); a.push(i) }',
  ),
  'async functions that wait': find('async function f() { await new Promise(function () {}) } for (var a = []; ;) a.push(f())'),
  'Array.from of a huge length': find('return Array.from({ length: 2 ** 32 - 1 }, () => "x").join("")'),
  'flat of a nest': find('var a = [1]; for (;;) a = [a, a].flat()'),
  'JSON of a wide nest': find('var o = []; for (var i = 0; i < 30; i++) o = [o, o]; return JSON.stringify(o)'),
  'JSON with a huge indent': find(
    'var o = {}; for (var i = 0; i < 2000; i++) o = { o, i }; for (var a = [];;) a.push(JSON.stringify(o, null, 10))',
  ),
  'a template of templates': find('var s = "x"; for (;;) s = `$' + '{s}$' + '{s}`'),
  'a structure of getters': find(
    'var o = {}; for (var i = 0; ; i++) Object.defineProperty(o, "g" + i, { get() { return i }, enumerable: true })',
  ),
  'causes of causes': find('var e = new Error("a"); for (var i = 0; i < 1e5; i++) e = new Error("b", { cause: e }); throw e'),
  'a buffer that grows': find(
    'var b = new ArrayBuffer(8, { maxByteLength: 2 ** 31 }); b.resize(2 ** 31 - 1); new Uint8Array(b).fill(1)',
  ),
  'buffers that are shared': find('for (var all = [];;) all.push(new SharedArrayBuffer(1 << 28))'),
  'a power of powers': find('for (var n = 3n;;) n *= n'),
  'a text between pieces': find('return String.raw({ raw: { length: 2 ** 32 } }, "ab".repeat(1e7), "ab".repeat(1e7))'),
  'a text that falls apart': find('return "\\u1e9b\\u0323".repeat(3e6).normalize("NFKD").length'),
}

const overflow: Scripts = {
  'a prototype of itself': find('var o = {}, p = { __proto__: o }; o.__proto__ = p; throw o.x.y'),
  'a recursion without end': find('return FindProxyForURL(url, host)'),
  'a recursion while it is loaded': find('return "DIRECT"', 'function f() { return f() + 1 } f()'),
  'a recursion of two': find('function a() { return b() + 1 } function b() { return a() + 1 } return a()'),
  'a recursion through a sort': find('function f() { return [3, 1].sort(f) } f()'),
  'a recursion through a replacement': find('function f() { return "ab".replace(/b/, f) } return f()'),
  'a recursion through text': find('var o = { toString: function () { return "" + o } }; return "" + o'),
  'a recursion through eval': find('function f() { return eval("f()") } return f()'),
  'a recursion through apply': find('function f() { return f.apply(this, arguments) } return f(1, 2, 3)'),
  'a recursion through call': find('function f() { return f.call.call(f) } return f()'),
  'an apply of a million arguments': find(
    'return Math.max.apply(null, new Array(1000000)) + FindProxyForURL.apply(null, new Array(5000000))',
  ),
  'a recursion with many arguments': find('function f() { return f.apply(null, new Array(10000)) } return f()'),
  'deep brackets to read': find('return eval(new Array(100000).join("["))'),
  'deep calls to read': find('return eval(new Array(50000).join("f(") + new Array(50000).join(")"))'),
  'deep blocks to read': find('return eval(new Array(50000).join("{") + new Array(50000).join("}"))'),
  'deep functions to read': find('return eval(new Array(20000).join("(function(){") + new Array(20000).join("})()"))'),
  'deep nots to read': find('return eval(new Array(100000).join("!") + "1")'),
  'deep JSON to read': find('return JSON.parse(new Array(1000000).join("["))'),
  'a deep regular expression': find(
    'return new RegExp(new Array(50000).join("(?:") + "a" + new Array(50000).join(")")).test("a")',
  ),
  'undefined thrown': find('throw undefined'),
  'null thrown': find('throw null'),
  'its own global thrown': find('throw this'),
  'a text that is no text': find('throw { toString: function () { return {} }, valueOf: function () { return {} } }'),
}

const overflowModern: Scripts = {
  'a module of the host': find('import("fs").then(function (fs) { fs.rmSync("/tmp/x") }); throw new Error("nothing came")'),
  'a recursion through a getter': find('var o = { get x() { return o.x } }; return o.x'),
  'a recursion through a proxy': find('var p = new Proxy({}, { get: function (t, k, r) { return r[k] } }); return p.x'),
  'a chain of a hundred thousand proxies': find(
    'var p = {}; for (var i = 0; i < 100000; i++) p = new Proxy(p, {}); return p.x + p.y',
  ),
  'a chain of a hundred thousand prototypes': find(
    'var p = {}; for (var i = 0; i < 100000; i++) p = Object.create(p); return p.x.y',
  ),
  'a chain of bound functions': find(
    'var f = function () { return 1 }; for (var i = 0; i < 100000; i++) f = f.bind(null); return f() + f',
  ),
  'an error that throws when asked': find(
    'var e = new Error("x"); Object.defineProperty(e, "message", { get() { throw e } }); throw e',
  ),
  'an error that is its own cause': find(
    'var e = new Error("x"); e.cause = e; throw new AggregateError([e, e], "y", { cause: e })',
  ),
  'a symbol': find('throw Symbol("a")'),
  'a large integer thrown': find('throw 10n ** 1000n'),
  'a proxy that throws': find('throw new Proxy({}, { get() { throw 1 } })'),
  'a revoked proxy': find('var r = Proxy.revocable({}, {}); r.revoke(); throw r.proxy'),
  'a function as what is thrown': find('throw function () { for (;;); }'),
  'a deep iterator': find('function* g(n) { yield* g(n + 1) } return [...g(0)]'),
  'a getter for the function that throws': 'Object.defineProperty(this, "FindProxyForURL", { get() { throw new Error("x") } })',
  'a deep look-ahead': find('return new RegExp("(?=".repeat(30000) + "a" + ")".repeat(30000)).test("a")'),
  'a module that describes itself': find('return "" + eval("import.meta")'),
}

const huge: Scripts = {
  'a deeply nested source': find(`return ${deep('[', '', ']', 20_000)}`),
  'a source of brackets': `${'('.repeat(500_000)}FindProxyForURL`,
  'a source of ten thousand functions in each other': find(`return ${deep('(function(){return ', '"DIRECT"', '})()', 10_000)}`),
  'a source of nested conditions': find(`${'if (host) '.repeat(50_000)} return 1`),
  'a source of nested ternaries': find(`return ${'host == "" ? 1 : '.repeat(50_000)} 1`),
  'a source of unary operators': find(`return ${'typeof '.repeat(100_000)} 1`),
  'a source with a deep regular expression': find(`return /${deep('(', 'a', ')', 30_000)}/.test(host)`),
  'a source of blocks that are not closed': `function FindProxyForURL(url, host) ${'{'.repeat(500_000)}`,
  'a source with a megabyte of labels': find(`${Array.from({ length: 60_000 }, (_, i) => `l${i}:`).join('')} return 1`),
  'a source of many megabytes': find(`throw 1 // ${'x'.repeat(4_000_000)}`),
  'a source of objects in objects': find(`return ${deep('{a:', '1', '}', 20_000)}`),
  'a source of calls of calls': find(`return host${'.a()'.repeat(100_000)}`),
  'a source of additions': find(`return 1 + ${'host.x.y + '.repeat(60_000)} 1`),
  'a source of commas': find(`return [${','.repeat(900_000)}].x.y`),
  'a source of vars': find('throw 1', `var ${Array.from({ length: 80_000 }, (_, i) => `v${i}`).join(',')};`),
}

const answering: readonly [what: string, script: string, answer: string, isModern?: boolean][] = [
  ['NUL bytes in its answer', find('return "PROXY a\\0b:80; DIRECT"'), 'PROXY a\0b:80'],
  ['line ends in its answer', find('return "PROXY a\\nb\\r\\nc"'), 'PROXY a\nb'],
  ['a text that says it is an outcome', find('return "xPROXY\\nt\\nk"'), 'xPROXY\nt'],
  ['a flood of alerts', find('for (var i = 0; i < 1000; i++) alert("x" + i); return "DIRECT"'), 'DIRECT'],
  ['long texts for dnsDomainIs', find(`${LONG}; dnsDomainIs(long("a", 1e6), long("a", 1e6)); return "DIRECT"`), 'DIRECT'],
  [
    'a megabyte of a glob',
    find(`${LONG}; try { shExpMatch(host, long("a", 1e6)); shExpMatch(host, long("*", 1e5)) } catch (e) {} return "DIRECT"`),
    'DIRECT',
  ],
  [
    'a megabyte of a name',
    find(`${LONG}; dnsResolve(long("a.", 5e5)); isResolvable(long("\\u00e9.", 1e5)); return "DIRECT"`),
    'DIRECT',
  ],
  [
    'a megabyte of an address',
    find(`${LONG}; try { isInNet(long("1.", 5e5), long("1", 1e5), long("9", 1e5)) } catch (e) {} return "DIRECT"`),
    'DIRECT',
  ],
  ['a megabyte of levels', find(`${LONG}; return dnsDomainLevels(long("a.", 1e5)) > 5 ? "DIRECT" : "x"`), 'DIRECT'],
  [
    'huge arguments of the ranges',
    find(
      `${LONG}; var l = long("9", 1e5); weekdayRange(l, l); dateRange(l, l, l, l, l, l); timeRange(l, l, l, l, l, l); return "DIRECT"`,
    ),
    'DIRECT',
  ],
  [
    'a million local names',
    find(`${LONG}; localHostOrDomainIs(long("a", 1e6), long("a", 1e6) + ".b"); isPlainHostName(long("a", 1e6)); return "DIRECT"`),
    'DIRECT',
  ],
  ['a long answer', find(`${LONG}; return long(" ", 16000)`), '   '],
  ['an answer of semicolons', find(`${LONG}; return long(";", 16000)`), ';;;'],
  ['an answer of words', find(`${LONG}; return long("PROXY [", 2000)`), 'PROXY ['],
  ['an answer of blanks in a word', find(`${LONG}; return "PROXY" + long(" \\t", 8000) + "x"`), 'PROXY \t'],
  ['an answer of brackets', find(`${LONG}; return "PROXY " + long("[:", 8000)`), 'PROXY [:'],
  [
    'helpers that are redefined',
    find('return "DIRECT"', 'var isInNet, dnsResolve = function () { for (;;); }, shExpMatch = 5, alert = null'),
    'DIRECT',
  ],
  ['a lone surrogate in its answer', find('return "PROXY \\ud800:80"'), 'PROXY \ud800'],
  [
    'frozen globals',
    find(
      'return "DIRECT"',
      '[Object, Array, String, Function, Error, RegExp, JSON, Math, Object.prototype, Array.prototype, String.prototype, Function.prototype, this].forEach(function (o) { try { Object.freeze(o) } catch (e) {} })',
    ),
    'DIRECT',
    true,
  ],
  ['a promise that loops later', find('Promise.resolve().then(function () { for (;;); }); return "DIRECT"'), 'DIRECT', true],
  ['an async loop', find('(async function () { await 0; for (;;); })(); return "DIRECT"'), 'DIRECT', true],
  [
    'a million addresses to sort',
    find(
      'sortIpAddressList("192.0.2.1;".repeat(3000)); return "DIRECT"',
      'if (typeof sortIpAddressList == "undefined") sortIpAddressList = function () {}',
    ),
    'DIRECT',
    true,
  ],
  [
    'reaching through constructors',
    find(
      'return "T:" + typeof alert.constructor("return this.process")() + typeof (function () {}).constructor("return typeof require")()',
    ),
    'T:undefinedstring',
  ],
  ['reaching through the caller', find('return "C:" + (typeof arguments.callee.caller) + typeof FindProxyForURL.caller'), 'C:'],
  [
    'reaching for the host',
    find(
      'return "T:" + [typeof process, typeof require, typeof module, typeof globalThis.process, typeof WebAssembly, typeof std, typeof os, typeof fetch]',
    ),
    'T:undefined',
    true,
  ],
  [
    'names that are none',
    find(
      'var names = ["\\0", "\\ud800", "a..b", ".", " ", "__proto__", "constructor", "toString", "*"]; for (var i = 0; i < names.length; i++) { dnsResolve(names[i]); isResolvable(names[i]); isInNet(names[i], "0.0.0.0", "0.0.0.0") } return "DIRECT"',
    ),
    'DIRECT',
  ],
  [
    'the way from an error of a PAC function to the host',
    find(
      'try { shExpMatch(host, "("); throw 1 } catch (e) { return "E:" + e.constructor.constructor("return typeof process + typeof require")() }',
    ),
    'E:undefinedundefined',
  ],
  [
    'everything that can be reached',
    find(`var seen = new Set(), waiting = [globalThis], found = []
      while (waiting.length) {
        var o = waiting.pop()
        if (o === null || (typeof o != "object" && typeof o != "function") || seen.has(o)) continue
        seen.add(o)
        for (var k of Reflect.ownKeys(o)) { var d = Object.getOwnPropertyDescriptor(o, k); waiting.push(d.value, d.get, d.set) }
        waiting.push(Object.getPrototypeOf(o))
        for (var name of ["process", "require", "binding", "postMessage", "parentPort", "memory", "exports"]) if (name in o) found.push(name)
      }
      return "R:" + found + ":" + (seen.size > 100)`),
    'R::true',
    true,
  ],
]

function rows(scripts: Scripts, ends: readonly Failure[], isModern: boolean): Hostile[] {
  return Object.entries(scripts).map(([what, script]) => ({ what, script, ends, isModern }))
}

/** Our own hostile scripts, by what they do harm to. */
export const hostileScripts: readonly Hostile[] = [
  ...rows(neverEnd, ['timeout'], false),
  ...rows(neverEndModern, ['timeout', 'memory'], true),
  ...rows(takeTooMuch, ['memory', 'timeout'], false),
  ...rows(takeTooMuchModern, ['memory', 'timeout', 'exception'], true),
  ...rows(overflow, ['exception', 'memory'], false),
  ...rows(overflowModern, ['exception', 'memory', 'missing-function'], true),
  ...rows(huge, ['syntax', 'memory', 'exception', 'timeout', 'not-a-string'], false),
  ...answering.map(([what, script, answers, isModern = false]) => ({
    what,
    script,
    ends: ['non-ascii-result'] as const,
    answers,
    isModern,
  })),
]
