import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'

function warningsOf(...sites: string[]): readonly string[] {
  const rows = sites.map(
    (domains, i) => `  - { name: s${i}, subnets: [10.${i}.0.0/16], addresses: [192.0.2.10], pac: none, ${domains} }`,
  )
  return parseConfig(['sites:', ...rows, ''].join('\n'), 'wpadd.yaml').warnings
}

describe('a parent that the organisation owns', () => {
  it.each([
    ['branch.example.com', ['example.com']],
    ['pc.branch.example.com', ['branch.example.com', 'example.com']],
    ['branch.example.co.uk', ['example.co.uk']],
    ['floor.office.lan', ['office.lan']],
  ])('S2: that no site has is warned of: above %s, %j', (domain, parents) => {
    const warnings = warningsOf(`domains: [${domain}]`)
    expect(warnings.map((warning) => /list "([^"]+)", too/.exec(warning)?.[1])).toEqual(parents)
    expect(warnings[0]).toMatch(/^wpadd\.yaml:2: sites\[0\]\.domains\[0\]: /)
  })

  it.each([
    ['domains: [branch.example.com, example.com]'],
    ['domains: [example.com]'],
    ['domains: [example.co.uk]'],
    ['domains: [office.lan]'],
    ['domains: [office.github.io]'],
    ['domains: [branch.example.com], parents: elsewhere'],
  ])('S2: there is nothing to warn of with %s', (domains) => {
    expect(warningsOf(domains)).toEqual([])
  })

  it('S2: that another site has is answered for, and one parent of two domains is named once', () => {
    expect(warningsOf('domains: [branch.example.com]', 'domains: [example.com]')).toEqual([])
    expect(warningsOf('domains: [a.example.com, b.example.com]', 'domains: [c.example.com]')).toHaveLength(1)
  })
})
