import { describe, expect, it } from 'vitest'
import { isDoubtful, measured, sourceRead, strengths, weak, weakest } from '../../src/clients/basis.ts'
import { clientKinds } from '../../src/clients/known-kinds.ts'
import { planDiscovery } from '../../src/clients/plan-discovery.ts'
import { findDialect } from '../../src/evaluator/dialects/dialect.ts'
import { pc } from './host.ts'

const kinds = [...clientKinds.values()]

describe.each(kinds.map((kind) => [kind.name, kind] as const))('%s', (name, kind) => {
  it('C1: says of every lookup, fact and variant what it rests on', () => {
    const bases = planDiscovery(kind, pc).map(({ basis }) => basis)
    for (const { strength, source } of [...bases, ...kind.facts, ...Object.values(kind.variants)]) {
      expect(strengths).toContain(strength)
      expect(source.length).toBeGreaterThan(3)
    }
    expect(kind.facts.length + kind.phases.length).toBeGreaterThan(0)
  })

  it('is known by its own name, and by a title', () => {
    expect(clientKinds.get(name)).toBe(kind)
    expect(name).toMatch(/^[a-z0-9-]+$/)
    expect(kind.title.length).toBeGreaterThan(2)
  })

  it('P1: runs a PAC in the dialect that the evaluator knows it by, where it does', () => {
    expect([undefined, kind.dialect]).toContain(findDialect(name))
  })

  it('sends a Host header with every GET', () => {
    for (const lookup of planDiscovery(kind, pc))
      if (lookup.via === 'http') expect(lookup.fetch.head.filter((line) => line === 'Host: {host}')).toHaveLength(1)
  })
})

it('C6: the kinds are those that people ask for', () => {
  expect(kinds.map(({ name }) => name)).toEqual([
    ...['draft', 'ie5', 'ie6', 'ie7', 'winhttp', 'windows10', 'chromium-windows', 'chromium', 'firefox-windows', 'firefox'],
    ...['macos', 'ios', 'kde', 'libproxy', 'jdk', 'proxy-vole', 'dotnet', 'wine', 'android'],
  ])
})

it('the weakest of several facts is what they are worth together', () => {
  expect(weakest([measured('a'), weak('b'), sourceRead('c')])).toEqual(weak('b'))
  expect(weakest([])).toBeUndefined()
  expect([measured('a'), weak('b')].map(isDoubtful)).toEqual([false, true])
})
