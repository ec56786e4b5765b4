import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { networksOnly } from '../../src/admin/sightings/networks-only.ts'
import { momentOf } from '../../src/admin/sightings/read-filter.ts'
import type { Sighting } from '../../src/events/sighting.ts'
import { cookieOf, type OpenApp, openApp } from './open-app.ts'

const now = Date.parse('2026-01-05T09:30:00Z')
const hostile = '<script>alert(1)</script>"\'&'
// what the daemon serves in these tests
const current = '0123456789abcdef'

const asks = (client: string, more: Partial<Sighting> = {}): Sighting => ({
  ...{ via: 'dhcp', client, answered: true, outcome: 'ack', detail: 'INFORM', site: 'branch', milliseconds: 0.1 },
  ...{ told: 'http://192.0.2.10/wpad.dat' },
  ...more,
})
const fetches = (client: string, told: string, more: Partial<Sighting> = {}): Sighting => ({
  ...{ via: 'http', client, answered: true, outcome: 'pac', detail: 'wpad/wpad.dat', site: 'branch', milliseconds: 0.1, told },
  ...more,
})

let app: OpenApp
const take = (...sightings: Sighting[]) =>
  app.sightings.take({ sightings, times: sightings.map((_, i) => now - 60_000 + i * 1000), dropped: 0 })
const text = async (path: string) => (await app.send(path)).text()
const json = async (path: string) => (await app.send(`/api/v1${path}`)).json()

beforeEach(async () => {
  app = await openApp({ now: () => now })
})
afterEach(() => app[Symbol.asyncDispose]())

describe('/sightings', () => {
  it('teaches as long as nobody has asked', async () => {
    const page = await text('/sightings')
    expect(page).toContain('No client has asked yet')
    expect(page).toContain('nslookup wpad.branch.example.com')
    expect(page).toContain('curl -i http://192.0.2.10/wpad.dat')
  })

  it('has a row a client: the ways it asked, the PAC that it holds, and since when', async () => {
    take(asks('192.0.2.7', { hostName: 'pc-7' }), fetches('192.0.2.7', current), asks('192.0.2.8'), fetches('192.0.2.9', 'old'))
    take({ ...asks('192.0.2.66'), via: 'dns', outcome: 'refused', site: undefined, told: undefined })
    const page = await text('/sightings')
    const rows = [...page.matchAll(/<tr data-client="([^"]*)".*?<\/tr>/gs)].map(([row, client]) => [
      client,
      row
        .replace(/ title="[^"]*"|<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    ])
    expect(rows.map(([client]) => client)).toEqual(['192.0.2.66', '192.0.2.9', '192.0.2.8', '192.0.2.7'])
    expect(rows[0]![1]).toContain('✕ refused')
    expect(rows[1]![1]).toMatch(/◐ old old since 2026-01-05 09:29:03Z/)
    expect(rows[2]![1]).toContain('○ never fetched')
    expect(rows[3]![1]).toContain(`● current ${current} since 2026-01-05 09:29:01Z`)
    expect(rows[3]![1]).toContain('pc-7')
    expect(rows[3]![1]).toContain('asked by DHCP: ack')
    expect(rows[3]![1]).toContain('has not asked by DNS')
    expect(page.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')).toMatch(
      /4 clients 1 asked and never fetched 1 holding an old PAC 1 turned away/,
    )
  })

  it('opens one client’s story in place, without script', async () => {
    take(asks('192.0.2.7', { hardware: '02:00:00:00:00:20' }), fetches('192.0.2.7', current, { userAgent: 'Example/1.0' }))
    const page = await text('/sightings?open=192.0.2.7&site=branch')
    expect(page).toContain('What 192.0.2.7 did')
    expect(page).toContain('02:00:00:00:00:20')
    expect(page.match(/<li class="time-step" data-state="found">/g)).toHaveLength(2)
    expect(page).toContain('href="/sightings?site=branch" data-close')
    expect(await text('/sightings?open=192.0.2.99')).toContain('Nothing is known of this client any more.')
  })

  it('marks each step of a story with what came of it', async () => {
    const dns = { via: 'dns', told: undefined } as const
    take(
      asks('192.0.2.7'),
      asks('192.0.2.7', { ...dns, outcome: 'nodata' }),
      asks('192.0.2.7', { ...dns, outcome: 'refused' }),
      asks('192.0.2.7', { outcome: 'nothing of ours requested', answered: false, told: undefined }),
    )
    const page = await text('/sightings?open=192.0.2.7')
    const states = [...page.matchAll(/<li class="time-step" data-state="(\w+)">/g)].map(([, state]) => state)
    expect(states).toEqual(['silent', 'failed', 'nothing', 'found'])
  })

  it('pages a long story, and a long list', async () => {
    take(...Array.from({ length: 150 }, () => asks('192.0.2.7')))
    const story = await text('/sightings?open=192.0.2.7')
    expect(story.match(/<li class="time-step" data-state="found">/g)).toHaveLength(60)
    const [, older = ''] = /href="([^"]*)" data-story-page/.exec(story) ?? []
    expect((await text(older.replaceAll('&amp;', '&'))).match(/<li class="time-step" data-state="found">/g)).toHaveLength(60)
    take(...Array.from({ length: 70 }, (_, i) => asks(`198.51.100.${i}`)))
    const list = await text('/sightings')
    expect(list.match(/<tr data-client/g)).toHaveLength(50)
    const [, next = ''] = /href="(\/sightings\?before=\d+)"/.exec(list) ?? []
    expect((await text(next)).match(/<tr data-client/g)).toHaveLength(21)
  })

  it.each([
    ['group=never', ['192.0.2.8']],
    ['text=2.7', ['192.0.2.7']],
    ['way=http', ['192.0.2.9', '192.0.2.7']],
    ['outcome=pac&text=192.0.2.9', ['192.0.2.9']],
    ['site=nowhere', []],
    ['from=2026-01-05T09:29:04Z', []],
    ['from=2026-01-05&to=2026-01-05+09:29:01', ['192.0.2.7']],
    ['from=soon&text=192.0.2.8', ['192.0.2.8']],
    ['way=smoke&group=all&before=x', ['192.0.2.9', '192.0.2.8', '192.0.2.7']],
  ])('filters by %s', async (query, clients) => {
    take(asks('192.0.2.7'), fetches('192.0.2.7', current), asks('192.0.2.8'), fetches('192.0.2.9', 'old'))
    const page = await text(`/sightings?${query}`)
    expect([...page.matchAll(/<tr data-client="([^"]*)"/g)].map(([, client]) => client)).toEqual(clients)
    expect(page.includes('not a date and time')).toBe(query.includes('soon'))
  })

  it('draws clients per hour, and the same as a table', async () => {
    take(asks('192.0.2.7'), asks('192.0.2.8'), { ...asks('192.0.2.9'), outcome: 'unknown subnet', answered: false })
    const page = await text('/sightings')
    expect(page).toContain('<title>2026-01-05 09:00: 3 clients, 1 request refused</title>')
    expect(page).toContain('At most 3 clients an hour in the last 24 hours.')
    expect(page).toMatch(/<th scope="row">2026-01-05 09:00Z<\/th>/)
  })

  it('draws them site by site where there is more than one, the busiest first', async () => {
    take(asks('192.0.2.7'))
    expect(await text('/sightings')).not.toContain('sightings-sites')
    take(asks('198.51.100.7', { site: 'lab' }), asks('198.51.100.8', { site: 'lab' }), asks('203.0.113.1', { site: undefined }))
    const page = await text('/sightings')
    const said = [...page.matchAll(/aria-label="([^"]*: at most[^"]*)"/g)].map(([, label]) => label)
    expect(said[0]).toBe('lab: at most 2 clients an hour')
    expect(said.slice(1).toSorted()).toEqual(['branch: at most 1 client an hour', 'no site: at most 1 client an hour'])
    expect(page).toContain('<a href="/sightings?site=lab">lab</a>')
    expect(await text('/sightings?site=lab')).not.toContain('sightings-sites')
  })

  it('shows what strangers wrote as text', async () => {
    take(asks('192.0.2.7', { hostName: hostile, detail: hostile }), fetches('192.0.2.7', current, { userAgent: hostile }))
    for (const query of ['open=192.0.2.7', `text=${encodeURIComponent(hostile)}`, `open=${encodeURIComponent(hostile)}`]) {
      const page = await text(`/sightings?${query}`)
      expect(page).not.toContain('<script>alert')
      expect(page).toContain('&lt;script&gt;')
    }
  })

  it('says what is kept, and the company’s notice', async () => {
    await using other = await openApp({
      retention: { rows: 5000, days: 7, addresses: 'prefix', notice: `We log <this> & that.` },
    })
    const page = await (await other.send('/sightings')).text()
    expect(page).toContain('with the network of a client alone (/24, /48), at most 5,000 of them, for 7 days')
    expect(page).toContain('We log &lt;this&gt; &amp; that.')
  })
})

describe('the keeper', () => {
  it('counts what was left out on the way, and what the disk would not take', async () => {
    app.sightings.take({ sightings: [asks('192.0.2.7')], times: [now], dropped: 3 })
    expect(app.sightings.state).toEqual({ dropped: 3 })
    app.database.sql.exec('PRAGMA query_only = ON')
    take(asks('192.0.2.8'), asks('192.0.2.9'))
    expect(app.sightings.state).toEqual({ dropped: 2, problem: expect.stringContaining('readonly') })
    expect(await text('/sightings')).toContain('The last sightings could not be kept')
    app.database.sql.exec('PRAGMA query_only = OFF')
    take(asks('192.0.2.8'))
    expect(app.sightings.state.problem).toBeUndefined()
  })

  it('disregards our own lookup once, and nobody else’s', async () => {
    const isOver = app.sightings.disregard({ via: 'dhcp', client: '192.0.2.7', detail: 'INFORM' })
    isOver()
    app.sightings.disregard({ via: 'dhcp', client: '192.0.2.9', detail: 'INFORM' })()
    const sightings = [
      asks('192.0.2.8'),
      asks('192.0.2.7', { detail: 'INFORM MSFT 5.0' }),
      asks('192.0.2.7'),
      asks('192.0.2.7', { hostName: 'pc-7' }),
      asks('192.0.2.9'),
    ]
    // the last one was made long after our look was over
    await app.sightings.take({ sightings, times: [now, now, now, now + 1, now + 300], dropped: 0 })
    expect((await json('/sightings')).sightings).toMatchObject([
      { client: '192.0.2.9' },
      { client: '192.0.2.7', detail: 'INFORM' },
      { client: '192.0.2.7', detail: 'INFORM MSFT 5.0' },
      { client: '192.0.2.8' },
    ])
  })

  it('keeps networks alone where it was told so, before anything is stored or streamed', async () => {
    await using other = await openApp({ now: () => now, retention: { addresses: 'prefix' } })
    const seen: unknown[] = []
    using _watching = other.sightings.watch({
      onKept: (kept) => seen.push(...kept.map(({ sighting }) => sighting)),
      onEnd() {},
    })
    const sightings = [asks('192.0.2.7', { hostName: 'pc-7', hardware: '02:00:00:00:00:20' }), asks('2001:db8:1:2::3')]
    other.sightings.take({ sightings, times: [now, now], dropped: 0 })
    const { clients } = await (await other.send('/api/v1/clients')).json()
    expect(clients).toMatchObject([
      { address: '2001:db8:1::/48', name: null, hardware: null },
      { address: '192.0.2.0/24', name: null, hardware: null },
    ])
    expect(JSON.stringify(seen)).not.toMatch(/192\.0\.2\.7|pc-7|02:00|1:2::3/)
    expect((await other.send('/api/v1/clients/192.0.2.0%2F24')).status).toBe(200)
  })
})

it.each([
  ['INFORM by relay 192.0.2.77', 'INFORM by relay 192.0.2.0/24'],
  ['7.2.0.192.in-addr.arpa PTR', '(a reverse lookup)'],
  ['[2001:db8:1:2::3]/wpad.dat', '[2001:db8:1::/48]/wpad.dat'],
  ['wpad.example.com A', 'wpad.example.com A'],
])('an address in what was asked becomes its network: %s', (detail, expected) => {
  expect(networksOnly(asks('192.0.2.7', { detail })).detail).toBe(expected)
})

it.each([
  ['2026-01-05', '2026-01-05T00:00:00.000Z'],
  ['2026-01-05 09:30', '2026-01-05T09:30:00.000Z'],
  ['2026-01-05T09:30:15+02:00', '2026-01-05T07:30:15.000Z'],
])('reads the moment %s', (written, moment) => {
  expect(new Date(momentOf(written)!).toISOString()).toBe(moment)
})
it.each(['yesterday', '2026-13-45', '09:30', '1767605400'])('%s is no moment', (written) => {
  expect(momentOf(written)).toBeNaN()
})

describe('the API', () => {
  beforeEach(() => take(asks('192.0.2.7'), fetches('192.0.2.7', current, { userAgent: 'Example/1.0' }), asks('192.0.2.8')))

  it('lists sightings in pages', async () => {
    const first = await json('/sightings?limit=2')
    expect(first.sightings).toMatchObject([
      { id: 3, client: '192.0.2.8', via: 'dhcp', outcome: 'ack', answered: true, told: 'http://192.0.2.10/wpad.dat' },
      { id: 2, at: '2026-01-05T09:29:01.000Z', via: 'http', told: current, userAgent: 'Example/1.0' },
    ])
    expect((await json(`/sightings?limit=2&before=${first.next}`)).sightings).toMatchObject([{ id: 1 }])
    expect((await json('/sightings?via=http&client=192.0.2.7')).sightings).toHaveLength(1)
  })

  it('knows clients, one of them, hours and the figures', async () => {
    expect((await json('/clients?group=never')).clients).toMatchObject([{ address: '192.0.2.8', standing: 'asked', pac: null }])
    const { client, sightings } = await json('/clients/192.0.2.7')
    expect(client).toMatchObject({ pac: { of: 'branch', revision: current, current: true }, ways: { names: null } })
    expect(sightings).toHaveLength(2)
    expect((await json('/sightings/hours')).hours).toEqual([
      { hour: '2026-01-05T09:00:00.000Z', site: 'branch', clients: 2, dhcp: 2, names: 0, http: 1, refused: 0 },
    ])
    expect(await json('/sightings/summary')).toEqual({
      figures: { clients: 2, never: 1, old: 0, refused: 0 },
      kept: { sightings: 3, rows: 100_000, days: 90, addresses: 'full', notice: '', dropped: 0 },
    })
  })

  it.each([
    ['/clients/192.0.2.99', 404],
    ['/sightings?via=pigeon', 422],
    ['/sightings?limit=5000', 422],
    ['/sightings?from=soon', 422],
    ['/sightings?wrong=1', 422],
    ['/clients?before=-1', 422],
  ])('answers a problem to %s', async (path, status) => {
    const response = await app.send(`/api/v1${path}`)
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/problem+json'])
  })

  it('streams what comes, as long as somebody reads', async () => {
    const response = await app.send('/api/v1/sightings/events?via=http')
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader.read()).value).toContain('retry: 2000')
    take(asks('192.0.2.9'), fetches('192.0.2.9', current, { detail: `wpad/wpad.dat?a\nb` }))
    const { value = '' } = await reader.read()
    expect(value).toMatch(/^event: sighting\nid: 5\ndata: \{.*\}\n\n$/)
    expect(JSON.parse(value.split('data: ')[1]!)).toMatchObject({
      client: '192.0.2.9',
      via: 'http',
      detail: 'wpad/wpad.dat?a\nb',
    })
    await reader.cancel()
    take(fetches('192.0.2.9', current))
  })

  it('leaves out and counts what a reader does not read, and lets so many read at once', async () => {
    const response = await app.send('/api/v1/sightings/events')
    for (let i = 0; i < 20; i++) await take(...Array.from({ length: 300 }, () => asks('192.0.2.9', { detail: 'x'.repeat(200) })))
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    let unread = ''
    while (!unread.includes('event: more')) unread += (await reader.read()).value
    expect(unread.length).toBeLessThan(1024 * 1024)
    const others = await Promise.all(Array.from({ length: 40 }, () => app.send('/api/v1/sightings/events')))
    expect(others.map(({ status }) => status).filter((status) => status === 503).length).toBeGreaterThan(5)
    await Promise.all([reader.cancel(), ...others.map(({ body }) => body?.cancel())])
    expect((await app.send('/api/v1/sightings/events')).status).toBe(200)
  })

  it.each(['who reads has signed out', 'the account is removed'])('ends a stream when %s', async (why) => {
    const { account, ...open } = await openStream()
    if (why === 'the account is removed') app.people.changes.remove({ who: 'test', origin: 'test' }, account)
    else await open.signOut()
    // whether somebody asks meanwhile or nobody does
    if (why === 'the account is removed') await take(asks('192.0.2.9'))
    expect(await open.rest()).toBe('')
  })

  it('ends the stream of a token that was taken away', async () => {
    const actor = { who: 'admin', origin: 'test' }
    const made = app.people.changes.addToken(actor, 'admin', { name: 'ci', role: 'viewer', expires: now + 60_000 })
    const open = await streamOf({ authorization: `Bearer ${made.text}` })
    app.people.changes.removeToken(actor, made.token.id)
    expect(await open.rest()).toBe('')
  })

  async function openStream() {
    const account = 'ana'
    const { hasher, changes } = app.people
    const password = 'three unlike words'
    changes.add({ who: 'test', origin: 'test' }, { name: account, role: 'viewer', password: await hasher.hash(password) })
    const entered = await app.sendBare('/sign-in', {
      method: 'POST',
      body: new URLSearchParams({ name: account, password }),
    })
    const headers = { cookie: cookieOf(entered) }
    return { ...(await streamOf(headers)), account, signOut: () => app.sendBare('/sign-out', { method: 'POST', headers }) }
  }

  // a stream of which the beginning was read; `rest` has what comes until it ends
  async function streamOf(headers: Record<string, string>) {
    const { body } = await app.sendBare('/api/v1/sightings/events', { headers })
    const reader = body!.pipeThrough(new TextDecoderStream()).getReader()
    await reader.read()
    const rest = async () => {
      let text = ''
      for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value
      return text
    }
    return { rest }
  }

  it('is closed to whoever is not signed in', async () => {
    for (const path of ['/sightings', '/api/v1/sightings', '/api/v1/sightings/events', '/api/v1/clients'])
      expect((await app.sendBare(path)).status).toBe(401)
  })
})
