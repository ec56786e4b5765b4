import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import { parseAddress } from '../../src/net/address.ts'
import { directPac } from '../../src/revisions/direct-pac.ts'
import { findProfile } from '../../src/sites/find-profile.ts'

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

describe('the example with profiles', () => {
  const file = new URL('../../deploy/examples/profiles.yaml', import.meta.url).pathname
  const [site] = parseConfig(readFileSync(file, 'utf8'), file).sites
  const profiles = site!.profiles.map((profile) => ({ profile, revision: directPac }))

  it.for([
    ['192.0.2.7', 'wpad', 'Mozilla/5.0', undefined, undefined],
    ['192.0.2.7', 'wpad', 'ExampleAgent/2.1 (Windows)', undefined, 'agents'],
    ['192.0.2.7', 'wpad', 'Mozilla/5.0 ExampleAgent/2.1', undefined, undefined],
    ['192.0.2.200', 'kiosk.branch.example.com', 'Mozilla/5.0', undefined, 'kiosks'],
    ['192.0.2.7', 'kiosk.branch.example.com', 'Mozilla/5.0', undefined, undefined],
    ['192.0.2.200', 'wpad', 'Mozilla/5.0', undefined, undefined],
    ['192.0.2.7', '192.0.2.10', undefined, 'kind=printer', 'printers'],
    ['192.0.2.7', '192.0.2.10', undefined, 'kind=plotter', undefined],
  ] as const)('W6: %s at %s as %s, ?%s: %s', ([client, host, userAgent, query, name]) => {
    expect(findProfile(profiles, { client: parseAddress(client)!, host, userAgent, query })?.profile.name).toBe(name)
  })
})
