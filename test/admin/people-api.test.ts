import { describe, expect, it } from 'vitest'
import type { Role } from '../../src/store/role.ts'
import { cookieOf, type OpenApp, openApp } from './open-app.ts'

const strong = 'wet gravel under a lamp'

type Row = Readonly<Record<string, unknown>>

interface Told {
  readonly status: number
  readonly json: Awaited<ReturnType<Response['json']>>
}

/** Asks the API as somebody. */
async function call(app: OpenApp, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Told> {
  const send = headers === undefined ? app.send : app.sendBare
  const response = await send(`/api/v1${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json', ...headers },
  })
  const text = await response.text()
  return { status: response.status, json: text === '' ? undefined : JSON.parse(text) }
}

async function signedIn(app: OpenApp, name: string, password: string): Promise<Record<string, string>> {
  const response = await app.sendBare('/sign-in', { method: 'POST', body: new URLSearchParams({ name, password }) })
  return { cookie: cookieOf(response) }
}

async function somebody(app: OpenApp, name: string, role: Role): Promise<Record<string, string>> {
  await call(app, 'POST', '/accounts', { name, role, password: strong })
  return signedIn(app, name, strong)
}

async function auditOf(app: OpenApp): Promise<[string, string, string, unknown, unknown][]> {
  const { json } = await call(app, 'GET', '/audit')
  return json.entries.map((each: Row) => [each.who, each.action, each.target, each.before, each.after])
}

describe('accounts', () => {
  it('are made, listed, changed and removed, and each change is in the audit log', async () => {
    await using app = await openApp()
    expect(await call(app, 'POST', '/accounts', { name: 'Ana', role: 'viewer', password: strong })).toEqual({
      status: 200,
      json: { name: 'ana' },
    })
    const given = await call(app, 'POST', '/accounts', { name: 'ben', role: 'editor' })
    expect(given.json).toEqual({ name: 'ben', password: expect.stringMatching(/^[a-z2-9]{16}$/) })
    expect((await call(app, 'PUT', '/accounts/ana', { role: 'editor' })).status).toBe(204)
    const reset = await call(app, 'PUT', '/accounts/ana/password', {})
    expect(reset.json.password).toMatch(/^[a-z2-9]{16}$/)
    expect((await call(app, 'DELETE', '/accounts/ben')).status).toBe(204)
    const { json } = await call(app, 'GET', '/accounts')
    expect(json.accounts.map((each: Row) => [each.name, each.role])).toEqual([
      ['admin', 'administrator'],
      ['ana', 'editor'],
    ])
    expect(JSON.stringify(json)).not.toContain('scrypt')
    expect((await auditOf(app)).slice(0, 5)).toEqual([
      ['admin', 'account-removed', 'ben', { role: 'editor', tokens: [] }, null],
      ['admin', 'password-changed', 'ana', null, null],
      ['admin', 'role-changed', 'ana', { role: 'viewer' }, { role: 'editor' }],
      ['admin', 'account-added', 'ben', null, { role: 'editor' }],
      ['admin', 'account-added', 'ana', null, { role: 'viewer' }],
    ])
  })

  it.each([
    ['POST', '/accounts', { name: 'admin', role: 'viewer' }, 409],
    ['POST', '/accounts', { name: 'a b', role: 'viewer' }, 422],
    ['POST', '/accounts', { name: '<b>', role: 'viewer' }, 422],
    ['POST', '/accounts', { name: 'x', role: 'king' }, 422],
    ['POST', '/accounts', { name: 'x', role: 'viewer', password: 'short' }, 422],
    ['POST', '/accounts', { name: 'x', role: 'viewer', password: 'Password2026!' }, 422],
    ['PUT', '/accounts/nobody', { role: 'viewer' }, 404],
    ['PUT', '/accounts/nobody/password', {}, 404],
    ['DELETE', '/accounts/nobody', undefined, 404],
    ['DELETE', '/accounts/nobody/sessions', undefined, 404],
    ['PUT', '/accounts/admin', { role: 'viewer' }, 409],
    ['DELETE', '/accounts/admin', undefined, 409],
    ['GET', '/audit?limit=0', undefined, 422],
    ['GET', '/audit?before=x', undefined, 422],
    ['DELETE', '/sessions/nothing', undefined, 404],
    ['DELETE', '/tokens/nothing', undefined, 404],
    ['POST', '/tokens', { name: '', role: 'viewer' }, 422],
    ['POST', '/tokens', { name: 'x', days: 1000 }, 422],
  ])('%s %s with %j changes nothing: %i', async (method, path, body, status) => {
    await using app = await openApp()
    const before = await call(app, 'GET', '/accounts')
    expect((await call(app, method, path, body)).status).toBe(status)
    expect(await call(app, 'GET', '/accounts')).toEqual(before)
  })

  it('end their sessions when their password or role changes, or they are removed', async () => {
    await using app = await openApp()
    for (const [method, path, body] of [
      ['PUT', '/accounts/ana/password', {}],
      ['PUT', '/accounts/ana', { role: 'editor' }],
      ['DELETE', '/accounts/ana/sessions', undefined],
      ['DELETE', '/accounts/ana', undefined],
    ] as const) {
      const ana = await somebody(app, 'ana', 'viewer').catch(async () => {
        await call(app, 'PUT', '/accounts/ana/password', { password: strong })
        return signedIn(app, 'ana', strong)
      })
      expect((await call(app, 'GET', '/session', undefined, ana)).status).toBe(200)
      await call(app, method, path, body)
      expect((await call(app, 'GET', '/session', undefined, ana)).status).toBe(401)
    }
    await somebody(app, 'ana', 'viewer')
  })
})

describe('one’s own password and sessions', () => {
  it('takes the present password, ends the other sessions and goes on with a fresh one', async () => {
    await using app = await openApp()
    const ana = await somebody(app, 'ana', 'viewer')
    const elsewhere = await signedIn(app, 'ana', strong)
    const next = 'four small boats at noon'
    expect((await call(app, 'PUT', '/session/password', { current: 'wrong', password: next }, ana)).status).toBe(403)
    expect((await call(app, 'PUT', '/session/password', { current: strong, password: 'ana' }, ana)).status).toBe(422)
    const body = JSON.stringify({ current: strong, password: next })
    const changed = await app.sendBare('/api/v1/session/password', {
      method: 'PUT',
      body,
      headers: { ...ana, 'content-type': 'application/json' },
    })
    expect(changed.status).toBe(204)
    expect((await call(app, 'GET', '/session', undefined, ana)).status).toBe(401)
    expect((await call(app, 'GET', '/session', undefined, elsewhere)).status).toBe(401)
    const fresh = await call(app, 'GET', '/sessions', undefined, { cookie: cookieOf(changed) })
    expect(fresh.json.sessions).toMatchObject([{ current: true, by: 'password', address: '127.0.0.1' }])
    expect(
      (await app.sendBare('/sign-in', { method: 'POST', body: new URLSearchParams({ name: 'ana', password: strong }) })).status,
    ).toBe(403)
  })

  it('asks nobody for it who came by the link, once', async () => {
    await using app = await openApp()
    const path = '/api/v1/session/password'
    const body = JSON.stringify({ password: strong })
    const changed = await app.send(path, { method: 'PUT', body, headers: { 'content-type': 'application/json' } })
    expect(changed.status).toBe(204)
    const now = { cookie: cookieOf(changed), 'content-type': 'application/json' }
    expect((await app.sendBare(path, { method: 'PUT', body, headers: now })).status).toBe(403)
  })

  it('ends one session of one’s own, and none of others', async () => {
    await using app = await openApp()
    const ana = await somebody(app, 'ana', 'viewer')
    const other = await signedIn(app, 'ana', strong)
    const { json } = await call(app, 'GET', '/sessions', undefined, ana)
    const { id } = json.sessions.find((each: Row) => !each.current)
    expect((await call(app, 'DELETE', `/sessions/${id}`)).status).toBe(404)
    expect((await call(app, 'DELETE', `/sessions/${id}`, undefined, ana)).status).toBe(204)
    expect((await call(app, 'GET', '/session', undefined, other)).status).toBe(401)
  })

  it('signs out', async () => {
    await using app = await openApp()
    const ana = await somebody(app, 'ana', 'viewer')
    expect((await call(app, 'DELETE', '/session', undefined, ana)).status).toBe(204)
    expect((await call(app, 'GET', '/session', undefined, ana)).status).toBe(401)
  })
})

describe('tokens', () => {
  const bearer = (text: string) => ({ authorization: `Bearer ${text}` })

  it('act for their owner, with their own role at most, until they expire', async () => {
    let time = Date.parse('2026-01-05T09:00:00Z')
    await using app = await openApp({ now: () => time })
    const { json: made } = await call(app, 'POST', '/tokens', { name: 'nagios', role: 'viewer', days: 10 })
    expect(made).toMatchObject({ owner: 'admin', role: 'viewer', used: null, expires: '2026-01-15T09:00:00.000Z' })
    expect(made.token).toMatch(/^wpadd_[\w-]{43}$/)
    expect((await call(app, 'GET', '/session', undefined, bearer(made.token))).json).toEqual({
      name: 'admin',
      role: 'viewer',
      by: 'token',
    })
    expect((await call(app, 'GET', '/accounts', undefined, bearer(made.token))).status).toBe(403)
    const { json } = await call(app, 'GET', '/tokens')
    expect(json.tokens).toMatchObject([{ id: made.id, name: 'nagios', used: '2026-01-05T09:00:00.000Z' }])
    expect(JSON.stringify(json)).not.toContain(made.token.slice(6))
    time += 10 * 24 * 3600_000
    expect((await call(app, 'GET', '/session', undefined, bearer(made.token))).status).toBe(401)
  })

  it('lose what their owner loses, and end with the owner', async () => {
    await using app = await openApp()
    const ana = await somebody(app, 'ana', 'administrator')
    const { json: made } = await call(app, 'POST', '/tokens', { name: 'deploy', role: 'administrator' }, ana)
    expect((await call(app, 'GET', '/accounts', undefined, bearer(made.token))).status).toBe(200)
    await call(app, 'PUT', '/accounts/ana', { role: 'viewer' })
    expect((await call(app, 'GET', '/accounts', undefined, bearer(made.token))).status).toBe(403)
    await call(app, 'DELETE', '/accounts/ana')
    expect((await call(app, 'GET', '/session', undefined, bearer(made.token))).status).toBe(401)
    await somebody(app, 'ana', 'administrator')
    expect((await call(app, 'GET', '/session', undefined, bearer(made.token))).status).toBe(401)
  })

  it('are never more than their maker: not in role, not in time', async () => {
    await using app = await openApp()
    const ana = await somebody(app, 'ana', 'viewer')
    expect((await call(app, 'POST', '/tokens', { name: 'x', role: 'editor' }, ana)).status).toBe(403)
    const { json: short } = await call(app, 'POST', '/tokens', { name: 'x', days: 1 }, ana)
    const { json: long } = await call(app, 'POST', '/tokens', { name: 'y', days: 300 }, bearer(short.token))
    expect(long.expires).toBe(short.expires)
  })

  it('are one’s own: others see and remove none, administrators all', async () => {
    await using app = await openApp()
    const ana = await somebody(app, 'ana', 'viewer')
    const { json: mine } = await call(app, 'POST', '/tokens', { name: 'mine' })
    const { json: hers } = await call(app, 'POST', '/tokens', { name: 'hers' }, ana)
    expect((await call(app, 'GET', '/tokens?owner=admin', undefined, ana)).status).toBe(403)
    expect((await call(app, 'GET', '/tokens?owner=*', undefined, ana)).status).toBe(403)
    expect((await call(app, 'DELETE', `/tokens/${mine.id}`, undefined, ana)).status).toBe(404)
    expect((await call(app, 'GET', '/tokens?owner=*')).json.tokens).toHaveLength(2)
    expect((await call(app, 'DELETE', `/tokens/${hers.id}`)).status).toBe(204)
    expect((await call(app, 'GET', '/session', undefined, bearer(hers.token))).status).toBe(401)
  })

  it('are at most fifty of an account', async () => {
    await using app = await openApp()
    for (let i = 0; i < 50; i++) expect((await call(app, 'POST', '/tokens', { name: `token ${i}` })).status).toBe(200)
    expect((await call(app, 'POST', '/tokens', { name: 'one more' })).status).toBe(409)
  })

  it.each(['wpadd_', 'wpadd_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '', 'x'.repeat(5000)])(
    'that are none, such as %j, are refused whatever cookie is beside them',
    async (text) => {
      await using app = await openApp()
      const response = await app.send('/api/v1/session', { headers: bearer(text) })
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    },
  )
})

it('an Authorization that is no token is for a proxy in between, and the cookie counts', async () => {
  await using app = await openApp()
  const headers = { authorization: 'Basic dXNlcjpwYXNzd29yZA==' }
  expect((await app.send('/api/v1/session', { headers })).status).toBe(200)
  expect((await app.sendBare('/api/v1/session', { headers })).status).toBe(401)
})

describe('the audit log', () => {
  it('goes on page by page, and is filtered', async () => {
    await using app = await openApp()
    for (let i = 0; i < 7; i++) await call(app, 'POST', '/tokens', { name: `token ${i}` })
    const first = (await call(app, 'GET', '/audit?limit=5&action=token-added')).json
    const second = (await call(app, 'GET', `/audit?limit=5&action=token-added&before=${first.next}`)).json
    expect([...first.entries, ...second.entries].map((each: Row) => each.target)).toEqual(
      Array.from({ length: 7 }, (_, i) => `admin: token ${6 - i}`),
    )
    expect(second.next).toBeNull()
    expect((await call(app, 'GET', '/audit?who=nobody')).json.entries).toEqual([])
  })

  it('can be had as comma-separated values, which no spreadsheet runs', async () => {
    await using app = await openApp()
    await call(app, 'POST', '/tokens', { name: '=1+1' })
    app.people.changes.note({ who: '=cmd()', origin: '127.0.0.1', action: 'test', target: 'a,"b"' })
    const response = await app.send('/api/v1/audit.csv')
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const lines = (await response.text()).trim().split('\r\n')
    expect(lines[0]).toBe('at,who,from,action,target,before,after')
    expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z,'=cmd\(\),127\.0\.0\.1,test,"a,""b""",,$/)
    expect(lines).toHaveLength(1 + app.people.audit.read({ limit: 1000 }).length)
  })

  it('keeps so many entries and days, and no more', async () => {
    let time = Date.parse('2026-01-05T09:00:00Z')
    await using app = await openApp({ now: () => time, audit: { days: 10, rows: 150 } })
    const note = () => app.people.changes.note({ who: 'ana', origin: '', action: 'test', target: '' })
    for (let i = 0; i < 1000; i++) note()
    const kept = app.people.audit.read({ limit: 1000 })
    expect(kept.length).toBeGreaterThanOrEqual(150)
    expect(kept.length).toBeLessThan(250)
    time += 11 * 24 * 3600_000
    for (let i = 0; i < 100; i++) note()
    expect(app.people.audit.read({ limit: 1000 }).length).toBeLessThanOrEqual(200)
    expect(app.people.audit.read({ limit: 1000 }).every(({ at }) => at === time)).toBe(true)
  })

  it('says of wrong passwords who and from where, and nothing of a name that is none', async () => {
    await using app = await openApp()
    const wrong = (name: string) =>
      app.sendBare('/sign-in', { method: 'POST', body: new URLSearchParams({ name, password: 'x' }) })
    await wrong('admin')
    await wrong('my password in the wrong field')
    const entries = await auditOf(app)
    expect(entries.slice(0, 2)).toEqual([
      ['', 'sign-in-failed', '', null, null],
      ['admin', 'sign-in-failed', 'admin', null, null],
    ])
    expect(JSON.stringify(app.people.audit.read({ limit: 1000 }))).not.toContain('wrong field')
  })
})
