import { describe, expect, it } from 'vitest'
import { type Dialect, dialectNames, dialects } from '../../../src/evaluator/dialects/dialect.ts'
import { formatGUri, parseGUri } from '../../../src/evaluator/dialects/g-uri.ts'

const bypassed = { bypassed: expect.any(String) }

describe('C7: a URL is handed over as each client hands it', () => {
  const table: [Dialect, string, unknown][] = [
    ['firefox', 'http://www.example.org/a?b#c', { url: 'http://www.example.org/', host: 'www.example.org' }],
    ['firefox', 'https://u:p@WWW.Example.org:444/a', { url: 'https://u:p@www.example.org:444/', host: 'www.example.org' }],
    ['firefox', 'wss://www.example.org/a?b', { url: 'wss://www.example.org/', host: 'www.example.org' }],
    ['firefox', 'ftp://www.example.org/a', bypassed],
    ['firefox', 'gopher://www.example.org/', bypassed],
    ['firefox', 'http://localhost./', bypassed],
    ['firefox', 'https://a.localhost.:81/', bypassed],
    ['firefox', 'http://localhost.example./', { url: 'http://localhost.example./', host: 'localhost.example.' }],
    ['firefox', 'http://[2001:DB8::1]:81/a', { url: 'http://[2001:db8::1]:81/', host: '2001:db8::1' }],
    ['firefox', 'http://a.localhost/', bypassed],
    ['firefox', 'http://127.9.9.9/', bypassed],
    ['firefox', 'http://[::1]/', bypassed],
    ['firefox', 'http://169.254.0.1/', { url: 'http://169.254.0.1/', host: '169.254.0.1' }],
    ['firefox', 'http://localhost6/', { url: 'http://localhost6/', host: 'localhost6' }],
    ['winhttp', 'https://www.example.org/a?b', { url: 'https://www.example.org/a?b', host: 'www.example.org' }],
    ['winhttp', 'http://localhost/', { url: 'http://localhost/', host: 'localhost' }],
    ['macos', 'http://www.example.org/a?b', { url: 'http://www.example.org/a?b', host: 'www.example.org' }],
    ['macos', 'https://www.example.org:444/a?b', { url: 'https://www.example.org:444/', host: 'www.example.org' }],
    ['kde', 'https://www.example.org/a?b', { url: 'https://www.example.org', host: 'www.example.org' }],
    ['kde', 'http://u:p@www.example.org/a?b', { url: 'http://www.example.org/a?b', host: 'www.example.org' }],
    ['libproxy', 'https://www.example.org:443/a?b#c', { url: 'https://www.example.org:443/a?b#c', host: 'www.example.org' }],
    ['libproxy', 'http://localhost', { url: 'http://localhost', host: 'localhost' }],
    ['libproxy', 'http://www.example.org/%ff', bypassed],
    ['pacparser', 'http://u:p@www.example.org/a', { url: 'http://u:p@www.example.org/a', host: 'u' }],
    ['pacparser', 'http://[2001:db8::1]/', { url: 'http://[2001:db8::1]/', host: '[2001' }],
    ['pacparser', 'http://www.example.org?q', { url: 'http://www.example.org?q', host: 'www.example.org?q' }],
  ]
  it.each(table)('C7: %s and %s', (dialect, url, question) => {
    expect(dialects[dialect].readVisit({ url })).toEqual(question)
  })

  it.each(dialectNames)('C7: %s takes the host that the visit names, and the URL’s own for none', (dialect) => {
    const { readVisit } = dialects[dialect]
    expect(readVisit({ url: 'http://www.example.org:81/', host: 'given' })).toMatchObject({ host: 'given' })
    expect(readVisit({ url: 'http://www.example.org/', host: 'given' })).toMatchObject({ host: 'given' })
    const url = 'http://u@192.0.2.010/'
    expect(readVisit({ url, host: '192.0.2.8' })).toEqual(readVisit({ url }))
  })

  it.each(dialectNames)('C7: %s refuses what is no URL, and line ends in one', (dialect) => {
    const { readVisit } = dialects[dialect]
    for (const url of ['', 'nonsense', 'http://', '//a/b']) expect(() => readVisit({ url })).toThrow(RangeError)
    const read = (url: string): unknown => {
      try {
        return readVisit({ url })
      } catch (error) {
        return error
      }
    }
    for (const end of ['\n', '\r', '\u2028', '\u2029'])
      expect(JSON.stringify(read(`http://www.example.org:81/a${end}b`))).not.toMatch(/\\[nr]|[\u2028\u2029]/)
  })
})

describe('C7: what only one client takes for no URL', () => {
  it.each(['http://a*b.example/', 'http://a"b.example/'])('C7: Firefox refuses %s', (url) => {
    expect(() => dialects.firefox.readVisit({ url })).toThrow(RangeError)
    expect(dialects.chromium.readVisit({ url })).toHaveProperty('url')
  })
})

describe('a URI is read and written as GLib does', () => {
  const table: [string, string | undefined][] = [
    ['HTTP://WWW.Example.org', 'http://WWW.Example.org'],
    ['http://www.example.org/a/./b/../c', 'http://www.example.org/a/c'],
    ['http://www.example.org/../a/..', 'http://www.example.org/'],
    ['http://www.example.org/a b\t', 'http://www.example.org/a%20b%09'],
    ['http://www.example.org/%41%2f%c3%bc', 'http://www.example.org/A/ü'],
    ['http://www.example.org/%zz', undefined],
    [' http://www.example.org/', undefined],
    ['http://bücher.example/ü?ü#ü', 'http://xn--bcher-kva.example/ü?ü#ü'],
    ['http://u:p@a@www.example.org/', 'http://u:p@a%40www.example.org/'],
    ['http://[::1%25eth0]/', 'http://[::1%25eth0]/'],
    ['http://[192.0.2.1]/', undefined],
    ['mailto:a@example.org', undefined],
    ['http://[2001:DB8::1]:080/', 'http://[2001:DB8::1]:80/'],
    ['http://www.example.org:/', 'http://www.example.org/'],
    ['http://www.example.org:x/', undefined],
    ['http://www.example.org:65536/', undefined],
    ['http://2001:db8::1/', undefined],
    ['http://www.example.org/%ff', undefined],
    ['http://www.example.org/%00', undefined],
    ['www.example.org', undefined],
  ]
  it.each(table)('%j', (text, written) => {
    const uri = parseGUri(text)
    expect(uri && formatGUri(uri)).toBe(written)
  })
})
