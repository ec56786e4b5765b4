import { describe, expect, it } from 'vitest'
import { openVisitLines, readVisitLine } from '../../src/admin/assets/visit-lines.js'

const squid =
  '1286536309.586    921 192.0.2.68 TCP_MISS/200 507 GET http://www.example.org/a?b - HIER_DIRECT/203.0.113.7 text/html'
const common = '192.0.2.68 - ana [08/Oct/2026:13:11:49 +0200] "GET http://www.example.org/ HTTP/1.1" 200 507 TCP_MISS:HIER_DIRECT'

describe('a line of visits', () => {
  it.each([
    ['https://www.example.org/', { url: 'https://www.example.org/', hits: 1 }],
    ['  http://intranet/  \r', { url: 'http://intranet/', hits: 1 }],
    ['     12 http://a.test/', { url: 'http://a.test/', hits: 12 }],
    ['ftp://files.test/x', { url: 'ftp://files.test/x', hits: 1 }],
    [squid, { url: 'http://www.example.org/a?b', hits: 1 }],
    [squid.replace(/GET \S+/, 'CONNECT www.example.org:443'), { url: 'https://www.example.org/', hits: 1 }],
    [squid.replace(/GET \S+/, 'CONNECT www.example.org:8443'), { url: 'https://www.example.org:8443/', hits: 1 }],
    [squid.replace(/GET \S+/, 'CONNECT [2001:db8::1]:443'), { url: 'https://[2001:db8::1]/', hits: 1 }],
    [squid.replace('TCP_MISS/200', 'TCP_DENIED/403'), { url: 'http://www.example.org/a?b', hits: 1 }],
    [common, { url: 'http://www.example.org/', hits: 1 }],
    [`${common} "http://from.test/" "Mozilla/5.0 (X11)"`, { url: 'http://www.example.org/', hits: 1 }],
    [
      common.replace('GET http://www.example.org/', 'CONNECT chat.example.org:443'),
      { url: 'https://chat.example.org/', hits: 1 },
    ],
    ['', 'nothing'],
    ['   ', 'nothing'],
    ['# a comment', 'nothing'],
    ['www.example.org', 'malformed'],
    ['0 http://a.test/', 'malformed'],
    ['javascript:alert(1)', 'malformed'],
    ['http://', 'malformed'],
    ['http://[::1', 'malformed'],
    [squid.replace(/GET \S+/, 'NONE error:transaction-end-before-headers'), 'malformed'],
    [squid.replace(/GET \S+/, 'CONNECT error:invalid-request'), 'malformed'],
    [common.replace('http://www.example.org/', '/index.html'), 'malformed'],
    ['\u0000\u0001\ufffd\u007fELF', 'malformed'],
    [`http://a.test/${'x'.repeat(8192)}`, 'malformed'],
    [`${'x '.repeat(10_000)}`, 'malformed'],
  ])('%j', (line, read) => {
    expect(readVisitLine(line)).toEqual(read)
  })

  it('takes no longer for a line that is made to be slow', () => {
    const nasty = ['1286536309.586 1 ', '192.0.2.1 - - [', '1 '].map((head) => head + `${' '.repeat(100)}a`.repeat(150))
    const began = process.cpuUsage()
    for (let i = 0; i < 200; i++) for (const line of nasty) readVisitLine(line)
    expect(process.cpuUsage(began).user / 1000).toBeLessThan(2000)
  })
})

describe('many lines', () => {
  it('counts what comes again once with its number, and keeps a few that are malformed', () => {
    const lines = openVisitLines(10)
    // a portion may end anywhere
    for (const part of [...`${squid}\n${squid}\nhttp://a.test/\nbad\u0007line\n\n5 http://a.test/`]) lines.push(part)
    lines.end()
    expect([...lines.reading.visits]).toEqual([
      ['http://www.example.org/a?b', 2],
      ['http://a.test/', 6],
    ])
    expect(lines.reading).toMatchObject({
      lines: 6,
      hits: 8,
      malformed: 1,
      samples: [{ line: 4, text: 'bad\ufffdline' }],
      beyond: 0,
    })
  })

  it('keeps no more different visits than it may, and says how many lines that left out', () => {
    const lines = openVisitLines(2)
    lines.push('http://a.test/\nhttp://b.test/\nhttp://c.test/\nhttp://a.test/\nhttp://d.test/\n')
    expect([...lines.reading.visits.keys()]).toEqual(['http://a.test/', 'http://b.test/'])
    expect([lines.reading.beyond, lines.reading.hits]).toEqual([2, 3])
  })

  it('holds only the beginning of an endless line', () => {
    const lines = openVisitLines(10)
    const before = process.memoryUsage().heapUsed
    for (let i = 0; i < 2000; i++) lines.push('x'.repeat(65_536))
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024)
    lines.push('\nhttp://a.test/\n')
    expect([lines.reading.malformed, lines.reading.visits.size]).toEqual([1, 1])
    expect(lines.reading.samples[0]?.text.length).toBeLessThan(200)
  })
})
