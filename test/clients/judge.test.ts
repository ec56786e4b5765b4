import { readFileSync } from 'node:fs'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Acceptance } from '../../src/clients/fetch.ts'
import { judge } from '../../src/clients/judge.ts'
import type { HttpAnswer } from '../../src/clients/read-response.ts'
import { planOf } from './host.ts'
import { pac } from './lan.ts'

const url = 'http://wpad/wpad.dat'
const pacType = { 'content-type': 'application/x-ns-proxy-autoconfig' }

function acceptanceOf(kind: string): Acceptance {
  const get = planOf(kind).find((lookup) => lookup.via === 'http')
  if (get?.via !== 'http') throw new Error(`${kind} fetches nothing`)
  return get.fetch.accepts
}

function answer(
  over: Omit<Partial<HttpAnswer>, 'headers' | 'body'> & { headers?: Record<string, string>; body?: string | Buffer } = {},
) {
  const { headers = pacType, body = pac, ...rest } = over
  const plain = { status: 200, reasonPhrase: 'OK', isCutShort: false, isTooLarge: false }
  return { ...plain, ...rest, headers: new Map(Object.entries(headers)), body: Buffer.from(body as string, 'latin1') }
}

const bom8 = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(pac)])
const bom16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(pac, 'utf16le')])
const bom16be = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(pac, 'utf16le').swap16()])
const large = `${pac}${' '.repeat(1_100_000)}`
const html = '<html>function FindProxyForURL() {}</html>'
const measured = ['chromium', 'firefox', 'libproxy+0.4', 'kde', 'wine'] as const

/** Measured with Chromium 156, Firefox ESR 153, libproxy 0.4.18, KIO 5.103 and Wine 8.0: whether each used the file. */
const table: [title: string, given: Parameters<typeof answer>[0], used: string][] = [
  ['as it should be', {}, '+++++'],
  ['no Content-Type', { headers: {} }, '+++++'],
  ['text/html', { headers: { 'content-type': 'text/html' } }, '+++++'],
  ['gzip, unasked', { headers: { ...pacType, 'content-encoding': 'gzip' }, body: gzipSync(pac) }, '++-+-'],
  ['a UTF-8 byte order mark', { body: bom8 }, '++++-'],
  ['UTF-16 with its mark', { body: bom16 }, '+--+-'],
  ['UTF-16, big end first', { body: bom16be }, '+--+-'],
  ['no reason phrase', { reasonPhrase: '' }, '++++-'],
  ['203', { status: 203 }, '-+-+-'],
  ['206', { status: 206 }, '-+-+-'],
  ['404', { status: 404 }, '-----'],
  ['500', { status: 500 }, '-----'],
  ['a PAC of 1.1 MB', { body: large }, '-++++'],
  ['a body cut short', { isCutShort: true }, '----+'],
  ['a PAC in a web page', { body: html }, '-----'],
  ['nothing in it', { body: '' }, '-----'],
]

describe('what a client makes of an answer', () => {
  it.each(table)('H2 H3 H5 H7: %s', (_, given, used) => {
    const uses = measured.map((kind) => (judge(acceptanceOf(kind), url, answer(given)).end === 'found' ? '+' : '-'))
    expect(uses.join('')).toBe(used)
  })

  const needsType: [string, string, string][] = [
    ['http://wpad/wpad.dat', 'text/html', 'found'],
    ['http://wpad/proxy.PAC', 'text/html', 'found'],
    ['http://wpad/proxy.php', 'text/html', 'nothing'],
    ['http://wpad/proxy.php', 'application/x-ns-proxy-autoconfig; charset=utf-8', 'found'],
    ['http://wpad/proxy.php?x=.pac', 'text/html', 'nothing'],
  ]
  it.each(needsType)('H2 C4: Windows 10 at %s with %s: %s', (at, type, end) => {
    expect(judge(acceptanceOf('windows10'), at, answer({ headers: { 'content-type': type } })).end).toBe(end)
    expect(judge(acceptanceOf('winhttp'), at, answer({ headers: { 'content-type': type } })).end).toBe('found')
  })

  const scriptless: [string, string][] = [
    ['draft', 'nothing'],
    ['chromium', 'nothing'],
    ['firefox', 'unusable'],
    ['kde', 'unusable'],
    ['winhttp', 'unusable'],
    ['ie7', 'unusable'],
    ['proxy-vole', 'unusable'],
  ]
  it.each(scriptless)('W7: %s takes a 200 without a script for %s', (kind, end) => {
    expect(judge(acceptanceOf(kind), url, answer({ body: '<html>Welcome</html>' })).end).toBe(end)
  })

  it.each(['ie5', 'ie6', 'ie7', 'libproxy'])('H6 C5: %s takes the text of an error page for the script', (kind) => {
    expect(judge(acceptanceOf(kind), url, answer({ status: 404 })).end).toBe('found')
    expect(judge(acceptanceOf(kind), url, answer({ status: 404, body: 'no such file' })).end).toBe('unusable')
  })

  it('H5: a coding that blows up is as large as what comes out of it', () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000, 0x20))
    const headers = { ...pacType, 'content-encoding': 'gzip' }
    for (const kind of ['chromium', 'firefox', 'kde'])
      expect(judge(acceptanceOf(kind), url, answer({ headers, body: bomb })), kind).toMatchObject({
        end: 'nothing',
        reason: 'too large',
      })
  })

  it('H7: a coding that is not what it says cannot be read', () => {
    const headers = { ...pacType, 'content-encoding': 'gzip' }
    expect(judge(acceptanceOf('chromium'), url, answer({ headers }))).toMatchObject({ end: 'unusable', reason: 'coding' })
  })

  it('an HTML comment at the start is as good a script as any', () => {
    expect(judge(acceptanceOf('chromium'), url, answer({ body: `<!-- hide\n${pac}` })).end).toBe('found')
  })
})

interface FetchFact {
  readonly id: string
  readonly client?: string
  readonly response?: { readonly status?: number; readonly headers: Record<string, string>; readonly body?: string }
  readonly used?: boolean
}

const clients: Record<string, string> = {
  'chromium 156': 'chromium',
  'firefox-esr 153': 'firefox',
  'libproxy 0.5.12 (curl)': 'libproxy',
}

const facts = readFileSync(new URL('../fixtures/corpus/fetch-facts.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): FetchFact => JSON.parse(line))
  .filter(({ client = '', response }) => clients[client] !== undefined && response?.status !== undefined)
  // redirects are followed before an answer is judged (get-pac.test.ts)
  .filter(({ response }) => response!.headers.location === undefined)

const coded: Record<string, (body: string) => Buffer> = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }
const sizes: Record<string, number> = {
  ...{ 'size-512k': 524_288, 'size-1m-exact': 1_048_576, 'size-1m-plus1': 1_048_577, 'size-2m': 2_097_152, 'size-8m': 8_388_608 },
  'gzip-bomb-2m': 2_097_152,
}

function bodyOf({ id, response }: FetchFact): Buffer {
  // a status without a body, and the case of an empty one
  if ([204, 205, 304].includes(response!.status!) || id === 'fetch-empty-body') return Buffer.alloc(0)
  const text = pac.padEnd(sizes[response!.body ?? ''] ?? 0, ' ')
  return (coded[response!.headers['content-encoding'] ?? ''] ?? Buffer.from)(text)
}

describe('the measured answers', () => {
  it('are those that the fixture has', () => {
    expect(facts.length).toBeGreaterThan(100)
  })

  // measured: libproxy 0.5 takes 205 with the body that Chromium and Firefox drop
  it.each(facts.filter(({ id, client }) => !(id === 'fetch-status-205' && client?.startsWith('libproxy'))))(
    'H2 H3 H5 H7: $id in $client',
    (fact) => {
      const given = answer({ status: fact.response!.status!, headers: fact.response!.headers, body: bodyOf(fact) })
      const outcome = judge(acceptanceOf(clients[fact.client!]!), url, given)
      expect(outcome.end === 'found', outcome.says).toBe(fact.used)
    },
  )
})
