import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { branchPac, filled, type OpenApp, openApp } from './open-app.ts'

let app: OpenApp
beforeAll(async () => {
  app = await openApp()
})
afterAll(() => app[Symbol.asyncDispose]())

async function preview(fields: Record<string, string>) {
  const response = await app.send('/', { method: 'POST', body: filled(fields) })
  return { status: response.status, text: await response.text() }
}

// the cells of the verdicts, row by row, as a reader sees them
function rows(text: string): string[][] {
  return [...text.matchAll(/<tr role="row" aria-rowindex="\d+">\s*<th role="rowheader"[\s\S]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<(th|td)[^>]*>([\s\S]*?)<\/\1>/g)].map(([, , cell = '']) => plain(cell)),
  )
}

function plain(fragment: string): string {
  return fragment
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .replace(' ,', ',')
    .replace(/([○◌▣◈◆✕]) /, '$1')
    .trim()
}

describe('the preview', () => {
  it('opens with the live PAC of the first site, three visits and the browser’s address', async () => {
    const text = await (await app.send('/')).text()
    expect(text).toContain('return &quot;PROXY proxy.example.com:3128; DIRECT&quot;')
    expect(text).toContain('value="127.0.0.1"')
    expect(text).toContain('3 visits: 2 through proxy.example.com:3128, 1 DIRECT.')
    expect(text).toContain('The live PAC of site branch')
    expect(rows(text)).toEqual([
      ['https://www.example.org/', '▣proxy.example.com:3128 → ○, then DIRECT', 'same', 'same', 'same', 'same'],
      ['http://intranet/', '○DIRECT', 'same', 'same', 'same', 'same'],
      ['http://www.branch.example.com/', '▣proxy.example.com:3128 → ○, then DIRECT', 'same', 'same', 'same', 'same'],
    ])
  })

  it('spells out the ways behind a first choice that is the same, where they differ', async () => {
    const form = filled({ pac: 'function FindProxyForURL() { return "PROXY a:80; SOCKS b:1080" }' })
    form.delete('as')
    for (const kind of ['chromium', 'macos']) form.append('as', kind)
    const text = await (await app.send('/', { method: 'POST', body: form })).text()
    expect(rows(text)[0]?.[2]).toBe('≠differs: ▣a:80 → SOCKS5 b:1080, then SOCKS5 b:1080')
  })

  it('teaches when there is neither a site nor a text', async () => {
    await using empty = await openApp({ view: { version: '0.1.0', sites: [] } })
    const response = await empty.send('/')
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('Nothing has been evaluated yet. Paste a PAC')
  })

  it('evaluates what was typed, in the world that was given', async () => {
    const { status, text } = await preview({
      pac: 'function FindProxyForURL(u, h) { return weekdayRange("MON") && myIpAddress() === "192.0.2.7" ? "PROXY " + dnsResolve(h) + ":1" : "DIRECT" }',
      visits: 'http://a.test/\nhttp://b.test/',
      now: '2026-01-05T09:00',
      tz: 'Europe/Madrid',
      dns: 'a.test = 203.0.113.5',
    })
    expect(status).toBe(200)
    expect(rows(text).map((row) => row[1])).toEqual(['▣203.0.113.5:1', '▣null:1'])
    expect(text).toContain('2026-01-05T09:00:00+01:00[Europe/Madrid]')
    expect(text).toContain('The text above, at 2026')
    expect(text).toContain('--dns a.test=203.0.113.5')
    expect(text).toContain('Save the text above as edited.pac first.')
  })

  it('says how a PAC fails, and what the client does then', async () => {
    const { text } = await preview({ pac: 'function FindProxyForURL(u, h) { return nothing.here }' })
    expect(rows(text)[0]?.slice(0, 2)).toEqual(['https://www.example.org/', '✕fails: exception'])
    expect(text).toContain('the client goes DIRECT')
  })

  it('says when the PAC is not asked', async () => {
    const { text } = await preview({ visits: 'http://localhost/' })
    expect(rows(text)[0]?.slice(0, 2)).toEqual(['http://localhost/', '◌DIRECT'])
    expect(text).toContain('the PAC is not asked: ')
  })

  it('loads a live PAC and keeps everything else', async () => {
    const { text } = await preview({
      do: 'load',
      site: 'branch',
      pac: 'old text',
      visits: 'http://kept.test/',
      client: '192.0.2.99',
    })
    expect(text).not.toContain('old text')
    expect(text).toContain('The live PAC of site branch')
    expect(text).toContain('value="192.0.2.99"')
    expect(rows(text)[0]?.[0]).toBe('http://kept.test/')
  })

  it('takes a pasted copy with other line ends for the live one', async () => {
    expect((await preview({ pac: branchPac.replaceAll('\n', '\r\n') })).text).toContain('The live PAC of site branch')
    expect((await preview({ pac: `${branchPac}// edited` })).text).toContain('The text above')
  })

  it('names the wrong fields and keeps what was typed', async () => {
    const typed = {
      pac: '\n\n// mine <b>',
      visits: 'not a url',
      client: '192.0.2.7,  nonsense',
      now: 'noon',
      tz: 'Mars',
      dns: 'x y',
    }
    const { status, text } = await preview({ ...typed, resolve: 'live' })
    expect(status).toBe(422)
    expect(text).toContain('Nothing was evaluated; what you typed is kept')
    expect(text).toContain('>\n\n\n// mine &lt;b&gt;</textarea>')
    for (const kept of [
      'not a url</textarea>',
      'value="192.0.2.7,  nonsense"',
      'value="noon"',
      'value="Mars"',
      'x y</textarea>',
      'value="live" checked',
    ])
      expect(text).toContain(kept)
    for (const field of ['visits', 'client', 'now', 'tz', 'dns'])
      expect(text).toMatch(new RegExp(`<p class="problem" id="${field}-problem">[^<]`))
    expect(text).toContain('<p class="problem" id="pac-problem"></p>')
  })

  it('shows hostile text as text', async () => {
    const hostile = `</textarea><script>alert(1)</script><img src=x onerror=alert(1)>" autofocus onfocus='alert(1)`
    const pac = `function FindProxyForURL() { return ${JSON.stringify(hostile)} }`
    for (const fields of [
      { pac },
      { pac, visits: `http://a.test/${hostile}` },
      { visits: hostile, client: hostile, now: hostile, tz: hostile, dns: hostile },
    ]) {
      const { text } = await preview(fields)
      expect(text).not.toContain('<script>alert')
      expect(text).not.toContain('<img')
      // data for the script is no markup
      expect(text.replace(/<script type="application\/json".*?<\/script>/gs, '')).not.toMatch(/" autofocus onfocus/)
      expect(text).toContain('&lt;/textarea&gt;&lt;script&gt;')
    }
  })

  it('never makes a link of a visit', async () => {
    const { status, text } = await preview({ visits: 'javascript:alert(1)' })
    expect(status).toBe(422)
    expect(text).not.toMatch(/href="?javascript/)
  })
})

describe('what a stranger could send', () => {
  it('stops at 2 MiB, 1 MiB of PAC and 10,000 visits, and shows 200 at a time', async () => {
    expect((await app.send('/', { method: 'POST', body: filled({ pac: 'x'.repeat(2 ** 21) }) })).status).toBe(413)
    expect((await preview({ pac: 'x'.repeat(2 ** 20 + 1) })).status).toBe(422)
    expect((await preview({ visits: 'http://a.test/\n'.repeat(10_001) })).status).toBe(422)
    const visits = Array.from({ length: 10_000 }, (_, i) => `http://n${i + 1}.test/`).join('\n')
    const most = await preview({ visits, from: '9900' })
    expect([most.status, rows(most.text).length]).toEqual([200, 100])
    expect(rows(most.text)[0]?.[0]).toBe('http://n9901.test/')
    expect(most.text).toContain('visits 9901 to 10000 of 10000')
  })

  it.each([
    ['no form at all', 'x', 'text/plain'],
    ['a form that is cut off', '--x\r\nContent-Disposition: form-data; name="pac"', 'multipart/form-data; boundary=x'],
    ['a form without a boundary', '--x', 'multipart/form-data'],
  ])('answers 400 to %s', async (_, body, type) => {
    const response = await app.send('/', { method: 'POST', body, headers: { 'content-type': type } })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('This form cannot be read')
  })

  it('takes a file in place of text for nothing', async () => {
    const form = filled({})
    form.set('pac', new Blob(['x']), 'x.pac')
    expect((await app.send('/', { method: 'POST', body: form })).status).toBe(422)
  })

  it('turns evaluations away while enough wait, keeping what was typed, and takes them again', async () => {
    await using narrow = await openApp({ limits: { waiting: 1, waitingEach: 1, milliseconds: 20_000 } })
    const all = await Promise.all(Array.from({ length: 8 }, () => narrow.send('/', { method: 'POST', body: filled({}) })))
    const statuses = all.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(2)
    const busy = all[statuses.indexOf(503)]!
    expect(busy.headers.get('retry-after')).toBe('1')
    const text = await busy.text()
    expect(text).toContain('No verdicts: too many evaluations are waiting')
    expect(text).toContain('https://www.example.org/</textarea>')
    expect((await narrow.send('/', { method: 'POST', body: filled({}) })).status).toBe(200)
  })

  it('stops a preview that takes too long though no visit does, and goes on', async () => {
    await using hasty = await openApp({ limits: { waiting: 1, waitingEach: 1, milliseconds: 3000 } })
    const slow = 'function FindProxyForURL() { for (var i = 0; i < 1e6; i++); return "DIRECT" }'
    const visits = Array.from({ length: 1000 }, (_, i) => `http://n${i}.test/`).join('\n')
    const response = await hasty.send('/', { method: 'POST', body: filled({ pac: slow, visits }) })
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('stopped after 3 s: try fewer visits')
    expect((await hasty.send('/', { method: 'POST', body: filled({}) })).status).toBe(200)
  })

  it('P3: answers for a PAC that never ends, and goes on', async () => {
    const { status, text } = await preview({ pac: 'function FindProxyForURL() { for (;;); }' })
    expect(status).toBe(200)
    expect(rows(text)[0]?.[1]).toBe('✕fails: timeout')
    expect(rows((await preview({})).text)[0]?.[1]).toBe('▣proxy.example.com:3128 → ○, then DIRECT')
  })
})
