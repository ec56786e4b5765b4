import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../../src/evaluator/dialects/chromium-answer.ts'
import { readScript } from '../../../src/evaluator/dialects/chromium-script.ts'
import { readVisit } from '../../../src/evaluator/dialects/chromium-visit.ts'

const http = (host: string, port: number) => ({ type: 'http', host, port })
const direct = { type: 'direct' }

describe('P2: an answer is read as Chromium reads it', () => {
  const table: [string, unknown[]][] = [
    ['', [direct]],
    [';;;', [direct]],
    [
      'PROXY a:80;HTTPS b;SOCKS c;SOCKS4 d:1;SOCKS5 e',
      [
        http('a', 80),
        { type: 'https', host: 'b', port: 443 },
        { type: 'socks4', host: 'c', port: 1080 },
        { type: 'socks4', host: 'd', port: 1 },
        { type: 'socks5', host: 'e', port: 1080 },
      ],
    ],
    ['PROXY\ta', [http('a', 80)]],
    ['PROXY\na', [direct]],
    ['PROXY a\n', [http('a', 80)]],
    ['PROXY a:80\n', [direct]],
    ['PROXY', [direct]],
    ['PROXY a:00080', [http('a', 80)]],
    ['PROXY a:000000000000080', [http('a', 80)]],
    ['PROXY a:65535', [http('a', 65535)]],
    ['PROXY a:80x', [direct]],
    ['PROXY a:+80', [direct]],
    ['PROXY a/b:80', [direct]],
    ['PROXY a?b:80', [direct]],
    ['PROXY a#b:80', [direct]],
    ['PROXY a\\b:80', [direct]],
    ['PROXY a b', [http('a%20b', 80)]],
    ['PROXY a%20b:80', [http('a%20b', 80)]],
    ['PROXY a%41:80', [http('aa', 80)]],
    ['PROXY a%', [direct]],
    ['PROXY <a>:80', [direct]],
    ['PROXY a_b:80', [http('a_b', 80)]],
    ['PROXY a.:80', [http('a.', 80)]],
    ['PROXY 0x7f.1:80', [http('127.0.0.1', 80)]],
    ['PROXY 256.1.1.1:80', [direct]],
    ['PROXY [2001:DB8::1]:3128', [http('2001:db8::1', 3128)]],
    ['PROXY [2001:db8::1', [direct]],
    ['PROXY 2001:db8::1]:80', [direct]],
    ['PROXY [fe80::1%25eth0]:80', [direct]],
    ['PROXY [::ffff:192.0.2.1]:80', [http('::ffff:c000:201', 80)]],
    ['PROXY @a:80', [direct]],
    ['proxy a; JUNK b; direct', [http('a', 80), direct]],
    ['QUIC a:443; PROXY b:80', [http('b', 80)]],
    ['constructor a:80', [direct]],
    ['PROXY a*b.test:80', [http('a%2Ab.test', 80)]],
    ['PROXY a|b.test:80; PROXY b:80', [http('b', 80)]],
  ]
  it.each(table)('P2: %j', (answer, proxies) => {
    expect(readAnswer(answer)).toEqual(proxies)
  })
})

describe('C7: a URL is handed over as Chromium hands it', () => {
  const table: [string, string, string][] = [
    ['http://www.example.org', 'http://www.example.org/', 'www.example.org'],
    ['http://www.example.org/a?b=c', 'http://www.example.org/a?b=c', 'www.example.org'],
    ['https://www.example.org/a?b=c#d', 'https://www.example.org/', 'www.example.org'],
    ['wss://www.example.org/a?b', 'wss://www.example.org/', 'www.example.org'],
    ['ws://www.example.org/a?b', 'ws://www.example.org/a?b', 'www.example.org'],
    ['ftp://u:p@www.example.org/a#x', 'ftp://www.example.org/a', 'www.example.org'],
    ['HTTP://WWW.Example.ORG:80/A', 'http://www.example.org/A', 'www.example.org'],
    ['http://www.example.org:8080/', 'http://www.example.org:8080/', 'www.example.org'],
    ['http://www.example.org/a/./b/../c', 'http://www.example.org/a/c', 'www.example.org'],
    ['http://www.example.org/a/%2e%2E/c', 'http://www.example.org/c', 'www.example.org'],
    ['http://www.example.org/a b|"<>`{}', 'http://www.example.org/a%20b%7C%22%3C%3E%60%7B%7D', 'www.example.org'],
    ["http://www.example.org/?a'b", 'http://www.example.org/?a%27b', 'www.example.org'],
    ['http://[2001:DB8::0:1]/', 'http://[2001:db8::1]/', '2001:db8::1'],
    ['http://3221225985/', 'http://192.0.2.1/', '192.0.2.1'],
    ['http://0xc0.0.2.1/', 'http://192.0.2.1/', '192.0.2.1'],
    ['http://a.1x/', 'http://a.1x/', 'a.1x'],
    ['http://münchen.example/', 'http://xn--mnchen-3ya.example/', 'xn--mnchen-3ya.example'],
    ['http://intranet/', 'http://intranet/', 'intranet'],
    ['http://www.example.org/a|b?c|d', 'http://www.example.org/a%7Cb?c|d', 'www.example.org'],
    ['http://a*b.example/*?*', 'http://a%2Ab.example/*?*', 'a%2Ab.example'],
    ['http://a*b.example?', 'http://a%2Ab.example/?', 'a%2Ab.example'],
    ['http://mylocalhost/', 'http://mylocalhost/', 'mylocalhost'],
  ]
  it.each(table)('C7: %s', (url, asked, host) => {
    expect(readVisit({ url })).toEqual({ url: asked, host })
    expect(readVisit({ url, host: 'given' })).toEqual({ url: asked, host: 'given' })
  })

  it.each([
    'http://localhost/',
    'http://LOCALHOST./',
    'https://a.b.localhost/',
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.0.1/',
    'http://[fe80::1]/',
    'http://[febf::1]/',
    'http://[::ffff:169.254.1.1]/',
  ])('C7: %s never reaches the script', (url) => {
    expect(readVisit({ url })).toEqual({ bypassed: expect.any(String) })
  })

  it.each([
    'http://128.0.0.1/',
    'http://[fec0::1]/',
    'http://169.253.0.1/',
    'http://localhost.example.org/',
    'http://localhost6/',
    'http://loopback/',
  ])('C7: %s does', (url) => {
    expect(readVisit({ url })).toHaveProperty('url')
  })

  it('the short way gives what the careful way gives', () => {
    const hosts = ['a', 'a.b', 'www.example.org', '1a.b-c', 'a--b.c1', 'x.localhos', 'a.b.c.d.e']
    const paths = [
      '',
      '/',
      '/a/b.c?d=e&f=%20',
      '/..a/b',
      '/.../x',
      '/a?b/../c',
      '/~user/;x=1,2',
      '/a?http://b/',
      '/%41%zz',
      '/@:$!()*+',
    ]
    for (const scheme of ['http', 'https'])
      for (const host of hosts)
        for (const path of paths) {
          const url = new URL(`${scheme}://${host}${path}`)
          const expected = scheme === 'https' ? `https://${host}/` : url.href
          expect(readVisit({ url: `${scheme}://${host}${path}` })).toEqual({ url: expected, host: url.hostname })
        }
  })
})

describe('H5: a PAC is taken for one as Chromium takes it', () => {
  const text = 'function FindProxyForURL() { return "é" }'
  const as = (bytes: Uint8Array, contentType?: string) => readScript({ bytes, ...(contentType !== undefined && { contentType }) })
  const utf16 = Buffer.from(text, 'utf16le')
  const table: [string, ReturnType<typeof readScript>, unknown][] = [
    ['text', readScript({ text }), { text }],
    ['UTF-8 bytes without a word about it', as(Buffer.from(text)), { text: text.replace('é', 'Ã©') }],
    ['UTF-8 bytes that say so', as(Buffer.from(text), 'text/plain; Charset="UTF-8"'), { text }],
    ['UTF-8 bytes with a mark', as(Buffer.from(`\ufeff${text}`)), { text }],
    ['UTF-16 bytes with a mark', as(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])), { text }],
    [
      'UTF-16 bytes, big end first, with a mark',
      as(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()])),
      { text },
    ],
    ['a charset that nobody knows', as(Buffer.from(text), 'text/plain; charset=klingon'), { failed: 'missing-function' }],
    ['a charset in another spelling', as(Buffer.from(text), "a/b; charset='UTF_08'"), { text }],
    ['Latin-1 in another spelling', as(Buffer.from(text, 'latin1'), 'a/b; charset=ISO8859_1'), { text }],
    ['the first charset of a value', as(Buffer.from(text), 'a/b;charset=utf-8;charset=latin1'), { text }],
    ['an empty one first', as(Buffer.from(text, 'latin1'), 'a/b;charset="";charset=utf-8'), { text }],
    ['the last of several values', as(Buffer.from(text), 'a/b; charset=latin1, c/d; charset=utf-8, x'), { text }],
    ['a charset that is a part of a text', as(Buffer.from(text, 'latin1'), 'a/b; q="a;charset=utf-8"'), { text }],
    ['a blank before the equals sign', as(Buffer.from(text, 'latin1'), 'a/b; charset = utf-8'), { text }],
    ['a charset without a type', as(Buffer.from(text, 'latin1'), '; charset=utf-8'), { text }],
    ['a charset of Chromium’s pages alone', as(Buffer.from(text), 'a/b; charset=x-user-defined'), { failed: 'missing-function' }],
    ['text without the word', readScript({ text: 'function FindProxy() {}' }), { failed: 'missing-function' }],
    ['exactly one MiB', as(Buffer.from(text.padEnd(1_048_575))), { text: expect.any(String) }],
    ['one byte more', as(Buffer.from(text.padEnd(1_048_576))), { failed: 'memory' }],
    ['nothing', readScript({ text: '' }), { failed: 'missing-function' }],
  ]
  it.each(table)('H5: %s', (_, script, expected) => {
    expect(script).toMatchObject(expected as object)
  })
})
