import { describe, expect, it } from 'vitest'
import { directPac } from '../../src/revisions/direct-pac.ts'
import { makeRevision, type Revision } from '../../src/revisions/revision.ts'
import { loadAnswers, pacFilesOf, type SiteSource, servedPacs } from '../../src/sites/load-answers.ts'
import { type Conditions, profile } from './profiles.ts'

type File = string | undefined

function site(name: string, pacFile: File, profiles: readonly [string, File][] = []): SiteSource {
  const conditions: Conditions = { userAgent: ['*'] }
  return {
    name,
    subnets: [],
    domains: [],
    addresses: [],
    url: 'http://192.0.2.10/wpad.dat',
    pacFile,
    profiles: profiles.map(([each, file]) => ({ ...profile(each, conditions).profile, pacFile: file })),
  }
}

const revisionOf = (file: string, text = file): Revision =>
  makeRevision(`// ${text}\nfunction FindProxyForURL() {}`, { lastModified: new Date(0), file })

const sites = [
  site('office', 'office.pac', [
    ['agents', 'agents.pac'],
    ['guests', undefined],
  ]),
  site('lab', undefined, [['more', 'agents.pac']]),
]
const good = (file: string) => Promise.resolve(revisionOf(file))
const refusing = (bad: string) => (file: string) => (file === bad ? Promise.reject(new Error(`${file}: bad`)) : good(file))

describe('the PACs of sites and profiles', () => {
  it('are read once a file, and are named by site and profile', async () => {
    const asked: string[] = []
    const load = (file: string) => {
      asked.push(file)
      return good(file)
    }
    const { answers, refused } = await loadAnswers(sites, new Map(), load, directPac)
    expect(asked).toEqual(['office.pac', 'agents.pac'])
    expect(asked).toEqual(pacFilesOf(sites))
    expect(refused).toEqual([])
    expect(servedPacs(answers).map(({ name, revision }) => [name, revision.file])).toEqual([
      ['office', 'office.pac'],
      ['office/agents', 'agents.pac'],
      ['office/guests', undefined],
      ['lab', undefined],
      ['lab/more', 'agents.pac'],
    ])
    expect(answers[1]?.revision).toBe(directPac)
  })

  it.for(['office.pac', 'agents.pac'])('keep the last good one when %s is refused', async (bad) => {
    const last = new Map(['office.pac', 'agents.pac'].map((file) => [file, revisionOf(file, 'before')]))
    const { answers, refused } = await loadAnswers(sites, last, refusing(bad), directPac)
    expect(refused).toEqual([{ file: bad, error: new Error(`${bad}: bad`), kept: true }])
    const served = new Map(servedPacs(answers).map(({ revision }) => [revision.file, revision]))
    expect(served.get(bad)).toBe(last.get(bad))
    expect(servedPacs(answers)).toHaveLength(5)
  })

  it('a profile without a PAC takes its site with it, and no other', async () => {
    const { answers, refused } = await loadAnswers(sites, new Map(), refusing('agents.pac'), directPac)
    expect(answers).toEqual([])
    expect(refused).toEqual([expect.objectContaining({ file: 'agents.pac', kept: false })])
    const alone = await loadAnswers([...sites, site('rest', 'rest.pac')], new Map(), refusing('office.pac'), directPac)
    expect(alone.answers.map((answer) => answer.site.name)).toEqual(['lab', 'rest'])
  })
})
