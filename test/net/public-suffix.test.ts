import { expect, it } from 'vitest'
import { publicSuffixKind } from '../../src/net/public-suffix.ts'

it.each(['com', 'co.uk', 'foo.ck', 'xn--p1ai', 'kawasaki.jp', 'in-addr.arpa'])('S1: %s is listed by ICANN', (domain) => {
  expect(publicSuffixKind(domain)).toBe('icann')
})

it.each(['github.io', 'compute.amazonaws.com'])('S1: %s is listed as private', (domain) => {
  expect(publicSuffixKind(domain)).toBe('private')
})

it.each([
  'example.com',
  'branch.example.co.uk',
  'www.ck',
  'city.kawasaki.jp',
  'office.github.io',
  'lan',
  'internal',
  'local',
  'corp',
  'home.arpa',
  'test',
  'a.b.corp',
  '_tcp.com',
])('S1: %s is no public suffix', (domain) => {
  expect(publicSuffixKind(domain)).toBeUndefined()
})
