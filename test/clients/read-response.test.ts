import { describe, expect, it } from 'vitest'
import { readResponse } from '../../src/clients/read-response.ts'

async function* pieces(text: string, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size), 'latin1')
}

const read = (text: string, size = 7, most = 1000) => readResponse(pieces(text, size), most)

const good: [title: string, text: string, body: string][] = [
  ['a length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more', 'hello'],
  ['until it closes', 'HTTP/1.0 200 OK\r\n\r\nhello', 'hello'],
  ['chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n', 'hello'],
  ['line feeds alone', 'HTTP/1.1 200 OK\nContent-Length: 5\n\nhello', 'hello'],
  ['lower-case names', 'HTTP/1.1 200 OK\r\ncontent-length:5\r\n\r\nhello', 'hello'],
  ['no reason phrase', 'HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello', 'hello'],
  ['an interim answer', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', 'hello'],
  ['no body', 'HTTP/1.1 204 No Content\r\n\r\nhello', ''],
  ['an empty body', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', ''],
]

describe.each([1, 7, 10_000])('in pieces of %d bytes', (size) => {
  it.each(good)('H2: reads %s', async (_, text, body) => {
    expect(await read(text, size)).toMatchObject({ body: Buffer.from(body), isCutShort: false, isTooLarge: false })
  })
})

it('H2: reads status, phrase and headers, the first of each name', async () => {
  const answer = await read('HTTP/1.1 302 Moved Temporarily\r\nLocation:  /a \r\nX: 1\r\nlocation: /b\r\nnonsense\r\n\r\n')
  expect(answer).toMatchObject({ status: 302, reasonPhrase: 'Moved Temporarily' })
  expect([...answer.headers]).toEqual([
    ['location', '/a'],
    ['x', '1'],
  ])
})

const short: [title: string, text: string, isCutShort: boolean, isTooLarge: boolean][] = [
  ['a body shorter than its length', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello', true, false],
  ['chunks that end early', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhello', true, false],
  ['chunks without the last', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n', true, false],
  ['a chunk size that is none', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello', true, false],
  ['a body over the limit', `HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n${'x'.repeat(2000)}`, false, true],
  ['an endless body', `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(2000)}`, false, true],
  ['a chunk over the limit', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n${'x'.repeat(2000)}`, false, true],
]
it.each(short)('H5: says so of %s', async (_, text, isCutShort, isTooLarge) => {
  const answer = await read(text)
  expect(answer).toMatchObject({ isCutShort, isTooLarge })
  expect(answer.body.length).toBeLessThanOrEqual(1001)
})

it('H5: a body of exactly the limit is not over it', async () => {
  expect(await read(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(1000)}`)).toMatchObject({ isTooLarge: false })
})

const bad: [title: string, text: string, message: RegExp][] = [
  ['nothing', '', /not an HTTP answer: ""/],
  ['something else', '220 mail.example.org ESMTP\r\n', /not an HTTP answer: "220 mail/],
  ['HTTP/2', 'HTTP/2 200\r\n\r\n', /not an HTTP answer/],
  ['a head without end', `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(20_000)}`, /over 65536 bytes/],
  [
    'chunks without number',
    `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${'1\r\nx\r\n'.repeat(70_000)}`,
    /more than 65536 chunks/,
  ],
  ['interim answers without end', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100), /interim/],
]
it.each(bad)('H6: throws at %s', async (_, text, message) => {
  await expect(read(text, 1000, 1_000_000)).rejects.toThrow(message)
})

it('H5: a head that comes byte by byte costs little', async () => {
  const started = process.cpuUsage()
  await expect(read(`HTTP/1.1 200 OK\r\nX: ${'y'.repeat(70_000)}`, 1)).rejects.toThrow(/over 65536 bytes/)
  const { user, system } = process.cpuUsage(started)
  expect((user + system) / 1000).toBeLessThan(5000)
})
