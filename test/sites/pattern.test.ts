import { describe, expect, it } from 'vitest'
import { parsePattern } from '../../src/sites/pattern.ts'
import { cost } from '../support/cost.ts'

it.for([
  ['wpad', 'wpad'],
  ['WPAD.Example.com', 'wpad.EXAMPLE.com'],
  ['*', ''],
  ['*', 'anything'],
  ['*.example.com', 'wpad.example.com'],
  ['*.example.com', 'a.b.example.com'],
  ['ExampleAgent/*', 'ExampleAgent/1.0 (Linux)'],
  ['*ExampleAgent*', 'Mozilla/5.0 (compatible; exampleagent/1.0)'],
  ['*ExampleAgent*', 'ExampleAgent'],
  ['a*b*c', 'abbbc'],
  ['a*b*c', 'abc'],
  ['a**c', 'ac'],
  ['*aab', 'aaaab'],
  ['*ab*ab', 'abab'],
  ['[a-z].+(', '[A-Z].+('],
])('W6: "%s" fits "%s"', ([pattern, value]) => {
  expect(parsePattern(pattern!).matches(value!)).toBe(true)
})

it.for([
  ['wpad', 'wpad.example.com'],
  ['wpad', ''],
  ['*.example.com', 'example.com'],
  ['*.example.com', 'wpad.example.com.example.net'],
  ['*.example.com', 'wpadxexample.com'],
  ['ExampleAgent/*', 'Mozilla/5.0 ExampleAgent/1.0'],
  ['ab*ba', 'aba'],
  ['a*b*c', 'acb'],
  ['*ab*ab', 'ab'],
  ['a*b*b', 'ab'],
  ['wpa.', 'wpad'],
  ['wpa?', 'wpad'],
  ['[a-z]*', 'wpad'],
])('W6: "%s" does not fit "%s"', ([pattern, value]) => {
  expect(parsePattern(pattern!).matches(value!)).toBe(false)
})

describe('bounds', () => {
  it.for([
    ['', /is empty/],
    ['a'.repeat(129), /129 characters long; at most 128/],
  ] as const)('refuses "%s"', ([text, message]) => {
    expect(() => parsePattern(text)).toThrow(message)
  })

  it('looks at the first 1024 characters of a value', () => {
    expect(parsePattern('*x').matches(`${'a'.repeat(1023)}x`)).toBe(true)
    expect(parsePattern('*x').matches(`${'a'.repeat(1024)}x`)).toBe(false)
    expect(parsePattern('*x*').matches(`${'a'.repeat(1024)}x`)).toBe(false)
  })

  it.for(['*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b', `*${'a'.repeat(60)}b${'a'.repeat(60)}*`, '*'.repeat(128)])(
    'no value makes "%s" go back',
    (text) => {
      const pattern = parsePattern(text)
      const value = 'a'.repeat(8000)
      expect(cost(() => pattern.matches(value))).toBeLessThan(20)
    },
  )
})
