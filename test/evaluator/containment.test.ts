import { afterAll, describe, expect, it } from 'vitest'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { decideOne } from './one.ts'

const find = (body: string, before = ''): string => `${before}\nfunction FindProxyForURL(url, host) { ${body} }`
const good = find('return "PROXY good:80"')

const neverEnds = {
  'an endless loop': find('for (;;);'),
  'an endless loop while it is loaded': find('return "DIRECT"', 'while (true);'),
  'a loop that catches what interrupts it': find('for (;;) try { for (;;); } catch (e) {} finally { for (;;); }'),
  'a catastrophic regular expression': find('return /^(a+)+$/.test("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!") + ""'),
  'an endless getter on what it throws': find('throw { get message() { for (;;); } }'),
  'a name of an error that never becomes text': find('throw { message: "x", name: { toString() { for (;;); } } }'),
  'an endless getter for the function': 'Object.defineProperty(this, "FindProxyForURL", { get() { for (;;); } })',
  'millions of names': find('for (var i = 0; ; i++) dnsResolve("n" + i + ".example.org")'),
  'a search that the engine cannot interrupt': find('Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)'),
  'a reversal that the engine cannot interrupt': find('var a = []; a.length = 4294967295; a.reverse()'),
}

const takesTooMuch = {
  'an array that grows': find('var a = []; for (;;) a.push(new Array(100000).join("x"))'),
  'an array that grows, though it catches the refusal': find(
    'var a = []; for (;;) try { a.push(new Array(1e6).join("x")) } catch (e) {}',
  ),
  'an object with ever more names': find('var o = {}; for (var i = 0; ; i++) o["k" + i] = i'),
  'a flood of alerts': find('for (;;) alert("x".repeat(1e6))'),
  'a huge text to decode': find('return decodeURIComponent("%41".repeat(20000000))'),
  'an answer of a hundred million characters': find('return "x".repeat(1e8)'),
  'an answer of a million proxies': find('return "PROXY a;".repeat(1e6)'),
  'a huge error': find('throw new Error("x".repeat(1e8))'),
  'a deeply nested object made text': find('var o = {}; for (var i = 0; i < 1e6; i++) o = { o: o }; return JSON.stringify(o)'),
}

const throws = {
  'a recursion without end': find('return FindProxyForURL(url, host)'),
  'a recursion through a sort': find('function f() { return [3, 1].sort(f) } f()'),
  'a recursion through text': find('var o = { toString: function () { return "" + o } }; return "" + o'),
  'a recursion through a proxy': find('var p = new Proxy({}, { get: function (t, k, r) { return r[k] } }); return p.x'),
  'deep brackets to read': find('return eval("[".repeat(100000))'),
  'deep JSON to read': find('return JSON.parse("[".repeat(1000000))'),
  'a deep regular expression': find('return new RegExp("(?:".repeat(50000) + "a" + ")".repeat(50000)).test("a")'),
  'an error that throws when asked': find(
    'var e = new Error("x"); Object.defineProperty(e, "message", { get() { throw e } }); throw e',
  ),
  'a symbol': find('throw Symbol("a")'),
  'a proxy that throws': find('throw new Proxy({}, { get() { throw 1 } })'),
}

describe('P3: a PAC cannot hang, exhaust memory or overflow the stack', () => {
  const evaluator = openEvaluator()
  afterAll(() => evaluator[Symbol.asyncDispose]())

  const table = [
    ...Object.entries(neverEnds).map(([what, script]) => ({ what, script, reasons: ['timeout'] })),
    ...Object.entries(takesTooMuch).map(([what, script]) => ({ what, script, reasons: ['memory', 'timeout'] })),
    ...Object.entries(throws).map(([what, script]) => ({ what, script, reasons: ['exception', 'memory'] })),
  ]
  it.each(table)('P3: $what', { timeout: 20_000 }, async ({ script, reasons }) => {
    const start = performance.now()
    const verdict = await decideOne(evaluator, script)
    const took = performance.now() - start
    expect(verdict).toMatchObject({ kind: 'failed', clientDoes: 'direct' })
    expect(reasons).toContain(verdict.kind === 'failed' ? verdict.reason : '')
    expect(took).toBeLessThan(5000) // under 2 s on a machine that is not also running every other test
    expect(await decideOne(evaluator, good)).toMatchObject({ kind: 'answered', raw: 'PROXY good:80' })
  })

  const reaches = [
    'process',
    'require',
    'module',
    'fetch',
    'XMLHttpRequest',
    'WebAssembly',
    'setTimeout',
    'performance',
    'std',
    'os',
  ]
  it.each([...reaches, 'machine', 'shared', 'toAscii'])('P3: a PAC does not see %s', async (name) => {
    expect(await decideOne(evaluator, find(`return typeof ${name}`))).toMatchObject({ raw: 'undefined' })
  })

  it('P3: what a PAC does to the built-ins does not reach the functions that are native elsewhere, nor the evaluator', async () => {
    const hostile = `
      Object.prototype.toJSON = String.prototype.toJSON = function () { for (;;); }
      Array.prototype.push = Array.prototype.join = null
      Object.defineProperty(Array.prototype, '0', { set: function () { for (;;); }, get: function () { for (;;); } })
      Object.defineProperty(Object.prototype, '0', { set: function () { for (;;); }, get: function () { for (;;); } })
      String.prototype.indexOf = String.prototype.slice = RegExp.prototype.exec = RegExp.prototype.test = function () { for (;;); }
      Function.prototype.call = Function.prototype.apply = Function.prototype.bind = function () { for (;;); }
      JSON.parse = Object.create = Object.defineProperty = function () { for (;;); }`
    const script = find('return "PROXY " + isPlainHostName(host) + ":80\\n"', hostile)
    expect(await decideOne(evaluator, script)).toMatchObject({ raw: 'PROXY false:80\n' })
  })

  it('P3: one visit that hangs does not cost the others their verdict', { timeout: 20_000 }, async () => {
    const script = find(`if (host == 'loop.test') for (;;);
      if (host == 'stuck.test') Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);
      return "PROXY " + host`)
    for (const bad of ['loop.test', 'stuck.test']) {
      const visits = ['a.test', bad, 'b.test'].map((host) => ({ url: `http://${host}/` }))
      const verdicts = await evaluator.evaluate({ text: script }, visits, { addresses: [], dns: {} })
      expect(verdicts.map((verdict) => (verdict.kind === 'answered' ? verdict.raw : verdict))).toMatchObject([
        'PROXY a.test',
        { kind: 'failed', reason: 'timeout' },
        'PROXY b.test',
      ])
    }
  })

  it('P3: a visit that takes all memory does not cost the others theirs', { timeout: 20_000 }, async () => {
    const script = find(
      `if (host == 'big.test') { var o = []; for (;;) o.push(new Array(1e6).join("x")) } return "PROXY " + host`,
    )
    const visits = ['a.test', 'big.test', 'b.test'].map((host) => ({ url: `http://${host}/` }))
    const verdicts = await evaluator.evaluate({ text: script }, visits, { addresses: [], dns: {} })
    expect(verdicts).toMatchObject([{ raw: 'PROXY a.test' }, { kind: 'failed' }, { raw: 'PROXY b.test' }])
  })

  it('P3: a call whose every visit hangs is given up after a few', { timeout: 20_000 }, async () => {
    const visits = Array.from({ length: 300 }, (_, i) => ({ url: `http://h${i}.test/` }))
    const start = performance.now()
    const verdicts = await evaluator.evaluate({ text: neverEnds['an endless loop'] }, visits, { addresses: [], dns: {} })
    expect(performance.now() - start).toBeLessThan(15_000)
    expect(verdicts).toHaveLength(300)
    expect(new Set(verdicts.map((verdict) => verdict.kind === 'failed' && verdict.reason))).toEqual(new Set(['timeout']))
    expect(verdicts.at(-1)).toMatchObject({ detail: 'not tried: visits before it did not end in time' })
  })

  it('P3: a script that takes long to load is not loaded again for every visit', { timeout: 20_000 }, async () => {
    const visits = Array.from({ length: 1000 }, (_, i) => ({ url: `http://h${i}.test/` }))
    const start = performance.now()
    const script = neverEnds['an endless loop while it is loaded']
    await evaluator.evaluate({ text: script }, visits, { addresses: [], dns: {} })
    expect(performance.now() - start).toBeLessThan(4000)
  })
})
