import { expect, it } from 'vitest'
import { encodeSearchList } from '../../src/dhcp/search-list.ts'

const text = (domains: string[]) => Buffer.from(encodeSearchList(domains)).toString('latin1')

it('D5: writes the example of RFC 3397, section 2, byte for byte', () => {
  expect(text(['eng.apple.com', 'marketing.apple.com'])).toBe('\x03eng\x05apple\x03com\x00\x09marketing\xc0\x04')
})

it.each<[string, string[], string]>([
  ['nothing', [], ''],
  ['one name', ['corp'], '\x04corp\0'],
  ['the same name twice', ['corp', 'corp'], '\x04corp\0\xc0\0'],
  ['a parent after its child', ['b.example.org', 'example.org'], '\x01b\x07example\x03org\0\xc0\x02'],
  ['names that share a label and no end', ['a.corp', 'a.lan'], '\x01a\x04corp\0\x01a\x03lan\0'],
])('D5: writes %s', (_, domains, expected) => {
  expect(text(domains)).toBe(expected)
})

it('D5: points only to where 14 bits reach', () => {
  const long = Array.from({ length: 16 }, (_, i) => [1, 2, 3, 4].map((n) => `${'x'.repeat(58)}${n}${i}`).join('.'))
  const many = Array.from({ length: 6 }, (_, i) => long.map((domain) => domain.replaceAll('x', String(i)))).flat()
  const bytes = encodeSearchList([...many, 'late.example', 'late.example'])
  expect(bytes.length).toBeGreaterThan(0x4000)
  expect(Buffer.from(bytes.subarray(-28)).toString('latin1')).toBe('\x04late\x07example\0'.repeat(2))
})
