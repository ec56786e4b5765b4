import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { getPac, headOf } from '../../src/clients/get-pac.ts'
import type { HttpLookup } from '../../src/clients/lookup.ts'
import type { Outcome } from '../../src/clients/outcome.ts'
import { planOf } from './host.ts'
import { pac } from './lan.ts'

function getOf(kind: string, index = 0): HttpLookup {
  const gets = planOf(kind).filter((lookup) => lookup.via === 'http')
  return gets.at(index)!
}

const userAgent =
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'
const kio = 'Accept: text/html, text/*;q=0.9, image/jpeg;q=0.9, image/png;q=0.9, image/*;q=0.9, */*;q=0.8'

/** Captured from the real clients; Chromium's says Chrome where the headless one says HeadlessChrome. */
const heads: [kind: string, index: number, url: string, lines: string[]][] = [
  ['chromium', 0, 'http://wpad/wpad.dat', ['Host: wpad', 'Connection: keep-alive', userAgent, 'Accept-Encoding: gzip, deflate']],
  [
    'chromium',
    1,
    'http://wpad/wpad.dat',
    ['Host: wpad', 'Connection: keep-alive', userAgent, 'Accept-Encoding: gzip, deflate', 'Accept-Language: en-US,en;q=0.9'],
  ],
  [
    'firefox',
    0,
    'http://wpad/wpad.dat',
    [
      ...['Host: wpad', 'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 'Accept: */*'],
      ...['Accept-Language: en-US,en;q=0.9', 'Accept-Encoding: gzip, deflate', 'Connection: keep-alive', 'Priority: u=4'],
      ...['Pragma: no-cache', 'Cache-Control: no-cache'],
    ],
  ],
  [
    'kde',
    0,
    'http://192.0.2.10/wpad.dat',
    [
      ...[
        'Host: 192.0.2.10',
        'Connection: keep-alive',
        'User-Agent: Mozilla/5.0 (X11; Linux x86_64) KIO/5.103 kded5/5.103.0',
        kio,
      ],
      ...['Accept-Encoding: gzip, deflate, x-gzip, x-deflate', 'Accept-Charset: utf-8,*;q=0.5', 'Accept-Language: en'],
    ],
  ],
  ['libproxy+0.4', 0, 'http://wpad/wpad.dat', ['Host: wpad', 'Accept: application/x-ns-proxy-autoconfig', 'Connection: close']],
  ['wine', 0, 'http://ns.example.com/wpad.dat', ['Accept: */*', 'Host: ns.example.com', 'Connection: Keep-Alive']],
]

describe('the request', () => {
  it.each(heads)('C2 C3 C6: %s sends what the real one was seen to send (%d)', (kind, index, url, lines) => {
    expect(headOf(getOf(kind, index), new URL(url), '192.0.2.10').split('\r\n')).toEqual([
      'GET /wpad.dat HTTP/1.1',
      ...lines,
      '',
      '',
    ])
  })

  const hosts: [string, string, string, string][] = [
    ['firefox', 'http://wpad/wpad.dat', '192.0.2.10', 'Host: wpad'],
    ['ie7', 'http://wpad/wpad.dat', '192.0.2.10', 'Host: wpad'],
    ['ie5', 'http://wpad/wpad.dat', '192.0.2.10', 'Host: 192.0.2.10'],
    ['ie6', 'http://wpad/wpad.dat', '2001:db8::10', 'Host: [2001:db8::10]'],
    ['winhttp', 'http://wpad.example.com:8080/a.pac?b', '192.0.2.10', 'Host: wpad.example.com:8080'],
  ]
  it.each(hosts)('C5: %s at %s on %s sends "%s"', (kind, url, address, line) => {
    const get = { ...getOf(kind, -1), url }
    const lines = headOf(get, new URL(url), address).split('\r\n')
    expect(lines).toContain(line)
    expect(lines[0]).toBe(`GET ${new URL(url).pathname}${new URL(url).search} HTTP/1.1`)
  })
})

type Answer = (path: string, socket: Socket) => string | undefined

async function serve(answer: Answer) {
  const sockets = new Set<Socket>()
  const paths: string[] = []
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('data', (chunk) => {
      const path = chunk.toString('latin1').split(' ')[1] ?? ''
      paths.push(path)
      const text = answer(path, socket)
      if (text !== undefined) socket.end(text, 'latin1')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    paths,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}

const page = (status: string, body = pac, ...headers: string[]) =>
  [`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${body.length}`, '', body].join('\r\n')
const nowhere = async (): Promise<Outcome> => ({ end: 'failed', says: 'no such host', values: [], reason: 'no address' })

interface Trial {
  readonly addresses?: readonly string[]
  readonly url?: string
  readonly milliseconds?: number
  readonly resolve?: (host: string) => Promise<readonly string[] | Outcome>
}

function get(kind: string, port: number, trial: Trial = {}): Promise<Outcome> {
  const { addresses = ['127.0.0.1'], url = 'http://wpad/wpad.dat', milliseconds = 5000, resolve = nowhere } = trial
  return getPac(getOf(kind), { url, addresses, resolve }, milliseconds, port)
}

describe('the answer', () => {
  it('H2: is the PAC with its size and type', async () => {
    await using server = await serve(() => page('200 OK', pac, 'Content-Type: application/x-ns-proxy-autoconfig'))
    expect(await get('firefox', server.port)).toEqual({
      end: 'found',
      says: `200 OK, ${pac.length} bytes, application/x-ns-proxy-autoconfig`,
      values: ['http://wpad/wpad.dat'],
      pac: { url: 'http://wpad/wpad.dat', bytes: pac.length, contentType: 'application/x-ns-proxy-autoconfig' },
    })
  })

  const redirects: [string, number, string][] = [
    ['chromium', 301, 'found'],
    ['chromium', 308, 'found'],
    ['firefox', 302, 'found'],
    ['libproxy', 307, 'found'],
    ['libproxy+0.4', 302, 'nothing'],
    ['kde', 303, 'found'],
    ['wine', 302, 'found'],
  ]
  it.each(redirects)('H3: %s at a redirect with %d: %s', async (kind, status, end) => {
    await using server = await serve((path) =>
      path === '/next' ? page('200 OK') : page(`${status} Moved`, '', 'Location: /next'),
    )
    expect((await get(kind, server.port)).end).toBe(end)
    expect(server.paths).toEqual(end === 'found' ? ['/wpad.dat', '/next'] : ['/wpad.dat'])
  })

  it('H3: redirects in a circle end', async () => {
    await using server = await serve(() => page('302 Found', '', 'Location: /wpad.dat'))
    expect(await get('chromium', server.port)).toMatchObject({
      end: 'nothing',
      reason: 'redirect',
      says: 'more than 20 redirects',
    })
    expect(server.paths).toHaveLength(21)
  })

  it('H3: a redirect to another host is resolved, and fetched there', async () => {
    await using server = await serve((path) =>
      path === '/p' ? page('200 OK') : page('302 Found', '', `Location: http://pac.example.com:${server.port}/p`),
    )
    const asked: string[] = []
    const resolve = async (host: string) => {
      asked.push(host)
      return ['127.0.0.1']
    }
    expect((await get('firefox', server.port, { resolve })).values).toEqual([`http://pac.example.com:${server.port}/p`])
    expect(asked).toEqual(['pac.example.com'])
    expect(await get('firefox', server.port)).toMatchObject({ end: 'failed', says: 'no such host' })
  })

  it.each(['file:///etc/passwd', 'data:text/plain,FindProxyForURL', 'ftp://192.0.2.1/x.pac'])(
    'H3: a redirect to %s is not followed',
    async (to) => {
      await using server = await serve(() => page('302 Found', '', `Location: ${to}`))
      expect(await get('firefox', server.port)).toMatchObject({ end: expect.stringMatching(/nothing|failed/) })
      expect(server.paths).toHaveLength(1)
    },
  )

  it('steps over a dead address', async () => {
    await using server = await serve(() => page('200 OK'))
    // nothing listens at 127.0.0.9 on this port
    expect((await get('firefox', server.port, { addresses: ['127.0.0.9', '127.0.0.1'] })).end).toBe('found')
    expect(await get('firefox', server.port, { addresses: ['127.0.0.9'] })).toMatchObject({
      end: 'failed',
      reason: 'unreachable',
    })
  })

  it('W7: a server that never answers is given up, in the time that the client waits', async () => {
    await using server = await serve(() => undefined)
    expect(await get('firefox', server.port, { milliseconds: 100 })).toMatchObject({ end: 'failed', reason: 'no HTTP answer' })
  })

  it('W7: so is one that sends its answer for ever', async () => {
    await using server = await serve((_, socket) => {
      socket.write('HTTP/1.1 200 OK\r\nX: ')
      const timer = setInterval(() => socket.write('y'), 5)
      socket.on('close', () => clearInterval(timer))
      return undefined
    })
    expect(await get('firefox', server.port, { milliseconds: 150 })).toMatchObject({ end: 'failed', reason: 'no HTTP answer' })
  })

  it.each([
    ['closes at once', (_: string, socket: Socket) => void socket.destroy()],
    ['is no web server', () => '220 mail.example.org\r\n'],
    ['says nothing', () => ''],
  ] as [string, Answer][])('W7: a server that %s is no PAC, and no crash', async (_, answer) => {
    await using server = await serve(answer)
    expect(await get('firefox', server.port)).toMatchObject({ end: 'failed', reason: 'unreadable' })
  })

  it('H5: reads no more than the client takes', async () => {
    await using server = await serve((_, socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      const more = () => {
        while (!socket.destroyed && socket.write(Buffer.alloc(65_536, 0x20)));
      }
      socket.on('drain', more)
      more()
      return undefined
    })
    expect(await get('chromium', server.port)).toMatchObject({ end: 'nothing', reason: 'too large' })
    expect(await get('firefox', server.port)).toMatchObject({ end: 'nothing', reason: 'too large' })
  })
})
