import { describe, expect, it } from 'vitest'
import type { HttpRequest } from '../../src/http/message.ts'
import { pacReplies, respond } from '../../src/http/respond.ts'
import { parseAddress } from '../../src/net/address.ts'
import { parseCidr } from '../../src/net/cidr.ts'
import { directPac } from '../../src/revisions/direct-pac.ts'
import { makeRevision } from '../../src/revisions/revision.ts'
import { type Asker, siteFinder } from '../../src/sites/find-site.ts'
import { everyone, pac, revision, site } from './exchange.ts'

const client = parseAddress('192.0.2.20')!
const repliesOf = pacReplies(300)

function get(target: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'GET',
    target,
    host: 'wpad',
    ifNoneMatch: undefined,
    ifModifiedSince: undefined,
    userAgent: undefined,
    forwardedFor: undefined,
    ...more,
  }
}

const answer = (request: HttpRequest, findSite = everyone) => respond(request, client, findSite, repliesOf)

describe('what is asked, and what comes of it', () => {
  it.each([
    ['the PAC', get('/wpad.dat'), 'pac', 200],
    ['its head', get('/wpad.dat', { method: 'HEAD' }), 'pac', 200],
    ['the PAC with a tag that is ours', get('/wpad.dat', { ifNoneMatch: `"${revision.id}"` }), 'not-modified', 304],
    ['the PAC with a tag that is not', get('/wpad.dat', { ifNoneMatch: '"x"' }), 'pac', 200],
    ['the PAC if changed since', get('/wpad.dat', { ifModifiedSince: 'Wed, 04 Feb 2026 00:00:00 GMT' }), 'not-modified', 304],
    ['a deletion', get('/wpad.dat', { method: 'DELETE' }), 'method', 405],
    ['options', get('/wpad.dat', { method: 'OPTIONS' }), 'method', 405],
  ])('H3 H6: %s', (_, request, outcome, status) => {
    expect(answer(request)).toMatchObject({ outcome, status })
  })

  it('H1: leaves every other path to the application', () => {
    expect(answer(get('/'))).toBeUndefined()
    expect(answer(get('/wpad.dat.bak', { method: 'POST' }))).toBeUndefined()
  })

  it('W7 H6: a client without a site gets a short 404, so that it goes on at once', () => {
    const reply = answer(get('/wpad.dat'), () => undefined)
    expect(reply).toMatchObject({ outcome: 'no-site', status: 404 })
    expect(reply?.headers['Content-Type']).toMatch(/^text\/plain/)
    expect(reply?.body.length).toBeLessThan(100)
  })
})

describe('whose PAC it is', () => {
  it.each([
    ['the Host field', get('/wpad.dat', { host: 'wpad.example.org:80' }), 'wpad.example.org:80'],
    ['a malformed Host, as it stands', get('/wpad.dat', { host: '[::1' }), '[::1'],
    ['no Host', get('/wpad.dat', { host: undefined }), undefined],
    ['the target before the Host field', get('http://wpad.example.net/wpad.dat'), 'wpad.example.net'],
  ])('H1: the site is found by %s', (_, request, host) => {
    const asked: Asker[] = []
    answer(request, (asker) => {
      asked.push(asker)
      return { site, revision }
    })
    expect(asked).toEqual([{ via: 'http', client, host }])
  })

  it('W6 C5: one subnet gets another file than the next, whatever Host it names', () => {
    const subnets = [parseCidr('192.0.2.0/24')]
    const findSite = siteFinder([
      { site, revision },
      { site: { ...site, name: 'branch', subnets }, revision: directPac },
    ])
    for (const host of ['wpad', '192.0.2.10', undefined])
      expect(answer(get('/wpad.dat', { host }), findSite)?.body).toBe(directPac.body)
    const elsewhere = parseAddress('198.51.100.1')!
    expect(respond(get('/wpad.dat'), elsewhere, findSite, repliesOf)?.body).toBe(revision.body)
  })
})

describe('the head of the file', () => {
  it('H2 H3 H4: says type, length, date, tag and age, and nothing else', () => {
    expect(answer(get('/wpad.dat'))?.headers).toEqual({
      'Content-Type': 'application/x-ns-proxy-autoconfig',
      'Content-Length': String(pac.length),
      'Last-Modified': 'Tue, 03 Feb 2026 04:05:06 GMT',
      ETag: `"${revision.id}"`,
      'Cache-Control': 'private, max-age=300',
    })
  })

  it('H2: names a charset only when the file is not pure ASCII', () => {
    const odd = makeRevision(`// caña\n${pac}`, { lastModified: new Date(0), file: 'odd.pac' })
    const reply = answer(get('/wpad.dat'), siteFinder([{ site, revision: odd }]))
    expect(reply?.headers['Content-Type']).toBe('application/x-ns-proxy-autoconfig; charset=utf-8')
    expect(reply?.headers['Content-Length']).toBe(String(Buffer.byteLength(`// caña\n${pac}`)))
  })

  it('H4 W5: has the age that is configured', () => {
    expect(pacReplies(0)({ site, revision }, undefined).pac.headers['Cache-Control']).toBe('private, max-age=0')
    expect(pacReplies(60)({ site, revision }, undefined).notModified.headers['Cache-Control']).toBe('private, max-age=60')
  })

  it('is made once for a revision', () => {
    expect(answer(get('/wpad.dat'))).toBe(answer(get('/proxy.pac')))
  })
})
