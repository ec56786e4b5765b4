import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../src/net/address.ts'
import { parseCidr } from '../../src/net/cidr.ts'
import { encodeQuery, netbiosName } from '../../src/netbios/message.ts'
import { type NetbiosReply, respond, wpadName } from '../../src/netbios/respond.ts'
import { siteFinder } from '../../src/sites/find-site.ts'
import type { LinkAsker, LinkRules } from '../../src/sites/link-answer.ts'
import { site } from '../dns/example.ts'

const asker: LinkAsker = { via: 'nbns', client: parseAddress('192.0.2.77')!, claim: 'ours' }
const rules: LinkRules = { ttl: 300, whenTaken: 'silence', allow: [] }
const sites = siteFinder([
  site({ addresses: ['192.0.2.10', '2001:db8::10', '192.0.2.11'] }),
  site({ name: 'branch', addresses: ['198.51.100.10'], subnets: ['198.51.100.0/24'] }),
])
const ask = (bytes: Buffer, who = asker, how = rules, findSite = sites) => respond(bytes, who, how, findSite)
const asked = encodeQuery(0xbeef, wpadName)

/** A wish to have a name at an address (RFC 1002, section 4.2.2). */
function registration(name: string, address: number[]): Buffer {
  const bytes = Buffer.concat([
    encodeQuery(0xbeef, name),
    Buffer.from('c00c00200001000493e00006' + '0000', 'hex'),
    Buffer.from(address),
  ])
  bytes.writeUInt16BE(0x2910, 2)
  bytes.writeUInt16BE(1, 10)
  return bytes
}

it('S3: answers a query for WPAD<00> as RFC 1002 has it', () => {
  const { outcome, bytes } = ask(asked) as NetbiosReply
  expect(outcome).toBe('noerror')
  expect(bytes.toString('hex')).toBe(
    [
      'beef' + '8500' + '0000' + '0001' + '0000' + '0000',
      `20${Buffer.from('FHFAEBEECACACACACACACACACACACAAA').toString('hex')}00`,
      '0020' + '0001' + '0000012c' + '000c',
      '0000' + 'c000020a' + '0000' + 'c000020b',
    ].join(''),
  )
})

it('S3: answers with the addresses of the site of the client', () => {
  const { bytes } = ask(asked, { ...asker, client: parseAddress('198.51.100.7')! }) as NetbiosReply
  expect([...bytes.subarray(-4)]).toEqual([198, 51, 100, 10])
})

it('S3: leaves RD out where it was not asked for', () => {
  const bytes = Buffer.from(asked)
  bytes.writeUInt16BE(0x0010, 2)
  expect((ask(bytes) as NetbiosReply).bytes.readUInt16BE(2)).toBe(0x8400)
})

describe('S3: a host that wants to have the name', () => {
  it('S3: is told that it is taken, and by whom', () => {
    const { outcome, bytes } = ask(registration(wpadName, [192, 0, 2, 66])) as NetbiosReply
    expect([outcome, bytes.readUInt16BE(0), bytes.readUInt16BE(2)]).toEqual(['defended', 0xbeef, 0xad86])
    expect([...bytes.subarray(-4)]).toEqual([192, 0, 2, 10])
  })

  it.each([
    ['it is a second server with the same address', registration(wpadName, [192, 0, 2, 11]), asker, 'another operation'],
    ['the name is not ours', registration(wpadName, [192, 0, 2, 66]), { ...asker, claim: 'taken' as const }, 'name taken'],
    ['it wants another name', registration(netbiosName('pc', 0), [192, 0, 2, 66]), asker, 'another name'],
    ['it names no address', registration(wpadName, [192]), asker, 'malformed'],
  ])('S3: is let be where %s', (_title, bytes, who, outcome) => {
    expect(ask(bytes, who, { ...rules, whenTaken: 'answer' })).toEqual({ kind: 'silence', outcome })
  })
})

describe('what is left to silence', () => {
  const nodeStatus = Buffer.from(asked)
  nodeStatus[47] = 0x21
  const release = Buffer.from(asked)
  release.writeUInt16BE(0x3010, 2)
  it.each([
    ['another name', encodeQuery(1, netbiosName('wpad', 0x20))],
    ['another name', encodeQuery(1, netbiosName('pc', 0x00))],
    ['another type', nodeStatus],
    ['another operation', release],
    ['malformed', Buffer.from('junk')],
  ])('S3: %s', (outcome, bytes) => {
    expect(ask(bytes)).toEqual({ kind: 'silence', outcome })
  })

  it.each([
    ['not on our links', { ...asker, claim: undefined }, rules],
    ['not allowed', asker, { ...rules, allow: [parseCidr('198.51.100.0/24')] }],
    ['name not asked for yet', { ...asker, claim: 'asking' as const }, rules],
    ['name taken', { ...asker, claim: 'taken' as const }, rules],
  ])('S3: %s', (outcome, who, how) => {
    expect(ask(asked, who, how)).toEqual({ kind: 'silence', outcome })
  })

  it('S3: a site with IPv6 addresses alone', () => {
    expect(ask(asked, asker, rules, siteFinder([site({ addresses: ['2001:db8::10'] })]))).toMatchObject({ outcome: 'no address' })
  })
})
