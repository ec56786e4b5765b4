import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { openDns } from '../../src/dns/listener.ts'
import { type DnsSocketOptions, dnsSocketOptions } from '../../src/dns/options.ts'
import { buildZones } from '../../src/dns/zones.ts'
import { service } from '../../src/net/service.ts'
import { decode, exampleZones, query, site } from './example.ts'
import { dnsOptionsFrom, openClient, openConnection, serve } from './sockets.ts'

const asked = query('wpad.example.com', 1)
const addressIn = (bytes: Buffer) => decode(bytes).answers[0]?.address

it('N4: answers over UDP and TCP at the one port that the system chose', async () => {
  await using server = await serve()
  using client = await openClient(server.port)
  using connection = await openConnection(server.port)
  connection.send(asked)
  expect(server.port).toBeGreaterThan(0)
  expect(server.listener.endpoints).toEqual([{ address: '127.0.0.1', port: server.port }])
  expect(addressIn(await client.ask(asked))).toBe('192.0.2.10')
  expect(addressIn((await connection.until(1))[0]!)).toBe('192.0.2.10')
})

it('N3: answers from the address that was asked', async () => {
  await using server = await serve({ listen: ['127.0.0.1:0', '127.0.0.2:0'] })
  for (const { address, port } of server.listener.endpoints) {
    using client = await openClient(port, address, '127.0.0.1')
    expect(addressIn(await client.ask(asked))).toBe('192.0.2.10')
  }
})

it('reports each query once', async () => {
  await using server = await serve()
  using client = await openClient(server.port)
  client.send(query('wpad.example.com', 1, { flags: 0x8400 }))
  client.send(Buffer.from('junk'))
  client.send(query('wpad.example.com', 1, { counts: [0, 0, 0, 0] }))
  await client.ask(query('www.example.org', 28))
  await client.ask(query('WPAD.example.com', 65))
  await client.ask(asked)
  await expect.poll(() => server.sightings.length).toBe(6)
  expect(server.sightings.map(({ outcome, answered, unusual, detail }) => [outcome, answered, unusual, detail])).toEqual([
    ['not a query', false, true, ''],
    ['too short', false, true, ''],
    ['formerr', true, true, ''],
    ['refused', true, false, 'www.example.org AAAA'],
    ['nodata', true, false, 'wpad.example.com HTTPS'],
    ['noerror', true, false, 'wpad.example.com A'],
  ])
  expect(server.sightings.at(-1)).toMatchObject({ site: 'everyone', told: '192.0.2.10' })
  expect(server.sightings[3]).toMatchObject({ site: undefined, told: undefined })
  expect(
    server.sightings.every(({ via, client, milliseconds }) => via === 'dns' && client === '127.0.0.1' && milliseconds >= 0),
  ).toBe(true)
})

it('answers from the zones of the moment', async () => {
  let zones = exampleZones
  await using server = await serve({}, () => zones)
  using client = await openClient(server.port)
  expect(addressIn(await client.ask(asked))).toBe('192.0.2.10')
  zones = buildZones([site({ addresses: ['192.0.2.11'] })], 300)
  expect(addressIn(await client.ask(asked))).toBe('192.0.2.11')
})

it('N8: fifty reloads under load lose no query, and give no answer but the one before or the one after', async () => {
  const generations = Array.from({ length: 51 }, (_, i) => buildZones([site({ addresses: [`192.0.2.${i}`] })], 300))
  let generation = 0
  await using dns = service('dns', (options: DnsSocketOptions) =>
    openDns(
      options,
      () => generations[generation]!,
      () => {},
    ),
  )
  const options = (ttl: number) => dnsSocketOptions(dnsOptionsFrom({ listen: ['127.0.0.1:0'], ttl }))
  await dns.follow(options(300))
  const [{ port } = { port: 0 }] = dns.listener?.endpoints ?? []
  using client = await openClient(port)
  using other = await openClient(port)
  using connection = await openConnection(port)
  let asking = true
  const stale: string[] = []
  const check = (before: number, reply: Buffer) => {
    const wanted = generations.slice(before, generation + 1).map((_, i) => `192.0.2.${before + i}`)
    if (!wanted.includes(addressIn(reply) ?? '')) stale.push(`${addressIn(reply)}, not ${wanted}`)
  }
  const overUdp = async () => {
    let answered = 0
    for (; asking; answered++) {
      const before = generation
      check(before, await client.ask(asked))
    }
    return answered
  }
  const overTcp = async () => {
    let answered = 0
    for (; asking; answered++) {
      const before = generation
      connection.send(asked)
      check(before, (await connection.until(answered + 1))[answered]!)
    }
    return answered
  }
  const answered = Promise.all([overUdp(), overTcp()])
  for (let reload = 1; reload <= 50; reload++) {
    await dns.follow(options(300 + reload))
    generation = reload
    await other.ask(asked).then((reply) => check(reload, reply))
  }
  asking = false
  const [udp, tcp] = await answered
  expect({ stale, port: dns.listener?.endpoints[0]?.port }).toEqual({ stale: [], port })
  expect([udp > 10, tcp > 10]).toEqual([true, true])
})

describe('N6: beyond the rate limit', () => {
  const limited = { perSecond: 2, slip: 2, exempt: [] }
  const many = buildZones([site({ addresses: Array.from({ length: 15 }, (_, i) => `192.0.2.${i}`) })], 300)

  it('N6: a forged source gets two answers a second, and then nothing longer than its query', async () => {
    await using server = await serve({ rateLimit: limited }, () => many)
    using client = await openClient(server.port)
    const lengths: number[] = []
    client.socket.on('message', (reply) => lengths.push(reply.length))
    for (let i = 0; i < 100; i++) client.send(asked)
    await expect.poll(() => server.sightings.length).toBe(100)
    const outcomes = Map.groupBy(server.sightings, ({ outcome }) => outcome)
    const [whole, cut, dropped] = ['noerror', 'slipped', 'rate limited'].map((outcome) => outcomes.get(outcome)!.length)
    await expect.poll(() => lengths.length).toBe(whole! + cut!)
    // a second may end between
    expect(whole).toBeLessThanOrEqual(4)
    expect(whole! + cut! + dropped!).toBe(100)
    expect(Math.abs(cut! - dropped!)).toBeLessThanOrEqual(2)
    expect(outcomes.get('rate limited')![0]).toMatchObject({ answered: false, unusual: true, client: '127.0.0.1' })
    expect(lengths.filter((length) => length > 3 * asked.length)).toHaveLength(whole!)
    expect(lengths.filter((length) => length === asked.length)).toHaveLength(cut!)
  })

  it('N6: a truncated reply sends a real client to TCP, which has no limit', async () => {
    await using server = await serve({ rateLimit: { perSecond: 1, slip: 1, exempt: [] } }, () => many)
    using client = await openClient(server.port)
    using connection = await openConnection(server.port)
    const replies = [await client.ask(asked), await client.ask(asked), await client.ask(asked)].map(decode)
    expect(replies.at(-1)!.header.tc === 1 || replies[1]!.header.tc === 1).toBe(true)
    connection.send(...Array<Buffer>(50).fill(asked))
    expect((await connection.until(50)).every((reply) => decode(reply).answers.length === 15)).toBe(true)
  })

  it('N6: a LAN resolver is never without an answer, at whatever rate it asks', async () => {
    await using server = await serve({ rateLimit: { perSecond: 1 } })
    using client = await openClient(server.port)
    for (let i = 0; i < 200; i++) expect(addressIn(await client.ask(asked))).toBe('192.0.2.10')
  })

  it('N6: where it is off, every answer is sent', async () => {
    await using server = await serve({ rateLimit: 'off' }, () => many)
    using client = await openClient(server.port)
    for (let i = 0; i < 200; i++) expect(decode(await client.ask(asked)).answers).toHaveLength(15)
  })
})

it('N5: refuses clients outside the allowed networks', async () => {
  await using server = await serve({ allow: ['127.0.0.2/32'] })
  using stranger = await openClient(server.port)
  using client = await openClient(server.port, '127.0.0.1', '127.0.0.2')
  expect(decode(await stranger.ask(asked)).header.rcode).toBe(5)
  expect(addressIn(await client.ask(asked))).toBe('192.0.2.10')
  await expect.poll(() => server.sightings.map(({ outcome }) => outcome)).toEqual(['not allowed', 'noerror'])
})

it('N3: gives each client the answer of its own site', async () => {
  const zones = buildZones(
    [site({ addresses: ['192.0.2.1'] }), site({ addresses: ['192.0.2.2'], subnets: ['127.0.0.2/32'] })],
    300,
  )
  await using server = await serve({}, () => zones)
  using one = await openClient(server.port)
  using other = await openClient(server.port, '127.0.0.1', '127.0.0.2')
  expect([addressIn(await one.ask(asked)), addressIn(await other.ask(asked))]).toEqual(['192.0.2.1', '192.0.2.2'])
})

describe('a port that is taken', () => {
  async function freePort(): Promise<number> {
    await using server = await serve()
    return server.port
  }

  it('rejects with the error of the system, and closes what was open', async () => {
    const port = await freePort()
    await using other = await serve()
    await expect(serve({ listen: [`127.0.0.1:${port}`, `127.0.0.1:${other.port}`] })).rejects.toMatchObject({
      code: 'EADDRINUSE',
      address: '127.0.0.1',
      port: other.port,
    })
    await using again = await serve({ listen: [`127.0.0.1:${port}`] })
    expect(again.port).toBe(port)
  })

  it('rejects when it is taken for UDP alone, and frees TCP', async () => {
    const holder = createSocket('udp4').bind(0, '127.0.0.1')
    await once(holder, 'listening')
    const { port } = holder.address()
    await expect(serve({ listen: [`127.0.0.1:${port}`] })).rejects.toMatchObject({ code: 'EADDRINUSE', syscall: 'bind' })
    const server = createServer().listen(port, '127.0.0.1')
    await once(server, 'listening')
    server.close()
    holder.close()
  })

  it('rejects an address that this host does not have', async () => {
    await expect(serve({ listen: ['203.0.113.77:0'] })).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' })
  })
})

it('is closed by disposing of it, connections too', async () => {
  const server = await serve()
  using connection = await openConnection(server.port)
  await server[Symbol.asyncDispose]()
  await connection.closed
  await using again = await serve({ listen: [`127.0.0.1:${server.port}`] })
  expect(again.port).toBe(server.port)
})
