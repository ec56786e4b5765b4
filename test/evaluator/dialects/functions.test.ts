import { afterAll, describe, expect, it } from 'vitest'
import { type Dialect, dialectNames } from '../../../src/evaluator/dialects/dialect.ts'
import { openEvaluator } from '../../../src/evaluator/evaluator.ts'
import { decideOne, jsonOf } from '../one.ts'

const evaluator = openEvaluator()
afterAll(() => evaluator[Symbol.asyncDispose]())

const world = {
  addresses: ['192.0.2.10', '2001:db8::10'],
  dns: { 'both.test': ['198.51.100.7', '2001:db8::7'], 'six.test': ['2001:db8::77'] },
  now: Date.UTC(2024, 5, 15, 12, 30), // a Saturday
}
const value = (dialect: Dialect, expression: string): Promise<unknown> => jsonOf(evaluator, expression, world, undefined, dialect)

describe('P1: functions that differ', () => {
  // expression; chromium, firefox, winhttp, macos, kde, libproxy, pacparser; null stands for undefined too
  const table: [string, unknown, unknown, unknown, unknown, unknown, unknown, unknown][] = [
    ['isPlainHostName("::1")', false, false, true, true, true, true, true],
    ['dnsDomainIs("A.EXAMPLE.TEST", ".example.test")', false, false, false, true, true, false, false],
    ['localHostOrDomainIs("www", "www.example.test")', true, true, true, true, true, false, true],
    ['localHostOrDomainIs("www", "other.example.test")', false, false, false, true, true, false, false],
    [
      'dnsResolve("both.test")',
      '198.51.100.7',
      '2001:db8::7',
      '198.51.100.7',
      '198.51.100.7',
      '198.51.100.7',
      '2001:db8::7',
      '198.51.100.7',
    ],
    ['dnsResolve("six.test")', null, '2001:db8::77', false, null, '', '2001:db8::77', null],
    ['dnsResolve("nx.test")', null, null, false, null, '', null, null],
    ['isResolvable("six.test")', false, true, false, false, false, true, false],
    ['isInNet("both.test", "198.51.100.0", "255.255.255.0")', true, false, true, true, true, false, true],
    ['isInNet("192.0.2.9", "192.0.2", "255.255.255")', false, false, true, false, false, true, true],
    ['isInNet("192.0.2.9", "192.0.2.8", "255.0.255.0")', true, true, true, true, false, true, true],
    ['myIpAddress()', '192.0.2.10', '192.0.2.10', '192.0.2.10', '192.0.2.10', '192.0.2.10', null, '192.0.2.10'],
    ['shExpMatch("http://a/b", "http:*b")', true, true, true, true, false, true, true],
    ['shExpMatch("ABC", "a?c")', false, false, false, false, false, false, false],
    ['shExpMatch("ABC", "a*")', false, false, false, true, false, false, false],
    ['shExpMatch("xabc", "abc")', false, false, false, true, false, false, false],
    ['shExpMatch("ac", "[ab]c")', true, true, true, false, true, true, true],
    ['weekdayRange("FRI", "MON")', true, true, false, true, true, false, false],
    ['weekdayRange("SUN", "MON")', false, false, false, false, false, false, false],
    ['weekdayRange("sat")', false, false, false, true, true, false, false],
    ['dateRange("MAY", "JUL")', true, true, true, true, true, true, true],
    ['dateRange("NOV", "JUL")', true, true, false, false, true, false, false],
    ['dateRange(15, "JUN", 2024, 16, "JUN", 2024)', true, true, true, true, true, true, true],
    ['timeRange(12)', true, true, true, true, true, true, true],
    ['timeRange(11, 0, 13, 0)', true, true, true, true, true, true, true],
    ['timeRange(22, 0, 13, 0)', true, true, false, false, true, false, false],
    ['timeRange(13, 0, 14, 0)', false, false, false, false, false, false, false],
    ['typeof getClientVersion', 'undefined', 'undefined', 'function', 'undefined', 'function', 'undefined', 'undefined'],
    ['typeof sortIpAddressList', 'function', 'undefined', 'function', 'undefined', 'function', 'undefined', 'undefined'],
    ['typeof dnsResolveEx', 'function', 'undefined', 'function', 'undefined', 'function', 'undefined', 'function'],
    ['typeof alert', 'function', 'function', 'function', 'undefined', 'undefined', 'function', 'function'],
    ['typeof "".endsWith', 'function', 'function', 'undefined', 'function', 'function', 'function', 'function'],
    ['typeof [].indexOf', 'function', 'function', 'undefined', 'function', 'function', 'function', 'function'],
    ['typeof Map', 'function', 'function', 'undefined', 'function', 'function', 'undefined', 'function'],
    ['typeof Intl', 'object', 'object', 'undefined', 'object', 'undefined', 'undefined', 'undefined'],
    ['typeof WebAssembly', 'undefined', 'object', 'undefined', 'undefined', 'undefined', 'undefined', 'undefined'],
    ['typeof SharedArrayBuffer', 'function', 'undefined', 'undefined', 'function', 'function', 'undefined', 'function'],
    ['typeof console', 'object', 'undefined', 'undefined', 'undefined', 'undefined', 'undefined', 'undefined'],
  ]
  const order = ['chromium', 'firefox', 'winhttp', 'macos', 'kde', 'libproxy', 'pacparser'] as const
  it.each(table)('P1: %s', async (expression, ...expected) => {
    const got = await Promise.all(order.map((dialect) => value(dialect, expression)))
    expect(Object.fromEntries(order.map((dialect, i) => [dialect, got[i]]))).toEqual(
      Object.fromEntries(order.map((dialect, i) => [dialect, expected[i]])),
    )
  })

  const own: [Dialect, string, unknown][] = [
    [
      'firefox',
      'dnsResolve("::FFFF:192.0.2.1") + dnsResolve("::192.0.2.1") + dnsResolve("::1")',
      '::ffff:192.0.2.1::192.0.2.1::1',
    ],
    [
      'chromium',
      'typeof Atomics + typeof Temporal + typeof DisposableStack + typeof InternalError',
      'objectobjectfunctionundefined',
    ],
    [
      'firefox',
      'typeof Atomics + typeof Temporal + typeof DisposableStack + typeof InternalError',
      'undefinedobjectfunctionfunction',
    ],
    ['chromium', 'Object.prototype.toString.call(globalThis) + dnsResolve.name + dnsResolve.length', '[object Object]0'],
    ['firefox', 'Object.prototype.toString.call(globalThis) + dnsResolve.name + dnsResolve.length', '[object Object]dnsResolve1'],
    [
      'libproxy',
      'typeof Duktape + typeof Buffer + typeof TextDecoder + typeof RegExp.escape + typeof /a/.compile',
      'objectfunctionfunctionundefinedundefined',
    ],
    ['libproxy', '"a.b".replace(/\\./g, "x") + /A/i.test("a") + "a1b".split(/\\d/).length + /(b)/.exec("abc")[1]', 'axbtrue2b'],
    ['chromium', 'shExpMatch.name + shExpMatch.length + isInNet.name', 'shExpMatch2isInNet'],
    // a number that is too large loses its upper bits, and the zone is dropped
    ['firefox', 'dnsResolve("4294967297") + dnsResolve("1.4294967298") + dnsResolve("0x.3")', '0.0.0.11.0.0.20.0.0.3'],
    ['firefox', 'dnsResolve("fe80::1%1")', 'fe80::1'],
    ['firefox', '[dnsResolve("192.0.2.1."), dnsResolve("0x"), dnsResolve("192.0x"), dnsResolve("::0x1.0.2.1")].join()', ',,,'],
    ['chromium', 'dnsResolve("192.0.2.1.") + dnsResolve("192.0x") + dnsResolve("4294967297")', '192.0.2.1192.0.0.0null'],
    ['libproxy', '[dnsResolve("0x"), dnsResolve("192.0x.1"), dnsResolve("::0x1.0.2.1"), dnsResolve("::01.0.2.1")].join()', ',,,'],
    ['pacparser', 'dnsResolve("0x") === null && dnsResolve("192.0x") === null', true],
    ['chromium', 'isInNetEx("192.0.2.1", "192.0.2.0 /24") && isInNetEx("192.0.2.1", "\\t192.0.2.0/ 24\\n")', true],
    ['chromium', 'isInNetEx("192.0.2.1", "192.0.2.0/0000000000024") && isInNetEx("2001:db8::1", " 2001:db8::/032")', true],
    ['chromium', 'isInNetEx(" 192.0.2.1", "192.0.2.0/24") || isInNetEx("192.0.2.1", "192.0.2.0/2 4")', false],
    ['chromium', 'isInNetEx("192.0.2.1", "192.0.2.0/") || isInNetEx("192.0.2.1", "192.0.2.0/ ")', false],
    ['libproxy', 'dnsResolve("::ffff:192.0.2.1") + dnsResolve("010.0.2.1")', '::ffff:192.0.2.18.0.2.1'],
    ['pacparser', 'dnsResolve("::ffff:192.0.2.1") + dnsResolve("0xc0.1")', '192.0.2.1192.0.0.1'],
    ['winhttp', 'dnsResolveEx("both.test")', '2001:db8::7;198.51.100.7'],
    ['winhttp', 'myIpAddressEx()', '2001:db8::10;192.0.2.10'],
    ['winhttp', 'isInNetEx("both.test", "198.51.100.0/24")', false],
    ['winhttp', 'sortIpAddressList("::2;192.0.2.1;fe80::1;::1")', 'fe80::1;::1;::2;192.0.2.1'],
    ['kde', 'dnsResolveEx("both.test")', '2001:db8::7;198.51.100.7'],
    ['kde', 'isInNetEx("both.test", "198.51.100.0/24")', true],
    ['kde', 'isInNetEx("six.test", "2001:db8::/32")', true],
    ['kde', 'isResolvableEx("nx.test")', false],
    ['kde', 'myIpAddressEx()', '192.0.2.10;2001:db8::10'],
    ['kde', 'sortIpAddressList("::2;junk;192.0.2.1;::1")', '::1;::2;192.0.2.1'],
    ['kde', 'dnsDomainLevels("a.b.c")', 2],
    ['kde', 'shExpMatch("ac", "[!b]c") && !shExpMatch("bc", "[!b]c")', true],
    ['kde', 'dateRange(15)', true],
    ['kde', 'dateRange(15, "GMT")', undefined],
    ['kde', 'dateRange(2024, "GMT") === undefined && dateRange(2024, 2025)', true],
    ['kde', 'timeRange(12, "gmt")', true],
    ['macos', 'weekdayRange("SAT", "GMT")', true],
    ['macos', 'dateRange(14, 16)', true],
    ['macos', 'dateRange(32, "JUN")', false],
    ['macos', 'timeRange(12, 30, 0, 12, 30, 0)', true],
    ['macos', 'timeRange(1, 2, 3)', false],
    ['pacparser', 'dnsResolveEx("both.test")', '198.51.100.7;2001:db8::7'],
    ['pacparser', 'isInNetEx("192.0.2.1", "192.0.2.0/24") && !isInNetEx("192.0.3.1", "192.0.2.0/24")', true],
    ['pacparser', 'isInNetEx("2001:db8::1", "2001:db8::/32") && !isInNetEx("2001:db9::1", "2001:db8::/32")', true],
    ['pacparser', 'isInNetEx("192.0.2.1", "192.0.2.0/33")', false],
    ['pacparser', 'isInNetEx("1:2:3:4:5:6:7::8", "1:2:3:4:5:6:7:0/128")', true],
    // few of its variables are declared
    ['pacparser', '(ip = 1, isInNetEx("::1", "::/17") && prefix_a + typeof ip + prefix_rem + prefix_nfields)', '::,17object11'],
    ['chromium', '(ip = 1, isInNetEx("::1", "::/17") && typeof prefix_a + ip)', 'undefined1'],
  ]
  it.each(own)('P1: %s: %s', async (dialect, expression, expected) => {
    expect(await value(dialect, expression)).toEqual(expected === undefined ? null : expected)
  })

  const throwing: [Dialect, string][] = [
    ['firefox', 'alert()'],
    ['firefox', 'dnsResolve()'],
    ['kde', 'isInNet("192.0.2.1", "192.0.2.0")'],
    ['kde', 'timeRange(1, 2, 3)'],
    ['winhttp', 'isPlainHostName(1)'],
    ['pacparser', 'isInNetEx("192.0.2.1")'],
  ]
  it.each(throwing)('P1: %s: %s throws', async (dialect, expression) => {
    expect(await value(dialect, expression)).toMatchObject({ kind: 'failed', reason: 'exception' })
  })

  it('P1: Firefox tells the address from which it reaches the host', async () => {
    const script = 'function FindProxyForURL(url, host) { return myIpAddress() }'
    const at = (url: string, before = '', resolve?: () => Promise<string[]>) =>
      decideOne(evaluator, before + script, world, url, resolve, 'firefox')
    expect(await at('http://[2001:db8::99]/')).toMatchObject({ raw: '2001:db8::10' })
    expect(await at('http://192.0.2.99/')).toMatchObject({ raw: '192.0.2.10' })
    expect(await at('http://six.test/')).toMatchObject({ raw: '192.0.2.10' })
    expect(await at('http://six.test/', 'var pacUseMultihomedDNS = true; ')).toMatchObject({ raw: '2001:db8::10' })
    const live = async (): Promise<string[]> => ['2001:db8::5']
    expect(await at('http://live.test/', 'var pacUseMultihomedDNS = true; ', live)).toMatchObject({ raw: '2001:db8::10' })
  })
})

describe('P1 C4: which function is called', () => {
  const ex = 'function FindProxyForURLEx() { return "PROXY ex:80" }'
  const old = 'function FindProxyForURL() { return "PROXY old:80" }'
  const table: [string, string, Partial<Record<Dialect, string>>][] = [
    ['both', ex + old, { winhttp: 'PROXY ex:80', pacparser: 'PROXY ex:80' }],
    ['the new one', ex, { winhttp: 'PROXY ex:80', pacparser: 'PROXY ex:80', kde: 'PROXY ex:80' }],
  ]
  it.each(table)('P1 C4: %s', async (_, script, preferring) => {
    for (const dialect of dialectNames) {
      const verdict = await decideOne(evaluator, `/* FindProxyForURL */ ${script}`, {}, undefined, undefined, dialect)
      const expected = preferring[dialect] ?? (script.includes(old) ? 'PROXY old:80' : undefined)
      expect({ dialect, verdict }).toMatchObject({
        dialect,
        verdict: expected === undefined ? { kind: 'failed', reason: 'missing-function' } : { raw: expected },
      })
    }
  })

  it.each(dialectNames)('P1: %s says before a visit that there is none', async (dialect) => {
    expect(await evaluator.check({ text: 'var FindProxyForURL = 1' }, dialect)).toMatchObject({ reason: 'missing-function' })
    expect(await evaluator.check({ text: old }, dialect)).toBeUndefined()
  })

  it('P1: pacparser’s own function may be replaced, and a quote or a backslash in a URL stays', async () => {
    const own = `${old} function findProxyForURL(url) { return url }`
    const verdict = await decideOne(evaluator, own, {}, "http://www.example.org/a'\\b", undefined, 'pacparser')
    expect(verdict).toMatchObject({ raw: "http://www.example.org/a'\\b" })
  })
})

describe('P2: what is not a text', () => {
  it('P2: a NUL ends what pacparser gives', async () => {
    const script = 'function FindProxyForURL() { return "PROXY a:80\\0; DIRECT" }'
    const verdict = await decideOne(evaluator, script, {}, undefined, undefined, 'pacparser')
    expect(verdict).toMatchObject({ raw: 'PROXY a:80', proxies: [{ host: 'a', port: 80 }] })
  })

  const text: Partial<Record<Dialect, string>> = { kde: '5', pacparser: '5' }
  it.each(dialectNames)('P2: %s', async (dialect) => {
    const verdict = await decideOne(evaluator, 'function FindProxyForURL() { return 5 }', {}, undefined, undefined, dialect)
    const clientDoes = dialect === 'pacparser' ? 'error' : 'direct'
    expect(verdict).toMatchObject(text[dialect] === undefined ? { reason: 'not-a-string', clientDoes } : { raw: text[dialect] })
  })

  it.each(dialectNames)('P2: %s and an answer outside ASCII', async (dialect) => {
    const script = 'function FindProxyForURL() { return "PROXY b\\u00fccher.example:80" }'
    const verdict = await decideOne(evaluator, script, {}, undefined, undefined, dialect)
    expect(verdict).toMatchObject(dialect === 'chromium' ? { reason: 'non-ascii-result' } : { kind: 'answered' })
  })
})

describe('P3: no dialect lets a script see what it is made of', () => {
  const names = ['machine', 'shared', 'toAscii', 'engineGlobals', 'process', 'require']
  it.each(dialectNames)('P3: %s', async (dialect) => {
    const script = `function FindProxyForURL() { return ${names.map((name) => `typeof ${name}`).join(' + ')} }`
    const verdict = await decideOne(evaluator, script, {}, undefined, undefined, dialect)
    expect(verdict).toMatchObject({ raw: 'undefined'.repeat(names.length) })
  })

  it.each(dialectNames)('P3: %s ends what does not end, and goes on', async (dialect) => {
    const find = (body: string) => `function FindProxyForURL() { ${body} }`
    const run = (body: string) => decideOne(evaluator, find(body), {}, undefined, undefined, dialect)
    expect(await run('for (;;);')).toMatchObject({ reason: 'timeout' })
    expect(await run('for (var i = 0; ; i++) dnsResolve("n" + i + ".example.org")')).toMatchObject({ kind: 'failed' })
    expect(await run('return "PROXY good:80"')).toMatchObject({ raw: 'PROXY good:80' })
  })
})
