import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { branchPac, type OpenApp, openApp } from './open-app.ts'

let app: OpenApp
beforeAll(async () => {
  app = await openApp()
})
afterAll(() => app[Symbol.asyncDispose]())

async function evaluate(body: unknown) {
  const response = await app.send('/api/v1/evaluate', {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
  return { status: response.status, type: response.headers.get('content-type'), json: await response.json() }
}

describe('POST /api/v1/evaluate', () => {
  it('answers with the verdicts and the world that they hold in', async () => {
    const { status, json } = await evaluate({
      pac: branchPac,
      visits: ['https://www.example.org/', 'http://socks.test/'],
      client: { ips: ['192.0.2.7'] },
      now: '2026-01-05T09:00',
      tz: 'Europe/Madrid',
      dns: { 'socks.test': ['203.0.113.5'] },
    })
    expect(status).toBe(200)
    expect(json).toEqual({
      as: 'chromium',
      client: { ips: ['192.0.2.7'] },
      now: '2026-01-05T08:00:00.000Z',
      tz: 'Europe/Madrid',
      dns: { 'socks.test': ['203.0.113.5'] },
      milliseconds: expect.any(Number),
      verdicts: [
        {
          url: 'https://www.example.org/',
          verdict: {
            kind: 'answered',
            raw: 'PROXY proxy.example.com:3128; DIRECT',
            proxies: [{ type: 'http', host: 'proxy.example.com', port: 3128 }, { type: 'direct' }],
          },
        },
        {
          url: 'http://socks.test/',
          verdict: {
            kind: 'answered',
            raw: 'SOCKS5 socks.example.com:1080',
            proxies: [{ type: 'socks5', host: 'socks.example.com', port: 1080 }],
          },
        },
      ],
    })
  })

  it('takes the live PAC of a site by its name', async () => {
    const { json } = await evaluate({ site: 'branch', visits: ['http://intranet/'] })
    expect(json.verdicts[0].verdict.raw).toBe('DIRECT')
    expect(json.client.ips).toEqual(['127.0.0.1'])
  })

  it.each([
    ['not json', 'body'],
    [[], 'visits'],
    [{ visits: ['http://a.test/'] }, 'pac'],
    [{ site: 'nobody', visits: ['http://a.test/'] }, 'site'],
    [{ pac: 'x' }, 'visits'],
    [{ pac: 'x', visits: 'http://a.test/' }, 'visits'],
    [{ pac: 'x', visits: [1] }, 'visits.0'],
    [{ pac: 'x', visits: ['a'] }, 'visits'],
    [{ pac: 'x', visits: ['http://a.test/'], url: 'x' }, 'url'],
    [{ pac: 'x', visits: ['http://a.test/'], client: { ips: ['?'] } }, 'client'],
    [{ pac: 'x', visits: ['http://a.test/'], dns: { 'a.test': ['?'] } }, 'dns'],
    [{ pac: 'x', visits: ['http://a.test/'], tz: 'Mars' }, 'tz'],
  ])('answers a problem to %j', async (body, field) => {
    const { status, type, json } = await evaluate(body)
    expect([status, type]).toEqual([422, 'application/problem+json'])
    expect(json).toMatchObject({ type: 'about:blank', title: 'not a request', status: 422, errors: [{ field }] })
  })

  it('answers a problem without a session, at another path, and when it is too long', async () => {
    const bare = await app.sendBare('/api/v1/evaluate', { method: 'POST', body: '{}' })
    expect([bare.status, bare.headers.get('content-type')]).toEqual([401, 'application/problem+json'])
    const nothing = await app.send('/api/v1/nothing')
    expect([nothing.status, nothing.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
    const { status, type } = await evaluate(`"${'x'.repeat(2 ** 21)}"`)
    expect([status, type]).toEqual([413, 'application/problem+json'])
  })
})

async function post(path: string, body: object) {
  const headers = { 'content-type': 'application/json' }
  return app.send(`/api/v1${path}`, { method: 'POST', body: JSON.stringify(body), headers })
}

const byPath = `function FindProxyForURL(url, host) {
  if (shExpMatch(url, "https://shop.test/a*")) return "PROXY shop.test:1";
  return "DIRECT";
}`

describe('several kinds', () => {
  const question = { pac: byPath, visits: ['https://shop.test/a', 'http://b.test/'], as: ['chromium', 'windows10'] }

  it('are answered side by side', async () => {
    const json = await (await post('/evaluate', question)).json()
    expect(json).toMatchObject({ as: ['chromium', 'windows10'], client: { ips: ['127.0.0.1'] } })
    expect(json.verdicts.map(({ differs }: { differs: boolean }) => differs)).toEqual([true, false])
    expect(json.verdicts[0].verdicts).toMatchObject({ chromium: { raw: 'DIRECT' }, windows10: { raw: 'PROXY shop.test:1' } })
  })

  it('are answered one after the other in a stream, each verdict once', async () => {
    const response = await post('/evaluate/stream', question)
    expect(response.headers.get('content-type')).toBe('application/x-ndjson')
    const lines = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toMatchObject([
      { kind: 'begun', as: ['chromium', 'windows10'], visits: 2 },
      { kind: 'verdict', id: 0, verdict: { raw: 'DIRECT' } },
      { kind: 'cells', as: 'chromium', ids: [0, 0] },
      { kind: 'verdict', id: 1, verdict: { raw: 'PROXY shop.test:1' } },
      { kind: 'cells', as: 'windows10', ids: [1, 0] },
      { kind: 'end', tz: expect.any(String), milliseconds: expect.any(Number) },
    ])
  })

  it.each([
    [[], 'as'],
    ['netscape', 'as'],
    [7, 'as'],
  ])('names %j as wrong', async (as, field) => {
    const response = await post('/evaluate', { ...question, as })
    expect([response.status, (await response.json()).errors[0].field]).toEqual([422, field])
  })
})

it('POST /api/v1/trace tells the way to a verdict, and why another kind differs', async () => {
  const visit = 'https://shop.test/a'
  const json = await (await post('/trace', { pac: byPath, visit, as: 'winhttp', against: 'chromium' })).json()
  expect(json).toMatchObject({
    url: visit,
    as: 'winhttp',
    summary: 'line 2 matched: shExpMatch(url, "https://shop.test/a*")',
    why: expect.stringContaining('"https://shop.test/a"'),
    verdict: { raw: 'PROXY shop.test:1' },
    trace: { lines: [{ line: 2, times: expect.any(Number) }], calls: [{ name: 'shExpMatch', result: 'true' }] },
  })
  expect((await (await post('/trace', { pac: byPath, visit })).json()).why).toBeUndefined()
  expect((await post('/trace', { pac: byPath, visit: 'nothing' })).status).toBe(422)
})

it('POST /api/v1/lint tells what is wrong with a PAC', async () => {
  const json = await (
    await post('/lint', { pac: 'function FindProxyForURL(url, host) {\n  let x = "DIRECT";\n  return x;\n}' })
  ).json()
  expect(json.findings).toMatchObject([{ line: 2, severity: 'warning', rule: expect.any(String), mend: expect.any(String) }])
  expect((await post('/lint', { site: 'branch' })).status).toBe(200)
  expect((await post('/lint', {})).status).toBe(422)
})
