import { expect, it } from 'vitest'
import { openLlmnr } from '../../../src/dns/llmnr/listener.ts'
import { llmnrOptions } from '../../../src/dns/llmnr/options.ts'
import type { LinkOptions } from '../../../src/net/link-options.ts'
import { siteFinder } from '../../../src/sites/find-site.ts'
import { openNeighbour, openRival, serveLink } from '../../support/link.ts'
import { freePorts } from '../../support/ports.ts'
import { decode, query, site, wire, words } from '../example.ts'
import { openConnection } from '../sockets.ts'

const group = '224.0.0.252'
const asked = query('wpad', 1, { flags: 0, id: 1 })
const findSite = siteFinder([site({ addresses: ['192.0.2.10'] })])
const serve = (given: Partial<LinkOptions> = {}) => serveLink(llmnrOptions, openLlmnr, given, findSite)
// repeats the question and gives an address, to every name or to wpad alone
const poisonWith = (address: number[]) => (bytes: Buffer) =>
  Buffer.concat([
    bytes.subarray(0, 2),
    words(0x8000, 1, 1, 0, 0),
    bytes.subarray(12),
    words(0xc00c, 1, 1, 0, 30, 4),
    Buffer.from(address),
  ])
const answerWith = (address: number[]) => (bytes: Buffer) =>
  bytes.subarray(12, 18).equals(wire('wpad')) ? poisonWith(address)(bytes) : undefined

it('S3: answers what is sent to the group, unicast, from its own address and port', async () => {
  await using server = await serve()
  using neighbour = await openNeighbour()
  const { bytes, from } = await neighbour.ask(asked, group, server.port)
  expect(decode(bytes).answers).toMatchObject([{ name: 'wpad', address: '192.0.2.10', ttl: 30 }])
  expect(from).toEqual({ address: '127.0.0.1', port: server.port })
  expect(server.sightings.at(-1)).toMatchObject({
    via: 'llmnr',
    client: '127.0.0.1',
    answered: true,
    outcome: 'noerror',
    unusual: false,
    detail: 'wpad A',
  })
})

it('S3: says nothing to another name, to junk and to a response, and goes on', async () => {
  await using server = await serve()
  using neighbour = await openNeighbour()
  await neighbour.ask(asked, group, server.port)
  neighbour.send(query('pc', 1, { flags: 0, id: 2 }), group, server.port)
  neighbour.send(Buffer.from('junk'), group, server.port)
  neighbour.send(query('wpad', 1, { flags: 0x8000, id: 3 }), group, server.port)
  await neighbour.ask(query('wpad', 28, { flags: 0, id: 4 }), group, server.port)
  expect([...neighbour.ids()]).toEqual([1, 4])
  expect(server.outcomes()).toEqual(expect.arrayContaining(['another name', 'malformed', 'not a query', 'nodata']))
})

it('S3: takes no unicast over UDP, and answers over TCP', async () => {
  const [port = 0] = await freePorts(1)
  await using server = await serve({ port })
  using neighbour = await openNeighbour()
  await neighbour.ask(query('wpad', 1, { flags: 0, id: 2 }), group, server.port)
  neighbour.send(asked, '127.0.0.1', server.port)
  using connection = await openConnection(server.port)
  connection.send(asked)
  expect(decode((await connection.until(1))[0]!).answers).toMatchObject([{ address: '192.0.2.10' }])
  connection.send(query('pc', 1, { flags: 0 }))
  await connection.closed
  expect([...neighbour.ids()]).toEqual([2])
})

it('S3: is silent while another host has the name, says who, and answers when it is gone', async () => {
  const rival = await openRival(group, 0, answerWith([203, 0, 113, 66]))
  await using server = await serve({ port: rival.port })
  await expect
    .poll(() => server.sightings)
    .toContainEqual(
      expect.objectContaining({
        client: '127.0.0.2',
        answered: false,
        outcome: 'name taken by another',
        unusual: true,
        detail: 'wpad is 203.0.113.66 there',
      }),
    )
  using neighbour = await openNeighbour()
  neighbour.send(asked, group, server.port)
  await expect.poll(() => server.outcomes()).toContain('name taken')
  expect(server.outcomes()).not.toContain('noerror')
  expect(server.outcomes()).not.toContain('poisoner')
  rival[Symbol.dispose]()
  using later = await openNeighbour()
  expect(decode((await later.ask(asked, group, server.port)).bytes).answers).toHaveLength(1)
})

it('S3: a host that answers to a made-up name is a poisoner', async () => {
  using poisoner = await openRival(group, 0, poisonWith([203, 0, 113, 66]))
  await using server = await serve({ port: poisoner.port })
  await expect
    .poll(() => server.sightings.find(({ outcome }) => outcome === 'poisoner'))
    .toMatchObject({
      client: '127.0.0.2',
      answered: false,
      unusual: true,
      detail: expect.stringMatching(/^[a-z]{12} is 203\.0\.113\.66 there$/),
    })
  expect(server.outcomes()).toContain('name taken by another')
})

it('S3: answers beside a rival where the administrator says so', async () => {
  using rival = await openRival(group, 0, answerWith([203, 0, 113, 66]))
  await using server = await serve({ port: rival.port, whenTaken: 'answer' })
  await expect.poll(() => server.outcomes()).toContain('name taken by another')
  using neighbour = await openNeighbour()
  neighbour.send(asked, group, server.port)
  await expect.poll(() => neighbour.replies.map(({ from }) => from.address).sort()).toEqual(['127.0.0.1', '127.0.0.2'])
})

it('S3: a second server that gives the same address is no rival', async () => {
  using twin = await openRival(group, 0, answerWith([192, 0, 2, 10]))
  await using server = await serve({ port: twin.port })
  using neighbour = await openNeighbour()
  neighbour.send(asked, group, server.port)
  await expect
    .poll(() => {
      neighbour.send(asked, group, server.port)
      return neighbour.replies.map(({ from }) => from.address)
    })
    .toContain('127.0.0.1')
  expect(server.outcomes()).not.toContain('name taken by another')
})

it('S3: answers nobody who is on no link of ours', async () => {
  await using server = await serve({ interfaces: ['no-such-link'] })
  using connection = await openConnection(server.port).catch(() => ({ socket: undefined, [Symbol.dispose]() {} }))
  expect(connection.socket).toBeUndefined()
  expect(server.sightings).toEqual([])
})

it('shares its port with another responder of this machine, and leaves it when it is closed', async () => {
  const first = await serve()
  await using second = await serve({ port: first.port })
  await first[Symbol.asyncDispose]()
  using neighbour = await openNeighbour()
  expect(decode((await neighbour.ask(asked, group, second.port)).bytes).answers).toHaveLength(1)
})
