import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { branchPac, type OpenApp, openApp } from './open-app.ts'

const direct = 'function FindProxyForURL() { return "DIRECT" }'
const socks = branchPac.replace('PROXY proxy.example.com:3128', 'SOCKS5 socks.example.com:1080')

let app: OpenApp
beforeAll(async () => {
  app = await openApp()
})
afterAll(() => app[Symbol.asyncDispose]())

function post(body: unknown, init: RequestInit = {}): Promise<Response> {
  return app.send('/api/v1/compare', {
    ...init,
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
}

async function lines(response: Response): Promise<{ kind: string; [name: string]: unknown }[]> {
  const text = await response.text()
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

describe('POST /api/v1/compare', () => {
  it('gives the decisions that change, grouped, a line at a time', async () => {
    const response = await post({
      before: { site: 'branch' },
      after: { pac: direct },
      visits: [
        'https://www.example.org/',
        { url: 'http://shop.test/', hits: 40 },
        'http://intranet/',
        'https://www.example.org/',
      ],
      now: '2026-01-05T09:00:00Z',
      tz: 'UTC',
      client: { ips: ['192.0.2.7'] },
    })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/x-ndjson'])
    const before = 'PROXY proxy.example.com:3128; DIRECT'
    expect(await lines(response)).toEqual([
      { kind: 'world', as: 'chromium', client: { ips: ['192.0.2.7'] }, now: '2026-01-05T09:00:00.000Z', tz: 'UTC' },
      {
        kind: 'change',
        before,
        after: 'DIRECT',
        visits: [
          { url: 'https://www.example.org/', hits: 2 },
          { url: 'http://shop.test/', hits: 40 },
        ],
      },
      { kind: 'progress', done: 3, of: 3 },
      {
        kind: 'done',
        groups: [{ before, after: 'DIRECT', visits: 2, hits: 42 }],
        unchanged: { visits: 1, hits: 1 },
        failing: { before: { visits: 0, hits: 0 }, after: { visits: 0, hits: 0 } },
      },
    ])
  })

  it('says how far it is, portion by portion', async () => {
    const visits = Array.from({ length: 3000 }, (_, i) => `http://h${i}.test/`)
    const told = await lines(await post({ before: { site: 'branch' }, after: { pac: direct }, visits }))
    expect(told.filter(({ kind }) => kind === 'progress').map(({ done }) => done)).toEqual([1024, 2048, 3000])
    expect(told.at(-1)).toMatchObject({ kind: 'done', groups: [{ visits: 3000 }] })
  })

  it('asks as the client kind does', async () => {
    const pac = 'function FindProxyForURL(url, host) { return url.length > 25 ? "PROXY a.test:80" : "DIRECT" }'
    const told = await lines(
      await post({
        before: { pac },
        after: { pac: direct },
        visits: ['https://a.test/long/path/that/chromium/hides'],
        as: 'libproxy',
      }),
    )
    expect(told.at(-1)).toMatchObject({ groups: [{ before: 'PROXY a.test:80' }] })
  })

  it('ends at once when nobody reads any more, whatever the scripts do', async () => {
    const endless = { pac: 'function FindProxyForURL() { for (;;) {} }' }
    const visits = Array.from({ length: 500 }, (_, i) => `http://h${i}.test/`)
    const response = await post({ before: endless, after: endless, visits })
    const reader = response.body!.getReader()
    await reader.read()
    await reader.cancel()
    // the line is free for the next
    const told = await lines(await post({ before: { pac: direct }, after: { pac: direct }, visits: ['http://a.test/'] }))
    expect(told.at(-1)).toMatchObject({ kind: 'done' })
  })

  it('lets one person wait twice and no more', async () => {
    const endless = { pac: 'function FindProxyForURL() { for (;;) {} }' }
    const visits = ['http://a.test/', 'http://b.test/', 'http://c.test/']
    const open = [1, 2].map(() => post({ before: endless, after: endless, visits }))
    const responses = await Promise.all(open)
    const third = await post({ before: endless, after: endless, visits })
    expect([third.status, third.headers.get('retry-after')]).toEqual([503, '1'])
    for (const response of responses) await response.body!.cancel()
  })

  it.each([
    ['not json', 'body'],
    [{ before: {}, after: { pac: direct }, visits: ['http://a.test/'] }, 'before'],
    [{ before: { site: 'nobody' }, after: { pac: direct }, visits: ['http://a.test/'] }, 'before'],
    [{ before: { site: 'branch', pac: direct }, after: { pac: direct }, visits: ['http://a.test/'] }, 'before'],
    [{ before: { pac: direct }, after: { pac: ' ' }, visits: ['http://a.test/'] }, 'after'],
    [{ before: { pac: direct }, after: { pac: direct }, visits: [] }, 'visits'],
    [{ before: { pac: direct }, after: { pac: direct }, visits: ['a.test'] }, 'visits'],
    [{ before: { pac: direct }, after: { pac: direct }, visits: [{ url: 'http://a.test/', hits: 0 }] }, 'visits.0.hits'],
    [{ before: { pac: direct }, after: { pac: direct }, visits: ['http://a.test/'], as: 'netscape' }, 'as'],
    [{ before: { pac: direct }, after: { pac: direct }, visits: ['http://a.test/'], tz: 'Mars' }, 'tz'],
    [{ before: { pac: direct }, after: { pac: direct }, visits: ['http://a.test/'], dns: { 'a.test': ['?'] } }, 'dns'],
  ])('answers a problem to %j', async (body, field) => {
    const response = await post(body)
    expect([response.status, response.headers.get('content-type')]).toEqual([422, 'application/problem+json'])
    expect(await response.json()).toMatchObject({ errors: [{ field }] })
  })

  it('takes 20,000 visits at once, and says how many are too many', async () => {
    const visits = Array.from({ length: 20_001 }, (_, i) => `http://h${i}.test/`)
    const response = await post({ before: { pac: direct }, after: { pac: direct }, visits })
    expect(await response.json()).toMatchObject({
      errors: [{ detail: 'there are 20001 different visits; at most 20000 at once' }],
    })
    const huge = await post(`{"before":{"pac":"x"},"after":{"pac":"x"},"visits":[${'1,'.repeat(2_000_000)}1]}`)
    expect(await huge.json()).toMatchObject({ status: 422, detail: 'body: holds over 100000 values' })
    const long = await post(`"${'x'.repeat(6 * 2 ** 20)}"`)
    expect([long.status, long.headers.get('content-type')]).toEqual([413, 'application/problem+json'])
  })
})

function form(fields: Record<string, string | File>): FormData {
  const data = new FormData()
  const all = {
    do: 'compare',
    'before-site': 'branch',
    'after-pac': direct,
    visits: 'http://shop.test/',
    client: '192.0.2.7',
    ...fields,
  }
  for (const [name, value] of Object.entries(all)) data.set(name, value)
  return data
}

async function page(fields: Record<string, string | File>): Promise<{ status: number; text: string }> {
  const response = await app.send('/compare', { method: 'POST', body: form(fields) })
  return { status: response.status, text: await response.text() }
}

describe('the Compare page without script', () => {
  it('opens with the live PAC beside its own text', async () => {
    const text = await (await app.send('/compare')).text()
    expect(text).toContain('live PAC: branch')
    expect(text).toContain('return &quot;PROXY proxy.example.com:3128; DIRECT&quot;')
    expect(text).toContain('Nothing has been compared yet')
  })

  it('opens with the PACs that a link names', async () => {
    const text = await (await app.send('/compare?before=branch&after=branch')).text()
    expect(text.match(/<option value="branch" selected>/g)).toHaveLength(2)
  })

  it('lists the changes with their visits, and what could not be read', async () => {
    const visits = 'http://shop.test/\nhttp://shop.test/\nhttp://intranet/\nnonsense'
    const { status, text } = await page({ visits })
    expect(status).toBe(200)
    expect(text).toContain('<strong>1 of 2 visits changes its way</strong>, 2 of 3 hits in the list')
    expect(text).toContain('<li><code>http://shop.test/</code><span class="figure">2</span></li>')
    expect(text).toContain('line 4: <code>nonsense</code>')
    expect(text).toContain('1 visit is unchanged; hits: 1.')
    // so few are shown at once, and of each choice whether the other PAC gives it
    expect(text).toContain('<details class="compare-group" open>')
    expect(text).toContain('<strong>PROXY proxy.example.com:3128; </strong>DIRECT</span>')
  })

  it('takes files in place of texts', async () => {
    const { text } = await page({
      'before-file': new File([socks], 'old.pac'),
      'visits-file': new File(['http://file.test/'], 'access.log'),
    })
    expect(text).toContain('SOCKS5 socks.example.com:1080; DIRECT')
    expect(text).toContain('<code>http://file.test/</code>')
  })

  it('tells what is wrong at its field, and keeps what was typed', async () => {
    const { status, text } = await page({ visits: 'shop.test', tz: 'Mars' })
    expect(status).toBe(422)
    expect(text).toContain('id="visits-problem">there is no visit')
    expect(text).toContain('id="tz-problem">&quot;Mars&quot; is not a time zone')
    expect(text).toContain('\nshop.test</textarea>')
  })

  it('shows hostile text as text', async () => {
    const hostile = '</textarea><script>alert(1)</script>"><img src=x onerror=alert(1)>'
    const pac = `function FindProxyForURL() { throw new Error(${JSON.stringify(hostile)}) }`
    const { text } = await page({ 'after-pac': pac, visits: `http://a.test/${hostile}\n${hostile}`, dns: hostile, tz: hostile })
    expect(text).not.toContain('<script>alert')
    expect(text).not.toContain('<img')
    const compared = await page({ 'after-pac': pac, visits: `http://a.test/${hostile}\n${hostile}` })
    expect(compared.text).toContain('fails (exception)')
    expect(compared.text).not.toContain('<script>alert')
    expect(compared.text).not.toContain('<img')
  })

  it.each([
    [
      'csv',
      'text/csv; charset=utf-8',
      'url,hits,before,after\r\n"http://shop.test/?a,b",1,PROXY proxy.example.com:3128; DIRECT,DIRECT\r\n',
    ],
    [
      'json',
      'application/json',
      '{"changes":[{"before":"PROXY proxy.example.com:3128; DIRECT","after":"DIRECT","visits":[{"url":"http://shop.test/?a,b","hits":1}]}]}\n',
    ],
  ])('downloads the changes as %s', async (format, type, body) => {
    const response = await app.send('/compare', { method: 'POST', body: form({ do: format, visits: 'http://shop.test/?a,b' }) })
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="changes.${format}"`)
    expect(await response.text()).toBe(body)
  })

  it('the table makes no formulas', async () => {
    const pac = 'function FindProxyForURL() { return "=HYPERLINK(1)" }'
    const response = await app.send('/compare', { method: 'POST', body: form({ do: 'csv', 'after-pac': pac }) })
    expect(await response.text()).not.toMatch(/(^|,)"?[=+@-]/m)
  })

  it.each(['es', 'pt-BR'])('speaks %s', async (language) => {
    const response = await app.send('/compare', { method: 'POST', body: form({}), headers: { 'accept-language': language } })
    expect(await response.text()).toMatch(/cambia|muda/)
  })
})
