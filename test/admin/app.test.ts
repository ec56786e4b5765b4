import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importMapHash } from '../../src/admin/modules.ts'
import { viewOf } from '../../src/admin/view.ts'
import { makeRevision } from '../../src/revisions/revision.ts'
import { profile } from '../sites/profiles.ts'
import { branchPac, cookieOf, filled, type OpenApp, openApp, token } from './open-app.ts'

let app: OpenApp
beforeAll(async () => {
  app = await openApp()
})
afterAll(() => app[Symbol.asyncDispose]())

function post(body: FormData | URLSearchParams | string, headers: Record<string, string> = {}) {
  return { method: 'POST', body, headers }
}

describe('signing in', () => {
  it('shows a button at the link, and trades the token for a session once', async () => {
    await using fresh = await openApp()
    const path = `/sign-in?token=${token}`
    for (let loads = 0; loads < 2; loads++) {
      const page = await fresh.sendBare(path)
      expect(page.status).toBe(200)
      expect(await page.text()).toContain(`<input type="hidden" name="token" value="${token}">`)
    }
    const signedIn = await fresh.sendBare('/sign-in', post(new URLSearchParams({ token })))
    expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, '/'])
    expect(signedIn.headers.get('set-cookie')).toMatch(/^wpadd=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    expect((await fresh.sendBare('/', { headers: { cookie: cookieOf(signedIn) } })).status).toBe(200)
    expect((await fresh.sendBare('/sign-in', post(new URLSearchParams({ token })))).status).toBe(403)
  })

  it('ends the session at sign-out', async () => {
    await using fresh = await openApp()
    expect((await fresh.send('/sites')).status).toBe(200)
    expect((await fresh.send('/sign-out', post(''))).headers.get('set-cookie')).toContain('Max-Age=0')
    expect((await fresh.send('/sites')).status).toBe(401)
  })

  it('refuses wrong tokens, and for a minute all tokens after ten of them', async () => {
    await using fresh = await openApp()
    const statuses = []
    for (let i = 0; i < 11; i++)
      statuses.push((await fresh.sendBare('/sign-in', post(new URLSearchParams({ token: `no ${i}` })))).status)
    expect(statuses).toEqual([...Array(10).fill(403), 429])
    const right = await fresh.sendBare('/sign-in', post(new URLSearchParams({ token })))
    expect([right.status, right.headers.get('retry-after')]).toEqual([429, '60'])
  })

  it.each(['/', '/sites', '/nothing', '/api/v1/evaluate'])('answers 401 at %s without a session', async (path) => {
    const response = await app.sendBare(path)
    expect(response.status).toBe(401)
    const text = await response.text()
    expect(text).toContain('log')
    expect(text).not.toContain('branch')
  })

  it('says where the link is printed and how to get a new one', async () => {
    const text = await (await app.sendBare('/')).text()
    expect(text).toContain('one-time sign-in link in its log')
    expect(text).toContain('kill -HUP')
  })

  it('does not take a cookie that was made up', async () => {
    expect((await app.sendBare('/', { headers: { cookie: 'wpadd=abc' } })).status).toBe(401)
  })
})

describe('who may ask', () => {
  it.each(['127.0.0.1:8081', 'localhost:8081', '[::1]:8081', 'LOCALHOST', '127.0.0.1:9000'])('answers Host %s', async (name) => {
    expect((await app.send('/', { headers: { host: name } })).status).toBe(200)
  })

  it.each(['evil.example.com', 'localhost.example.com:8081', '127.0.0.1.example.com', '192.0.2.1:8081', 'wpad', ''])(
    'answers 421 to Host %j, as DNS rebinding sends it',
    async (name) => {
      for (const path of ['/', '/healthz', '/metrics', '/sign-in?token=x', '/assets/style.css'])
        expect((await app.send(path, { headers: { host: name } })).status).toBe(421)
    },
  )

  it.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'http://127.0.0.1:8081' },
    { 'sec-fetch-site': 'none', origin: 'http://evil.example.com' },
    { origin: 'http://evil.example.com' },
    { origin: 'http://127.0.0.1:3000' },
    { origin: 'null' },
  ])('refuses a POST with %j', async (headers) => {
    for (const path of ['/', '/sign-in', '/sign-out', '/api/v1/evaluate'])
      expect((await app.send(path, post(filled({}), headers))).status).toBe(403)
    expect((await app.send('/')).status).toBe(200)
  })

  it.each([{ 'sec-fetch-site': 'same-origin' }, { origin: 'http://127.0.0.1:8081' }, {}])(
    'does a POST with %j',
    async (headers) => {
      expect((await app.send('/', post(filled({}), headers))).status).toBe(200)
    },
  )

  it('keeps to the allow list', async () => {
    await using closed = await openApp({ allow: ['127.0.0.1/32'] })
    expect((await closed.send('/')).status).toBe(200)
    await expect(openApp({ allow: ['127.0.0.2/32'] })).rejects.toThrow('no cookie in a 403')
  })
})

describe('every response', () => {
  it.each([
    ['/', 200],
    ['/sites', 200],
    ['/nothing', 404],
    ['/sign-in?token=x', 200],
    ['/sign-in', 200],
    ['/assets/style.css', 200],
    ['/assets/nothing', 404],
    ['/healthz', 200],
    ['/metrics', 200],
    ['/?site=nobody', 404],
  ])('%s closes the page to everything foreign', async (path, status) => {
    const response = await app.send(path)
    expect(response.status).toBe(status)
    closed(response)
  })

  it('does so when it refuses, too', async () => {
    closed(await app.sendBare('/'))
    closed(await app.send('/', { headers: { host: 'evil.example.com' } }))
    closed(await app.send('/', post(filled({}), { origin: 'http://evil.example.com' })))
    closed(await app.send('/', post('x'.repeat(2 ** 21 + 1))))
    closed(await app.send('/', post('--x\r\n', { 'content-type': 'multipart/form-data; boundary=x' })))
  })

  function closed(response: Response) {
    const csp = response.headers.get('content-security-policy') ?? ''
    for (const rule of [
      "default-src 'none'",
      // beside its own files the import map alone, which no file can hold
      `script-src 'self' '${importMapHash}'`,
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
      expect(csp.split('; ')).toContain(rule)
    expect(csp).toMatch(/; style-src 'self'( 'nonce-[\w+/]{22}==')?;/)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('referrer-policy')).toBe('same-origin')
    expect(response.headers.get('cache-control')).toMatch(/^no-(store|cache)$/)
  }
})

describe('files, health and metrics', () => {
  it('serves its two files with an ETag, and 304 to who has them', async () => {
    for (const [name, type] of [
      ['style.css', 'text/css'],
      ['preview.js', 'text/javascript'],
    ] as const) {
      const first = await app.sendBare(`/assets/${name}`)
      expect(first.headers.get('content-type')).toContain(type)
      const etag = first.headers.get('etag') ?? ''
      expect((await app.sendBare(`/assets/${name}`, { headers: { 'if-none-match': etag } })).status).toBe(304)
      expect((await app.sendBare(`/assets/${name}`, { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
    }
  })

  it('serves no other file', async () => {
    for (const path of ['/assets/../app.ts', '/assets/%2e%2e%2fapp.ts', '/assets/app.ts', '/assets/'])
      expect((await app.sendBare(path)).status).not.toBe(200)
  })

  it('stays under 100 KB of style and script', async () => {
    const sizes = await Promise.all(
      ['style.css', 'preview.js'].map(async (name) => (await (await app.sendBare(`/assets/${name}`)).arrayBuffer()).byteLength),
    )
    expect(sizes[0]! + sizes[1]!).toBeLessThan(100_000)
  })

  it('tells health and metrics without a session', async () => {
    const health = await app.sendBare('/healthz')
    expect([health.status, await health.text()]).toEqual([200, 'ok\n'])
    const metrics = await app.sendBare('/metrics')
    expect(metrics.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(await metrics.text()).toBe('wpadd_up 1\n')
  })

  it('answers 503 when it is not well, or cannot know', async () => {
    const metrics = () => Promise.reject(new Error('gone'))
    await using ill = await openApp({ ask: { metrics, health: async () => ({ ok: false, detail: 'dns: closed' }) } })
    const health = await ill.sendBare('/healthz')
    expect([health.status, await health.text()]).toEqual([503, 'dns: closed\n'])
    expect((await ill.sendBare('/metrics')).status).toBe(503)
    await using lost = await openApp({ ask: { metrics, health: () => Promise.reject(new Error('no answer within 2 s')) } })
    expect((await lost.sendBare('/healthz')).status).toBe(503)
  })
})

describe('the sites page', () => {
  it('says what each site answers', async () => {
    const text = await (await app.send('/sites')).text()
    for (const part of [
      '192.0.2.0/24',
      'wpad.branch.example.com',
      'http://192.0.2.10/wpad.dat',
      '0123456789abcdef',
      '2026-01-05 09:00:00Z',
    ])
      expect(text).toContain(part)
    expect(text).toContain('line 2: &quot;quoted&quot; &amp; &lt;odd&gt;')
    expect(text).toContain(`${Buffer.byteLength(branchPac)}`)
    expect(text).not.toContain('Profiles')
  })
})

describe('the profiles of a site', () => {
  const lastModified = new Date('2026-01-05T09:00:00Z')
  const revision = makeRevision(branchPac, { lastModified, file: '/etc/wpadd/branch.pac' })
  const agentPac = makeRevision('function FindProxyForURL() { return "PROXY agents.example.com:8080" }', {
    lastModified,
    file: 'a.pac',
  })
  const conditions = { subnets: ['192.0.2.0/24'], host: ['wpad', '*.example.com'], userAgent: ['<b>*'], query: { kind: 'agent' } }
  const site = { name: 'branch', subnets: [], domains: [], addresses: [], url: 'http://192.0.2.10/wpad.dat' }
  const view = viewOf(
    [{ site, revision, profiles: [profile('agents', conditions, agentPac), profile('rest', { host: ['x'] })] }],
    '1',
  )

  it('are on the sites page, each with whom it is for and its PAC', async () => {
    await using own = await openApp({ view })
    const text = await (await own.send('/sites')).text()
    for (const part of [
      '<code>client in 192.0.2.0/24</code>, <code>Host wpad or *.example.com</code>, <code>User-Agent &lt;b&gt;*</code>, <code>query kind=agent</code>',
      '<code>a.pac</code>',
      agentPac.id,
      'built in: everything DIRECT',
      '/?site=branch%2Fagents',
    ])
      expect(text).toContain(part)
  })

  it('can be previewed by the name of both', async () => {
    await using own = await openApp({ view })
    const page = await (await own.send('/?site=branch%2Fagents')).text()
    expect(page).toContain('<option value="branch/agents" selected>branch/agents</option>')
    expect(page).toContain('agents.example.com:8080')
    expect((await own.send('/?site=branch%2Fnobody')).status).toBe(404)
    expect((await own.send('/?site=agents')).status).toBe(404)
    const body = JSON.stringify({ site: 'branch/agents', visits: ['https://www.example.org/'] })
    const answer = await own.send('/api/v1/evaluate', { method: 'POST', body, headers: { 'content-type': 'application/json' } })
    expect(await answer.json()).toMatchObject({ verdicts: [{ verdict: { raw: 'PROXY agents.example.com:8080' } }] })
  })
})
