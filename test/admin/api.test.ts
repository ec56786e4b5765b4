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
