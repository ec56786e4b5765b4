import { expect, it } from 'vitest'
import { openMdns } from '../../../src/dns/mdns/listener.ts'
import { mdnsOptions } from '../../../src/dns/mdns/options.ts'
import type { LinkOptions } from '../../../src/net/link-options.ts'
import { siteFinder } from '../../../src/sites/find-site.ts'
import { openGroupMember, openNeighbour, openRival, serveLink } from '../../support/link.ts'
import { decode, query, site, words } from '../example.ts'

const group = '224.0.0.251'
const findSite = siteFinder([site({ addresses: ['192.0.2.10'] })])
const serve = (given: Partial<LinkOptions> = {}) => serveLink(mdnsOptions, openMdns, given, findSite)
const asked = (id: number, klass = 1) => query('wpad.local', 1, { flags: 0, id, class: klass })

it('S3: answers an ordinary resolver from the port that was asked', async () => {
  await using server = await serve()
  using neighbour = await openNeighbour()
  const { bytes, from } = await neighbour.ask(asked(1), group, server.port)
  expect(decode(bytes)).toMatchObject({ questions: [{ name: 'wpad.local' }], answers: [{ address: '192.0.2.10', ttl: 10 }] })
  expect(from).toEqual({ address: '127.0.0.1', port: server.port })
  expect(server.sightings.at(-1)).toMatchObject({ via: 'mdns', answered: true, outcome: 'noerror', detail: 'wpad.local A' })
})

it('S3: announces the name once it is its own, answers the group, and takes leave', async () => {
  using member = await openGroupMember(group)
  const server = await serve({ port: member.port })
  const said = () => member.received.map(decode).filter(({ header }) => header.qr === 1)
  await expect.poll(said).toMatchObject([{ header: { id: 0, aa: 1 }, answers: [{ name: 'wpad.local', ttl: 120 }] }])
  member.send(asked(0))
  await expect.poll(() => server.outcomes()).toContain('noerror')
  expect(said()).toHaveLength(2)
  // not again within a second, whoever asks
  member.send(asked(0))
  await expect.poll(() => server.outcomes()).toContain('said just now')
  await server[Symbol.asyncDispose]()
  await expect.poll(() => said().at(-1)).toMatchObject({ answers: [{ name: 'wpad.local', address: '192.0.2.10', ttl: 0 }] })
})

it('S3: answers a member of the group alone that wants no more', async () => {
  using member = await openGroupMember(group)
  await using server = await serve({ port: member.port })
  using neighbour = await openNeighbour(member.port)
  const { bytes } = await neighbour.ask(asked(7, 0x8001), group, server.port)
  expect(decode(bytes)).toMatchObject({ header: { id: 7 }, questions: [], answers: [{ ttl: 120, class: 0x8001 }] })
})

it('S3: is silent while another host has the name, and says who', async () => {
  // answers to every name
  using rival = await openRival(group, 0, (bytes) =>
    Buffer.concat([
      bytes.subarray(0, 2),
      words(0x8400, 0, 1, 0, 0),
      bytes.subarray(12, -4),
      words(1, 1, 0, 10, 4),
      Buffer.from([203, 0, 113, 66]),
    ]),
  )
  await using server = await serve({ port: rival.port })
  await expect
    .poll(() => server.sightings.find(({ unusual }) => unusual))
    .toMatchObject({
      client: '127.0.0.2',
      outcome: 'name taken by another',
      detail: 'wpad.local is 203.0.113.66 there',
    })
  await expect
    .poll(() => server.sightings.find(({ outcome }) => outcome === 'poisoner'))
    .toMatchObject({
      client: '127.0.0.2',
      detail: expect.stringMatching(/^[a-z]{12}\.local is 203\.0\.113\.66 there$/),
    })
  using neighbour = await openNeighbour()
  neighbour.send(asked(2), group, server.port)
  await expect.poll(() => server.outcomes()).toContain('name taken')
  expect(server.outcomes()).not.toContain('noerror')
})
