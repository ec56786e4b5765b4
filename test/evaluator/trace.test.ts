import { afterAll, describe, expect, it } from 'vitest'
import { dialectNames } from '../../src/evaluator/dialects/dialect.ts'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { summary } from '../../src/evaluator/summary.ts'
import { type Trace, traceBounds } from '../../src/evaluator/trace.ts'
import type { Verdict } from '../../src/evaluator/verdict.ts'
import type { World } from '../../src/evaluator/world.ts'
import { nowhere } from './one.ts'

const evaluator = openEvaluator()
afterAll(() => evaluator[Symbol.asyncDispose]())

const trace = (text: string, world: Partial<World> = {}, url = 'http://www.example.org/', resolve?: () => Promise<string[]>) =>
  evaluator.trace({ text }, { url }, { ...nowhere, ...world }, 'chromium', resolve)

const office = `// a PAC with a bit of everything
function FindProxyForURL(url, host) {
  alert("asked about " + host)
  if (isPlainHostName(host) || dnsDomainIs(host, ".example.com"))
    return "DIRECT"
  for (var i = 0; i < 2; i++)
    if (shExpMatch(host, rules[i]))
      return "PROXY rule:" + i
  switch (url.substring(0, 5)) {
    case "ftp:/":
      return "PROXY ftp:21"
    case "http:":
      if (isInNet(host, "203.0.113.0", "255.255.255.0")) return near(host)
  }
  return "PROXY last:80"
}
var rules = ["*.test", "*.invalid"]
function near(host) { return host ? "PROXY near:80" : "DIRECT" }
`
const dns = { 'www.example.org': ['203.0.113.5', '2001:db8::5'] }

describe('P1: a trace', () => {
  it.each(dialectNames)('counts columns as the author does, in %s', async (dialect) => {
    const text = 'function FindProxyForURL(url, host) { if (isPlainHostName(host)) return "DIRECT"; return "PROXY p:1" }'
    const { trace } = await evaluator.trace({ text }, { url: 'http://www.example.org/' }, nowhere, dialect)
    expect(trace.branches).toMatchObject([{ line: 1, column: 1 + text.indexOf('isPlain') }])
    expect(trace.decided).toMatchObject({ line: 1 })
  })

  it('has the lines that ran and how often, the conditions, the calls, the names and the alerts', async () => {
    const traced = await trace(office, { dns })
    expect(traced.verdict).toMatchObject({ kind: 'answered', raw: 'PROXY near:80' })
    expect(traced.trace.lines).toEqual([
      { line: 3, times: 1 },
      { line: 4, times: 1 },
      { line: 6, times: 1 },
      { line: 7, times: 2 },
      { line: 9, times: 1 },
      { line: 13, times: 1 },
      { line: 18, times: 1 },
    ])
    expect(traced.trace.branches.map(({ line, column, text, taken }) => `${line}:${column} ${text} ${taken}`)).toEqual([
      '4:7 isPlainHostName(host) false',
      '4:32 dnsDomainIs(host, ".example.com") false',
      '6:19 i < 2 true',
      '7:9 shExpMatch(host, rules[i]) false',
      '6:19 i < 2 true',
      '7:9 shExpMatch(host, rules[i]) false',
      '6:19 i < 2 false',
      '10:5 case "ftp:/" false',
      '12:5 case "http:" true',
      '13:11 isInNet(host, "203.0.113.0", "255.255.255.0") true',
      '18:30 host true',
    ])
    expect(traced.trace.calls.map(({ line, name, args, result }) => `${line} ${name}(${args.join(', ')}) ${result}`)).toEqual([
      '3 alert("asked about www.example.org") undefined',
      '4 isPlainHostName("www.example.org") false',
      '4 dnsDomainIs("www.example.org", ".example.com") false',
      '7 shExpMatch("www.example.org", "*.test") false',
      '7 shExpMatch("www.example.org", "*.invalid") false',
      '13 isInNet("www.example.org", "203.0.113.0", "255.255.255.0") true',
    ])
    expect(traced.trace.calls.every(({ ms }) => ms >= 0)).toBe(true)
    expect(traced.trace.names).toEqual([{ name: 'www.example.org', addresses: dns['www.example.org'] }])
    expect(traced.trace.alerts).toEqual(['asked about www.example.org'])
    expect(traced.trace).toMatchObject({ cut: false, decided: { line: 18, condition: { line: 18, text: 'host' } } })
    expect(traced.trace.ms).toBeGreaterThan(0)
  })

  it('brings the world with the moment, the zone and every name that was asked, in which it comes about again', async () => {
    const script =
      'function FindProxyForURL(u, h) { return "PROXY " + dnsResolve("a.test") + dnsResolve("b.test") + new Date().getTime() }'
    const open = { addresses: ['192.0.2.10'], dns: { 'b.test': ['192.0.2.2'] } }
    const first = await evaluator.trace({ text: script }, { url: 'http://x.test/' }, open, 'chromium', async () => ['192.0.2.1'])
    expect(first.world).toEqual({
      addresses: ['192.0.2.10'],
      dns: { 'a.test': ['192.0.2.1'], 'b.test': ['192.0.2.2'] },
      now: expect.any(Number),
      timeZone: expect.stringMatching(/./),
    })
    expect(first.trace.names).toEqual([
      { name: 'a.test', addresses: ['192.0.2.1'] },
      { name: 'b.test', addresses: ['192.0.2.2'] },
    ])
    expect(await evaluator.evaluate({ text: script }, [{ url: 'http://x.test/' }], first.world)).toEqual([first.verdict])
    expect((await evaluator.trace({ text: script }, { url: 'http://x.test/' }, first.world)).verdict).toEqual(first.verdict)
  })

  it('knows a name that does not resolve from one that was not asked', async () => {
    const script = 'function FindProxyForURL(u, h) { isResolvable("gone.test"); dnsResolve("192.0.2.7"); return "DIRECT" }'
    const { trace: told, world } = await trace(script, {}, undefined, async () => [])
    expect(told.names).toEqual([{ name: 'gone.test', addresses: [] }])
    expect(world.dns).toEqual({ 'gone.test': [] })
  })

  it('is of the run that gave the answer, where asking a name runs the function again', async () => {
    const { trace: told } = await trace(
      'function FindProxyForURL(u, h) {\n dnsResolve("a.test")\n dnsResolve("b.test"); return "DIRECT"\n}',
    )
    expect(told.lines.map(({ times }) => times)).toEqual([1, 1])
    expect(told.calls).toHaveLength(2)
    expect(told.names.map(({ name }) => name)).toEqual(['a.test', 'b.test'])
  })

  const none: [string, string, string][] = [
    ['a visit that the PAC is never asked about', 'http://localhost/', office],
    ['a script that does not compile', 'http://a.test/', 'function FindProxyForURL( {'],
    ['a text that is no PAC', 'http://a.test/', 'hello'],
    ['a script that throws while it is loaded', 'http://a.test/', 'function FindProxyForURL() {} throw 1'],
  ]
  it.each(none)('is empty for %s', async (_, url, script) => {
    expect((await trace(script, {}, url)).trace).toMatchObject({ lines: [], branches: [], calls: [], names: [], ms: 0 })
  })

  it('rejects what the caller got wrong, as evaluate does', async () => {
    await expect(trace(office, {}, 'nonsense')).rejects.toThrow(RangeError)
    await expect(trace(office, { addresses: ['10.0.0'] })).rejects.toThrow('"10.0.0" is not an IP address')
  })
})

describe('P1: the sentence on a verdict', () => {
  const find = (body: string): string => `function FindProxyForURL(url, host) {\n${body}\n}`
  const sentences: [string, string][] = [
    [find('if (dnsDomainIs(host, ".org")) return "PROXY a:1"'), 'line 2 matched: dnsDomainIs(host, ".org")'],
    [find('if (host == "a" || isPlainHostName("b") ||\n url)\n return "A"'), 'line 2 matched: isPlainHostName("b")'],
    [find('if (host &&\n url) return "A"'), 'line 2 matched: host && url'],
    [find('if (host == "a") return "A"\nelse if (url) return "B"\nreturn "C"'), 'line 3 matched: url'],
    [find('if (host == "a") return "A"\nelse return "B"'), 'nothing matched; line 3 is the last return'],
    [find('if (host == "a") return "A"\nreturn "B"'), 'nothing matched; line 3 is the last return'],
    [find('return "B"'), 'line 2 returned, without a condition'],
    [find('return host == "a" ? "A" :\n host ? "B" : "C"'), 'line 3 matched: host'],
    [
      find('var r = "DIRECT"\nif (host == "a") r = "A"\nif (url) r = "B"\nif (host == "c") r = "C"\nreturn r'),
      'line 4 matched: url',
    ],
    [find('var r = "DIRECT"\nif (url) alert(1)\nreturn r'), 'nothing matched; line 4 is the last return'],
    [find('for (var i = 0; i < 3; i++)\nif (i == 2) return "B" + i'), 'line 3 matched: i == 2'],
    [find('switch (url[0]) { case "f": return "A"\ncase "h": return "B" }'), 'line 3 matched: case "h"'],
    [find('switch (url[0]) { case "f": return "A"\ndefault: return "B" }'), 'nothing matched; line 3 is the last return'],
    [find('if (url) return inner()\n}\nfunction inner() { return "A"'), 'line 2 matched: url'],
    [find('return inner()\n}\nfunction inner() { if (true)\nreturn "A"'), 'line 4 matched: true'],
    [find('return [1, 2].some(x => x == 2) ? "A" : "B"'), 'line 2 matched: [1, 2].some(x => x == 2)'],
    [find('return eval("host")'), 'line 2 returned, without a condition'],
    [find('\n\nmissing()'), "line 4 threw: ReferenceError: 'missing' is not defined"],
    [find('if (url)\nthrow "text"'), 'line 3 threw: text'],
    [find('if (url)\nfor (;;);'), 'line 3 did not end in time'],
    [find('if (url)\nArray.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)'), 'line 3 did not end in time'],
    [find('var x = 1'), 'FindProxyForURL returned undefined, not a string; line 2 ran last'],
    ['// FindProxyForURL\n\nvar = 1', 'line 3 is refused: SyntaxError: variable name expected'],
    ['var FindProxyForURL = 1', 'FindProxyForURL is number, not a function'],
  ]
  it.each(sentences)('%s', async (script, sentence) => {
    const { trace: told, verdict } = await trace(script)
    expect(summary(told, verdict)).toBe(sentence)
  })

  it('of a visit that the PAC is never asked about', async () => {
    const { trace: told, verdict } = await trace(office, {}, 'http://localhost/')
    expect(summary(told, verdict)).toBe('the PAC is not asked: localhost is never asked about')
  })
})

describe('P1: a trace keeps so much and no more:', () => {
  const find = (body: string): string => `function FindProxyForURL(url, host) { ${body} return "DIRECT" }`
  const bounds: [string, string, (told: Trace) => unknown, unknown][] = [
    [
      'calls',
      find('for (var i = 0; i < 5000; i++) isPlainHostName("a" + i);'),
      ({ calls }) => [calls.length, calls.at(-1)?.args],
      [traceBounds.calls, ['"a1999"']],
    ],
    ['names', find('for (var i = 0; i < 30; i++) dnsResolve("a" + i + ".test");'), ({ names }) => names.length, 20],
    [
      'alerts',
      find('for (var i = 0; i < 300; i++) alert("a" + i);'),
      ({ alerts }) => [alerts.length, alerts.at(-1)],
      [traceBounds.alerts, 'a199'],
    ],
    [
      'characters of values',
      find('isPlainHostName(new Array(1000).join("x")); alert(new Array(1000).join("y"));'),
      ({ calls, alerts }) => [calls[0]?.args[0]?.length, alerts[0]?.length],
      [traceBounds.value, traceBounds.value],
    ],
    [
      'characters of conditions',
      find(`if (host == "${'x'.repeat(500)}") return "A";`),
      ({ branches }) => branches[0]?.text.length,
      traceBounds.text,
    ],
  ]
  it.each(bounds)('%s', async (_, script, seen, expected) => {
    expect(seen((await trace(script)).trace)).toEqual(expected)
  })

  it('conditions: the first and the last, in their order', async () => {
    const { trace: told } = await trace(find('for (var i = 0; i < 4321; i++);\nif (host) i = 0;'))
    expect(told.branches).toHaveLength(traceBounds.branches)
    expect(told.branches.slice(-3).map(({ text, taken }) => `${text} ${taken}`)).toEqual([
      'i < 4321 true',
      'i < 4321 false',
      'host true',
    ])
    expect(told.cut).toBe(true)
    expect(told.lines).toEqual([
      { line: 1, times: 1 },
      { line: 2, times: 1 },
    ])
  })

  it('lines of scripts up to some length: of a longer one it knows the calls, the names and the alerts', async () => {
    const { trace: told, verdict } = await trace(`//${'x'.repeat(traceBounds.script)}\n${find('alert(dnsResolve("a.test"));')}`, {
      dns: { 'a.test': ['192.0.2.1'] },
    })
    expect(verdict).toMatchObject({ raw: 'DIRECT' })
    expect(told).toMatchObject({
      lines: [],
      branches: [],
      cut: true,
      alerts: ['192.0.2.1'],
      names: [{ name: 'a.test', addresses: ['192.0.2.1'] }],
    })
    expect(told.calls.map(({ line, name }) => `${line} ${name}`)).toEqual(['0 dnsResolve', '0 alert'])
  })

  it('statements up to some number', async () => {
    const { trace: told } = await trace(find('host;'.repeat(traceBounds.statements + 10)))
    expect(told).toMatchObject({ cut: true, lines: [{ line: 1, times: 1 }] })
  })
})

describe('P3: a script that means harm ends under a trace too, and the next trace is right:', () => {
  const find = (body: string): string => `function FindProxyForURL(url, host) { ${body} }`
  const hurried = openEvaluator({ visitMs: 200, graceMs: 50 })
  afterAll(() => hurried[Symbol.asyncDispose]())
  const endless: Record<string, string> = {
    'an endless loop': find('for (;;);'),
    'an endless loop of calls and conditions': find('for (;;) if (isPlainHostName(host)) alert(1)'),
    'a loop that catches what interrupts it': find('for (;;) try { for (;;); } catch (e) {} finally { for (;;); }'),
    'what the engine cannot interrupt': find('var a = []; a.length = 4294967295; a.reverse()'),
    'an endless load': `for (;;);\n${find('return "DIRECT"')}`,
    'an array that grows': find('var a = []; for (;;) a.push(new Array(100000).join("x"))'),
    'a flood of alerts': find('for (;;) alert("x".repeat(1e6))'),
    'millions of names': find('for (var i = 0; ; i++) dnsResolve("n" + i + ".example.org")'),
  }
  const endsByItself: Record<string, string> = {
    'a recursion without end': find('return FindProxyForURL(url, host)'),
    'a recursion through a helper': `function dnsResolve(h) { return isInNet(h, "1.1.1.1", "1.1.1.1") }\n${find('return "" + isInNet(host, "1.1.1.1", "1.1.1.1")')}`,
    'arguments that are traps': find(
      'var p = new Proxy({}, { get: function () { for (;;); }, ownKeys: function () { for (;;); } }); isPlainHostName(p)',
    ),
    'an error that is a trap': find(
      'try { shExpMatch({ replace: function () { throw new Proxy(new Error("x"), { getOwnPropertyDescriptor: function () { for (;;); } }) } }, 1) } catch (e) {} return "DIRECT"',
    ),
    'deep nesting': find(`return ${'['.repeat(5000)}${']'.repeat(5000)} + ""`),
    'ten thousand branches of else': find(`${'if (host == 1) return "A"; else '.repeat(10_000)} return "DIRECT"`),
    'a sum of many parts': find(`return "" ${'+ (host ? 1 : 2)'.repeat(20_000)}`),
  }
  const hostile = [
    ...Object.entries(endless).map((one) => [...one, hurried] as const),
    ...Object.entries(endsByItself).map((one) => [...one, evaluator] as const),
  ]
  it.each(hostile)('%s', async (_, script, by) => {
    const visit = { url: 'http://www.example.org/' }
    const { verdict } = await by.trace({ text: script }, visit, nowhere, 'chromium')
    const [plain] = await by.evaluate({ text: script }, [visit], nowhere)
    expect(ending(verdict)).toBe(ending(plain))
    expect((await by.trace({ text: office }, visit, { ...nowhere, dns }, 'chromium')).trace.decided).toMatchObject({ line: 18 })
  })

  // which bound is met first is a matter of how busy the machine is
  function ending(verdict: Verdict | undefined): string {
    if (verdict?.kind !== 'failed') return JSON.stringify(verdict)
    return verdict.reason === 'timeout' || verdict.reason === 'memory' ? 'a bound' : verdict.reason
  }

  it('what it told until it had to be ended is its trace', async () => {
    const script = `function FindProxyForURL(url, host) {\n  if (isPlainHostName("a"))\n    [].indexOf.call({ length: 2 ** 53 - 1 }, 1)\n}`
    const { trace: told } = await trace(script)
    expect(told.lines).toEqual([
      { line: 2, times: 1 },
      { line: 3, times: 1 },
    ])
    expect(told.calls).toMatchObject([{ line: 2, name: 'isPlainHostName', args: ['"a"'], result: 'true' }])
    expect(told).toMatchObject({ cut: true, stopped: { line: 3 } })
  })
})
