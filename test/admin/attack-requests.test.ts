import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Role, roles } from '../../src/store/role.ts'
import { cookieOf, filled, type OpenApp, openApp } from './open-app.ts'

const strong = 'wet gravel under a lamp'
const hostile = '"><script>document.title=1</script><img src=x onerror=alert(1)>'

let app: OpenApp
beforeAll(async () => {
  app = await openApp()
  for (const role of roles) await post('/api/v1/accounts', JSON.stringify({ name: role, role, password: strong }))
})
afterAll(() => app[Symbol.asyncDispose]())

function post(path: string, body: string | FormData | URLSearchParams, headers: Record<string, string> = {}) {
  const type = typeof body === 'string' ? { 'content-type': 'application/json' } : {}
  return app.send(path, { method: 'POST', body, headers: { ...type, ...headers } })
}

async function cookieFor(role: Role): Promise<string> {
  return cookieOf(await app.sendBare('/sign-in', { method: 'POST', body: new URLSearchParams({ name: role, password: strong }) }))
}

interface Operation {
  readonly method: string
  readonly path: string
  readonly needs: Role
  readonly takesBody: boolean
}

// the table that the API is described by; a parameter is filled with a name that nobody has
async function operations(): Promise<Operation[]> {
  const { paths } = (await (await app.send('/api/v1/openapi.json')).json()) as {
    paths: Record<string, Record<string, { description: string; requestBody?: object }>>
  }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { description, requestBody }]) => ({
      method: method.toUpperCase(),
      path: `/api/v1${path.replace(/\{\w+\}/g, 'nobody')}`,
      needs: roles.find((role) => description === `Takes the role ${role}.`)!,
      takesBody: requestBody !== undefined,
    })),
  )
}

function ask(cookie: string, { method, path, takesBody }: Operation): Promise<Response> {
  const body = takesBody ? { body: '{}' } : {}
  return app.sendBare(path, { method, ...body, headers: { cookie, 'content-type': 'application/json' } })
}

describe('roles', () => {
  it('what an endpoint needs is known, and people take an administrator', async () => {
    const all = await operations()
    expect(all.length).toBeGreaterThan(20)
    expect(all.filter(({ needs }) => needs === undefined)).toEqual([])
    for (const { path, needs } of all.filter((each) => /^\/api\/v1\/(accounts|audit)/.test(each.path)))
      expect([path, needs]).toEqual([path, 'administrator'])
  })

  it('names are asked of the DNS for editors, not for a viewer: on the pages and by the API', async () => {
    const cookie = await cookieFor('viewer')
    for (const path of ['/', '/compare']) {
      const page = async (headers: Record<string, string>) => (await app.send(path, { headers })).text()
      expect(await page({ cookie })).toMatch(
        /disabled aria-describedby="resolve-needs">.*\n.*id="resolve-needs">this takes the role editor</,
      )
      expect(await page({ cookie: await cookieFor('editor') })).not.toContain('resolve-needs')
    }
    const sent = async (path: string, body: object) => {
      const headers = { cookie, 'content-type': 'application/json' }
      const response = await app.sendBare(path, { method: 'POST', body: JSON.stringify({ ...body, resolve: true }), headers })
      return [response.status, await response.text()]
    }
    const pac = 'function FindProxyForURL() { return "DIRECT" }'
    const refused = [422, expect.stringContaining('takes the role editor')]
    const one = { pac, visits: ['http://a.test/'] }
    expect(await sent('/api/v1/evaluate', one)).toEqual(refused)
    expect(await sent('/api/v1/evaluate/stream', one)).toEqual(refused)
    expect(await sent('/api/v1/compare', { before: { pac }, after: { pac }, visits: ['http://a.test/'] })).toEqual(refused)
    const page = await app.sendBare('/', { method: 'POST', body: filled({ resolve: 'live' }), headers: { cookie } })
    expect([page.status, await page.text()]).toEqual(refused)
  })

  it.each(roles)('the API refuses a %s what takes more, and nothing else', async (role) => {
    const cookie = await cookieFor(role)
    for (const operation of await operations()) {
      const isAllowed = roles.indexOf(role) >= roles.indexOf(operation.needs)
      // what is allowed is asked with a body that is none, so that nothing is done; what has no body and changes nothing is asked as it is
      if (isAllowed && !operation.takesBody) continue
      const { status } = await ask(cookie, operation)
      expect([operation.method, operation.path, status === 403], `${role} ${status}`).toEqual([
        operation.method,
        operation.path,
        !isAllowed,
      ])
    }
  })

  it('the API refuses everything to who is not signed in', async () => {
    for (const operation of await operations()) {
      for (const cookie of ['', 'wpadd=made-up', '__Host-wpadd=made-up']) {
        const response = await ask(cookie, operation)
        expect([operation.path, response.status]).toEqual([operation.path, 401])
      }
    }
  })

  it.each([
    ['viewer', 403],
    ['editor', 403],
    ['administrator', 200],
  ] as const)('the pages of people answer a %s with %i', async (role, status) => {
    const cookie = await cookieFor(role)
    for (const path of ['/people', '/people/audit', '/people/audit.csv'])
      expect([path, (await app.sendBare(path, { headers: { cookie } })).status]).toEqual([path, status])
    for (const path of ['/', '/sites', '/account']) expect((await app.sendBare(path, { headers: { cookie } })).status).toBe(200)
    if (role === 'administrator') return
    for (const fields of [
      { do: 'add', name: 'mallory', role: 'administrator' },
      { do: 'role', name: role, role: 'administrator' },
      { do: 'password', name: 'admin' },
      { do: 'remove', name: 'administrator' },
    ]) {
      const response = await app.sendBare('/people', { method: 'POST', body: new URLSearchParams(fields), headers: { cookie } })
      expect(response.status).toBe(403)
    }
    expect(app.people.accounts.list().map(({ name }) => name)).toEqual(['admin', 'administrator', 'editor', 'viewer'])
  })
})

describe('cookies', () => {
  it('that are guessed, cut, doubled or of another account count for nothing', async () => {
    const cookie = await cookieFor('viewer')
    const secret = cookie.slice('wpadd='.length)
    const [session] = app.people.sessions.of('viewer')
    for (const wrong of [
      secret.slice(1),
      `${secret}x`,
      secret.toLowerCase(),
      session!.id,
      'admin',
      `${secret},${secret}`,
      `"${secret}"x`,
      '%00',
      'x'.repeat(4000),
    ])
      expect([wrong, (await app.sendBare('/sites', { headers: { cookie: `wpadd=${wrong}` } })).status]).toEqual([wrong, 401])
    expect((await app.sendBare('/sites', { headers: { cookie } })).status).toBe(200)
  })

  it('that were stolen end with the session: signed out, idle, another password', async () => {
    let time = Date.now()
    await using own = await openApp({ now: () => time })
    const enter = async () =>
      cookieOf(
        await own.sendBare('/sign-in', {
          method: 'POST',
          body: new URLSearchParams({ name: 'admin', password: own.adminPassword }),
        }),
      )
    const status = async (cookie: string) => (await own.sendBare('/account', { headers: { cookie } })).status
    const [signedOut, idle, old] = [await enter(), await enter(), await enter()]
    await own.sendBare('/sign-out', { method: 'POST', headers: { cookie: signedOut } })
    expect([await status(signedOut), await status(idle), await status(old)]).toEqual([401, 200, 200])
    const body = new URLSearchParams({ do: 'password', current: own.adminPassword, next: strong, again: strong })
    const changed = await own.sendBare('/account', { method: 'POST', body, headers: { cookie: old } })
    expect(changed.status).toBe(303)
    expect([await status(old), await status(idle), await status(cookieOf(changed))]).toEqual([401, 401, 200])
    time += 2 * 3600_000 + 1
    expect(await status(cookieOf(changed))).toBe(401)
  })

  it('are new after each sign-in, and the one before ends', async () => {
    const before = await cookieFor('viewer')
    const body = new URLSearchParams({ name: 'viewer', password: strong })
    const after = cookieOf(await app.sendBare('/sign-in', { method: 'POST', body, headers: { cookie: before } }))
    expect(after).not.toBe(before)
    expect((await app.sendBare('/sites', { headers: { cookie: before } })).status).toBe(401)
  })
})

describe('another site', () => {
  it.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:8080' },
    { origin: 'https://127.0.0.1:8081' },
    { origin: 'http://127.0.0.1:8081.evil.example.com' },
    { origin: 'null' },
  ])('cannot have anything done in somebody’s browser: %j', async (headers) => {
    const before = app.people.accounts.list()
    const forms: [string, URLSearchParams | FormData | string][] = [
      ['/people', new URLSearchParams({ do: 'add', name: 'mallory', role: 'administrator' })],
      ['/account', new URLSearchParams({ do: 'password', next: strong, again: strong })],
      ['/sign-out', new URLSearchParams()],
      ['/sign-in', new URLSearchParams({ name: 'admin', password: 'x' })],
      ['/', filled({})],
      ['/api/v1/accounts', JSON.stringify({ name: 'mallory', role: 'administrator' })],
      ['/api/v1/tokens', JSON.stringify({ name: 'x' })],
    ]
    for (const [path, body] of forms) expect([path, (await post(path, body, headers)).status]).toEqual([path, 403])
    for (const method of ['PUT', 'DELETE'])
      expect((await app.send('/api/v1/accounts/viewer', { method, headers })).status).toBe(403)
    expect(app.people.accounts.list()).toEqual(before)
    expect((await app.send('/sites')).status).toBe(200)
  })

  it('gets no leave to read: no CORS header on any answer', async () => {
    for (const path of ['/api/v1/session', '/sites', '/healthz', '/assets/style.css']) {
      const { headers } = await app.send(path, { headers: { origin: 'http://evil.example.com' } })
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
    }
    const preflight = {
      method: 'OPTIONS',
      headers: { origin: 'http://evil.example.com', 'access-control-request-method': 'PUT' },
    }
    expect((await app.sendBare('/api/v1/accounts/viewer', preflight)).status).toBe(403)
  })

  it('gets nobody sent to it after the sign-in', async () => {
    for (const next of [
      '//evil.example.com',
      'https://evil.example.com/',
      '/\\evil.example.com',
      '/\t/evil.example.com',
      '/x?y',
    ]) {
      const body = new URLSearchParams({ name: 'viewer', password: strong, next })
      expect((await app.sendBare('/sign-in', { method: 'POST', body })).headers.get('location')).toBe('/')
    }
  })
})

describe('script in a field', () => {
  it('is text wherever it is shown again', async () => {
    await post('/api/v1/tokens', JSON.stringify({ name: hostile.slice(0, 64) }))
    const agent = { 'user-agent': hostile }
    await app.sendBare('/sign-in', {
      method: 'POST',
      body: new URLSearchParams({ name: 'admin', password: app.adminPassword }),
      headers: agent,
    })
    app.people.changes.note({ who: hostile, origin: hostile, action: hostile, target: hostile, before: { [hostile]: hostile } })
    const shown = [
      await app.send('/account'),
      await app.send('/people'),
      await app.send('/people/audit'),
      await app.send(`/people/audit?who=${encodeURIComponent(hostile)}&action=${encodeURIComponent(hostile)}`),
      await app.send(`/account?done=${encodeURIComponent(hostile)}`),
      await post('/people', new URLSearchParams({ do: 'add', name: hostile, role: hostile, password: hostile })),
      await post('/people', new URLSearchParams({ do: 'role', name: hostile, role: hostile })),
      await post('/people', new URLSearchParams({ do: hostile, name: hostile })),
      await app.sendBare('/sign-in', {
        method: 'POST',
        body: new URLSearchParams({ name: hostile, password: 'x', next: hostile }),
      }),
      await app.sendBare(`/sign-in?token=${encodeURIComponent(hostile)}`),
    ]
    for (const response of shown) {
      const text = await response.text()
      expect(text).not.toContain('<script>document')
      expect(text).not.toContain('<img src=x')
      expect(response.headers.get('content-security-policy')).not.toContain('unsafe')
    }
  })
})

describe('what is not there', () => {
  it.each([
    '/assets/../app.ts',
    '/assets/%2e%2e/app.ts',
    '/assets/..%2fapp.ts',
    '/assets/....//app.ts',
    '/assets/modules/../../app.ts',
    '/assets/modules/%2e%2e%2f%2e%2e%2fpackage.json',
    '/assets/%00',
    '/assets/style.css%00.js',
    '/assets//etc/passwd',
    '/api/v1/../../etc/passwd',
    '/people/../../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/constructor',
    '/api/v1/__proto__',
    '/language/__proto__',
    '/assets/__proto__',
  ])('is not served: %s', async (path) => {
    const response = await app.send(path)
    expect([400, 404]).toContain(response.status)
    expect(await response.text()).not.toMatch(/root:|import |"dependencies"/)
  })
})

describe('too much', () => {
  it('is refused before anybody looks at it: 16 KiB at the door, 2 MiB elsewhere', async () => {
    const form = (bytes: number) => ({
      method: 'POST',
      body: new URLSearchParams({ name: 'admin', password: 'x'.repeat(bytes) }),
    })
    expect((await app.sendBare('/sign-in', form(17_000))).status).toBe(413)
    expect((await post('/api/v1/accounts', JSON.stringify({ name: 'x'.repeat(2 ** 21) }))).status).toBe(413)
    expect((await post('/people', new URLSearchParams({ do: 'add', name: 'x'.repeat(2 ** 21) }))).status).toBe(413)
  })

  it('of fields, depth and nothing at all leaves no trace', async () => {
    const before = app.people.accounts.list()
    const bodies = [
      '{}',
      '[]',
      'null',
      '"',
      '{"name":{"$gt":""}}',
      `${'['.repeat(50_000)}`,
      '{"__proto__":{"role":"administrator"}}',
      '',
    ]
    for (const body of bodies) expect([422, 400]).toContain((await post('/api/v1/accounts', body)).status)
    const many = new URLSearchParams(Array.from({ length: 5000 }, (_, i) => [`f${i}`, '1']))
    expect((await post('/people', many)).status).toBe(303)
    expect((await post('/people', new FormData())).status).toBe(303)
    expect((await app.sendBare('/sign-in', { method: 'POST', body: new URLSearchParams() })).status).toBe(403)
    expect(app.people.accounts.list()).toEqual(before)
  })
})
