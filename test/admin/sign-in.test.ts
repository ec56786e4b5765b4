import { describe, expect, it } from 'vitest'
import { signIn } from '../../src/admin/people/sign-in.ts'

const minute = 60_000

function door() {
  let time = 1_000_000
  return { ...signIn(() => time), wait: (milliseconds: number) => (time += milliseconds) }
}

function session(of: ReturnType<typeof door>, token: string): string {
  of.offer(token)
  const redeemed = of.redeem(token)
  if (redeemed.kind !== 'session') throw new Error(redeemed.kind)
  return redeemed.id
}

describe('the door', () => {
  it('takes a token once', () => {
    const one = door()
    expect(one.knows(session(one, 'a'))).toBe(true)
    expect(one.redeem('a')).toEqual({ kind: 'refused' })
  })

  it('takes the newest token only, for an hour', () => {
    const one = door()
    one.offer('a')
    one.offer('b')
    expect(one.redeem('a')).toEqual({ kind: 'refused' })
    one.wait(60 * minute + 1)
    expect(one.redeem('b')).toEqual({ kind: 'refused' })
  })

  it('takes nothing before a token is offered, and no empty one', () => {
    const one = door()
    expect(one.redeem('')).toEqual({ kind: 'refused' })
    expect(one.knows(undefined)).toBe(false)
    expect(one.knows('made up')).toBe(false)
  })

  it('refuses every token for a minute after ten wrong ones', () => {
    const one = door()
    one.offer('right')
    for (let i = 0; i < 10; i++) expect(one.redeem(`wrong ${i}`)).toEqual({ kind: 'refused' })
    expect(one.redeem('right')).toEqual({ kind: 'too-many' })
    one.wait(minute)
    expect(one.redeem('right')).toMatchObject({ kind: 'session' })
  })

  it('ends a session that idles for two hours', () => {
    const one = door()
    const id = session(one, 'a')
    one.wait(119 * minute)
    expect(one.knows(id)).toBe(true)
    one.wait(119 * minute)
    expect(one.knows(id)).toBe(true)
    one.wait(121 * minute)
    expect(one.knows(id)).toBe(false)
  })

  it('ends a session after twelve hours, used or not', () => {
    const one = door()
    const id = session(one, 'a')
    for (let hour = 0; hour < 12; hour++) {
      one.wait(60 * minute)
      expect(one.knows(id)).toBe(true)
    }
    one.wait(minute)
    expect(one.knows(id)).toBe(false)
  })

  it('keeps sixteen sessions, and lets the one used longest ago go', () => {
    const one = door()
    const ids = Array.from({ length: 16 }, (_, i) => session(one, `token ${i}`))
    expect(one.knows(ids[0])).toBe(true)
    ids.push(session(one, 'one more'))
    expect(ids.map((id) => one.knows(id))).toEqual(ids.map((_, i) => i !== 1))
  })

  it('ends the session that signs out', () => {
    const one = door()
    const id = session(one, 'a')
    one.end(id)
    expect(one.knows(id)).toBe(false)
  })
})
