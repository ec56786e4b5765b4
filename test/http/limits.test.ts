import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { makeRevision } from '../../src/revisions/revision.ts'
import { siteFinder } from '../../src/sites/find-site.ts'
import { dial, exchange, pac, serve, site, statuses } from './exchange.ts'

const get = 'GET /wpad.dat HTTP/1.1\r\nHost: wpad\r\n\r\n'
const big = makeRevision(`${pac}//${'x'.repeat(1024 * 1024 - 200)}`, { lastModified: new Date(0), file: 'big.pac' })

// more than the kernel holds for a client that does not read; no file of that size is ever loaded
const huge = makeRevision('x'.repeat(32 * 1024 * 1024), { lastModified: new Date(0), file: 'huge.pac' })

describe('slow clients', () => {
  it('W7: a head that drips is answered 408 and closed', async () => {
    await using server = await serve({}, { headTimeout: 0.1 })
    await using client = await dial(server.endpoint)
    await client.send('GET /wpad.dat HTTP/1.1\r\n')
    const drip = setInterval(() => client.socket.write('X: y\r\n'), 20)
    expect(statuses(await client.rest())).toEqual(['408 Request Timeout'])
    clearInterval(drip)
    expect(server.sightings).toEqual([expect.objectContaining({ outcome: 'too-slow', answered: true, unusual: true })])
  })

  it('a connection that says nothing is closed, and is no sighting', async () => {
    await using server = await serve({}, { headTimeout: 0.1 })
    await using client = await dial(server.endpoint)
    expect(await client.rest()).toBe('')
    expect(server.sightings).toEqual([])
  })

  it.each([
    ['the fast path', [get]],
    ['the parser', ['GET /wpad.dat HTTP/1.1\r\n', '\r\n']],
  ])('an idle connection of %s is closed', async (_, pieces) => {
    await using server = await serve({}, { idleTimeout: 0.1 })
    await using client = await dial(server.endpoint)
    for (const piece of pieces) await client.send(piece)
    expect(statuses(await client.rest())).toEqual(['200 OK'])
    expect(server.sightings).toHaveLength(1)
  })

  it('a connection in use is not idle', async () => {
    await using server = await serve({}, { headTimeout: 0.1, idleTimeout: 3600, sendTimeout: 0.1 })
    await using busy = await dial(server.endpoint)
    await busy.send(get)
    await busy.until(pac)
    await using silent = await dial(server.endpoint)
    expect(await silent.rest()).toBe('')
    await busy.send(get)
    expect(statuses(await busy.until(pac))).toEqual(['200 OK'])
  })

  it.each([
    ['the fast path', [get]],
    ['the parser', ['GET /wpad.dat HTTP/1.1\r\n', '\r\n']],
  ])('one that does not read its answer is cut off, over %s', async (_, pieces) => {
    const findSite = siteFinder([{ site, revision: huge }])
    await using server = await serve({ findSite }, { sendTimeout: 0.1, headTimeout: 0.4 })
    await using client = await dial(server.endpoint)
    client.socket.pause()
    for (const piece of pieces) await client.send(piece)
    // by the time that a silent one is closed, this one is too
    await using silent = await dial(server.endpoint)
    await silent.rest()
    client.socket.resume()
    const text = await client.rest()
    expect(statuses(text)).toEqual(['200 OK'])
    expect(text.length).toBeLessThan(huge.body.length)
  })

  it('a body that never ends is cut off', async () => {
    await using server = await serve({}, { idleTimeout: 0.1 })
    await using client = await dial(server.endpoint)
    await client.send('POST /wpad.dat HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n')
    const drip = setInterval(() => client.socket.write('1\r\nx\r\n'), 20)
    expect(statuses(await client.rest())).toEqual(['405 Method Not Allowed'])
    clearInterval(drip)
    expect(server.sightings).toHaveLength(1)
  })
})

describe('a slow reader of a large file', () => {
  it('H5: gets all of it', async () => {
    await using server = await serve({ findSite: siteFinder([{ site, revision: big }]) })
    await using client = await dial(server.endpoint)
    client.socket.pause()
    await client.send(get)
    client.socket.resume()
    const text = await client.until('xx')
    client.socket.end()
    expect((text + (await client.rest())).split('\r\n\r\n')[1]!.length).toBe(big.body.length)
  })
})

describe('a client that does not read', () => {
  it.each([
    ['HTTP/1.0', 'GET /wpad.dat HTTP/1.0\r\n\r\n'],
    ['HTTP/1.1 that closes', 'GET /wpad.dat HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ])('H5: gets the whole file at last, by %s', async (_, request) => {
    await using server = await serve({ findSite: siteFinder([{ site, revision: huge }]) })
    await using client = await dial(server.endpoint)
    client.socket.pause()
    await client.send(request)
    client.socket.resume()
    expect((await client.rest()).split('\r\n\r\n')[1]?.length).toBe(huge.body.length)
  })

  it('and has said close gets one answer, whatever else it says', async () => {
    await using server = await serve({ findSite: siteFinder([{ site, revision: huge }]) })
    await using client = await dial(server.endpoint)
    client.socket.pause()
    for (let i = 0; i < 3; i++) await client.send('GET /wpad.dat HTTP/1.0\r\n\r\n')
    client.socket.resume()
    expect(statuses(await client.rest())).toEqual(['200 OK'])
    expect(server.sightings).toHaveLength(1)
  })

  it('and asks on is not answered on', async () => {
    await using server = await serve({ findSite: siteFinder([{ site, revision: huge }]) })
    await using client = await dial(server.endpoint)
    client.socket.pause()
    for (let i = 0; i < 20; i++) await client.send(get)
    expect(server.sightings.length).toBeLessThan(5)
  })
})

describe('a broken body', () => {
  it('after its answer ends the connection without a second answer', async () => {
    await using server = await serve()
    await using client = await dial(server.endpoint)
    await client.send('GET /wpad.dat HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n')
    await client.send('not a chunk\r\n')
    expect(statuses(await client.rest())).toEqual(['200 OK'])
    expect(server.sightings.map(({ outcome }) => outcome)).toEqual(['pac'])
  })
})

describe('too many connections', () => {
  it('of one address: the next gets 503, others are served', async () => {
    await using server = await serve({}, { connectionsPerClient: 2 })
    await using first = await dial(server.endpoint)
    await using second = await dial(server.endpoint)
    await using third = await dial(server.endpoint)
    expect(statuses(await third.rest())).toEqual(['503 Service Unavailable'])
    await using other = await dial(server.endpoint, '127.0.0.2')
    await other.send('GET /wpad.dat HTTP/1.0\r\n\r\n')
    expect(statuses(await other.rest())).toEqual(['200 OK'])
    expect(server.sightings.map(({ outcome }) => outcome)).toEqual(['busy', 'pac'])
    first.socket.end()
    await first.rest()
    await second.send(get)
    expect(statuses(await second.until(pac))).toEqual(['200 OK'])
    expect(statuses(await exchange(server, get))).toEqual(['200 OK'])
  })

  it('of all: the longest idle one makes room', async () => {
    await using server = await serve({}, { connections: 2 })
    await using oldest = await dial(server.endpoint)
    await using second = await dial(server.endpoint)
    await using third = await dial(server.endpoint)
    await third.send(get)
    expect(statuses(await third.until(pac))).toEqual(['200 OK'])
    expect(await oldest.rest()).toBe('')
    await second.send(get)
    expect(statuses(await second.until(pac))).toEqual(['200 OK'])
  })

  it('of all: one that was refused and stays makes room', async () => {
    await using server = await serve({}, { connections: 1 })
    await using refused = await dial(server.endpoint)
    await refused.send('junk\r\n\r\n')
    await refused.until('bad request\n')
    await using next = await dial(server.endpoint)
    await next.send(get)
    expect(statuses(await next.until(pac))).toEqual(['200 OK'])
  })

  it('of all, every one at work: the next gets 503', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    await using server = await serve({ metrics: () => promise }, { connections: 1 })
    await using working = await dial(server.endpoint)
    await working.send('GET /metrics HTTP/1.1\r\n\r\n')
    await using next = await dial(server.endpoint)
    expect(statuses(await next.rest())).toEqual(['503 Service Unavailable'])
    resolve('late 1\n')
    expect(statuses(await working.until('late 1\n'))).toEqual(['200 OK'])
  })
})

it('a flood of junk after an error is not kept', async () => {
  await using server = await serve({}, { sendTimeout: 0.5 })
  await using client = await dial(server.endpoint)
  await client.send('junk\r\n\r\n')
  expect(statuses(await client.until('bad request\n'))).toEqual(['400 Bad Request'])
  const junk = Buffer.alloc(1024 * 1024, 'x')
  const before = process.memoryUsage().rss
  for (let i = 0; i < 50 && !client.socket.destroyed; i++)
    if (!client.socket.write(junk)) await Promise.race([once(client.socket, 'drain'), once(client.socket, 'close')])
  expect(process.memoryUsage().rss - before).toBeLessThan(40 * 1024 * 1024)
  expect(server.sightings.map(({ outcome }) => outcome)).toEqual(['bad-request'])
})
