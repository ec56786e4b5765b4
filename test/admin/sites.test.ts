import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSelfCheck } from '../../src/admin/sites/self-check.ts'
import type { AdminView } from '../../src/admin/view.ts'
import type { SelfLookup } from '../../src/clients/self-lookups.ts'
import { openDns } from '../../src/dns/listener.ts'
import { buildZones } from '../../src/dns/zones.ts'
import type { Sighting } from '../../src/events/sighting.ts'
import type { Endpoint } from '../../src/net/endpoint.ts'
import { site } from '../dns/example.ts'
import { dnsOptionsFrom } from '../dns/sockets.ts'
import { branch, branchPac, type OpenApp, openApp } from './open-app.ts'

const profile = {
  name: 'phones',
  when: ['User-Agent *Mobile*'],
  pac: { ...branch.pac, id: 'fedcba9876543210', text: '// </pre>' },
}
const view = (dns: Endpoint): AdminView => ({
  version: '0.1.0',
  sites: [{ ...branch, subnets: [], domains: ['example.com'], profiles: [profile] }],
  services: { dns: { listen: [dns], allow: [] } },
})

describe('/sites', () => {
  let app: OpenApp
  let dns: Awaited<ReturnType<typeof openDns>>
  let seen: Sighting[]
  beforeEach(async () => {
    seen = []
    const zones = buildZones([site()], 300)
    dns = await openDns(
      dnsOptionsFrom({ listen: ['127.0.0.1:0'] }),
      () => zones,
      (sighting) => void seen.push(sighting),
    )
    app = await openApp({ view: view(dns.endpoints[0]!) })
  })
  afterEach(async () => {
    await app[Symbol.asyncDispose]()
    await dns[Symbol.asyncDispose]()
  })

  it('shows what is served, where, and since when', async () => {
    const page = await (await app.send('/sites')).text()
    for (const text of [
      'branch',
      'wpad.example.com',
      'http://192.0.2.10/wpad.dat',
      branch.pac.id,
      '2026-01-05 09:00:00Z',
      'phones',
    ])
      expect(page).toContain(text)
    expect(page).toContain('Not open: HTTP, DHCP.')
    expect(page).toContain('The first look has not ended yet.')
  })

  it('looks the server up as a client would, and that is no sighting', async () => {
    expect((await app.send('/sites/check', { method: 'POST' })).status).toBe(303)
    const page = await (await app.send('/sites')).text()
    expect(page).toContain('The one part answers.')
    expect(page).toContain('</strong> 192.0.2.10')
    expect(seen).toHaveLength(1)
    app.sightings.take({ sightings: seen, times: [Date.now()], dropped: 0 })
    expect((await (await app.send('/api/v1/clients')).json()).clients).toEqual([])
  })

  it('says what is wrong, and what to do', async () => {
    await dns[Symbol.asyncDispose]()
    await app.send('/api/v1/sites/check', { method: 'POST' })
    const { parts } = await (await app.send('/api/v1/sites')).json()
    expect(parts).toMatchObject([{ service: 'dns', asked: 'wpad.example.com A', ok: false, ms: expect.any(Number) }])
    const page = await (await app.send('/sites')).text()
    expect(page).toContain('1 of 1 parts does not answer as it should.')
    expect(page).toContain('nothing listens there any more')
  })

  it('shows the text of each PAC', async () => {
    expect(await (await app.send('/sites/branch/pac')).text()).toContain('function FindProxyForURL(url, host)')
    const other = await (await app.send('/sites/branch/pac?profile=phones')).text()
    expect(other).toContain('The PAC of branch/phones')
    expect(other).toContain('// &lt;/pre&gt;')
    expect((await app.send('/sites/nowhere/pac')).status).toBe(404)
    expect((await app.send('/sites/branch%2Fphones/pac')).status).toBe(200)
  })

  it('tells programs the same', async () => {
    const { sites, services } = await (await app.send('/api/v1/sites')).json()
    expect(sites).toMatchObject([{ name: 'branch', pac: { revision: branch.pac.id }, profiles: [{ name: 'phones' }] }])
    expect(services).toEqual({ http: [], dns: [`127.0.0.1:${dns.endpoints[0]!.port}`], dhcp: [] })
    expect(await (await app.send('/api/v1/sites/branch')).json()).toEqual(sites[0])
    expect(await (await app.send('/api/v1/sites/branch/pac')).json()).toMatchObject({ text: branchPac, revision: branch.pac.id })
    for (const path of ['/sites/nowhere', '/sites/nowhere/pac', '/sites/branch/pac?profile=nobody'])
      expect((await app.send(`/api/v1${path}`)).status).toBe(404)
  })
})

describe('the self check', () => {
  const lookup = (look: SelfLookup['look']): SelfLookup => ({
    ...{ service: 'http', at: { address: '127.0.0.1', port: 80 }, asked: 'GET /wpad.dat', look },
    seenAs: { client: '127.0.0.1', detail: '127.0.0.1/wpad.dat' },
  })

  it('asks everything in a round of its own, and whoever asks during one gets its result', async () => {
    let asked = 0
    const lookups = [
      lookup(async () => ({ ok: true, answer: `${++asked}` })),
      lookup(async () => Promise.reject(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }))),
    ]
    await using check = openSelfCheck({ lookups: () => lookups, asking: () => () => {}, now: () => 1000 })
    expect(check.parts).toEqual([])
    const [one, other] = await Promise.all([check.look(), check.look()])
    expect(one).toBe(other)
    expect(asked).toBe(1)
    expect(check.parts).toMatchObject([
      { service: 'http', at: '127.0.0.1:80', ok: true, answer: '1', checkedAt: 1000 },
      { ok: false, answer: 'ECONNREFUSED' },
    ])
  })

  it('announces each question before it is asked, and says when it is over', async () => {
    const order: string[] = []
    const one = lookup(async () => {
      order.push('asked')
      return { ok: true, answer: '' }
    })
    const asking = () => {
      order.push('announced')
      return () => void order.push('over')
    }
    await using check = openSelfCheck({ lookups: () => [one], asking, now: Date.now })
    await check.look()
    expect(order).toEqual(['announced', 'asked', 'over'])
  })
})
