import { expect, it } from 'vitest'
import type { LinkOptions } from '../../src/net/link-options.ts'
import { openNetbios } from '../../src/netbios/listener.ts'
import { addressesIn, decode, encodeQuery, encodeReply, netbiosName, positiveQuery } from '../../src/netbios/message.ts'
import { netbiosOptions } from '../../src/netbios/options.ts'
import { wpadName } from '../../src/netbios/respond.ts'
import { siteFinder } from '../../src/sites/find-site.ts'
import { site } from '../dns/example.ts'
import { openNeighbour, openRival, serveLink } from '../support/link.ts'

const broadcast = '127.255.255.255'
const asked = encodeQuery(1, wpadName)
const findSite = siteFinder([site({ addresses: ['192.0.2.10'] })])
const nameIn = (bytes: Buffer) => {
  const request = decode(bytes)
  return request.kind === 'request' ? request.name : ''
}
const serve = (given: Partial<LinkOptions> = {}) => serveLink(netbiosOptions, openNetbios, given, findSite)

it('S3: answers a broadcast, unicast, from its own address and port', async () => {
  await using server = await serve()
  using neighbour = await openNeighbour()
  const { bytes, from } = await neighbour.ask(asked, broadcast, server.port)
  expect(addressesIn(bytes, 1, wpadName)).toEqual(['192.0.2.10'])
  expect(from).toEqual({ address: '127.0.0.1', port: server.port })
  expect(server.sightings.at(-1)).toMatchObject({ via: 'nbns', answered: true, outcome: 'noerror', detail: 'WPAD<00>' })
})

it('S3: says nothing to another name, to junk and to unicasts, and goes on', async () => {
  await using server = await serve()
  using neighbour = await openNeighbour()
  await neighbour.ask(asked, broadcast, server.port)
  neighbour.send(encodeQuery(2, netbiosName('pc', 0)), broadcast, server.port)
  neighbour.send(Buffer.from('junk'), broadcast, server.port)
  neighbour.send(encodeQuery(3, wpadName), '127.0.0.1', server.port)
  await neighbour.ask(encodeQuery(4, wpadName), broadcast, server.port)
  expect([...neighbour.ids()]).toEqual([1, 4])
  expect(server.outcomes()).toEqual(expect.arrayContaining(['another name', 'malformed']))
})

it('S3: is silent while another host has the name, and says who', async () => {
  // answers to every name
  using rival = await openRival(broadcast, 0, (query) =>
    encodeReply({ id: query.readUInt16BE(0), name: nameIn(query), flags: positiveQuery, ttl: 60, addresses: ['203.0.113.66'] }),
  )
  await using server = await serve({ port: rival.port })
  await expect
    .poll(() => server.sightings.find(({ unusual }) => unusual))
    .toMatchObject({
      client: '127.0.0.2',
      outcome: 'name taken by another',
      detail: 'WPAD<00> is 203.0.113.66 there',
    })
  await expect
    .poll(() => server.sightings.find(({ outcome }) => outcome === 'poisoner'))
    .toMatchObject({
      client: '127.0.0.2',
      detail: expect.stringMatching(/^[A-Z]{12}<00> is 203\.0\.113\.66 there$/),
    })
  using neighbour = await openNeighbour()
  neighbour.send(asked, broadcast, server.port)
  await expect.poll(() => server.outcomes()).toContain('name taken')
  expect(server.outcomes()).not.toContain('noerror')
})
