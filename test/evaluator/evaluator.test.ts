import { afterAll, describe, expect, it } from 'vitest'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { decideOne, nowhere } from './one.ts'

const evaluator = openEvaluator()
afterAll(() => evaluator[Symbol.asyncDispose]())

const find = (body: string, before = ''): string => `${before}\nfunction FindProxyForURL(url, host) { ${body} }`
const visit = (host: string) => ({ url: `http://${host}/` })

describe('a call', () => {
  it('answers visits in their order, those that need no script included', async () => {
    const visits = ['a.test', 'localhost', 'b.test', '127.0.0.1', 'c.test'].map(visit)
    const verdicts = await evaluator.evaluate({ text: find('return "PROXY " + host') }, visits, nowhere)
    const seen = verdicts.map((verdict) => (verdict.kind === 'answered' ? verdict.raw : verdict.kind))
    expect(seen).toEqual(['PROXY a.test', 'bypassed', 'PROXY b.test', 'bypassed', 'PROXY c.test'])
  })

  it('may have more visits than cross to the worker at a time, and keeps a script’s globals over all of them', async () => {
    const visits = Array.from({ length: 1000 }, (_, i) => visit(`h${i}.test`))
    const verdicts = await evaluator.evaluate({ text: find('return "PROXY p:" + ++n', 'var n = 0') }, visits, nowhere)
    const numbers = verdicts.map((verdict) => verdict.kind === 'answered' && Number(verdict.raw.slice(8)))
    expect(numbers).toEqual(visits.map((_, i) => i + 1))
  })

  it('has no visits, and gives none', async () => {
    expect(await evaluator.evaluate({ text: find('return "DIRECT"') }, [], nowhere)).toEqual([])
  })

  it('gives the same verdicts for the same arguments, whatever was evaluated before', async () => {
    const counting = {
      text: find('seen[host] = 1; return "PROXY p:" + ++n + Object.keys(seen).length + Math.random()', 'var n = 0, seen = {}'),
    }
    const other = { text: find('return typeof n + typeof seen + typeof leak', 'var leak = 1') }
    const first = await evaluator.evaluate(counting, [visit('a.test'), visit('b.test')], nowhere)
    expect(await evaluator.evaluate(other, [visit('a.test')], nowhere)).toMatchObject([{ raw: 'undefinedundefinednumber' }])
    expect(await evaluator.evaluate(counting, [visit('a.test'), visit('b.test')], nowhere)).toEqual(first)
  })

  it('does not show one PAC what another did to the built-ins', async () => {
    await decideOne(evaluator, find('return "DIRECT"', 'String.prototype.evil = 1; isInNet = null; Date = null'))
    expect(await decideOne(evaluator, find('return typeof "".evil + typeof isInNet + typeof Date'))).toMatchObject({
      raw: 'undefinedfunctionfunction',
    })
  })

  it('runs beside other calls', async () => {
    const scripts = Array.from({ length: 40 }, (_, i) => find(`return "PROXY p${i}:80"`))
    const verdicts = await Promise.all(scripts.map((script) => decideOne(evaluator, script)))
    expect(verdicts.map((verdict) => verdict.kind === 'answered' && verdict.raw)).toEqual(scripts.map((_, i) => `PROXY p${i}:80`))
  })
})

describe('what a caller gets wrong is said, not evaluated', () => {
  const script = { text: find('return "DIRECT"') }
  const wrong: [string, () => Promise<unknown>, RegExp][] = [
    ['no URL', () => evaluator.evaluate(script, [{ url: 'nonsense' }], nowhere), /"nonsense" is not a URL/],
    [
      'a URL without a host',
      () => evaluator.evaluate(script, [{ url: 'mailto:a@example.org' }], nowhere),
      /is not a URL with a host/,
    ],
    [
      'a host with a line separator',
      () => evaluator.evaluate(script, [{ url: 'http://a/', host: 'a\u2028b' }], nowhere),
      /is not a host/,
    ],
    ['a host with a line end', () => evaluator.evaluate(script, [{ url: 'http://a/', host: 'a\nb' }], nowhere), /is not a host/],
    ['a huge URL', () => evaluator.evaluate(script, [{ url: `http://a/${'x'.repeat(70_000)}` }], nowhere), /over the limit/],
    ['an unknown zone', () => evaluator.evaluate(script, [visit('a')], { ...nowhere, timeZone: 'Mars/Base' }), /Mars\/Base/],
    [
      'an unknown zone, for a PAC that cannot be used',
      () => evaluator.evaluate({ text: 'no function' }, [visit('a')], { ...nowhere, timeZone: 'Mars/Base' }),
      /Mars\/Base/,
    ],
    [
      'a bad address',
      () => evaluator.evaluate(script, [visit('a')], { ...nowhere, addresses: ['10.0.0'] }),
      /"10.0.0" is not an IP/,
    ],
    ['a bad answer', () => evaluator.evaluate(script, [visit('a')], { ...nowhere, dns: { a: ['x'] } }), /dns\["a"\]: "x" is not/],
  ]
  it.each(wrong)('%s', async (_, call, message) => {
    await expect(call()).rejects.toThrow(message)
    await expect(call()).rejects.toThrow(RangeError)
  })

  it('too many visits, names or waiting calls', async () => {
    await using small = openEvaluator({ visits: 2, names: 1, waiting: 3 })
    const two = [visit('a.test'), visit('b.test')]
    await expect(small.evaluate(script, [...two, ...two], nowhere)).rejects.toThrow('4 visits are over the limit of 2 a call')
    await expect(small.evaluate(script, two, { ...nowhere, dns: { a: [], b: [] } })).rejects.toThrow('over the limit of 1')
    const first = small.evaluate(script, two, nowhere)
    await expect(small.evaluate(script, two, nowhere)).rejects.toThrow('too many visits are waiting')
    expect(await first).toHaveLength(2)
    expect(await small.evaluate(script, two, nowhere)).toHaveLength(2)
  })
})

describe('check', () => {
  it('is undefined for a PAC that can be used', async () => {
    expect(await evaluator.check({ text: find('return dnsResolve("a.test") + myIpAddress()') })).toBeUndefined()
  })

  const bad = {
    syntax: ['function FindProxyForURL(url, host) { return "DIRECT"', 'let wdays = 1; function FindProxyForURL() {}'],
    'missing-function': ['var x = 1', 'const FindProxyForURL = () => "DIRECT"', 'var FindProxyForURL = 1'],
    exception: [
      'throw "FindProxyForURL"',
      'eval("(FindProxyForURL"); function FindProxyForURL() {}',
      'new RegExp("("); function FindProxyForURL() {}',
    ],
    timeout: ['for (;;); function FindProxyForURL() {}'],
    memory: [`/* FindProxyForURL */ ${' '.repeat(1_100_000)}`],
  }
  it.each(
    Object.entries(bad).flatMap(([reason, texts]) => texts.map((text) => ({ reason, text: text.slice(0, 60), script: text }))),
  )('$reason: $text', async ({ reason, script }) => {
    expect(await evaluator.check({ text: script })).toMatchObject({ kind: 'failed', reason, clientDoes: 'direct' })
  })

  it('says where', async () => {
    expect(await evaluator.check({ text: 'var a\nvar b\nfunction FindProxyForURL( {' })).toMatchObject({
      detail: expect.stringMatching(/line 3/),
    })
  })
})

describe('the end', () => {
  it('fails what is under way and refuses more', async () => {
    const closing = openEvaluator()
    const pending = decideOne(closing, find('for (;;);'))
    const failed = expect(pending).rejects.toThrow('the evaluator was closed')
    await closing[Symbol.asyncDispose]()
    await failed
    await expect(decideOne(closing, find('return "DIRECT"'))).rejects.toThrow('the evaluator is closed')
  })
})
