import { describe, expect, it } from 'vitest'
import type { AdminView } from '../../src/admin/view.ts'
import { languages } from '../../src/admin/words/words.ts'
import { type Lan, openLan, pac, type Setting } from '../clients/lan.ts'
import { branch, type OpenApp, openApp } from './open-app.ts'

const fqdn = 'pc.branch.example.com'
const domains = ['branch.example.com']

/** Pages of a wpadd whose services are those of a LAN on loopback. */
async function openOn(lan: Lan): Promise<OpenApp> {
  const { dns, dhcp, httpPort } = lan.reach
  const at = (port: number) => ({ listen: [{ address: '127.0.0.1', port }], allow: [] })
  const services: AdminView['services'] = { http: at(httpPort!), dns: at(dns[0]!.port), ...(dhcp && { dhcp: at(dhcp.port) }) }
  return openApp({ view: { version: '0.1.0', sites: [branch], services } })
}

interface Line {
  readonly kind: string
  readonly [name: string]: unknown
}

async function make(app: OpenApp, body: object): Promise<Line[]> {
  const response = await post(app, body)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/x-ndjson'])
  const text = await response.text()
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

function post(app: OpenApp, body: object, headers: Record<string, string> = {}): Promise<Response> {
  const json = { 'content-type': 'application/json', ...headers }
  return app.send('/api/v1/discovery', { method: 'POST', body: JSON.stringify(body), headers: json })
}

async function discover(setting: Setting, body: object): Promise<{ lines: Line[]; lan: Lan }> {
  await using lan = await openLan(setting)
  await using app = await openOn(lan)
  return { lines: await make(app, { fqdn, ...body }), lan }
}

describe('the API', () => {
  it('lists every client kind', async () => {
    await using app = await openApp()
    const { kinds } = await (await app.send('/api/v1/discovery/kinds')).json()
    expect(kinds).toHaveLength(19)
    expect(kinds).toContainEqual({
      name: 'firefox',
      title: 'Firefox on Linux, macOS and BSD',
      dialect: 'firefox',
      enabledBy: expect.any(String),
      strength: 'measured',
    })
  })

  it('plans what a client of a kind would ask, in its order', async () => {
    await using app = await openApp()
    const response = await app.send(`/api/v1/discovery/plan?kind=draft&fqdn=${fqdn}&search=lab.example.com`)
    const { lookups, ...whose } = await response.json()
    expect(whose).toEqual({ kind: 'draft', fqdn })
    expect(lookups[0]).toMatchObject({ via: 'dhcp', ask: 'INFORM 252', when: [] })
    expect(lookups.map(({ ask }: { ask: string }) => ask)).toContain('wpad.branch.example.com A')
  })

  it('makes the lookups one after the other, and says what was found', async () => {
    const { lines: all, lan } = await discover({ domains }, { kind: 'firefox' })
    // whether AAAA is asked depends on the addresses of this machine
    const lines = all.filter(({ ask }) => !String(ask).endsWith(' AAAA'))
    const ms = expect.any(Number)
    const at = `127.0.0.1:${lan.reach.dns[0]!.port}`
    expect(lines).toEqual([
      { kind: 'asking', id: expect.any(String), via: 'dns', ask: `wpad.branch.example.com A`, whom: at },
      { kind: 'made', id: lines[0]?.id, via: 'dns', ask: 'wpad.branch.example.com A', end: 'found', outcome: '127.0.0.1', ms },
      { kind: 'asking', id: expect.any(String), via: 'http', ask: 'GET http://wpad/wpad.dat' },
      expect.objectContaining({
        kind: 'made',
        id: lines[2]?.id,
        end: 'found',
        pac: expect.objectContaining({ bytes: pac.length }),
      }),
      {
        kind: 'done',
        found: true,
        at: lines[2]?.id,
        conclusion: `http://wpad/wpad.dat: ${pac.length} bytes, application/x-ns-proxy-autoconfig`,
        todo: [],
      },
    ])
  })

  it('says where the search stops and what to do about it, the nearest first', async () => {
    const { lines } = await discover({ domains, dhcp: 'dead' }, { kind: 'windows10' })
    const end = lines.at(-1)
    expect(end).toMatchObject({ kind: 'done', found: false, at: 'dhcp get' })
    expect(end?.conclusion).toMatch(/^no PAC: windows10 ends its search at the URL from DHCP/)
    expect(end?.todo).toEqual([expect.stringMatching(/^nothing answers HTTP there: start the web server/)])
  })

  it.each([
    ['es', /^sin PAC: windows10 termina su búsqueda en la URL de DHCP/, /^nada responde allí por HTTP.*es lo que entrega DHCP$/],
    ['pt-BR', /^sem PAC: windows10 encerra a busca na URL do DHCP/, /^nada responde lá por HTTP.*é o que o DHCP entrega$/],
  ])('says so in the language that is asked for (%s)', async (language, conclusion, todo) => {
    await using lan = await openLan({ domains, dhcp: 'dead' })
    await using app = await openOn(lan)
    const response = await post(app, { fqdn, kind: 'windows10' }, { 'accept-language': language })
    const end = JSON.parse((await response.text()).trimEnd().split('\n').at(-1)!)
    expect(end.conclusion).toMatch(conclusion)
    expect(end.todo).toEqual([expect.stringMatching(todo)])
  })

  it('names no option of the command line', () => {
    for (const { words } of Object.values(languages))
      for (const sentence of Object.values(words.advice.reasons))
        expect(sentence({ name: 'wpad.example.com', kind: 'ie7' })).not.toMatch(/(^| )--\w/)
  })

  it('says one thing once, however many names it concerns', async () => {
    const refused = ['wpad.sales.branch.example.com', 'wpad.branch.example.com', 'wpad.example.com', 'wpad']
    const { lines } = await discover({ domains: [], refused }, { kind: 'chromium', fqdn: 'pc.sales.branch.example.com' })
    expect(lines.at(-1)?.todo).toHaveLength(1)
  })

  it('asks nobody for a name of others, and fetches nothing from there', async () => {
    const { lines, lan } = await discover({ dhcp: 'http://wpad.example.org/wpad.dat' }, { kind: 'chromium-windows' })
    const withheld = lines.filter(({ end }) => end === 'withheld').map(({ ask }) => ask)
    expect(withheld).toContain('GET http://wpad.example.org/wpad.dat')
    expect(lan.seen.dns.filter((asked) => asked.includes('example.org'))).toEqual([])
    expect(lan.seen.http).toEqual([])
  })

  it('asks only this wpadd, whose services may be off', async () => {
    await using app = await openApp({ view: { version: '0.1.0', sites: [branch], services: {} } })
    const lines = await make(app, { kind: 'ie7', fqdn })
    const outcomes = lines.filter(({ kind }) => kind === 'made').map(({ via, outcome }) => `${via}: ${outcome}`)
    expect(outcomes).toContain('dhcp: not asked: DHCP is off in this wpadd')
    expect(outcomes).toContain('llmnr: not asked: this wpadd alone is')
    expect(lines.at(-1)).toMatchObject({ kind: 'done', found: false })
  })

  it('knows a client that asks nothing', async () => {
    const { lines } = await discover({ domains }, { kind: 'android' })
    expect(lines).toEqual([{ kind: 'done', found: false, conclusion: 'no PAC: android asks nothing, and goes DIRECT', todo: [] }])
  })

  it('makes one discovery of a person at a time, and ends one that nobody reads', async () => {
    await using lan = await openLan({ domains, silent: ['wpad.branch.example.com'] })
    await using app = await openOn(lan)
    const first = await post(app, { kind: 'firefox', fqdn })
    const second = await post(app, { kind: 'firefox', fqdn })
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '1'])
    await first.body?.cancel()
    await expect.poll(async () => (await post(app, { kind: 'android', fqdn })).status).toBe(200)
  })

  it('lets viewers plan, and editors make', async () => {
    await using app = await openApp()
    const response = await app.send('/api/v1/tokens', {
      method: 'POST',
      body: JSON.stringify({ name: 'watcher', role: 'viewer' }),
      headers: { 'content-type': 'application/json' },
    })
    const authorization = `Bearer ${(await response.json()).token}`
    expect((await post(app, { kind: 'android', fqdn }, { authorization, cookie: '' })).status).toBe(403)
    const plan = await app.send(`/api/v1/discovery/plan?kind=kde&fqdn=${fqdn}`, { headers: { authorization, cookie: '' } })
    expect(plan.status).toBe(200)
  })

  it.each([
    [{ kind: 'netscape', fqdn }, 'kind'],
    [{ kind: 'kde', fqdn: '192.0.2.1' }, 'fqdn'],
    [{ kind: 'kde', fqdn: '<script>alert(1)</script>' }, 'fqdn'],
    [{ kind: 'kde', fqdn: `${'x'.repeat(2000)}` }, 'fqdn'],
    [{ kind: 'kde', fqdn, search: 'a..b' }, 'search'],
    [{ kind: 'kde', fqdn, search: 'a.test '.repeat(20) }, 'search'],
    [{ kind: 'kde', fqdn, asks: 'everybody' }, 'asks'],
  ])('answers a problem to %j', async (body, field) => {
    await using app = await openApp()
    const response = await post(app, body)
    expect([response.status, response.headers.get('content-type')]).toEqual([422, 'application/problem+json'])
    expect(await response.json()).toMatchObject({ errors: [{ field }] })
  })
})

describe('the Discovery page without script', () => {
  it('opens with a plan for the first of our domains', async () => {
    await using app = await openApp()
    const text = await (await app.send('/discovery')).text()
    expect(text).toContain('value="pc.branch.example.com"')
    expect(text).toContain('<code data-slot="ask">wpad.branch.example.com A</code>')
    expect(text).toContain('Make them now')
  })

  it('puts two kinds side by side, and marks what only one of them asks', async () => {
    await using app = await openApp()
    const text = await (await app.send(`/discovery?kind=chromium-windows&with=chromium&fqdn=${fqdn}`)).text()
    expect(text).toMatch(/id="plan-0"[\s\S]*INFORM 252[\s\S]{0,200}only here[\s\S]*id="plan-1"/)
    const same = await (await app.send(`/discovery?kind=winhttp&with=dotnet&fqdn=${fqdn}`)).text()
    expect(same).toContain('makes the same lookups as the other')
  })

  it('marks what is doubtful, and says what would not be asked', async () => {
    await using app = await openApp()
    const text = await (await app.send('/discovery?kind=macos&fqdn=pc.branch.example.com')).text()
    expect(text).toMatch(/discovery-mark doubt[^>]*>weak/)
    const away = await (await app.send('/discovery?kind=proxy-vole&fqdn=pc.branch.example.co.uk')).text()
    expect(away).toContain('not asked: outside the organisation')
  })

  it('makes the lookups and draws what came of each', async () => {
    await using lan = await openLan({ domains })
    await using app = await openOn(lan)
    const form = new URLSearchParams({ kind: 'firefox', with: 'libproxy', fqdn, search: '', asks: 'server' })
    const response = await app.send('/discovery', { method: 'POST', body: form })
    const text = await response.text()
    expect(response.status).toBe(200)
    expect(text.match(/discovery-end found/g)).toHaveLength(2)
    expect(text).toContain(`http://wpad/wpad.dat: ${pac.length} bytes`)
  })

  it('tells what is wrong at its field, as text', async () => {
    await using app = await openApp()
    const hostile = '"><script>alert(1)</script>'
    const query = new URLSearchParams({ kind: hostile, fqdn: hostile, search: hostile, with: hostile, asks: hostile })
    for (const response of [
      await app.send(`/discovery?${query}`),
      await app.send('/discovery', { method: 'POST', body: query }),
    ]) {
      const text = await response.text()
      expect(response.status).toBe(422)
      expect(text).not.toContain('<script>alert')
      expect(text).toContain('id="fqdn-problem">&quot;')
    }
  })
})
