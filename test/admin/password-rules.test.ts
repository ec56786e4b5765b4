import { describe, expect, it } from 'vitest'
import { randomPassword, weakness } from '../../src/admin/people/password-rules.ts'

describe('a password', () => {
  it.each([
    'wet gravel under a lamp',
    'correct horse battery staple',
    'Tr7#kq9!vBz2',
    'el perro azul no vuela',
    'ωραία θάλασσα το πρωί',
    'k8f2n5x7w4h9',
  ])('is taken: %s', (password) => {
    expect(weakness(password, 'ana')).toBeUndefined()
  })

  it.each([
    ['', 'short'],
    ['Tr7#kq9!vBz', 'short'],
    ['x'.repeat(257), 'long'],
    ['aaaaaaaaaaaa', 'guessable'],
    ['123456789012', 'guessable'],
    ['abcdefghijklmnop', 'guessable'],
    ['xkcxkcxkcxkcxkc', 'guessable'],
    ['qwertyuiop123', 'guessable'],
    ['Password2026!', 'guessable'],
    ['P4ssw0rd!P4ssw0rd!', 'guessable'],
    ['admin-admin-admin-admin', 'guessable'],
    ['anabelle-anabelle', 'guessable'],
    ['Anabelle.1987!!', 'guessable'],
    ['Summer2026Winter2025', 'guessable'],
    ['wpadwpadwpad!?', 'guessable'],
  ])('is not taken: %s is %s', (password, why) => {
    expect(weakness(password, 'anabelle')).toBe(why)
  })

  it('at random has 16 characters that nobody confuses, and is never the same', () => {
    const made = Array.from({ length: 200 }, randomPassword)
    for (const each of made) expect(each).toMatch(/^[a-km-np-z2-9]{16}$/)
    expect(new Set(made).size).toBe(200)
    expect(made.filter((each) => weakness(each, 'admin'))).toEqual([])
  })
})
