import { expect, it } from 'vitest'
import { isWithin, organisationOf, publicSuffixKind } from '../../src/net/public-suffix.ts'

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

const organisations: [string, string | undefined][] = [
  ['pc.department.branch.example.com', 'example.com'],
  ['example.com', 'example.com'],
  ['pc.x.example.co.uk', 'example.co.uk'],
  ['co.uk', undefined],
  ['com', undefined],
  ['pc.team.github.io', 'team.github.io'],
  ['pc.lan', 'lan'],
  ['pc.floor.corp', 'corp'],
  ['pc.den.home.arpa', 'home.arpa'],
  ['pc', 'pc'],
  ['192.0.2.1', undefined],
  ['2001:db8::1', undefined],
]

it.each(organisations)('S1: %s belongs to %s', (name, organisation) => {
  expect(organisationOf(name)).toBe(organisation)
})

it('a name is within its own domain and those above, and no other', () => {
  expect(isWithin('a.example.com', 'example.com')).toBe(true)
  expect(isWithin('example.com', 'example.com')).toBe(true)
  expect(isWithin('badexample.com', 'example.com')).toBe(false)
  expect(isWithin('com', 'example.com')).toBe(false)
})
