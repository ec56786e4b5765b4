import { describe, expect, it } from 'vitest'
import { dialects } from '../../../src/evaluator/dialects/dialect.ts'

const http = (host: string, port: number | null) => ({ type: 'http', host, port })
const direct = { type: 'direct' }
const unreadable = http('', -1)

describe('P2: an answer is read as Firefox reads it', () => {
  const table: [string, unknown[]][] = [
    ['', [direct]],
    [' PROXY a:80; PROXY b:81', [http('b', 81)]],
    ['DIRECT a:80', [direct]],
    ['PROXY a:80;DIRECT', [http('a', 80), direct]],
    ['HTTP a:8080', [http('a', 8080)]],
    ['HTTPS a', [{ type: 'https', host: 'a', port: 443 }]],
    ['HTTPS a:80', [{ type: 'https', host: 'a', port: 443 }]], // the port is that of http, in which the host is read
    ['SOCKS a:80', [{ type: 'socks4', host: 'a', port: 1080 }]],
    ['SOCKS5 a:81', [{ type: 'socks5', host: 'a', port: 81 }]],
    ['SOCKS5H a:81', [direct]],
    ['PROXY user:pw@a:8080', [http('a', 8080)]],
    ['PROXY http://a:8080/x', [http('a', 8080)]],
    ['PROXY [2001:db8::1]:3128', [http('2001:db8::1', 3128)]],
    ['PROXY 2001:db8::1', [unreadable]],
    ['PROXY', [unreadable]],
    ['PROXY "a":80', [unreadable]],
    ['PROXY bücher.example:80', [http('xn--bcher-kva.example', 80)]],
    ['PROXY a:80\0;PROXY b:80', [http('a', 80)]],
    ['constructor a', [direct]],
  ]
  it.each(table)('P2: %j', (answer, proxies) => {
    expect(dialects.firefox.readAnswer(answer)).toEqual(proxies)
  })
})

describe('P2: an answer is read as libproxy reads it', () => {
  const table: [string, unknown[]][] = [
    ['', [direct]],
    ['PROXY a', [http('a', null)]],
    ['PROXY a:80; PROXY a:80; proxy a:80', [http('a', 80)]],
    ['PROXY  a:80', [direct]],
    ['PROXY\ta:80', [direct]],
    ['\tPROXY a:80 ; DIRECT', [http('a', 80), direct]],
    ['PROXYX a:80', [http('a', 80)]],
    [
      'SOCKS a; SOCKS4A b:1',
      [
        { type: 'socks', host: 'a', port: null },
        { type: 'socks4', host: 'b', port: 1 },
      ],
    ],
    ['HTTPS a:443', [direct]],
    ['PROXY :80', [direct]],
    ['PROXY a:65536', [direct]],
    ['PROXY a:08080', [http('a', 8080)]],
    ['PROXY user@a:8080', [http('a', 8080)]],
    ['PROXY [2001:db8::1]:3128', [http('2001:db8::1', 3128)]],
    ['DIRECT;PROXY a:80', [direct, http('a', 80)]],
  ]
  it.each(table)('P2: %j', (answer, proxies) => {
    expect(dialects.libproxy.readAnswer(answer)).toEqual(proxies)
  })
})

describe('P2: an answer is read as Windows, macOS and KDE document it', () => {
  const answer =
    'PROXY a; HTTPS b:443; SOCKS c; SOCKS5 d:1; PROXY [2001:db8::1]:80; PROXY 2001:db8::1; PROXY e:99999; PROXY; DIRECT'
  it.each([
    ['winhttp', [http('a', 80), { type: 'socks4', host: 'c', port: 1080 }, http('2001:db8::1', 80), direct]],
    ['macos', [http('a', 80), { type: 'socks5', host: 'c', port: 1080 }, http('2001:db8::1', 80), direct]],
    [
      'kde',
      [
        http('a', null),
        { type: 'socks', host: 'c', port: null },
        { type: 'socks', host: 'd', port: 1 },
        http('2001:db8::1', 80),
        direct,
      ],
    ],
  ] as const)('P2: %s', (dialect, proxies) => {
    expect(dialects[dialect].readAnswer(answer)).toEqual(proxies)
    expect(dialects[dialect].readAnswer('JUNK a:80; ;constructor b')).toEqual([direct])
  })
})
