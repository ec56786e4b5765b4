import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'

const site = 'sites:\n  - { name: a, domains: [example.com], addresses: [192.0.2.10], pac: a.pac, profiles: [PROFILES] }\n'
const withProfiles = (...profiles: string[]) => site.replace('PROFILES', profiles.join(', '))

function problemsOf(text: string): string {
  try {
    parseConfig(text, 'wpadd.yaml')
    return 'no problem'
  } catch (error) {
    return (error as Error).message
  }
}

describe('the profiles of a site', () => {
  it('W6: have conditions, one pattern or several, and a PAC beside the configuration', () => {
    const [read] = parseConfig(
      withProfiles(
        '{ name: agents, pac: agents.pac, userAgent: "ExampleAgent/*" }',
        '{ name: rest, pac: none, host: [wpad, "*.example.com"], query: { kind: printer }, subnets: [192.0.2.0/24] }',
      ),
      '/etc/wpadd/wpadd.yaml',
    ).sites
    expect(read?.profiles.map(({ name, pacFile }) => [name, pacFile])).toEqual([
      ['agents', '/etc/wpadd/agents.pac'],
      ['rest', undefined],
    ])
    const [agents, rest] = read?.profiles ?? []
    expect(agents).toMatchObject({ subnets: [], host: [], userAgent: [{ text: 'ExampleAgent/*' }], query: [] })
    expect(rest?.host.map(({ text }) => text)).toEqual(['wpad', '*.example.com'])
    expect(rest?.query.map(({ key, value }) => [key, value.text])).toEqual([['kind', 'printer']])
    expect(rest?.subnets.map(({ text }) => text)).toEqual(['192.0.2.0/24'])
  })

  it('there are none by default', () => {
    expect(parseConfig(site.replace(', profiles: [PROFILES]', ''), 'wpadd.yaml').sites[0]?.profiles).toEqual([])
  })

  it.for([
    ['{ name: a, pac: none, userAgent: "*" }', '\n'],
    ['{ name: a, pac: a.pac, userAgent: "*" }', 'http://192.0.2.10/wpad.dat'],
  ])('D11: a site with "pac: none" has no URL, unless a profile has a PAC: %s', ([profile, url]) => {
    expect(parseConfig(withProfiles(profile!).replace('pac: a.pac, pro', 'pac: none, pro'), 'x').sites[0]?.url).toBe(url)
  })

  it.for([
    ['{ name: p, pac: p.pac }', 'sites[0].profiles[0]: has no condition'],
    ['{ name: p, pac: p.pac, query: {} }', 'sites[0].profiles[0]: has no condition'],
    ['{ name: p, userAgent: "x" }', 'sites[0].profiles[0].pac: is missing'],
    ['{ pac: p.pac, userAgent: "x" }', 'sites[0].profiles[0].name: is missing'],
    ['{ name: a/b, pac: p.pac, userAgent: "x" }', 'sites[0].profiles[0].name: "a/b" is not a name'],
    ['{ name: p, pac: p.pac, useragent: "x" }', 'useragent: is not a known key (did you mean userAgent?)'],
    ['{ name: p, pac: p.pac, userAgent: "" }', 'sites[0].profiles[0].userAgent: is empty'],
    ['{ name: p, pac: p.pac, userAgent: [x, 7] }', 'sites[0].profiles[0].userAgent[1]: 7 is not a text (write it in quotes)'],
    ['{ name: p, pac: p.pac, query: { v: 2 } }', 'sites[0].profiles[0].query.v: 2 is not a text (write it in quotes)'],
    ['{ name: p, pac: p.pac, query: printer }', 'is not a list of keys and values'],
    ['{ name: p, pac: p.pac, subnets: [192.0.2.1/24] }', 'did you mean 192.0.2.0/24?'],
    [`{ name: p, pac: p.pac, host: ${'x'.repeat(129)} }`, 'at most 128 fit'],
    [`{ name: p, pac: p.pac, host: [${Array(33).fill('x').join()}] }`, 'has over 32 patterns'],
    [Array.from({ length: 65 }, (_, i) => `{ name: p${i}, pac: p.pac, host: x }`).join(', '), 'has over 64 profiles'],
    [
      '{ name: p, pac: p.pac, host: x }, { name: p, pac: q.pac, host: y }',
      'sites[0].profiles[1].name: "p" is the name of profiles[0] too',
    ],
  ])('are refused with the place and the mend: %s', ([profile, message]) => {
    expect(problemsOf(withProfiles(profile!))).toContain(message)
  })
})
