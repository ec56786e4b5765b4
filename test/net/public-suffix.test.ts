import { expect, it } from 'vitest'
import { suffixListing } from '../../src/net/public-suffix.ts'

it.each(['com', 'co.uk', 'COM', 'foo.ck', 'xn--p1ai', 'kawasaki.jp', 'in-addr.arpa'])('S1: %s is listed by ICANN', (domain) => {
  expect(suffixListing(domain)).toBe('icann')
})

it.each(['github.io', 'compute.amazonaws.com'])('S1: %s is listed as private', (domain) => {
  expect(suffixListing(domain)).toBe('private')
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
  expect(suffixListing(domain)).toBeUndefined()
})
