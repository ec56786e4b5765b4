import { describe, expect, it } from 'vitest'
import { oneTimeLink } from '../../src/admin/people/one-time-link.ts'
import { openSessions } from '../../src/admin/people/sessions.ts'

const minute = 60_000

function clock() {
  let time = 1_000_000
  return { now: () => time, wait: (milliseconds: number) => (time += milliseconds) }
}

function door() {
  const { now, wait } = clock()
  return { link: oneTimeLink(now), wait }
}

describe('the one-time link', () => {
  it('takes a token once', () => {
    const { link } = door()
    link.offer('a')
    expect(link.redeem('a')).toBe('taken')
    expect(link.redeem('a')).toBe('refused')
  })

  it('takes the newest token only, for an hour', () => {
    const { link, wait } = door()
    link.offer('a')
    link.offer('b')
    expect(link.redeem('a')).toBe('refused')
    wait(60 * minute + 1)
    expect(link.redeem('b')).toBe('refused')
  })

  it('takes nothing before a token is offered, and no empty one', () => {
    const { link } = door()
    expect(link.isOffered).toBe(false)
    expect(link.redeem('')).toBe('refused')
  })

  it('refuses every token for a minute after ten wrong ones', () => {
    const { link, wait } = door()
    link.offer('right')
    for (let i = 0; i < 10; i++) expect(link.redeem(`wrong ${i}`)).toBe('refused')
    expect(link.redeem('right')).toBe('too-many')
    wait(minute)
    expect(link.redeem('right')).toBe('taken')
  })
})

const ana = { name: 'ana', role: 'viewer', password: '', stamp: '1', made: 0, changed: 0 } as const
const from = { by: 'password', address: '192.0.2.7', agent: 'a browser' } as const

function kept() {
  const { now, wait } = clock()
  return { ...openSessions(now), wait }
}

describe('sessions', () => {
  it('knows no secret that was made up', () => {
    const sessions = kept()
    sessions.begin(ana, from)
    for (const secret of [undefined, '', 'made up', sessions.of('ana')[0]!.id]) expect(sessions.use(secret)).toBeUndefined()
  })

  it('ends one that idles for two hours', () => {
    const sessions = kept()
    const secret = sessions.begin(ana, from)
    for (const minutes of [119, 119]) {
      sessions.wait(minutes * minute)
      expect(sessions.use(secret)).toMatchObject({ account: 'ana', stamp: '1', ...from })
    }
    sessions.wait(121 * minute)
    expect(sessions.of('ana')).toEqual([])
    expect(sessions.use(secret)).toBeUndefined()
  })

  it('ends one after twelve hours, used or not', () => {
    const sessions = kept()
    const secret = sessions.begin(ana, from)
    for (let hour = 0; hour < 12; hour++) {
      sessions.wait(60 * minute)
      expect(sessions.use(secret)).toBeDefined()
    }
    sessions.wait(minute)
    expect(sessions.use(secret)).toBeUndefined()
  })

  it('keeps sixteen of an account, and lets the one used longest ago go', () => {
    const sessions = kept()
    const other = sessions.begin({ ...ana, name: 'other' }, from)
    const secrets = Array.from({ length: 16 }, () => sessions.begin(ana, from))
    expect(sessions.use(secrets[0])).toBeDefined()
    secrets.push(sessions.begin(ana, from))
    expect(secrets.map((secret) => sessions.use(secret) !== undefined)).toEqual(secrets.map((_, i) => i !== 1))
    expect(sessions.use(other)).toBeDefined()
  })

  it('keeps 1024 in all', () => {
    const sessions = kept()
    const secrets = Array.from({ length: 1025 }, (_, i) => sessions.begin({ ...ana, name: `person${i}` }, from))
    expect(sessions.use(secrets[0])).toBeUndefined()
    expect(secrets.slice(1).every((secret) => sessions.use(secret))).toBe(true)
  })

  it('ends the one that signs out, and one of a list by its id', () => {
    const sessions = kept()
    const [first, second] = [sessions.begin(ana, from), sessions.begin(ana, { ...from, agent: 'x'.repeat(1000) })]
    sessions.end(first)
    expect(sessions.use(first)).toBeUndefined()
    const [left] = sessions.of('ana')
    expect(left!.agent).toHaveLength(200)
    expect(sessions.endById('other', left!.id)).toBe(false)
    expect(sessions.endById('ana', left!.id)).toBe(true)
    expect(sessions.use(second)).toBeUndefined()
  })
})
