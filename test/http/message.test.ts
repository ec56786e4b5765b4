import { describe, expect, it } from 'vitest'
import { encodeReply, readHead } from '../../src/http/message.ts'
import { noSite, pacReplies } from '../../src/http/respond.ts'
import { cost } from '../support/cost.ts'
import { pac, revision, site } from './exchange.ts'
import { clientHeads } from './heads.ts'

const blank = {
  host: undefined,
  ifNoneMatch: undefined,
  ifModifiedSince: undefined,
  userAgent: undefined,
  forwardedFor: undefined,
}

describe('a whole request in one chunk', () => {
  it.each(clientHeads)('H1: $client', ({ head, host, keepAlive }) => {
    expect(readHead(Buffer.from(head))).toMatchObject({ method: 'GET', target: '/wpad.dat', host, keepAlive })
  })

  it.each([
    ['no Host in HTTP/1.1', 'GET /wpad.dat HTTP/1.1\r\n\r\n', { keepAlive: true }],
    ['no Host in HTTP/1.0, which closes', 'GET /wpad.dat HTTP/1.0\r\n\r\n', { keepAlive: false }],
    ['HTTP/1.0 that asks to stay', 'GET /wpad.dat HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n', { keepAlive: true }],
    ['HTTP/1.1 that asks to close', 'GET /wpad.dat HTTP/1.1\r\nCONNECTION:close\r\n\r\n', { keepAlive: false }],
    ['HEAD', 'HEAD /wpad.dat HTTP/1.1\r\n\r\n', { method: 'HEAD' }],
    ['absolute form', 'GET http://wpad/wpad.dat HTTP/1.1\r\n\r\n', { target: 'http://wpad/wpad.dat' }],
    ['a malformed Host', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n', { host: 'a b' }],
    ['an empty Host', 'GET / HTTP/1.1\r\nHost:\r\n\r\n', { host: '' }],
    ['Latin-1 in a field', 'GET / HTTP/1.1\r\nHost: caf\u00e9\r\n\r\n', { host: 'caf\u00e9' }],
    ['white space around a value', 'GET / HTTP/1.1\r\nHost: \t wpad \t\r\n\r\n', { host: 'wpad' }],
    ['raw NULs after the target (nmap)', 'GET /wpad.dat\0\0 HTTP/1.1\r\n\r\n', { target: '/wpad.dat' }],
    ['If-None-Match', 'GET / HTTP/1.1\r\nIf-None-Match: "a", W/"b"\r\n\r\n', { ifNoneMatch: '"a", W/"b"' }],
    ['If-Modified-Since', 'GET / HTTP/1.1\r\nif-modified-since: x\r\n\r\n', { ifModifiedSince: 'x' }],
  ])('H1: %s', (_, head, expected) => {
    expect(readHead(Buffer.from(head, 'latin1'))).toEqual(
      expect.objectContaining({ method: 'GET', keepAlive: true, ...blank, target: expect.any(String), ...expected }),
    )
  })
})

const get = 'GET /wpad.dat HTTP/1.1\r\nHost: wpad\r\n'

describe('left to the parser', () => {
  it.each([
    ['nothing', ''],
    ['half a head', get],
    ['two requests', `${get}\r\n${get}\r\n`],
    ['a request and a half', `${get}\r\nGET`],
    ['an empty line first', `\r\n${get}\r\n`],
    ['bare line feeds', 'GET /wpad.dat HTTP/1.1\nHost: wpad\n\n'],
    ['a bare carriage return in a value', `${get}X: a\rb\r\n\r\n`],
    ['a NUL in a value', `${get}X: a\0b\r\n\r\n`],
    ['a NUL within the target', 'GET /wpad\0.dat HTTP/1.1\r\n\r\n'],
    ['a folded field', `${get}X: a\r\n b\r\n\r\n`],
    ['a space before the colon', `${get}X : a\r\n\r\n`],
    ['a field without a colon', `${get}X\r\n\r\n`],
    ['a field without a name', `${get}: a\r\n\r\n`],
    ['a second Host', `${get}Host: other\r\n\r\n`],
    ['a second If-None-Match', `${get}If-None-Match: "a"\r\nIf-None-Match: "b"\r\n\r\n`],
    ['a body by length', `${get}Content-Length: 1\r\n\r\n`],
    ['a body in chunks', `${get}Transfer-Encoding: chunked\r\n\r\n`],
    ['an expectation', `${get}Expect: 100-continue\r\n\r\n`],
    ['an upgrade', `${get}Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n`],
    ['a list of connection options', `${get}Connection: TE, close\r\n\r\n`],
    ['POST', 'POST /wpad.dat HTTP/1.1\r\n\r\n'],
    ['a method in small letters', 'get /wpad.dat HTTP/1.1\r\n\r\n'],
    ['HTTP/0.9', 'GET /wpad.dat\r\n\r\n'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\n'],
    ['two spaces', 'GET  /wpad.dat HTTP/1.1\r\n\r\n'],
    ['a space in the target', 'GET /wpad .dat HTTP/1.1\r\n\r\n'],
    ['a head over 8 KiB', `${get}X: ${'a'.repeat(8192)}\r\n\r\n`],
  ])('%s', (_, text) => {
    expect(readHead(Buffer.from(text, 'latin1'))).toBeUndefined()
  })

  it.each([
    ['white space', `${get}X:${' '.repeat(8000)}\x01\r\n\r\n`],
    ['short fields', `${get}${'a:\r\n'.repeat(2000)}\x01\r\n\r\n`],
    ['a long name', `${get}${'a'.repeat(8000)}\r\n\r\n`],
  ])('8 KiB of %s take no time', (_, text) => {
    const bytes = Buffer.from(text, 'latin1')
    expect(cost(() => readHead(bytes))).toBeLessThan(50)
  })
})

describe('the bytes of an answer', () => {
  const { pac: reply, notModified } = pacReplies(300)({ site, revision }, undefined)
  const now = Date.UTC(2026, 2, 4, 5, 6, 7, 890)

  it('H2 H4 H7: the whole file, with its exact head', () => {
    const head = [
      'HTTP/1.1 200 OK',
      'Date: Wed, 04 Mar 2026 05:06:07 GMT',
      'Content-Type: application/x-ns-proxy-autoconfig',
      `Content-Length: ${pac.length}`,
      'Last-Modified: Tue, 03 Feb 2026 04:05:06 GMT',
      `ETag: "${revision.id}"`,
      'Cache-Control: private, max-age=300',
      'Connection: keep-alive',
    ]
    const text = encodeReply(reply, { headOnly: false, keepAlive: true }, now).toString()
    expect(text).toBe(`${head.join('\r\n')}\r\n\r\n${pac}`)
    const headOnly = encodeReply(reply, { headOnly: true, keepAlive: false }, now).toString()
    expect(headOnly).toBe(`${[...head.slice(0, -1), 'Connection: close'].join('\r\n')}\r\n\r\n`)
  })

  it('H3: a 304 has the validators and no body', () => {
    expect(encodeReply(notModified, { headOnly: false, keepAlive: true }, now).toString().split('\r\n')).toEqual([
      'HTTP/1.1 304 Not Modified',
      'Date: Wed, 04 Mar 2026 05:06:07 GMT',
      `ETag: "${revision.id}"`,
      'Cache-Control: private, max-age=300',
      'Connection: keep-alive',
      '',
      '',
    ])
  })

  it('H6: an error is short plain text', () => {
    const text = encodeReply(noSite, { headOnly: false, keepAlive: true }, now).toString()
    expect(text).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/)
    expect(text).toMatch(/\r\nContent-Type: text\/plain; charset=utf-8\r\n/)
    expect(text).toMatch(/\r\n\r\nno proxy configuration for this client\n$/)
  })

  it('are made once a second', () => {
    const how = { headOnly: false, keepAlive: true }
    const made = encodeReply(reply, how, now)
    expect(encodeReply(reply, how, now + 109)).toBe(made)
    expect(encodeReply(reply, how, now + 110).toString()).toContain('Date: Wed, 04 Mar 2026 05:06:08 GMT')
    expect(made.toString()).toContain('05:06:07')
  })
})
