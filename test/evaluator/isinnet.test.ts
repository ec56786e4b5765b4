import { afterAll, describe, expect, it } from 'vitest'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { jsonOf } from './one.ts'

// hundreds of calls of a function, over and over: on a busy machine that takes longer than a visit may
const evaluator = openEvaluator({ visitMs: 20_000, graceMs: 20_000 })
afterAll(() => evaluator[Symbol.asyncDispose]())

// what Chromium and Firefox do, as a script writes it (pac_js_library.h)
const rule = `
  function valid(text) {
    var m = /^(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})$/.exec(text)
    return m != null && m[1] <= 255 && m[2] <= 255 && m[3] <= 255 && m[4] <= 255
  }
  function number(text) {
    var p = text.split('.')
    return ((p[0] & 255) << 24) | ((p[1] & 255) << 16) | ((p[2] & 255) << 8) | (p[3] & 255)
  }
  function plain(host, pattern, mask) {
    if (!valid(pattern) || !valid(mask)) return false
    if (!valid(host)) { host = dnsResolve(host); if (host == null) return false }
    return (number(host) & number(mask)) == (number(pattern) & number(mask))
  }
  function all(of, hosts, patterns, masks) {
    return hosts.map(function (h) { return patterns.map(function (p) { return masks.map(function (m) {
      try { return of(h, p, m) } catch (e) { return e.name }
    }) }) })
  }`
const hosts =
  '["10.1.2.3", "10.1.2.03", "255.255.255.255", "0.0.0.0", "10.1.2", "10.1.2.256", "a.test", "none.test", "", null, 7, ["10.1.2.3"]]'
const patterns = '["10.1.2.0", "10.1.2.3", "010.001.002.000", "198.51.100.0", "10.1.2.300", "x", null, ["10.1.2.0"]]'
const masks = '["255.255.255.0", "0.0.0.0", "255.0.255.0", "256.0.0.0", undefined, new String("255.0.0.0")]'
const world = { dns: { 'a.test': ['198.51.100.7'] } }
const compare = (before: string) => `(function () { ${rule}
  ${before}
  var got = [1, 2, 3].map(function () { return all(isInNet, ${hosts}, ${patterns}, ${masks}) })
  var wanted = all(plain, ${hosts}, ${patterns}, ${masks})
  return got.map(function (one) { return JSON.stringify(one) === JSON.stringify(wanted) })
})()`

describe.each(['chromium', 'firefox'] as const)('P1: isInNet of %s', (dialect) => {
  const ask = (expression: string) => jsonOf(evaluator, expression, world, undefined, dialect)

  it('gives what the engines’ rule gives, however often it is asked', async () => {
    expect(await ask(compare(''))).toEqual([true, true, true])
  })

  it.each([
    ['isValidIpAddress', 'isValidIpAddress = valid = function (text) { return text === "x" || text === "10.1.2.3" }'],
    ['convert_addr', 'convert_addr = number = function (text) { return String(text).length }'],
    ['dnsResolve', 'dnsResolve = function (host) { return host === "none.test" ? "10.1.2.3" : host === "" ? 7 : null }'],
    ['String.prototype.split', 'String.prototype.split = function () { return ["10", "1", "2", "3"] }'],
    ['RegExp.prototype.exec', 'RegExp.prototype.exec = function () { return null }'],
  ])('obeys a script that changes %s, also after it was asked', async (_name, change) => {
    expect(await ask(compare(`all(isInNet, ${hosts}, ${patterns}, ${masks}); ${change}`))).toEqual([true, true, true])
  })

  it('takes an address that dnsResolve is given for what it is', async () => {
    const texts =
      '["10.1.2.3", "10.1.2.03", "1.2.3", "256.1.1.1", "1.2.3.4.", "01.2.3.4", "255.255.255.255", "0.0.0.0", " 1.2.3.4", "1.2.3.4\\n", "a.test"]'
    const found = [
      '10.1.2.3',
      '10.1.2.3',
      '1.2.0.3',
      null,
      dialect === 'firefox' ? null : '1.2.3.4', // NSPR takes no dot at the end
      '1.2.3.4',
      '255.255.255.255',
      '0.0.0.0',
      null,
      null,
      '198.51.100.7',
    ]
    expect(await ask(`${texts}.map(function (text) { return dnsResolve(text) })`)).toEqual(found)
  })
})
