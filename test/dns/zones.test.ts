import { expect, it } from 'vitest'
import { nameText } from '../../src/dns/name-text.ts'
import { respond } from '../../src/dns/respond.ts'
import { buildZones, type Zones } from '../../src/dns/zones.ts'
import { decode, query, site } from './example.ts'

function answers(zones: Zones, name: string, type: number, client = '192.0.2.77') {
  const response = respond(query(name, type), { client, transport: 'tcp', allowed: true }, zones)
  return response.kind === 'reply' ? decode(response.bytes).answers : response.outcome
}

it('N3: has three zones for every domain of every site, and no other', () => {
  const zones = buildZones(
    [site({ domains: ['branch.example.com', 'example.com'] }), site({ domains: ['example.org'] }), site({ domains: [] })],
    300,
  )
  const names = [...zones.keys()].map((name) => nameText(name))
  expect(names.sort()).toEqual(
    ['branch.example.com', 'example.com', 'example.org']
      .flatMap((domain) => [`_wpad._tcp.${domain}`, `wpad.${domain}`, `wpad.tcp.${domain}`])
      .sort(),
  )
})

it('N5: without sites there are no zones', () => {
  expect(buildZones([], 300).size).toBe(0)
})

it('N3: chooses by the asker where several sites list a domain', () => {
  const zones = buildZones(
    [
      site({ addresses: ['192.0.2.1'] }),
      site({ addresses: ['192.0.2.2'], subnets: ['198.51.100.0/24', '2001:db8:1::/48'] }),
      site({ addresses: ['192.0.2.3'], subnets: ['198.51.100.128/25'] }),
    ],
    300,
  )
  const expected = {
    '203.0.113.9': '192.0.2.1',
    '198.51.100.9': '192.0.2.2',
    '::ffff:198.51.100.9': '192.0.2.2',
    '2001:db8:1::9': '192.0.2.2',
    '198.51.100.200': '192.0.2.3',
    'not an address': '192.0.2.1',
  }
  for (const [client, address] of Object.entries(expected))
    expect(answers(zones, 'wpad.example.com', 1, client), client).toMatchObject([{ address }])
  expect(answers(zones, 'wpad.tcp.example.com', 33, '198.51.100.9')).toMatchObject([{ target: 'wpad.example.com' }])
})

it.each([
  ['http://192.0.2.10/wpad.dat', { port: 80, target: 'wpad.example.com' }],
  ['http://[2001:db8::10]:8080/wpad.dat', { port: 8080, target: 'wpad.example.com' }],
  ['http://pac.example.org:8080/office.pac', { port: 8080, target: 'pac.example.org' }],
])('W3: the service of %s', (url, record) => {
  const zones = buildZones([site({ url })], 300)
  expect(answers(zones, '_wpad._tcp.example.com', 33)).toMatchObject([record])
  expect(answers(zones, 'wpad.tcp.example.com', 33)).toMatchObject([record])
  expect(answers(zones, 'wpad.example.com', 16)).toMatchObject([{ data: [`service: wpad:${url}`] }])
})

it('W3: adds no address of ours to a service elsewhere', () => {
  const zones = buildZones([site({ url: 'http://pac.example.org/office.pac' })], 300)
  const response = respond(query('_wpad._tcp.example.com', 33), { client: '192.0.2.77', transport: 'udp', allowed: true }, zones)
  expect(response.kind === 'reply' && decode(response.bytes).additionals).toEqual([])
})

it('W3: a site without a proxy has its address, and neither TXT nor SRV', () => {
  const zones = buildZones([site({ url: '\n' })], 300)
  expect(answers(zones, 'wpad.example.com', 1)).toHaveLength(1)
  expect(answers(zones, 'wpad.example.com', 16)).toEqual([])
  expect(answers(zones, '_wpad._tcp.example.com', 33)).toEqual([])
})

it('N3: where one name is the host of a domain and the service of another, it is the host', () => {
  const zones = buildZones([site({ domains: ['tcp.example.com', 'example.com'] })], 300)
  expect(answers(zones, 'wpad.tcp.example.com', 1)).toMatchObject([{ address: '192.0.2.10' }])
})

it('refuses more addresses than a message holds', () => {
  const addresses = Array.from({ length: 4200 }, (_, i) => `10.0.${i >> 8}.${i & 255}`)
  expect(() => buildZones([site({ addresses })], 300)).toThrow('do not fit in a DNS message')
})

it('N2 N9: a name between two zones is there, though it has no records', () => {
  const zones = buildZones([site({ domains: ['foo.wpad.example.com', 'example.com'] })], 300)
  const outcome = (name: string, type = 1) => answered(zones, name, type)
  const soa = { name: 'wpad.example.com', type: 6, primary: 'wpad.example.com', admin: 'hostmaster.example.com' }
  for (const name of ['foo.wpad.example.com', '_tcp.FOO.wpad.example.com', 'tcp.foo.wpad.example.com'])
    for (const type of [1, 28, 65, 255, 2, 6])
      expect(outcome(name, type), `${name} ${type}`).toMatchObject({ outcome: 'nodata', rcode: 0, authorities: [soa] })
  for (const name of ['x.foo.wpad.example.com', 'a.b.tcp.foo.wpad.example.com', 'bar.wpad.example.com'])
    expect(outcome(name), name).toMatchObject({ outcome: 'nxdomain', rcode: 3, authorities: [soa] })
  expect(outcome('wpad.foo.wpad.example.com')).toMatchObject({ outcome: 'noerror' })
  expect(outcome('x.wpad.foo.wpad.example.com')).toMatchObject({
    outcome: 'nxdomain',
    authorities: [{ name: 'wpad.foo.wpad.example.com' }],
  })
})

it('N2 N5: a name above a zone that is in none of ours is refused, not empty', () => {
  const zones = buildZones([site({ domains: ['foo.wpad.example.com'] })], 300)
  for (const name of ['foo.wpad.example.com', 'wpad.example.com', '_tcp.foo.wpad.example.com'])
    expect(answered(zones, name, 1), name).toMatchObject({ outcome: 'refused' })
})

function answered(zones: Zones, name: string, type: number) {
  const response = respond(query(name, type), { client: '192.0.2.77', transport: 'udp', allowed: true }, zones)
  if (response.kind === 'silence') throw new Error(response.outcome)
  const { header, authorities } = decode(response.bytes)
  return { outcome: response.outcome, rcode: header.rcode, authorities }
}
