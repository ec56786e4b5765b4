import { expect, it } from 'vitest'
import { fits, parseBytePattern } from '../../src/dhcp/byte-pattern.ts'

it.each<[string, string, string, boolean]>([
  ['the same text', 'MSFT 5.0', 'MSFT 5.0', true],
  ['a longer text', 'MSFT 5.0', 'MSFT 5.01', false],
  ['a shorter text', 'MSFT 5.0', 'MSFT 5.', false],
  ['another case', 'MSFT 5.0', 'msft 5.0', false],
  ['its start', 'MSFT*', 'MSFT 5.0', true],
  ['its start alone', 'MSFT*', 'MSFT', true],
  ['less than its start', 'MSFT*', 'MSF', false],
  ['anything', '*', '', true],
  ['bytes', '0x00FF41', '\0\xffA', true],
  ['other bytes', '0x00ff41', '\0\xfeA', false],
  ['bytes and what follows', '0x00ff*', '\0\xff\x01\x02', true],
])('D6 D10: %s: %s and %j is %s', (_, pattern, value, expected) => {
  expect(fits(parseBytePattern(pattern), Buffer.from(value, 'latin1'))).toBe(expected)
})

it.each<[string, string]>([
  ['', 'is empty'],
  ['a*b', 'an asterisk before its end'],
  ['**', 'an asterisk before its end'],
  ['0x123', 'pairs of hexadecimal digits'],
  ['0xyz', 'pairs of hexadecimal digits'],
  ['é', 'outside ASCII'],
  ['x'.repeat(256), 'is 256 bytes long'],
])('refuses %j', (pattern, message) => {
  expect(() => parseBytePattern(pattern)).toThrow(message)
})
