import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { argv } from 'node:process'
import { gzipSync } from 'node:zlib'

const pac = readFileSync(join(import.meta.dirname, 'proxy.pac'))
const type = 'Content-Type: application/x-ns-proxy-autoconfig'
const page = '<!DOCTYPE html><html><body>Welcome</body></html>'

/** What a web server does with a GET of a path: answers with these bytes, and closes. */
type Answer = (path: string) => Buffer

function response(status: string, body: string | Buffer, ...headers: string[]): Buffer {
  const bytes = Buffer.from(body)
  const head = [`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${bytes.length}`, 'Connection: close', '', '']
  return Buffer.concat([Buffer.from(head.join('\r\n')), bytes])
}

function redirect(to: string): Answer {
  return (path) => (path === '/wpad.dat' ? response('302 Found', '', `Location: ${to}`) : response('200 OK', pac, type))
}

function always(...answer: Parameters<typeof response>): Answer {
  return () => response(...answer)
}

/** Every odd answer that a client may get to its GET of /wpad.dat. */
export const states: Readonly<Record<string, Answer>> = {
  'status 404': always('404 Not Found', 'no such file', 'Content-Type: text/plain'),
  'status 500': always('500 Internal Server Error', 'sorry', 'Content-Type: text/plain'),
  'status 203': always('203 Non-Authoritative Information', pac, type),
  'an empty file': always('200 OK', '', type),
  'a redirect to the same host': redirect('/other.pac'),
  'a redirect to another host': redirect('http://10.99.0.1/proxy.pac'),
  'a web page': always('200 OK', page, 'Content-Type: text/html'),
  'a UTF-8 byte order mark': always('200 OK', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), pac]), type),
  'a UTF-16 file': always('200 OK', Buffer.from(`\ufeff${pac}`, 'utf16le'), type),
  'the type text/html': always('200 OK', pac, 'Content-Type: text/html'),
  'gzip, unasked': always('200 OK', gzipSync(pac), type, 'Content-Encoding: gzip'),
  'no reason phrase': always('200', pac, type),
  'a body cut short': () => response('200 OK', pac, type).subarray(0, -10),
  'more than a mebibyte': always('200 OK', Buffer.concat([Buffer.from(`//${'x'.repeat(1_100_000)}\n`), pac]), type),
}

if (import.meta.filename === argv[1]) {
  const answer = states[argv[2] ?? '']
  if (answer === undefined) throw new RangeError(`no such state: ${argv[2]}`)
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', (head) => socket.end(answer(String(head).split(' ')[1] ?? '')))
  })
  server.listen(80, '0.0.0.0')
}
