import { describe, expect, it } from 'vitest'
import { clientKinds } from '../../../src/clients/known-kinds.ts'
import { dialectNames, findDialect, knownKinds } from '../../../src/evaluator/dialects/dialect.ts'
import { dialectOfKind } from '../../../src/evaluator/dialects/kinds.ts'

describe('kinds', () => {
  it('are those that discovery knows, each with the same dialect', () => {
    const known = Object.fromEntries([...clientKinds.values()].map(({ name, dialect }) => [name, dialect]))
    expect(dialectOfKind).toEqual(known)
  })

  it.each(dialectNames)('%s is a dialect by its own name', (name) => {
    expect(findDialect(name)).toBe(name)
  })

  it.each(Object.entries(dialectOfKind))('%s runs PACs as %s does', (kind, dialect) => {
    expect(findDialect(kind)).toBe(dialect)
    expect(knownKinds).toContain(kind)
  })

  it.each(['', 'all', '__proto__', 'constructor', 'Chromium', 'pac-resolver'])('%j is none', (name) => {
    expect(findDialect(name)).toBeUndefined()
    expect(knownKinds).not.toContain(name)
  })
})
