import { expect, it } from 'vitest'
import { isWithin, organisationOf, publicSuffixKind } from '../../src/net/public-suffix.ts'

const kinds: [string, string | undefined][] = [
  ['com', 'icann'],
  ['co.uk', 'icann'],
  ['pc.kawasaki.jp', 'icann'],
  ['github.io', 'private'],
  ['example.com', undefined],
  ['wpad.com', undefined],
  ['lan', undefined],
  ['internal', undefined],
  ['local', undefined],
  ['corp', undefined],
  ['home.arpa', undefined],
  ['arpa', 'icann'],
  ['192.0.2.1', undefined],
  ['', undefined],
]

it.each(kinds)('S1: %j is on the public suffix list as %s', (domain, kind) => {
  expect(publicSuffixKind(domain)).toBe(kind)
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
