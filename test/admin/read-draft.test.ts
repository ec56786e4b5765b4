import { describe, expect, it } from 'vitest'
import type { Draft, DraftField } from '../../src/admin/preview/draft.ts'
import { readDraft } from '../../src/admin/preview/read-draft.ts'

const defaults = { client: '127.0.0.1', now: 1_767_603_600_000, timeZone: 'UTC', mayResolve: true }

function draft(part: Partial<Draft>): Draft {
  const plain = { pac: 'x', visits: ['http://a.test/'], client: [], now: '', tz: '', dns: [], resolve: false, as: ['chromium'] }
  return { ...plain, ...part }
}

describe('a draft', () => {
  it('means the browser, the present and the server’s zone where it is empty', () => {
    expect(readDraft(draft({ client: [''], dns: ['', ' '] }), defaults)).toEqual({
      pac: 'x',
      visits: [{ url: 'http://a.test/' }],
      world: { addresses: ['127.0.0.1'], now: defaults.now, timeZone: 'UTC', dns: {} },
      resolve: false,
      kinds: [{ as: 'chromium', dialect: 'chromium' }],
    })
  })

  it('is read field by field', () => {
    const request = readDraft(
      draft({
        visits: ['', ' https://www.example.org/a?b ', 'wss://chat.test/', 'http://[2001:db8::1]/'],
        client: ['192.0.2.7', '2001:DB8::7'],
        now: '2026-01-05T09:00',
        tz: 'europe/madrid',
        dns: ['WWW.example.org. = 192.0.2.5, 2001:db8:0::5', 'gone.test ='],
        resolve: true,
        as: ['firefox', 'windows10', 'firefox'],
      }),
      defaults,
    )
    expect(request).toEqual({
      pac: 'x',
      visits: [{ url: 'https://www.example.org/a?b' }, { url: 'wss://chat.test/' }, { url: 'http://[2001:db8::1]/' }],
      world: {
        addresses: ['192.0.2.7', '2001:db8::7'],
        now: Date.parse('2026-01-05T08:00:00Z'),
        timeZone: 'Europe/Madrid',
        dns: { 'www.example.org': ['192.0.2.5', '2001:db8::5'], 'gone.test': [] },
      },
      resolve: true,
      kinds: [
        { as: 'firefox', dialect: 'firefox' },
        { as: 'windows10', dialect: 'winhttp' },
      ],
    })
  })

  it.each<[DraftField, Partial<Draft>, string]>([
    ['pac', { pac: ' \n' }, 'there is no PAC: paste one, or load a live one'],
    ['pac', { pac: 'é'.repeat(600_000) }, 'the PAC has 1200000 bytes; clients take less than 1048576'],
    ['visits', { visits: [' '] }, 'there is no visit: write one URL a line, such as https://www.example.org/'],
    ['visits', { visits: Array(10_001).fill('http://a.test/') }, 'there are 10001 visits; at most 10000 at once'],
    [
      'visits',
      { visits: ['http://a.test/', 'www.example.org'] },
      'line 2: "www.example.org" is not a URL that a browser opens through a proxy (did you mean https://www.example.org/?)',
    ],
    [
      'visits',
      { visits: ['javascript:alert(1)'] },
      'line 1: "javascript:alert(1)" is not a URL that a browser opens through a proxy',
    ],
    [
      'visits',
      { visits: ['file:///etc/passwd'] },
      'line 1: "file:///etc/passwd" is not a URL that a browser opens through a proxy',
    ],
    ['visits', { visits: [`http://a.test/${'a'.repeat(9000)}`] }, 'line 1 has over 8192 characters'],
    ['client', { client: ['192.0.2.300'] }, '"192.0.2.300" is not an IP address'],
    ['client', { client: Array(17).fill('192.0.2.1') }, 'there are 17 addresses; a client has at most 16'],
    ['now', { now: 'noon' }, '"noon" is not a moment (write 2026-01-05T09:00, or with a zone 2026-01-05T09:00:00Z)'],
    ['tz', { tz: 'CEST?' }, '"CEST?" is not a time zone (write one such as Europe/Madrid)'],
    [
      'dns',
      { dns: ['', 'www.example.org 192.0.2.5'] },
      'line 2: "www.example.org 192.0.2.5" pins no name (write www.example.org = 192.0.2.5)',
    ],
    ['dns', { dns: ['www.example.org = 192.0.2'] }, 'line 1: "192.0.2" is not an IP address'],
    ['dns', { dns: [`a.test = ${Array(17).fill('192.0.2.1').join(' ')}`] }, 'line 1 has 17 addresses; a name takes at most 16'],
    ['dns', { dns: Array.from({ length: 1001 }, (_, i) => `n${i}.test =`) }, 'there are 1001 names; at most 1000 can be pinned'],
    ['as', { as: [] }, 'there is no client kind: choose at least one'],
    ['as', { as: ['chromium', 'netscape'] }, expect.stringContaining('"netscape" is no kind that can be evaluated (')],
  ])('names the field %s, case %#', (field, part, message) => {
    expect(readDraft(draft(part), defaults)).toEqual([{ field, message }])
  })

  it('names every wrong field, not the first', () => {
    const problems = readDraft(
      draft({ pac: '', visits: ['x y'], client: ['?'], now: '?', tz: '?', dns: ['?'], as: ['?'] }),
      defaults,
    )
    expect(problems).toMatchObject(['pac', 'visits', 'client', 'tz', 'now', 'dns', 'as'].map((field) => ({ field })))
  })

  it('pins a name that is also a property of every object', () => {
    const request = readDraft(draft({ dns: ['__proto__ = 192.0.2.5'] }), defaults)
    expect('world' in request && Object.entries(request.world.dns)).toEqual([['__proto__', ['192.0.2.5']]])
  })
})
