import { describe, expect, it } from 'vitest'
import { makeRevision } from '../../src/revisions/revision.ts'
import { type SiteAnswer, siteFinder } from '../../src/sites/find-site.ts'
import { type Conditions, profile } from '../sites/profiles.ts'
import { dial, exchange, pac, revision, serve, site, statuses, undated } from './exchange.ts'

const lastModified = new Date('2026-01-05T09:00:00Z')
const agentPac = 'function FindProxyForURL() { return "PROXY agents.example.org:8080" }'
const agents = makeRevision(agentPac, { lastModified, file: 'agents.pac' })

function served(conditions: Conditions): SiteAnswer {
  return { site, revision, profiles: [profile('agents', conditions, agents)] }
}

const head = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`
const bodyOf = (answer: string) => answer.split('\r\n\r\n')[1]
const varies = (answer: string) => /\r\nvary: (.*)\r\n/i.exec(answer)?.[1]

/** One request as one chunk, and cut in two, which is the parser's path. */
const ways: [string, (text: string) => string[]][] = [
  ['whole', (text) => [text]],
  ['in two pieces', (text) => [text.slice(0, 7), text.slice(7)]],
]

describe.each(ways)('a request that comes %s', (_, cut) => {
  const ask = async (answer: SiteAnswer, text: string) => {
    await using server = await serve({ findSite: siteFinder([answer]) })
    const got = await exchange(server, ...cut(text))
    return { text: got, sightings: server.sightings }
  }

  it.each<[string, Conditions, string]>([
    ['User-Agent', { userAgent: ['ExampleAgent/*'] }, head('GET /wpad.dat HTTP/1.0', 'User-Agent: ExampleAgent/1.0 (Linux)')],
    ['User-Agent, in any case', { userAgent: ['exampleAGENT/*'] }, head('GET /wpad.dat HTTP/1.0', 'USER-AGENT:ExampleAgent/1')],
    ['Host', { host: ['agents.example.org'] }, head('GET /wpad.dat HTTP/1.0', 'Host: Agents.example.org:80')],
    ['Host of the target', { host: ['*.example.org'] }, head('GET http://a.example.org/wpad.dat?x HTTP/1.0', 'Host: wpad')],
    ['query', { query: { kind: 'agent' } }, head('GET /wpad.dat?x=1&kind=agent HTTP/1.0')],
    ['query of an absolute target', { query: { kind: 'agent' } }, head('GET http://wpad/wpad.da?kind=agent#x HTTP/1.0')],
    ['query of a target with a junk tail', { query: { kind: 'agent' } }, head('GET /proxy.pac%00?kind=agent HTTP/1.0')],
    ['subnet', { subnets: ['127.0.0.0/8'] }, head('GET /wpad.dat HTTP/1.0')],
  ])('W6: gets the PAC of its profile by %s', async (_, conditions, text) => {
    const { text: answer, sightings } = await ask(served(conditions), text)
    expect(statuses(answer)).toEqual(['200 OK'])
    expect(bodyOf(answer)).toBe(agentPac)
    expect(answer).toContain(`\r\nETag: "${agents.id}"\r\n`)
    expect(sightings).toEqual([expect.objectContaining({ outcome: 'pac', profile: 'everyone/agents' })])
  })

  it.each<[string, Conditions, string]>([
    ['another User-Agent', { userAgent: ['ExampleAgent/*'] }, head('GET /wpad.dat HTTP/1.0', 'User-Agent: Mozilla/5.0')],
    ['no User-Agent', { userAgent: ['*'] }, head('GET /wpad.dat HTTP/1.0', 'X-User-Agent: ExampleAgent/1')],
    ['a Host that the target overrules', { host: ['wpad'] }, head('GET http://other/wpad.dat HTTP/1.0', 'Host: wpad')],
    ['a malformed Host', { host: ['wpad'] }, head('GET /wpad.dat HTTP/1.0', 'Host: wpad wpad')],
    ['a query in the fragment', { query: { kind: 'agent' } }, head('GET /wpad.dat#?kind=agent HTTP/1.0')],
    ['no query', { query: { kind: '*' } }, head('GET /wpad.dat HTTP/1.0')],
    ['another subnet', { subnets: ['192.0.2.0/24'] }, head('GET /wpad.dat HTTP/1.0', 'X-Forwarded-For: 192.0.2.7')],
  ])("W6: gets the site's own for %s", async (_, conditions, text) => {
    const { text: answer, sightings } = await ask(served(conditions), text)
    expect(bodyOf(answer)).toBe(pac)
    expect(sightings).toEqual([expect.not.objectContaining({ profile: expect.anything() })])
  })

  it('H3: a copy is current when it is the copy of this profile, and not that of another', async () => {
    const by = (tag: string, agent: string) =>
      ask(
        served({ userAgent: ['ExampleAgent/*'] }),
        head('GET /wpad.dat HTTP/1.0', `User-Agent: ${agent}`, `If-None-Match: "${tag}"`),
      )
    expect(statuses((await by(agents.id, 'ExampleAgent/1')).text)).toEqual(['304 Not Modified'])
    expect(statuses((await by(agents.id, 'Mozilla/5.0')).text)).toEqual(['200 OK'])
    expect(statuses((await by(revision.id, 'ExampleAgent/1')).text)).toEqual(['200 OK'])
    expect(statuses((await by(revision.id, 'Mozilla/5.0')).text)).toEqual(['304 Not Modified'])
  })

  it.each([
    ['the file of the profile', head('GET /wpad.dat HTTP/1.0', 'User-Agent: ExampleAgent/1')],
    ['the file of the site', head('GET /wpad.dat HTTP/1.0', 'User-Agent: Mozilla/5.0')],
    ['the file for nobody in particular', head('GET /wpad.dat HTTP/1.0')],
    ['HEAD', head('HEAD /wpad.dat HTTP/1.0')],
    ['a 304', head('GET /wpad.dat HTTP/1.0', 'If-None-Match: *')],
  ])('H4: %s says "Vary: User-Agent" where the site looks at it', async (_, text) => {
    expect(varies((await ask(served({ userAgent: ['ExampleAgent/*'] }), text)).text)).toBe('User-Agent')
  })

  it.each<[string, Conditions]>([
    ['Host', { host: ['wpad'] }],
    ['query', { query: { kind: 'agent' } }],
    ['subnet', { subnets: ['127.0.0.0/8'] }],
  ])('H4: there is no Vary where the site looks at %s', async (_, conditions) => {
    for (const more of [[], ['If-None-Match: *']]) {
      const { text } = await ask(served(conditions), head('GET /wpad.dat?kind=agent HTTP/1.0', 'Host: wpad', ...more))
      expect(statuses(text)[0]).toMatch(/^(200|304)/)
      expect(varies(text)).toBeUndefined()
    }
  })

  it('H4: two sites with one PAC file, only one of which looks at the User-Agent', async () => {
    const plain: SiteAnswer = { site: { ...site, domains: ['example.net'] }, revision }
    const looking = { ...served({ userAgent: ['ExampleAgent/*'] }), site: { ...site, domains: ['example.org'] } }
    await using server = await serve({ findSite: siteFinder([plain, looking]) })
    const by = (host: string) => exchange(server, ...cut(head('GET /wpad.dat HTTP/1.0', `Host: ${host}`)))
    expect(varies(await by('wpad.example.org'))).toBe('User-Agent')
    expect(varies(await by('wpad.example.net'))).toBeUndefined()
  })

  it('W6 H3: each request of a connection gets what its own User-Agent says', async () => {
    await using server = await serve({ findSite: siteFinder([served({ userAgent: ['ExampleAgent/*'] })]) })
    await using client = await dial(server.endpoint)
    for (const [agent, body] of [
      ['ExampleAgent/1', agentPac],
      ['Mozilla/5.0', pac],
      ['ExampleAgent/2', agentPac],
    ] as const) {
      for (const piece of cut(head('GET /wpad.dat HTTP/1.1', `User-Agent: ${agent}`))) await client.send(piece)
      expect(bodyOf(await client.until(body))).toBe(body)
    }
  })

  it('two User-Agents count as the first', async () => {
    const text = head('GET /wpad.dat HTTP/1.0', 'User-Agent: ExampleAgent/1', 'User-Agent: Mozilla/5.0')
    expect(bodyOf((await ask(served({ userAgent: ['ExampleAgent/*'] }), text)).text)).toBe(agentPac)
  })
})

it('H2 H4 H7: the bytes of a site with a profile are those of one without, and Vary', async () => {
  const text = head('GET /wpad.dat HTTP/1.1', 'Host: wpad', 'Connection: close')
  const bytesOf = async (answer: SiteAnswer) => {
    await using server = await serve({ findSite: siteFinder([answer]) })
    return undated(await exchange(server, text))
  }
  const plain = await bytesOf({ site, revision })
  expect(plain).not.toMatch(/vary/i)
  expect(await bytesOf(served({ host: ['other'] }))).toBe(plain)
  expect((await bytesOf(served({ userAgent: ['x'] }))).replace('Vary: User-Agent\r\n', '')).toBe(plain)
})
