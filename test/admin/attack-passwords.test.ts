import { describe, expect, it } from 'vitest'
import { openHasher, usualCost } from '../../src/admin/people/hash-password.ts'
import { throttle } from '../../src/admin/people/throttle.ts'
import { cookieOf, type OpenApp, openApp } from './open-app.ts'

const minute = 60_000
const strong = 'wet gravel under a lamp'

function guard() {
  let time = 1_000_000
  const { attempt, trust } = throttle(() => time)
  return {
    wait: (milliseconds: number) => (time += milliseconds),
    trust,
    attempt,
    /** Tries a wrong password: whether it was looked at, or how many seconds there are to wait. */
    wrong(name: string, address: string): number {
      const leave = attempt(name, address)
      return leave.kind === 'go' ? 0 : leave.seconds
    },
  }
}

describe('the throttle', () => {
  it('lets five wrong passwords of an account from an address pass, and then less and less', () => {
    const one = guard()
    const waits = []
    for (let i = 0; i < 5; i++) expect(one.wrong('ana', '192.0.2.1')).toBe(0)
    for (let i = 0; i < 8; i++) {
      const seconds = one.wrong('ana', '192.0.2.1')
      waits.push(seconds)
      one.wait(seconds * 1000)
      expect(one.wrong('ana', '192.0.2.1')).toBe(0)
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900])
  })

  it('ends a wait, however often somebody tries meanwhile, and forgets after an hour', () => {
    const one = guard()
    for (let i = 0; i < 5; i++) one.wrong('ana', '192.0.2.1')
    for (let i = 0; i < 1000; i++) expect(one.wrong('ana', '192.0.2.1')).toBe(30)
    one.wait(30_000)
    expect(one.wrong('ana', '192.0.2.1')).toBe(0)
    one.wait(60 * minute)
    for (let i = 0; i < 5; i++) expect(one.wrong('ana', '192.0.2.1')).toBe(0)
  })

  it('does not hold others up: another address, another account', () => {
    const one = guard()
    for (let i = 0; i < 6; i++) one.wrong('ana', '192.0.2.1')
    expect(one.wrong('ana', '192.0.2.1')).toBeGreaterThan(0)
    expect(one.wrong('ana', '192.0.2.2')).toBe(0)
    expect(one.wrong('ben', '192.0.2.1')).toBe(0)
  })

  it('stops an address that goes through the names, and a /64 that goes through its addresses', () => {
    const one = guard()
    for (let i = 0; i < 20; i++) expect(one.wrong(`name${i}`, '192.0.2.1')).toBe(0)
    expect(one.wrong('another', '192.0.2.1')).toBe(30)
    for (let i = 0; i < 20; i++) expect(one.wrong(`name${i}`, `2001:db8::${i.toString(16)}`)).toBe(0)
    expect(one.wrong('another', '2001:db8::ffff')).toBe(30)
    expect(one.wrong('another', '2001:db8:0:1::1')).toBe(0)
  })

  it('stops many addresses that try one account, but not where the account signed in before', () => {
    const one = guard()
    one.trust('ana', '192.0.2.200')
    for (let i = 0; i < 50; i++) expect(one.wrong('ana', `198.51.100.${i}`)).toBe(0)
    expect(one.wrong('ana', '203.0.113.1')).toBe(30)
    expect(one.wrong('ana', '192.0.2.200')).toBe(0)
  })

  it('counts before it looks, so that many at once are not more than one after the other', () => {
    const one = guard()
    const leaves = Array.from({ length: 100 }, () => one.attempt('ana', '192.0.2.1'))
    expect(leaves.filter(({ kind }) => kind === 'go')).toHaveLength(5)
  })

  it('forgets the wrong ones of an account and address with a right one, and not those of the address', () => {
    const one = guard()
    for (let round = 0; round < 4; round++) {
      for (let i = 0; i < 4; i++) expect(one.wrong('ana', '192.0.2.1')).toBe(0)
      const right = one.attempt('ana', '192.0.2.1')
      if (right.kind === 'go') right.succeeded()
      expect(right.kind).toBe('go')
    }
    for (let i = 0; i < 4; i++) expect(one.wrong(`name${i}`, '192.0.2.1')).toBe(0)
    expect(one.wrong('another', '192.0.2.1')).toBe(30)
  })

  it('keeps 10,000 counts of each kind, and forgets the oldest: its memory has an end', () => {
    const one = guard()
    const stranger = (i: number) => one.wrong(`name${i}`, `2001:db8:0:${i.toString(16)}::1`)
    for (let i = 0; i < 4; i++) one.wrong('ana', '192.0.2.1')
    for (let i = 0; i < 9_999; i++) stranger(i)
    expect([one.wrong('ana', '192.0.2.1'), one.wrong('ana', '192.0.2.1')]).toEqual([0, 30])
    for (let i = 10_000; i < 20_000; i++) stranger(i)
    expect(one.wrong('ana', '192.0.2.1')).toBe(0)
  })
})

describe('10,000 wrong passwords', () => {
  const tryOne = (app: OpenApp, address: string, name: string, password: string) =>
    app.sendFrom(address, '/sign-in', { method: 'POST', body: new URLSearchParams({ name, password }) })

  it('let nobody in, lock their sender out, and not the administrator', async () => {
    await using app = await openApp()
    const statuses = new Map<number, number>()
    for (let i = 0; i < 10_000; i++) {
      const { status, headers } = await tryOne(app, `192.0.2.${i % 8}`, i % 2 ? 'admin' : `name${i % 100}`, `guess ${i}`)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      expect(headers.get('set-cookie')).toBeNull()
      if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect([...statuses.keys()].sort()).toEqual([403, 429])
    expect(statuses.get(403)).toBeLessThanOrEqual(8 * 20)
    expect((await tryOne(app, '203.0.113.9', 'admin', app.adminPassword)).status).toBe(303)
    // 60 entries a minute at most, and what is left out is counted
    expect(app.people.audit.read({ action: 'sign-in-failed', limit: 1000 }).length).toBeLessThanOrEqual(180)
  })

  it('are not told from names that do not exist: the same page, the same status', async () => {
    await using app = await openApp()
    const answers = await Promise.all(
      ['admin', 'nobody'].map(async (name) => {
        const response = await tryOne(app, '192.0.2.1', name, 'wrong')
        return [response.status, (await response.text()).replaceAll(`value="${name}"`, 'value').replace(/nonce="[^"]+"/g, '')]
      }),
    )
    expect(answers[0]).toEqual(answers[1])
  })

  it('count for the present password at a change of it, too', async () => {
    await using app = await openApp()
    const signedIn = await tryOne(app, '192.0.2.1', 'admin', app.adminPassword)
    const headers = { cookie: cookieOf(signedIn), 'content-type': 'application/json' }
    const change = (current: string) =>
      app.sendFrom('192.0.2.1', '/api/v1/session/password', {
        method: 'PUT',
        headers,
        body: JSON.stringify({ current, password: strong }),
      })
    const statuses = []
    for (let i = 0; i < 6; i++) statuses.push((await change(`guess ${i}`)).status)
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429])
    expect((await change(app.adminPassword)).status).toBe(429)
  })
})

describe('a password', () => {
  it('is hashed at the cost that OWASP names, one at a time, and with a queue that ends', async () => {
    const hasher = openHasher()
    expect(usualCost).toEqual({ N: 131_072, r: 8, p: 1 })
    const hash = await hasher.hash(strong)
    expect(hash).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(await hasher.verify(strong, hash)).toBe(true)
    expect(await hasher.verify('wrong', hash)).toBe(false)
    const cheap = openHasher({ N: 2 ** 10, r: 8, p: 1 })
    const all = await Promise.allSettled(Array.from({ length: 100 }, () => cheap.verify('wrong', undefined)))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(16)
    expect(await cheap.verify('wrong', undefined)).toBe(false)
  })

  it('costs the same where there is no account', async () => {
    const hasher = openHasher({ N: 2 ** 14, r: 8, p: 1 })
    const hash = await hasher.hash(strong)
    const work = async (of: string | undefined) => {
      const before = process.cpuUsage()
      for (let i = 0; i < 5; i++) await hasher.verify('wrong', of)
      return process.cpuUsage(before).user
    }
    await work(hash)
    const ratio = (await work(undefined)) / (await work(hash))
    expect(ratio).toBeGreaterThan(0.4)
    expect(ratio).toBeLessThan(2.5)
  })
})
