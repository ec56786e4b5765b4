import { once } from 'node:events'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { parseCidr } from '../../src/net/cidr.ts'
import { parseEndpoint } from '../../src/net/endpoint.ts'
import { directPac } from '../../src/revisions/direct-pac.ts'
import { makeRevision } from '../../src/revisions/revision.ts'
import { siteFinder } from '../../src/sites/find-site.ts'
import { dial, everyone, exchange, pac, revision, serve, site, statuses, type TestServer, undated } from './exchange.ts'
import { clientHeads } from './heads.ts'

const hasIPv6 = Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === '::1'))

let server: TestServer
beforeAll(async () => {
  server = await serve()
})
afterAll(() => server[Symbol.asyncDispose]())
afterEach(() => {
  server.sightings.length = 0
})

const whole = (connection: string) =>
  [
    'HTTP/1.1 200 OK',
    'Date: now',
    'Content-Type: application/x-ns-proxy-autoconfig',
    `Content-Length: ${pac.length}`,
    'Last-Modified: Tue, 03 Feb 2026 04:05:06 GMT',
    `ETag: "${revision.id}"`,
    'Cache-Control: private, max-age=300',
    `Connection: ${connection}`,
    '',
    pac,
  ].join('\r\n')

// the parser's path writes the same fields in another order
const fieldsOf = (text: string) => text.split('\r\n').sort()

/** One request as one chunk, and cut in two, which is the parser's path. */
const ways: [string, (text: string) => (string | Buffer)[]][] = [
  ['whole', (text) => [Buffer.from(text, 'latin1')]],
  ['in two pieces', (text) => [Buffer.from(text.slice(0, 7), 'latin1'), Buffer.from(text.slice(7), 'latin1')]],
]

describe.each(ways)('a request that comes %s', (_, cut) => {
  it.each(clientHeads)('H1 H2 H7: $client gets exactly these bytes', async ({ head, keepAlive }) => {
    const text = undated(await exchange(server, ...cut(head)))
    expect(fieldsOf(text)).toEqual(fieldsOf(whole(keepAlive ? 'keep-alive' : 'close')))
  })

  it.each([
    ['HTTP/1.0 without Host', 'GET /wpad.dat HTTP/1.0\r\n\r\n'],
    ['HTTP/1.1 without Host', 'GET /wpad.dat HTTP/1.1\r\n\r\n'],
    ['Host: a b', 'GET /wpad.dat HTTP/1.1\r\nHost: a b\r\n\r\n'],
    ['Host: wpad:abc', 'GET /wpad.dat HTTP/1.1\r\nHost: wpad:abc\r\n\r\n'],
    ['Host: [::1', 'GET /wpad.dat HTTP/1.1\r\nHost: [::1\r\n\r\n'],
    ['Host with a zone', 'GET /wpad.dat HTTP/1.1\r\nHost: [fe80::1%eth0]\r\n\r\n'],
    ['an empty Host', 'GET /wpad.dat HTTP/1.1\r\nHost:\r\n\r\n'],
    ['two Hosts', 'GET /wpad.dat HTTP/1.1\r\nHost: wpad\r\nHost: other\r\n\r\n'],
    ['a URL as Host', 'GET /wpad.dat HTTP/1.1\r\nHost: http://wpad/\r\n\r\n'],
    ['a path in Host', 'GET /wpad.dat HTTP/1.1\r\nHost: wpad/wpad.dat\r\n\r\n'],
    ['a user in Host', 'GET /wpad.dat HTTP/1.1\r\nHost: user:secret@wpad\r\n\r\n'],
    ['two names in Host', 'GET /wpad.dat HTTP/1.1\r\nHost: wpad, wpad.example.org\r\n\r\n'],
    ['dots alone as Host', 'GET /wpad.dat HTTP/1.1\r\nHost: ..\r\n\r\n'],
    ['a port that is none', 'GET /wpad.dat HTTP/1.1\r\nHost: wpad:99999\r\n\r\n'],
    ['Latin-1 in Host', 'GET /wpad.dat HTTP/1.1\r\nHost: wp\u00e4d\u00ff\r\n\r\n'],
    ['an encoded NUL in Host', 'GET /wpad.dat HTTP/1.1\r\nHost: wpad%00\r\n\r\n'],
    ['tabs around Host', 'GET /wpad.dat HTTP/1.1\r\nHost:\twpad\t\r\n\r\n'],
    ['a long Host', `GET /wpad.dat HTTP/1.1\r\nHost: ${'wpad.'.repeat(1000)}\r\n\r\n`],
    ['an address as Host (IE 6)', 'GET /wpad.da HTTP/1.1\r\nHost: 192.0.2.10\r\n\r\n'],
    ['an IPv6 address as Host', 'GET /wpad.dat HTTP/1.1\r\nHost: [2001:db8::10]:80\r\n\r\n'],
    ['absolute form in capitals', 'GET HTTP://WPAD/WPAD.DAT HTTP/1.1\r\nHost: wpad\r\n\r\n'],
    ['absolute form of HTTPS', 'GET https://wpad:443/wpad.dat HTTP/1.1\r\nHost: wpad\r\n\r\n'],
    ['absolute form with a user', 'GET http://user:secret@wpad/wpad.dat HTTP/1.1\r\n\r\n'],
    ['absolute form without a host', 'GET http:///wpad.dat HTTP/1.1\r\n\r\n'],
    ['absolute form with a junk tail', 'GET http://wpad//proxy.pac%2500?x#y HTTP/1.0\r\n\r\n'],
    ['an empty line first', '\r\nGET /wpad.dat HTTP/1.1\r\nHost: wpad\r\n\r\n'],
    ['absolute form', 'GET http://wpad.example.org/wpad.dat HTTP/1.1\r\nHost: wpad\r\n\r\n'],
    ['absolute form with a bad host', 'GET http://[::1/wpad.dat HTTP/1.1\r\n\r\n'],
    ['/wpad.da', 'GET /wpad.da HTTP/1.1\r\nHost: wpad\r\n\r\n'],
    ['/proxy.pac', 'GET /proxy.pac HTTP/1.1\r\nHost: wpad\r\n\r\n'],
    ['//wpad.dat', 'GET //wpad.dat HTTP/1.1\r\nHost: wpad\r\n\r\n'],
    ['/WPAD.DAT', 'GET /WPAD.DAT HTTP/1.1\r\nHost: wpad\r\n\r\n'],
    ['a query', 'GET /wpad.dat?anything=\\%zz HTTP/1.1\r\nHost: wpad\r\n\r\n'],
    ['%00', 'GET /wpad.dat%00 HTTP/1.1\r\nHost: wpad\r\n\r\n'],
    ['%2500', 'GET /wpad.dat%2500 HTTP/1.1\r\nHost: wpad\r\n\r\n'],
    ['a Range', 'GET /wpad.dat HTTP/1.1\r\nHost: wpad\r\nRange: bytes=0-9\r\n\r\n'],
    ['If-Range', 'GET /wpad.dat HTTP/1.1\r\nHost: wpad\r\nRange: bytes=0-9\r\nIf-Range: "x"\r\n\r\n'],
    ['a body that is not wanted', 'GET /wpad.dat HTTP/1.1\r\nHost: wpad\r\nContent-Length: 5\r\n\r\nhello'],
    ['an expectation', 'GET /wpad.dat HTTP/1.1\r\nHost: wpad\r\nExpect: 200-ok\r\n\r\n'],
    ['a body announced', 'GET /wpad.dat HTTP/1.1\r\nHost: wpad\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello'],
    ['an upgrade', 'GET /wpad.dat HTTP/1.1\r\nHost: wpad\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n'],
    ['Accept-Encoding', 'GET /wpad.dat HTTP/1.1\r\nHost: wpad\r\nAccept-Encoding: gzip, br\r\n\r\n'],
  ])('H1 H3 H7: %s gets the whole file, with 200', async (_, head) => {
    const text = await exchange(server, ...cut(head))
    expect(statuses(text)).toEqual(['200 OK'])
    expect(text).toContain('\r\nContent-Type: application/x-ns-proxy-autoconfig\r\n')
    expect(text).toContain(`\r\nContent-Length: ${pac.length}\r\n`)
    expect(text).not.toMatch(/Transfer-Encoding|Content-Encoding|Set-Cookie|Location|Content-Range/i)
    expect(text.endsWith(`\r\n\r\n${pac}`)).toBe(true)
    expect(server.sightings).toEqual([
      expect.objectContaining({ via: 'http', client: '127.0.0.1', answered: true, outcome: 'pac' }),
    ])
  })

  it.each([
    ['HEAD', 'HEAD /wpad.dat HTTP/1.1\r\nHost: wpad\r\n\r\n', '200 OK', 'pac'],
    ['our tag', `GET /wpad.dat HTTP/1.1\r\nIf-None-Match: W/"${revision.id}"\r\n\r\n`, '304 Not Modified', 'not-modified'],
    [
      'a later date',
      'GET /wpad.dat HTTP/1.1\r\nIf-Modified-Since: Wed, 04 Feb 2026 00:00:00 GMT\r\n\r\n',
      '304 Not Modified',
      'not-modified',
    ],
  ])('H1 H3: %s gets a head and no body', async (_, head, status, outcome) => {
    const text = await exchange(server, ...cut(head))
    expect(statuses(text)).toEqual([status])
    expect(text).toContain(`ETag: "${revision.id}"`)
    expect(text.endsWith('\r\n\r\n')).toBe(true)
    expect(text.includes('Content-Length')).toBe(status === '200 OK')
    expect(server.sightings.map(({ outcome }) => outcome)).toEqual([outcome])
  })

  it.each([
    ['another path', 'GET / HTTP/1.1\r\nHost: wpad\r\n\r\n', '404 Not Found', 'not-found'],
    ['another path, with a malformed Host', 'GET /x HTTP/1.1\r\nHost: a b\r\n\r\n', '404 Not Found', 'not-found'],
    ['another path, with a malformed target', 'GET /%zz\\x?a HTTP/1.1\r\nHost: wpad\r\n\r\n', '404 Not Found', 'not-found'],
    ['a target that is no path', 'GET * HTTP/1.1\r\nHost: wpad\r\n\r\n', '404 Not Found', 'not-found'],
    ['a POST', 'POST /wpad.dat HTTP/1.1\r\nHost: wpad\r\nContent-Length: 2\r\n\r\nab', '405 Method Not Allowed', 'method'],
    ['a POST elsewhere', 'POST / HTTP/1.1\r\nHost: wpad\r\nContent-Length: 2\r\n\r\nab', '405 Method Not Allowed', 'method'],
    ['OPTIONS *', 'OPTIONS * HTTP/1.1\r\nHost: wpad\r\n\r\n', '405 Method Not Allowed', 'method'],
    ['a tunnel', 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n', '405 Method Not Allowed', 'method'],
    ['what is not HTTP', '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n', '400 Bad Request', 'bad-request'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '400 Bad Request', 'bad-request'],
    ['a field without a colon', 'GET /wpad.dat HTTP/1.1\r\nHost wpad\r\n\r\n', '400 Bad Request', 'bad-request'],
    ['a space before the colon', 'GET /wpad.dat HTTP/1.1\r\nHost : wpad\r\n\r\n', '400 Bad Request', 'bad-request'],
    ['a NUL in Host', 'GET /wpad.dat HTTP/1.1\r\nHost: wpad\0\r\n\r\n', '400 Bad Request', 'bad-request'],
    ['lines without CR', 'GET /wpad.dat HTTP/1.0\n\n', '400 Bad Request', 'bad-request'],
    ['a target without a slash', 'GET wpad.dat HTTP/1.0\r\n\r\n', '400 Bad Request', 'bad-request'],
    ['another path in absolute form', 'GET http://wpad/ HTTP/1.0\r\n\r\n', '404 Not Found', 'not-found'],
    ['a PAC below a folder', 'GET /x/wpad.dat HTTP/1.0\r\n\r\n', '404 Not Found', 'not-found'],
    ['a PUT', 'PUT /wpad.dat HTTP/1.1\r\nContent-Length: 2\r\n\r\nab', '405 Method Not Allowed', 'method'],
    ['two lengths', 'GET /x HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', '400 Bad Request', 'bad-request'],
    [
      'a head over 8 KiB',
      `GET /wpad.dat HTTP/1.1\r\nX: ${'a'.repeat(9000)}\r\n\r\n`,
      '431 Request Header Fields Too Large',
      'too-large',
    ],
    [
      'a target over 8 KiB',
      `GET /wpad.dat?${'a'.repeat(9000)} HTTP/1.1\r\n\r\n`,
      '431 Request Header Fields Too Large',
      'too-large',
    ],
  ])('H6: %s gets a short plain-text error at once', async (_, head, status, outcome) => {
    const text = await exchange(server, ...cut(head))
    expect(statuses(text)).toEqual([status])
    expect(text).toMatch(/\r\ncontent-type: text\/plain/i)
    expect(text.split('\r\n\r\n')[1]!.length).toBeLessThan(100)
    expect(server.sightings).toEqual([expect.objectContaining({ answered: true, outcome })])
  })
})

describe('a connection', () => {
  it('serves request after request, over either path', async () => {
    await using client = await dial(server.endpoint)
    for (const pieces of [
      ['GET /wpad.dat HTTP/1.1\r\n\r\n'],
      ['GET /wpad.dat HTTP/1.1\r\n', '\r\n'],
      ['GET /wpad.dat HTTP/1.1\r\n\r\n'],
    ]) {
      for (const piece of pieces) await client.send(piece)
      expect(statuses(await client.until(pac))).toEqual(['200 OK'])
    }
  })

  it('H1: of HTTP/1.0 closes, unless it asks to stay', async () => {
    await using closing = await dial(server.endpoint)
    await closing.send('GET /wpad.dat HTTP/1.0\r\n\r\n')
    expect(undated(await closing.rest())).toBe(whole('close'))
    await using staying = await dial(server.endpoint)
    await staying.send('GET /wpad.dat HTTP/1.0\r\nConnection: keep-alive\r\n\r\n')
    expect(undated(await staying.until(pac))).toBe(whole('keep-alive'))
    await staying.send('GET /wpad.dat HTTP/1.0\r\n\r\n')
    expect(undated(await staying.rest())).toBe(whole('close'))
  })

  it('answers requests sent ahead in their order', async () => {
    const ahead = ['/wpad.dat', '/x', '/healthz', '/wpad.dat'].map((path) => `GET ${path} HTTP/1.1\r\nHost: wpad\r\n\r\n`)
    expect(statuses(await exchange(server, ahead.join('')))).toEqual(['200 OK', '404 Not Found', '200 OK', '200 OK'])
    // seen when they were answered, which for the application's is later
    expect(server.sightings.map(({ outcome }) => outcome).sort()).toEqual(['health', 'not-found', 'pac', 'pac'])
  })

  it('is served byte by byte', async () => {
    const text = await exchange(server, ...Array.from('GET /wpad.dat HTTP/1.1\r\nHost: wpad\r\n\r\n'))
    expect(fieldsOf(undated(text))).toEqual(fieldsOf(whole('keep-alive')))
  })

  it('still gets its answer after ending its own side, on the slow path too', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    await using own = await serve({ metrics: () => promise })
    await using client = await dial(own.endpoint)
    await client.send('GET /metrics HTTP/1.1\r\n\r\n')
    client.socket.end()
    // a whole exchange later, its end has arrived
    await exchange(own, 'GET /wpad.dat HTTP/1.1\r\n\r\n')
    resolve('late 1\n')
    expect(await client.rest()).toMatch(/^HTTP\/1\.1 200 OK\r\n(.+\r\n)+\r\nlate 1\n$/)
  })

  it('that is reset hurts nobody', async () => {
    for (const piece of ['', 'GET /wp', 'GET /wpad.dat HTTP/1.1\r\n\r\n', 'GET /healthz HTTP/1.1\r\n\r\n']) {
      const client = await dial(server.endpoint)
      if (piece !== '') await client.send(piece)
      client.socket.resetAndDestroy()
    }
    expect(statuses(await exchange(server, 'GET /wpad.dat HTTP/1.0\r\n\r\n'))).toEqual(['200 OK'])
  })
})

describe('who is served what', () => {
  it('W6: the PAC is that of the client address, and X-Forwarded-For is nobody', async () => {
    const subnets = [parseCidr('127.0.0.2/32')]
    const findSite = siteFinder([
      { site, revision },
      { site: { ...site, name: 'branch', subnets }, revision: directPac },
    ])
    await using own = await serve({ findSite })
    for (const [from, body] of [
      ['127.0.0.1', pac],
      ['127.0.0.2', directPac.body.toString()],
    ] as const) {
      await using client = await dial(own.endpoint, from)
      await client.send('GET /wpad.dat HTTP/1.0\r\nX-Forwarded-For: 127.0.0.2\r\nForwarded: for=127.0.0.2\r\n\r\n')
      expect((await client.rest()).endsWith(`\r\n\r\n${body}`)).toBe(true)
    }
  })

  it('W7: a client without a site gets 404 at once', async () => {
    await using own = await serve({ findSite: () => undefined })
    expect(statuses(await exchange(own, 'GET /wpad.dat HTTP/1.1\r\n\r\n'))).toEqual(['404 Not Found'])
    expect(own.sightings).toEqual([expect.objectContaining({ outcome: 'no-site', answered: true, detail: '/wpad.dat' })])
  })

  it('H3: a new revision is served by the next request, on the same connection', async () => {
    let findSite = everyone
    await using own = await serve({ findSite: (asker) => findSite(asker) })
    await using client = await dial(own.endpoint)
    await client.send('GET /wpad.dat HTTP/1.1\r\n\r\n')
    await client.until(pac)
    const next = makeRevision(`${pac}// next`, { lastModified: new Date(), file: 'office.pac' })
    findSite = siteFinder([{ site, revision: next }])
    await client.send(`GET /wpad.dat HTTP/1.1\r\nIf-None-Match: "${revision.id}"\r\n\r\n`)
    expect(statuses(await client.until('// next'))).toEqual(['200 OK'])
  })

  it('refuses networks that are not allowed, before anything else', async () => {
    await using own = await serve({}, { allow: ['127.0.0.2/32', '192.0.2.0/24'] })
    for (const head of ['GET /wpad.dat HTTP/1.1\r\n\r\n', 'GET /healthz HTTP/1.1\r\n\r\n', 'junk'])
      expect(statuses(await exchange(own, head))).toEqual(['403 Forbidden'])
    expect(own.sightings.map(({ outcome }) => outcome)).toEqual(['forbidden', 'forbidden', 'forbidden'])
    await using allowed = await dial(own.endpoint, '127.0.0.2')
    await allowed.send('GET /wpad.dat HTTP/1.0\r\n\r\n')
    expect(statuses(await allowed.rest())).toEqual(['200 OK'])
  })

  it('a connection that is refused is refused once, whatever else it says', async () => {
    await using own = await serve({}, { allow: ['192.0.2.0/24'] })
    await using client = await dial(own.endpoint)
    for (let i = 0; i < 3; i++) await client.send('GET /wpad.dat HTTP/1.1\r\n\r\n')
    expect(statuses(await client.rest())).toEqual(['403 Forbidden'])
    expect(own.sightings).toHaveLength(1)
  })

  it('shows the metrics to their networks only', async () => {
    await using own = await serve({}, { metrics: ['127.0.0.2/32'] })
    for (const [from, status] of [
      ['127.0.0.1', '403 Forbidden'],
      ['127.0.0.2', '200 OK'],
    ] as const) {
      await using client = await dial(own.endpoint, from)
      await client.send('GET /metrics HTTP/1.0\r\n\r\n')
      expect(statuses(await client.rest())).toEqual([status])
    }
    expect(own.sightings.map(({ outcome }) => outcome)).toEqual(['forbidden', 'metrics'])
  })

  it.runIf(hasIPv6)('serves IPv6 clients', async () => {
    await using own = await serve({}, { listen: ['[::1]:0'] })
    await using client = await dial(own.endpoint, '::1')
    await client.send('GET /wpad.dat HTTP/1.0\r\n\r\n')
    expect(statuses(await client.rest())).toEqual(['200 OK'])
    expect(own.sightings).toEqual([expect.objectContaining({ client: '::1' })])
  })
})

describe('sightings', () => {
  it('say who asked for what, at most 256 characters of it', async () => {
    await exchange(server, 'GET /wpad.dat HTTP/1.1\r\nHost: wpad.example.org\r\nUser-Agent: Example/1.0\r\n\r\n')
    await exchange(server, `HEAD /wpad.dat?${'x'.repeat(1000)} HTTP/1.1\r\nHost: wpad\r\n\r\n`)
    expect(server.sightings).toEqual([
      {
        via: 'http',
        client: '127.0.0.1',
        answered: true,
        outcome: 'pac',
        detail: 'wpad.example.org/wpad.dat',
        userAgent: 'Example/1.0',
        site: 'everyone',
        told: expect.stringMatching(/^[0-9a-f]{16}$/),
        milliseconds: expect.any(Number),
      },
      expect.objectContaining({ detail: `HEAD wpad/wpad.dat?${'x'.repeat(1000)}`.slice(0, 256) }),
    ])
    // whoever asks for the head alone holds no PAC
    expect(server.sightings[1]).not.toHaveProperty('told')
    for (const { milliseconds } of server.sightings) expect(milliseconds).toBeGreaterThanOrEqual(0)
  })

  it('there is none for a connection without a request', async () => {
    await exchange(server)
    await using client = await dial(server.endpoint)
    await client.send('GET /wpad.dat HTTP/1.1\r\n\r\n')
    await client.until(pac)
    client.socket.end()
    await client.rest()
    expect(server.sightings).toHaveLength(1)
  })
})

describe('opening and closing', () => {
  it('rejects with the system error when a port is taken, and closes what was opened', async () => {
    const taken = server.endpoint.port
    const opening = serve({}, { listen: ['127.0.0.2:0', `127.0.0.1:${taken}`] })
    await expect(opening).rejects.toMatchObject({ code: 'EADDRINUSE', address: '127.0.0.1', port: taken })
  })

  it('closes what was opened when a later endpoint fails', async () => {
    const free = await serve()
    const { port } = free.endpoint
    await free[Symbol.asyncDispose]()
    await expect(serve({}, { listen: [`127.0.0.1:${port}`, '192.0.2.1:0'] })).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' })
    await using again = await serve({}, { listen: [`127.0.0.1:${port}`] })
    expect(again.endpoint.port).toBe(port)
  })

  it.runIf(hasIPv6)('listens on IPv4 and IPv6 wildcards with one port', async () => {
    await using four = await serve({}, { listen: ['0.0.0.0:0'] })
    await using six = await serve({}, { listen: [`[::]:${four.endpoint.port}`] })
    expect(six.endpoints).toEqual([parseEndpoint(`[::]:${four.endpoint.port}`)])
  })

  it('closes idle connections at once, wherever they are', async () => {
    const own = await serve()
    const idle = await dial(own.endpoint)
    const fast = await dial(own.endpoint)
    await fast.send('GET /wpad.dat HTTP/1.1\r\n\r\n')
    await fast.until(pac)
    const slow = await dial(own.endpoint)
    await slow.send('GET /healthz HTTP/1.1\r\n\r\n')
    await slow.until('ok\n')
    const half = await dial(own.endpoint)
    await half.send('GET /wpad')
    const began = performance.now()
    await own[Symbol.asyncDispose]()
    // not after the second that answers under way are given
    expect(performance.now() - began).toBeLessThan(950)
    for (const client of [idle, fast, slow, half]) expect(await client.rest()).toBe('')
    const refused = connect({ host: '127.0.0.1', port: own.endpoint.port })
    const [error] = await once(refused, 'error')
    expect(error).toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('lets an answer that is under way leave first', async () => {
    const asked = Promise.withResolvers<void>()
    const metrics = Promise.withResolvers<string>()
    const own = await serve({
      metrics: () => {
        asked.resolve()
        return metrics.promise
      },
    })
    const client = await dial(own.endpoint)
    await client.send('GET /metrics HTTP/1.1\r\n\r\n')
    await asked.promise
    const closing = own[Symbol.asyncDispose]()
    metrics.resolve('late 1\n')
    const began = performance.now()
    expect(await client.rest()).toMatch(/\r\n\r\nlate 1\n$/)
    await closing
    // not after the second that answers under way are given
    expect(performance.now() - began).toBeLessThan(950)
  })
})
