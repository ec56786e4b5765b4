import { afterAll, describe, expect, it } from 'vitest'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { changes, type Evaluation, evaluateAll, LONGEST_RECORD, makeRecord, readRecord } from '../../src/evaluator/record.ts'
import { rememberNames } from '../../src/evaluator/remember-names.ts'

const evaluator = openEvaluator()
afterAll(() => evaluator[Symbol.asyncDispose]())

const script = `var seen = 0
function FindProxyForURL(url, host) {
  return "PROXY " + dnsResolve(host) + ":" + ++seen + "; PROXY " + myIpAddress() + ":" + new Date().getHours() + weekdayRange("MON")
}`
const evaluation: Evaluation = {
  pac: { bytes: Buffer.from(script), contentType: 'application/x-ns-proxy-autoconfig' },
  as: ['chromium', 'firefox', 'windows10'],
  visits: [{ url: 'http://a.test/' }, { url: 'https://b.test/', host: 'c.test' }],
  world: { addresses: ['192.0.2.10'], dns: { 'a.test': ['192.0.2.1'] }, now: Date.UTC(2026, 0, 5, 9), timeZone: 'Asia/Tokyo' },
}

describe('P1: an evaluation that was saved', () => {
  it('comes to the same verdicts again, from its text alone', async () => {
    const names = rememberNames(async () => ['203.0.113.9'])
    const before = await evaluateAll(evaluation, evaluator, names.resolve)
    const world = { ...evaluation.world, dns: { ...evaluation.world.dns, ...names.answers } }
    const text = JSON.stringify(makeRecord({ ...evaluation, world }, before, '1.2.3'))
    expect(JSON.parse(text)).toMatchObject({
      format: 1,
      wpadd: '1.2.3',
      pac: { base64: Buffer.from(script).toString('base64'), contentType: 'application/x-ns-proxy-autoconfig' },
      world: { now: '2026-01-05T09:00:00.000Z', tz: 'Asia/Tokyo', dns: { 'a.test': ['192.0.2.1'], 'c.test': ['203.0.113.9'] } },
    })
    const record = readRecord(text)
    await using another = openEvaluator()
    const after = await evaluateAll(record.evaluation, another)
    expect(after).toEqual(before)
    expect(after.map(({ as, url }) => `${as} ${url}`)).toHaveLength(6)
    expect(changes(record.verdicts, after)).toEqual([])
  })

  it('says which verdicts are other ones; the wording of a detail does not count', async () => {
    const before = await evaluateAll(
      { ...evaluation, pac: { text: 'function FindProxyForURL(u, h) { return h == "a.test" ? "A" : no }' } },
      evaluator,
    )
    const after = await evaluateAll(
      { ...evaluation, pac: { text: 'function FindProxyForURL(u, h) { return h == "a.test" ? "B" : other }' } },
      evaluator,
    )
    expect(changes(before, after)).toMatchObject([
      { as: 'chromium', url: 'http://a.test/', was: { raw: 'A' }, is: { raw: 'B' } },
      { as: 'firefox', url: 'http://a.test/' },
      { as: 'windows10', url: 'http://a.test/' },
    ])
  })

  it('asks each name once over all kinds, and a name that comes too late is one that does not resolve', async () => {
    const asked: string[] = []
    const names = rememberNames(async (name) => {
      asked.push(name)
      return name === 'a.test' ? ['192.0.2.1'] : Promise.withResolvers<string[]>().promise
    })
    await using hasty = openEvaluator({ resolveMs: 50 })
    await evaluateAll({ ...evaluation, world: { ...evaluation.world, dns: {} } }, hasty, names.resolve)
    expect(asked.toSorted()).toEqual(['a.test', 'c.test'])
    expect(names.answers).toEqual({ 'a.test': ['192.0.2.1'], 'c.test': [] })
  })

  const good = makeRecord({ ...evaluation, pac: { text: script } }, [], '1')
  const filled = {
    ...good,
    as: ['chromium'],
    visits: [{ url: 'http://a.test/' }],
    verdicts: [{ as: 'chromium', url: 'http://a.test/', verdict: { kind: 'bypassed', detail: '' } }],
  }
  const bad: [string, unknown, string][] = [
    ['no JSON', '{', 'it is not JSON: '],
    ['something else', 7, 'the record is not a JSON object'],
    ['nothing', {}, 'format is missing'],
    ['a later format', { ...filled, format: 2 }, 'format is not a format that this version reads (it reads 1)'],
    ['no PAC', { ...filled, pac: {} }, 'pac is neither {"text"} nor {"base64", "contentType"}'],
    ['two PACs', { ...filled, pac: { text: '', base64: '' } }, 'pac is neither'],
    ['a kind that nobody knows', { ...filled, as: ['netscape'] }, 'as.0 is no kind that can be evaluated'],
    ['no kinds', { ...filled, as: [] }, 'as is empty'],
    ['a moment that is none', { ...filled, world: { ...good.world, now: 'soon' } }, 'world.now is not an ISO date'],
    ['a zone that is none', { ...filled, world: { ...good.world, tz: 'Mars/Base' } }, 'world.tz is not a time zone'],
    [
      'names without addresses',
      { ...filled, world: { ...good.world, dns: { a: 'b' } } },
      'world.dns.a is not a list of addresses',
    ],
    [
      'a verdict that is none',
      { ...filled, verdicts: [{ as: 'chromium', url: 'http://a.test/', verdict: { kind: 'maybe' } }] },
      'verdicts.0.verdict.kind',
    ],
    ['too few verdicts', { ...filled, verdicts: [] }, 'verdicts has 0, and there are 1 visits for each of 1 kinds'],
  ]
  it.each(bad)('is refused with %s', (_, value, message) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    expect(() => readRecord(JSON.stringify(filled))).not.toThrow()
    expect(() => readRecord(text)).toThrow(message)
    expect(() => readRecord(text)).toThrow(RangeError)
  })

  it('is refused when it is too long', () => {
    expect(() => readRecord(' '.repeat(LONGEST_RECORD + 1))).toThrow('is over the limit')
  })
})
