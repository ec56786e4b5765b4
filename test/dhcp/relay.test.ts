import { describe, expect, it } from 'vitest'
import { encodeAcknowledgement as encode } from '../../src/dhcp/message.ts'
import type { SilenceReason } from '../../src/dhcp/respond.ts'
import { siteFinder } from '../../src/sites/find-site.ts'
import { answerOf, ask, own, replyTo, silent, toldTo } from './context.ts'
import { kdePacket, option, type Packet, wireOptions } from './packet.ts'

// two sites, each behind a relay of its own; we are on neither subnet
const findSite = siteFinder([
  answerOf({ name: 'branch', subnets: ['198.51.100.0/24'], url: 'http://192.0.2.1/branch.pac' }),
  answerOf({ name: 'guests', subnets: ['203.0.113.0/25'], url: 'http://192.0.2.1/guests.pac' }),
  answerOf({ name: 'everyone', url: 'http://192.0.2.1/office.pac' }),
])
const source = { address: '192.0.2.254', port: 67 }
const given = { findSite, source }
const circuit = option(1, 'eth1')
const information = option(82, circuit)
const relayed: Packet = { ciaddr: '198.51.100.20', giaddr: '198.51.100.254', hops: 1, last: information }
const through = (over: Packet = {}) => ({ ...relayed, ...over })

describe('a relayed INFORM', () => {
  it.each<[string, Packet]>([
    ['with relay information', {}],
    ['without', { last: Buffer.alloc(0) }],
    ['with the broadcast flag', { flags: 0x8000 }],
    ['of KDE, without a hardware address', { htype: 0, hlen: 0, chaddr: Buffer.alloc(16), list: [252], vendorClass: null }],
    ['after 16 hops', { hops: 16 }],
    ['by a relay on our own subnet', { giaddr: '192.0.2.254', last: option(82, option(5, [198, 51, 100, 0])) }],
  ])('D10: is answered at ciaddr, port 68: %s', (_, over) => {
    const { to, from, outcome } = replyTo(through(over), given)
    expect({ to, from, outcome }).toEqual({ to: { address: '198.51.100.20', port: 68 }, from: undefined, outcome: 'ack' })
    expect(toldTo(through(over), given)).toBe('http://192.0.2.1/branch.pac')
  })

  it('D3 D7 D10: has giaddr and its relay information in the answer, the latter whole and last, hops 0 and its own flags', () => {
    const bytes = encode(replyTo(through(), given).message)
    expect([...bytes.subarray(24, 28)]).toEqual([198, 51, 100, 254])
    expect(bytes[3]).toBe(0)
    expect(bytes.readUInt16BE(10)).toBe(0)
    const options = wireOptions(bytes)
    expect(options.map(([code]) => code)).toEqual([53, 54, 252, 61, 82])
    expect(options[4]![1]).toEqual(circuit)
  })

  it('D10: without ciaddr is answered at giaddr, port 67, with the broadcast flag', () => {
    const { message, to } = replyTo(through({ ciaddr: '0.0.0.0' }), given)
    expect(to).toEqual({ address: '198.51.100.254', port: 67 })
    const bytes = encode(message)
    expect(bytes.readUInt16BE(10)).toBe(0x8000)
    expect([...bytes.subarray(12, 28)]).toEqual([...Buffer.alloc(12), 198, 51, 100, 254])
    expect(wireOptions(bytes).at(-1)).toEqual([82, circuit])
  })

  it.each<[string, Packet, string]>([
    ['giaddr', {}, 'branch.pac'],
    ['giaddr, whatever ciaddr', { ciaddr: '203.0.113.20' }, 'branch.pac'],
    [
      'the link selection of option 82',
      { last: option(82, Buffer.concat([circuit, option(5, [203, 0, 113, 0])])) },
      'guests.pac',
    ],
    ['giaddr where the link selection is cut off', { last: option(82, option(5, [203, 0])) }, 'branch.pac'],
    ['giaddr without ciaddr', { ciaddr: '0.0.0.0', giaddr: '203.0.113.1' }, 'guests.pac'],
    ['giaddr of no listed subnet', { giaddr: '192.0.2.254' }, 'office.pac'],
  ])('D10: finds its site by %s', (_, over, expected) => {
    expect(toldTo(through(over), given)).toBe(`http://192.0.2.1/${expected}`)
  })

  it('D10: an unrelayed one is not led elsewhere by a link selection', () => {
    const last = option(82, option(5, [203, 0, 113, 0]))
    expect(toldTo({ last }, { findSite })).toBe('http://192.0.2.1/office.pac')
  })

  it.each<[string, Packet, SilenceReason]>([
    ['a stranger', { ciaddr: '172.16.9.9' }, 'unknown subnet'],
    ['a stranger, by a relay that is one', { ciaddr: '172.16.9.9', giaddr: '172.16.9.1' }, 'unknown subnet'],
    ['the second half of a listed network', { ciaddr: '203.0.113.129' }, 'unknown subnet'],
    ['the broadcast address of a listed subnet', { ciaddr: '203.0.113.127' }, 'unknown subnet'],
    ['the first address of a listed subnet', { ciaddr: '198.51.100.0' }, 'unknown subnet'],
    ['the relay of a stranger', { ciaddr: '0.0.0.0', giaddr: '172.16.9.1' }, 'unknown subnet'],
    ['loopback', { ciaddr: '127.0.0.1' }, 'unanswerable client'],
    ['loopback, another of its addresses', { ciaddr: '127.0.0.9' }, 'unanswerable client'],
    ['a multicast group', { ciaddr: '224.0.0.1' }, 'unanswerable client'],
    ['everyone', { ciaddr: '255.255.255.255' }, 'unanswerable client'],
    ['the zero network', { ciaddr: '0.0.0.9' }, 'unanswerable client'],
    ['ourselves', { ciaddr: '192.0.2.1' }, 'unanswerable client'],
    ['everyone on our own link', { ciaddr: '192.0.2.255' }, 'unanswerable client'],
    ['ourselves as the relay', { ciaddr: '0.0.0.0', giaddr: '192.0.2.1' }, 'unanswerable client'],
    ['a multicast group as the relay', { ciaddr: '0.0.0.0', giaddr: '224.0.0.1' }, 'unanswerable client'],
  ])('D14: makes us send nothing to %s', (_, over, reason) => {
    expect(ask(through(over), given)).toEqual(silent(reason))
  })

  it('D14: is answered at a machine of our own links, listed or not, but not on loopback', () => {
    expect(replyTo(through({ ciaddr: '192.0.2.77' }), given).to).toEqual({ address: '192.0.2.77', port: 68 })
    const loopback = siteFinder([answerOf({ subnets: ['127.0.0.0/8'] })])
    expect(ask(through({ ciaddr: '127.0.0.9' }), { ...given, findSite: loopback })).toEqual(silent('unanswerable client'))
  })

  it('D14: is answered at both ends of a link of two addresses', () => {
    const pair = siteFinder([answerOf({ subnets: ['198.51.100.20/31'] })])
    for (const ciaddr of ['198.51.100.20', '198.51.100.21'])
      expect(replyTo(through({ ciaddr, giaddr: '198.51.100.20' }), { ...given, findSite: pair }).to.address).toBe(ciaddr)
  })

  it('D2 D5 D10: is held to the same rules as others', () => {
    expect(ask(through({ type: 1 }), given)).toEqual(silent('not an INFORM'))
    expect(ask(through({ list: [1, 3], vendorClass: null }), given)).toEqual(silent('nothing of ours requested'))
    expect(ask(through(), { ...given, section: { allow: ['192.0.2.0/24'] } })).toEqual(silent('not an allowed network'))
    expect(replyTo(through(), { ...given, section: { allow: ['198.51.100.0/24'] } }).outcome).toBe('ack')
  })

  it('D4 D10: names the address of the site that is ours, else the one that was asked', () => {
    const twoLinks = [own('eth0', '192.0.2.1/24'), own('eth1', '192.0.2.129/25')]
    const told = siteFinder([answerOf({ subnets: ['198.51.100.0/24'], addresses: ['192.0.2.129'] })])
    const answer = { ...given, own: twoLinks, findSite: told }
    expect(replyTo(through(), answer).message.serverIdentifier).toBe('192.0.2.129')
    const bound = { address: '192.0.2.1', port: 67, socketName: undefined }
    expect(replyTo(through(), { ...answer, bound }).message.serverIdentifier).toBe('192.0.2.1')
  })
})

it('D7: relay information of an unrelayed INFORM, as a switch adds it, goes back too', () => {
  const options = wireOptions(encode(replyTo({ last: information }).message))
  expect(options.at(-1)).toEqual([82, circuit])
  expect(wireOptions(encode(replyTo(kdePacket).message)).map(([code]) => code)).not.toContain(82)
})
