import { describe, expect, it } from 'vitest'
import { parseCidr } from '../../src/net/cidr.ts'
import { directPac } from '../../src/revisions/direct-pac.ts'
import { siteFinder } from '../../src/sites/find-site.ts'
import { dial, exchange, pac, revision, serve, site, statuses } from './exchange.ts'
import { binaryHeader } from './proxy-header.ts'

const branch = { ...site, name: 'branch', subnets: [parseCidr('192.0.2.0/24'), parseCidr('2001:db8::/32')] }
const findSite = siteFinder([
  { site, revision },
  { site: branch, revision: directPac },
])
const direct = directPac.body.toString()
const get = 'GET /wpad.dat HTTP/1.0\r\n'
const bodyOf = (answer: string) => answer.split('\r\n\r\n')[1]

/** One request as one chunk, and cut in two, which is the parser's path. */
const ways: [string, (text: string) => string[]][] = [
  ['whole', (text) => [text]],
  ['in two pieces', (text) => [text.slice(0, 7), text.slice(7)]],
]

describe.each(ways)('X-Forwarded-For of a request that comes %s', (_, cut) => {
  it.each([
    ['names the client', 'X-Forwarded-For: 192.0.2.7\r\n', '192.0.2.7', direct],
    ['has several in one field', 'X-Forwarded-For: 203.0.113.1, 192.0.2.7, 127.0.0.9\r\n', '192.0.2.7', direct],
    ['has several fields', 'X-Forwarded-For: 203.0.113.1\r\nX-Forwarded-For: 192.0.2.7\r\n', '192.0.2.7', direct],
    ['is a lie before the last', 'X-Forwarded-For: 192.0.2.7, 203.0.113.1\r\n', '203.0.113.1', pac],
    ['is missing', '', '127.0.0.1', pac],
    ['is junk', 'X-Forwarded-For: wpad\r\n', '127.0.0.1', pac],
  ])('W6: of a trusted proxy, %s', async (_, field, client, body) => {
    await using server = await serve({ findSite }, { trustedProxies: ['127.0.0.0/8'] })
    expect(bodyOf(await exchange(server, ...cut(`${get}${field}\r\n`)))).toBe(body)
    expect(server.sightings).toEqual([expect.objectContaining({ client, outcome: 'pac' })])
  })

  it('W6: of anyone else is nobody', async () => {
    await using server = await serve({ findSite }, { trustedProxies: ['127.0.0.2/32'] })
    expect(bodyOf(await exchange(server, ...cut(`${get}X-Forwarded-For: 192.0.2.7\r\n\r\n`)))).toBe(pac)
    expect(server.sightings).toEqual([expect.objectContaining({ client: '127.0.0.1' })])
  })

  it('decides about each request of a connection by itself', async () => {
    await using server = await serve({ findSite }, { trustedProxies: ['127.0.0.1/32'] })
    await using client = await dial(server.endpoint)
    for (const [from, body] of [
      ['192.0.2.7', direct],
      ['203.0.113.1', pac],
    ] as const) {
      for (const piece of cut(`GET /wpad.dat HTTP/1.1\r\nX-Forwarded-For: ${from}\r\n\r\n`)) await client.send(piece)
      expect(bodyOf(await client.until(body))).toBe(body)
    }
  })

  it.each([
    ['192.0.2.7', ['200 OK']],
    ['203.0.113.1', ['403 Forbidden']],
    ['junk', ['403 Forbidden']],
  ])('H6: %s decides whether a network is allowed, and not the proxy', async (from, expected) => {
    await using server = await serve({}, { trustedProxies: ['127.0.0.1/32'], allow: ['192.0.2.0/24'] })
    for (const path of ['/wpad.dat', '/healthz'])
      expect(statuses(await exchange(server, ...cut(`GET ${path} HTTP/1.0\r\nX-Forwarded-For: ${from}\r\n\r\n`)))).toEqual(
        expected,
      )
  })

  it('decides whether the metrics are shown, and not the proxy on loopback', async () => {
    await using server = await serve({}, { trustedProxies: ['127.0.0.1/32'] })
    const metrics = (field: string) => exchange(server, ...cut(`GET /metrics HTTP/1.0\r\n${field}\r\n`))
    expect(statuses(await metrics('X-Forwarded-For: 192.0.2.7\r\n'))).toEqual(['403 Forbidden'])
    expect(statuses(await metrics(''))).toEqual(['200 OK'])
  })

  it('a trusted proxy may have more connections than a client', async () => {
    await using server = await serve({}, { trustedProxies: ['127.0.0.1/32'], connectionsPerClient: 1 })
    await using first = await dial(server.endpoint)
    await first.send('GET /wpad.dat HTTP/1.1\r\n\r\n')
    await first.until(pac)
    expect(statuses(await exchange(server, ...cut(`${get}\r\n`)))).toEqual(['200 OK'])
    await using stranger = await dial(server.endpoint, '127.0.0.2')
    await using next = await dial(server.endpoint, '127.0.0.2')
    expect(statuses(await next.rest())).toEqual(['503 Service Unavailable'])
    await stranger.send(`${get}\r\n`)
    expect(statuses(await stranger.rest())).toEqual(['200 OK'])
  })
})

describe('the PROXY protocol', () => {
  const proxyProtocol = ['127.0.0.1/32']
  const headers: [string, string | Buffer, string][] = [
    ['version 1', 'PROXY TCP4 192.0.2.7 198.51.100.1 56324 80\r\n', '192.0.2.7'],
    ['version 2', binaryHeader('192.0.2.7'), '192.0.2.7'],
    ['version 2 of IPv6', binaryHeader('2001:db8::7'), '2001:db8::7'],
  ]

  it.each(headers)('W6: %s names the client, with the request behind it or later', async (_, header, client) => {
    await using server = await serve({ findSite }, { proxyProtocol })
    const request = Buffer.from(`${get}\r\n`)
    const whole = Buffer.concat([Buffer.from(header), request])
    for (const pieces of [[whole], [Buffer.from(header), request], Array.from(whole, (byte) => Buffer.of(byte))])
      expect(bodyOf(await exchange(server, ...pieces))).toBe(direct)
    expect(server.sightings.map((each) => [each.client, each.outcome])).toEqual(Array(3).fill([client, 'pac']))
  })

  it.each([
    ['version 1', 'PROXY UNKNOWN\r\n'],
    ['version 2', Buffer.from('0d0a0d0a000d0a515549540a20000000', 'hex')],
  ])("W6: the proxy's own connection is its own: %s", async (_, header) => {
    await using server = await serve({ findSite }, { proxyProtocol })
    expect(bodyOf(await exchange(server, header, `${get}\r\n`))).toBe(pac)
    expect(server.sightings).toEqual([expect.objectContaining({ client: '127.0.0.1' })])
  })

  it.each([
    ['a request without it', `${get}\r\n`],
    ['a broken one', 'PROXY TCP4 192.0.2.7 198.51.100.1 56324\r\n'],
    ['TLS', '\x16\x03\x01\x02'],
    ['64 KiB of junk', 'P'.repeat(65_536)],
  ])('W6: closes without a word after %s', async (_, text) => {
    await using server = await serve({}, { proxyProtocol })
    expect(await exchange(server, text)).toBe('')
    expect(server.sightings).toEqual([
      expect.objectContaining({ client: '127.0.0.1', outcome: 'proxy-header', answered: false, unusual: true }),
    ])
  })

  it.each(['', 'PROXY TCP4 192.0.2.7 '])('W6: an end after "%s" is no sighting', async (text) => {
    await using server = await serve({}, { proxyProtocol, headTimeout: 3600 })
    expect(await exchange(server, ...(text === '' ? [] : [text]))).toBe('')
    expect(server.sightings).toEqual([])
  })

  it('a header that does not come is waited for as long as a head', async () => {
    await using server = await serve({}, { proxyProtocol, headTimeout: 0.1 })
    await using client = await dial(server.endpoint)
    await client.send('PROXY ')
    expect(await client.rest()).toBe('')
    expect(server.sightings).toEqual([])
  })

  it.each([
    ['off by default', undefined, '127.0.0.1'],
    ['for the listed networks alone', proxyProtocol, '127.0.0.2'],
  ])('W6: is %s: from elsewhere it is a bad request', async (_, networks, from) => {
    await using server = await serve({ findSite }, networks === undefined ? {} : { proxyProtocol: networks })
    await using client = await dial(server.endpoint, from)
    await client.send(`PROXY TCP4 192.0.2.7 198.51.100.1 56324 80\r\n${get}\r\n`)
    expect(statuses(await client.rest())).toEqual(['400 Bad Request'])
  })

  it('H6: decides whether a network is allowed, and not the address of the proxy', async () => {
    await using server = await serve({}, { proxyProtocol, allow: ['192.0.2.0/24'] })
    const from = (client: string) => exchange(server, `PROXY TCP4 ${client} 198.51.100.1 1 80\r\n`, `${get}\r\n`)
    expect(statuses(await from('192.0.2.7'))).toEqual(['200 OK'])
    expect(statuses(await from('203.0.113.1'))).toEqual(['403 Forbidden'])
  })

  it('counts connections by the client that it names', async () => {
    await using server = await serve({}, { proxyProtocol, connectionsPerClient: 1 })
    const from = async (client: string) => {
      const dialled = await dial(server.endpoint)
      await dialled.send(`PROXY TCP4 ${client} 198.51.100.1 1 80\r\n`)
      return dialled
    }
    await using first = await from('192.0.2.7')
    await using other = await from('192.0.2.8')
    await using second = await from('192.0.2.7')
    expect(statuses(await second.rest())).toEqual(['503 Service Unavailable'])
    for (const client of [first, other]) {
      await client.send(`${get}\r\n`)
      expect(statuses(await client.rest())).toEqual(['200 OK'])
    }
    // the connections that have ended no longer count
    await using again = await from('192.0.2.7')
    await again.send(`${get}\r\n`)
    expect(statuses(await again.rest())).toEqual(['200 OK'])
  })

  it('an end behind it is the end of what the client says, and not of what it is told', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    await using server = await serve({ metrics: () => promise }, { proxyProtocol })
    await using client = await dial(server.endpoint)
    await client.send('PROXY UNKNOWN\r\nGET /metrics HTTP/1.1\r\n\r\n')
    client.socket.end()
    await exchange(server, 'PROXY UNKNOWN\r\n', `${get}\r\n`)
    resolve('late 1\n')
    expect(await client.rest()).toMatch(/\r\n\r\nlate 1\n$/)
  })

  it("the proxy's own connections give its address no more than others have", async () => {
    await using server = await serve({}, { proxyProtocol, connectionsPerClient: 1 })
    for (let i = 0; i < 3; i++) await exchange(server, 'PROXY UNKNOWN\r\n', `${get}\r\n`)
    const text = 'PROXY TCP4 127.0.0.1 198.51.100.1 1 80\r\n'
    await using first = await dial(server.endpoint)
    await first.send(text)
    expect(statuses(await exchange(server, text))).toEqual(['503 Service Unavailable'])
  })

  it('a trusted proxy may stand behind it', async () => {
    await using server = await serve({ findSite }, { proxyProtocol, trustedProxies: ['203.0.113.1/32'], connectionsPerClient: 1 })
    const text = `PROXY TCP4 203.0.113.1 198.51.100.1 1 80\r\n${get}X-Forwarded-For: 192.0.2.7\r\n\r\n`
    await using held = await dial(server.endpoint)
    await held.send('PROXY TCP4 203.0.113.1 198.51.100.1 1 80\r\n')
    expect(bodyOf(await exchange(server, text))).toBe(direct)
    const lie = `PROXY TCP4 203.0.113.2 198.51.100.1 1 80\r\n${get}X-Forwarded-For: 192.0.2.7\r\n\r\n`
    expect(bodyOf(await exchange(server, lie))).toBe(pac)
  })
})

describe('too many requests', () => {
  // two at once, and one a second: even a slow machine sends ten faster than that
  const rateLimit = { perSecond: 1, exempt: [] }
  const ten = (path = '/wpad.dat') => Array.from({ length: 10 }, () => `GET ${path} HTTP/1.1\r\n\r\n`)
  const twoAtMost = (all: readonly string[]) => [...all.slice(0, 2), all.at(-1)]
  const limited = ['200 OK', '200 OK', '429 Too Many Requests']

  it.each([
    ['one after the other', ten()],
    ['in one chunk', [ten().join('')]],
    ['for the application', ten('/healthz')],
  ])('H6: %s get 429 at once, with a moment to wait', async (_, pieces) => {
    await using server = await serve({}, { rateLimit })
    const answer = await exchange(server, ...pieces)
    expect(statuses(answer)).toHaveLength(10)
    expect(twoAtMost(statuses(answer))).toEqual(limited)
    expect(answer).toMatch(/\r\nRetry-After: 1\r\n(.+\r\n)*\r\ntoo many requests\n$/i)
    expect(server.sightings.at(-1)).toMatchObject({ outcome: 'too-often', answered: true, unusual: true })
  })

  it('are counted for each client', async () => {
    await using server = await serve({}, { rateLimit })
    await exchange(server, ten().join(''))
    await using other = await dial(server.endpoint, '127.0.0.2')
    await other.send(`${get}\r\n`)
    expect(statuses(await other.rest())).toEqual(['200 OK'])
  })

  it('are counted for whom a trusted proxy asks', async () => {
    await using server = await serve({}, { rateLimit, trustedProxies: ['127.0.0.1/32'] })
    const from = (client: string) => exchange(server, `${get}X-Forwarded-For: ${client}\r\n\r\n`)
    const answers = []
    for (let i = 0; i < 10; i++) answers.push(...statuses(await from('192.0.2.7')))
    expect(twoAtMost(answers)).toEqual(limited)
    expect(statuses(await from('192.0.2.8'))).toEqual(['200 OK'])
  })

  it('there are none from exempt networks, nor where the limit is off', async () => {
    for (const setting of [{ perSecond: 1 }, 'off'] as const) {
      await using server = await serve({}, { rateLimit: setting })
      expect(statuses(await exchange(server, ten().join('')))).toEqual(Array(10).fill('200 OK'))
    }
  })
})
