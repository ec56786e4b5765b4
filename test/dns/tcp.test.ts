import { expect, it } from 'vitest'
import { frame } from '../../src/dns/frames.ts'
import { buildZones } from '../../src/dns/zones.ts'
import { decode, query, site } from './example.ts'
import { openClient, openConnection, serve } from './sockets.ts'

const asked = query('wpad.example.com', 1)

it('N4: answers queries that come together, each with its own id', async () => {
  await using server = await serve()
  using connection = await openConnection(server.port)
  connection.send(...Array.from({ length: 1000 }, (_, id) => query('wpad.example.com', 1, { id })))
  const replies = await connection.until(1000)
  expect(replies.map((reply) => reply.readUInt16BE(0)).sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, id) => id))
  expect(server.sightings).toHaveLength(1000)
})

it('N4: answers a query that comes in pieces, and the next on the same connection', async () => {
  await using server = await serve()
  using connection = await openConnection(server.port)
  connection.socket.setNoDelay()
  for (const byte of frame(asked)) await new Promise((sent) => connection.socket.write(Buffer.from([byte]), sent))
  await connection.until(1)
  connection.send(query('x.wpad.example.com', 1))
  expect((await connection.until(2)).map((reply) => decode(reply).header.rcode)).toEqual([0, 3])
})

it('N4: gives whole over TCP what it truncates over UDP', async () => {
  const addresses = Array.from({ length: 100 }, (_, i) => `192.0.2.${i}`)
  const zones = buildZones([site({ addresses })], 300)
  await using server = await serve({}, () => zones)
  using client = await openClient(server.port)
  using connection = await openConnection(server.port)
  connection.send(asked)
  expect(decode(await client.ask(asked)).header.tc).toBe(1)
  expect(decode((await connection.until(1))[0]!).answers).toHaveLength(100)
})

it('N4: answers what was asked before the client closed its side', async () => {
  await using server = await serve()
  using connection = await openConnection(server.port)
  connection.send(...Array<Buffer>(300).fill(asked))
  connection.socket.end()
  await connection.closed
  expect(connection.replies).toHaveLength(300)
})

it.each([
  ['a response', query('wpad.example.com', 1, { flags: 0x8400 }), 'not a query'],
  ['an empty message', Buffer.alloc(0), 'too short'],
])('N5: closes the connection after %s', async (_title, bytes, outcome) => {
  await using server = await serve()
  using connection = await openConnection(server.port)
  connection.send(asked, bytes, asked)
  await connection.closed
  expect(connection.replies).toHaveLength(1)
  expect(server.sightings.map((sighting) => sighting.outcome)).toEqual(['noerror', outcome])
})

it('N4: closes a connection that gives no whole query in time, however it trickles', async () => {
  await using server = await serve({ tcp: { idle: 1 } })
  using idle = await openConnection(server.port)
  using slow = await openConnection(server.port)
  const trickle = setInterval(() => slow.socket.write(Buffer.from([0])), 20)
  slow.socket.write(Buffer.from([0xff, 0xff]))
  await Promise.all([idle.closed, slow.closed])
  clearInterval(trickle)
  expect(server.sightings).toEqual([])
})

it('N4: has so many connections for one client, and so many in all', async () => {
  await using server = await serve({ tcp: { connections: 3, perClient: 2 } })
  using first = await openConnection(server.port)
  using second = await openConnection(server.port)
  using third = await openConnection(server.port)
  await third.closed
  expect(server.sightings).toMatchObject([{ outcome: 'too many connections', answered: false, client: '127.0.0.1' }])
  first.send(asked)
  await first.until(1)
  first.socket.destroy()
  // a place is free once the server has seen the end of the first
  await expect
    .poll(async () => {
      using next = await openConnection(server.port)
      next.send(asked)
      return await Promise.race([next.until(1).then(() => 'answered'), next.closed.then(() => 'closed')])
    })
    .toBe('answered')
  second.send(asked)
  expect(await second.until(1)).toHaveLength(1)
})

it('N4: stops reading from a client that does not read, and goes on answering others', async () => {
  const addresses = Array.from({ length: 250 }, (_, i) => `192.0.2.${i}`)
  const zones = buildZones([site({ addresses })], 300)
  await using server = await serve({ tcp: { idle: 1 } }, () => zones)
  using deaf = await openConnection(server.port)
  deaf.socket.pause()
  const asks = 200_000
  // 7 MB of queries, 800 MB of answers: far more than the sockets of both ends hold
  deaf.socket.write(Buffer.concat(Array<Buffer>(asks).fill(frame(asked))))
  using client = await openClient(server.port)
  expect(decode(await client.ask(query('wpad.example.com', 6))).answers).toHaveLength(1)
  await deaf.closed
  expect(server.sightings.length).toBeLessThan(asks / 2)
})
