import { afterAll, describe, expect, it } from 'vitest'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { decideOne, jsonOf } from './one.ts'

const evaluator = openEvaluator()
afterAll(() => evaluator[Symbol.asyncDispose]())

describe('the clock', () => {
  const now = Date.UTC(2026, 0, 5, 9, 30, 15, 250)
  it('P1: stands still at the world’s moment, in every way to ask it', async () => {
    expect(await jsonOf(evaluator, 'Date.now(), [Date.now(), +new Date(), new Date().getTime()]', { now })).toBe(now)
    expect(await jsonOf(evaluator, '[Date.now(), +new Date(), Date.parse(Date())]', { now })).toEqual([now, now, now - 250])
  })

  const zones: [string, string, string][] = [
    ['UTC', '2026-07-01T12:00:00Z', '12:00 1'],
    ['Europe/Madrid', '2026-01-05T09:00:00Z', '10:00 5'],
    ['Europe/Madrid', '2026-07-05T09:00:00Z', '11:00 5'],
    ['America/New_York', '2026-03-08T06:59:00Z', '1:59 8'],
    ['America/New_York', '2026-03-08T07:00:00Z', '3:00 8'],
    ['America/New_York', '2026-11-01T05:59:00Z', '1:59 1'],
    ['America/New_York', '2026-11-01T06:00:00Z', '1:00 1'],
    ['Asia/Kolkata', '2026-01-05T20:00:00Z', '1:30 6'],
    ['Australia/Lord_Howe', '2026-07-01T00:00:00Z', '10:30 1'],
    ['Australia/Lord_Howe', '2026-01-01T00:00:00Z', '11:00 1'],
    ['America/St_Johns', '2026-01-01T00:00:00Z', '20:30 31'],
    ['Pacific/Kiritimati', '2026-01-01T12:00:00Z', '2:00 2'],
  ]
  it.each(zones)('P1: %s at %s is %s', async (timeZone, moment, local) => {
    const world = { now: Date.parse(moment), timeZone }
    const parts =
      '(function (d) { return d.getHours() + ":" + ("0" + d.getMinutes()).slice(-2) + " " + d.getDate() })(new Date())'
    expect(await jsonOf(evaluator, parts, world)).toBe(local)
  })

  // the zone, a local time, and the moment that it is (ECMA-262: the first of two, and as before the change where there is none)
  const changes: [string, string, string][] = [
    ['Europe/Madrid', '2026, 2, 29, 1, 30', '2026-03-29T00:30:00.000Z'],
    ['Europe/Madrid', '2026, 2, 29, 2, 30', '2026-03-29T01:30:00.000Z'],
    ['Europe/Madrid', '2026, 2, 29, 3, 0', '2026-03-29T01:00:00.000Z'],
    ['Europe/Madrid', '2026, 2, 29, 12, 30', '2026-03-29T10:30:00.000Z'],
    ['Europe/Madrid', '2026, 9, 25, 2, 30', '2026-10-25T00:30:00.000Z'],
    ['Europe/Madrid', '2026, 9, 25, 3, 0', '2026-10-25T02:00:00.000Z'],
    ['America/New_York', '2026, 2, 8, 6, 59', '2026-03-08T10:59:00.000Z'],
    ['America/New_York', '2026, 10, 1, 1, 30', '2026-11-01T05:30:00.000Z'],
    ['Pacific/Auckland', '2026, 8, 26, 23, 59', '2026-09-26T11:59:00.000Z'],
    ['Australia/Lord_Howe', '2026, 3, 5, 1, 45', '2026-04-04T14:45:00.000Z'],
    ['America/St_Johns', '2006, 3, 2, 0, 30', '2006-04-02T04:00:00.000Z'],
  ]
  it.each(changes)('P1: in %s, new Date(%s) is %s', async (timeZone, fields, moment) => {
    const found = await jsonOf(evaluator, `new Date(${fields}).toISOString()`, { timeZone })
    expect(found).toBe(moment)
  })

  it('P1: ranges are right while the clocks change', async () => {
    const night = { now: Date.parse('2026-03-29T01:30:00Z'), timeZone: 'Europe/Madrid' } // 03:30, an hour and a half after 01:59
    expect(await jsonOf(evaluator, 'timeRange(3, 0, 3, 45)', night)).toBe(true)
    expect(await jsonOf(evaluator, 'timeRange(3, 31, 4, 45)', night)).toBe(false)
    expect(await jsonOf(evaluator, 'new Date(new Date().setHours(1)).toISOString()', night)).toBe('2026-03-29T00:30:00.000Z')
    expect(await jsonOf(evaluator, 'new Date(new Date().setHours(5)).getHours()', night)).toBe(5)
  })

  it('P1: a time range follows the zone of the world, not of this host', async () => {
    const at = Date.UTC(2026, 6, 1, 7, 30)
    expect(await jsonOf(evaluator, 'timeRange(9, 17)', { now: at, timeZone: 'Europe/Madrid' })).toBe(true)
    expect(await jsonOf(evaluator, 'timeRange(9, 17)', { now: at, timeZone: 'America/New_York' })).toBe(false)
    expect(await jsonOf(evaluator, 'timeRange(9, 17, "GMT")', { now: at, timeZone: 'Europe/Madrid' })).toBe(false)
  })

  it('P1: a script that looks at the clock while it is loaded sees each call’s own', async () => {
    const script = 'var hour = new Date().getHours(); function FindProxyForURL() { return "PROXY h" + hour }'
    for (const hour of [3, 4, 3]) {
      const world = { now: Date.UTC(2026, 0, 1, hour) }
      expect(await decideOne(evaluator, script, world)).toMatchObject({ raw: `PROXY h${hour}` })
    }
  })

  it('P1: without a moment it is now', async () => {
    const before = Date.now()
    const [verdict] = await evaluator.evaluate(
      { text: 'function FindProxyForURL() { return "" + Date.now() }' },
      [{ url: 'http://a.test/' }],
      { addresses: [], dns: {} },
    )
    const seen = Number(verdict?.kind === 'answered' && verdict.raw)
    expect(seen).toBeGreaterThanOrEqual(before)
    expect(seen).toBeLessThanOrEqual(Date.now())
  })
})

describe('the client’s addresses', () => {
  const cases: [readonly string[], string, string][] = [
    [[], '127.0.0.1', '127.0.0.1'],
    [['192.0.2.10', '2001:db8::10'], '192.0.2.10', '192.0.2.10;2001:db8::10'],
    [['2001:db8::10', '192.0.2.10'], '192.0.2.10', '192.0.2.10;2001:db8::10'],
    [['2001:DB8:0::10'], '2001:db8::10', '2001:db8::10'],
    [['192.0.2.10', '192.0.2.11'], '192.0.2.10', '192.0.2.10'],
    [['169.254.1.1', 'fe80::1'], '169.254.1.1', '169.254.1.1;fe80::1'],
    [['fe80::1', '2001:db8::10'], '2001:db8::10', '2001:db8::10'],
    [['127.0.0.1', '::1'], '127.0.0.1', '127.0.0.1'],
  ]
  it.each(cases)('P1: %j are myIpAddress %s and myIpAddressEx %s', async (addresses, one, all) => {
    expect(await jsonOf(evaluator, '[myIpAddress(), myIpAddressEx()]', { addresses })).toEqual([one, all])
  })

  it('P1: a script that keeps its address while it is loaded sees each call’s own', async () => {
    const script = 'var me = myIpAddress(); function FindProxyForURL() { return me }'
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.1'])
      expect(await decideOne(evaluator, script, { addresses: [address] })).toMatchObject({ raw: address })
  })
})

describe('names', () => {
  const dns = {
    'both.test': ['2001:db8::1', '192.0.2.1', '192.0.2.2'],
    'six.test': ['2001:db8::6'],
    'none.test': [],
    'xn--bcher-kva.test': ['192.0.2.9'],
    constructor: ['192.0.2.7'],
    'UPPER.test.': ['192.0.2.8'],
  }
  const cases: [string, unknown][] = [
    ['dnsResolve("both.test")', '192.0.2.1'],
    ['dnsResolveEx("both.test")', '2001:db8::1;192.0.2.1;192.0.2.2'],
    ['dnsResolve("six.test")', null],
    ['dnsResolveEx("six.test")', '2001:db8::6'],
    ['dnsResolve("none.test")', null],
    ['dnsResolve("missing.test")', null],
    ['dnsResolve("constructor")', '192.0.2.7'],
    ['dnsResolve("toString")', null],
    ['dnsResolve("__proto__")', null],
    ['dnsResolve("hasOwnProperty")', null],
    ['dnsResolve("upper.test")', '192.0.2.8'],
    ['dnsResolve("Upper.test")', null],
    ['dnsResolve("bücher.test")', '192.0.2.9'],
    ['dnsResolve("foo.localhost")', '127.0.0.1'],
    ['dnsResolveEx("localhost")', '::1;127.0.0.1'],
    ['dnsResolve("192.0.2.1.")', '192.0.2.1'],
    ['dnsResolve("0300.0.2.1")', '192.0.2.1'],
    ['dnsResolve("4294967295")', '255.255.255.255'],
    ['dnsResolve("4294967296")', null],
    ['dnsResolve("1.2.3.4.5")', null],
    ['dnsResolve("a.1")', null],
    ['dnsResolve("a..test")', null],
    ['dnsResolve("a b.test")', null],
    ['dnsResolveEx("::ffff:192.0.2.1")', '::ffff:c000:201'],
    ['dnsResolveEx("2001:DB8:0:0:1:0:0:1")', '2001:db8::1:0:0:1'],
    ['dnsResolveEx("1:2:3:4:5:6:7::")', '1:2:3:4:5:6:7:0'],
    ['dnsResolveEx("::")', '::'],
    ['dnsResolveEx("1:2:3:4:5:6:7:8:9")', ''],
    ['dnsResolveEx("1::2::3")', ''],
    ['isResolvable("both.test")', true],
    ['isResolvable("six.test")', false],
    ['isResolvableEx("six.test")', true],
    ['isResolvableEx("none.test")', false],
    ['isInNet("both.test", "192.0.2.0", "255.255.255.0")', true],
    ['isInNet("six.test", "0.0.0.0", "0.0.0.0")', false],
  ]
  it.each(cases)('P1: %s is %j', async (expression, value) => {
    expect(await jsonOf(evaluator, expression, { dns })).toEqual(value)
  })

  it('P1: at most 20 names a visit, as many again for the next', async () => {
    const world = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`n${i}.test`, ['192.0.2.1']]))
    const text =
      'function FindProxyForURL(u, h) { var n = 0; for (var i = 0; i < 30; i++) if (dnsResolve("n" + i + ".test")) n++; return "n" + n }'
    const visits = [{ url: 'http://a.test/' }, { url: 'http://b.test/' }]
    const verdicts = await evaluator.evaluate({ text }, visits, { addresses: [], dns: world, now: 0 })
    expect(verdicts).toMatchObject([{ raw: 'n20' }, { raw: 'n20' }])
  })

  it('P1: a script is run again for every name it asks, and answered on the spot when it does not ask the same again', async () => {
    const counting =
      'var n = 0; function FindProxyForURL(u, h) { n++; dnsResolve("both.test"); dnsResolve("six.test"); return "runs" + n }'
    expect(await decideOne(evaluator, counting, { dns })).toMatchObject({ raw: 'runs3' })
    const changing = 'var n = 0; function FindProxyForURL(u, h) { n++; dnsResolve("n" + n + ".test"); return "runs" + n }'
    expect(await decideOne(evaluator, changing, { dns })).toMatchObject({ raw: 'runs3' })
  })

  it('P1: what a script catches does not keep it from being run again', async () => {
    const script = 'function FindProxyForURL() { try { return dnsResolve("both.test") } catch (e) { return "caught" } }'
    expect(await decideOne(evaluator, script, { dns })).toMatchObject({ raw: '192.0.2.1' })
  })
})

describe('names of a world that is not pinned', () => {
  it('P1: are asked of the caller, each once a call, and only those that the world does not have', async () => {
    const asked: string[] = []
    const resolve = async (name: string) => {
      asked.push(name)
      return name === 'a.test' ? ['192.0.2.1'] : name === 'b.test' ? ['192.0.2.2', '2001:db8::2'] : []
    }
    const text =
      'var first = dnsResolve("load.test"); function FindProxyForURL(u, h) { return [first, dnsResolve(h), dnsResolve("pinned.test"), dnsResolve("none.test"), dnsResolveEx("b.test")].join() }'
    const visits = ['a.test', 'b.test', 'a.test'].map((host) => ({ url: `http://${host}/` }))
    const world = { addresses: [], dns: { 'pinned.test': ['192.0.2.3'] }, now: 0 }
    const verdicts = await evaluator.evaluate({ text }, visits, world, 'chromium', resolve)
    expect(verdicts.map((verdict) => verdict.kind === 'answered' && verdict.raw)).toEqual([
      ',192.0.2.1,192.0.2.3,,192.0.2.2;2001:db8::2',
      ',192.0.2.2,192.0.2.3,,192.0.2.2;2001:db8::2',
      ',192.0.2.1,192.0.2.3,,192.0.2.2;2001:db8::2',
    ])
    expect(asked.toSorted()).toEqual(['a.test', 'b.test', 'load.test', 'none.test'])
  })

  it('P1: do not resolve when the caller fails, takes too long or has no such address', async () => {
    await using impatient = openEvaluator({ resolveMs: 20 })
    const never = () => new Promise<never>(() => {})
    expect(await jsonOf(impatient, 'dnsResolve("a.test")', {}, never)).toBeNull()
    expect(await jsonOf(evaluator, 'dnsResolve("a.test")', {}, () => Promise.reject(new Error('no')))).toBeNull()
    expect(await jsonOf(evaluator, 'dnsResolve("a.test")')).toBeNull()
  })

  it('P3: a script that asks ever new names ends', async () => {
    let asked = 0
    const resolve = async () => {
      asked++
      return []
    }
    const script = 'function FindProxyForURL() { for (var i = 0; i < 1000; i++) dnsResolve("n" + i + ".test"); return "DIRECT" }'
    expect(await decideOne(evaluator, script, {}, 'http://a.test/', resolve)).toMatchObject({ raw: 'DIRECT' })
    expect(asked).toBe(20)
  })
})
