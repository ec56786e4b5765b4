import { describe, expect, it } from 'vitest'
import { type LlmnrReply, respond } from '../../../src/dns/llmnr/respond.ts'
import { parseAddress } from '../../../src/net/address.ts'
import { parseCidr } from '../../../src/net/cidr.ts'
import { siteFinder } from '../../../src/sites/find-site.ts'
import type { LinkAsker, LinkRules } from '../../../src/sites/link-answer.ts'
import { decode, opt, query, site } from '../example.ts'

const asker: LinkAsker = { via: 'llmnr', client: parseAddress('192.0.2.77')!, claim: 'ours' }
const rules: LinkRules = { ttl: 30, whenTaken: 'silence', allow: [] }
const sites = siteFinder([
  site({ addresses: ['192.0.2.10', '2001:db8::10'] }),
  site({ name: 'branch', addresses: ['198.51.100.10'], subnets: ['198.51.100.0/24'] }),
])
const ask = (bytes: Buffer, who = asker, how = rules, transport: 'udp' | 'tcp' = 'udp', findSite = sites) =>
  respond(bytes, who, transport, how, findSite)
const type = { A: 1, TXT: 16, AAAA: 28, HTTPS: 65, ANY: 255 }
const asked = query('wpad', type.A, { flags: 0 })

describe('what is answered', () => {
  it.each([
    ['wpad', type.A, ['192.0.2.10']],
    ['WPAD', type.A, ['192.0.2.10']],
    ['wpad', type.AAAA, ['2001:db8::10']],
    ['wpad', type.ANY, ['192.0.2.10', '2001:db8::10']],
  ])('S3: %s, type %i, with the addresses of the site', (name, asked, addresses) => {
    const { bytes, outcome } = ask(query(name, asked, { flags: 0, id: 0xbeef })) as LlmnrReply
    const { header, questions, answers, authorities, additionals } = decode(bytes)
    expect(outcome).toBe('noerror')
    // QR alone: no C, no TC, no T, no RCODE
    expect([bytes.readUInt16BE(0), bytes.readUInt16BE(2), header.qr]).toEqual([0xbeef, 0x8000, 1])
    expect(questions).toMatchObject([{ name, type: asked }])
    expect(answers).toMatchObject(addresses.map((address) => ({ name, address, ttl: 30 })))
    expect([authorities, additionals]).toEqual([[], []])
  })

  it.each([type.TXT, type.HTTPS])('N9: type %i at once with nothing, not with silence', (asked) => {
    const response = ask(query('wpad', asked, { flags: 0 })) as LlmnrReply
    expect(response.outcome).toBe('nodata')
    expect(decode(response.bytes)).toMatchObject({ header: { rcode: 0 }, answers: [], authorities: [] })
  })

  it('S3: by the site of the client', () => {
    const client = parseAddress('198.51.100.7')!
    expect(decode((ask(asked, { ...asker, client }) as LlmnrReply).bytes).answers).toMatchObject([{ address: '198.51.100.10' }])
  })

  it('S3: whatever TC, T, Z and RCODE say in the query, none of which comes back', () => {
    const { bytes } = ask(query('wpad', type.A, { flags: 0x03ff })) as LlmnrReply
    expect(bytes.readUInt16BE(2)).toBe(0x8000)
  })

  it('S3: with an OPT record in the query, and without one in the reply', () => {
    expect(decode((ask(query('wpad', type.A, { flags: 0, records: [opt()] })) as LlmnrReply).bytes).additionals).toEqual([])
  })

  it('S3: truncated over UDP when it is over 512 bytes, whole over TCP', () => {
    const many = siteFinder([site({ addresses: Array.from({ length: 40 }, (_, i) => `192.0.2.${i}`) })])
    const cut = ask(asked, asker, rules, 'udp', many) as LlmnrReply
    expect([cut.outcome, cut.bytes.readUInt16BE(2), cut.bytes.length]).toEqual(['truncated', 0x8200, asked.length])
    expect(decode((ask(asked, asker, rules, 'tcp', many) as LlmnrReply).bytes).answers).toHaveLength(40)
  })
})

describe('what is left to silence', () => {
  it.each([
    ['another name', query('wpad.example.com', type.A, { flags: 0 })],
    ['another name', query('wpadx', type.A, { flags: 0 })],
    ['another name', query('', type.A, { flags: 0 })],
    ['another name', query('wpad', type.A, { flags: 0, class: 255 })],
    ['conflict bit', query('wpad', type.A, { flags: 0x0400 })],
    ['not a query', query('wpad', type.A, { flags: 0x8000 })],
    ['malformed', query('wpad', type.A, { flags: 0x2800 })],
    ['malformed', query('wpad', type.A, { counts: [2, 0, 0, 0] })],
    ['malformed', query('wpad', type.A, { counts: [1, 1, 0, 0] })],
    ['malformed', Buffer.from('junk')],
    ['malformed', Buffer.alloc(0)],
  ])('S3: %s', (outcome, bytes) => {
    expect(ask(bytes)).toEqual({ kind: 'silence', outcome })
  })

  it.each([
    ['a client on no link of ours', { ...asker, claim: undefined }, rules, 'not on our links'],
    ['a client outside the allowed networks', asker, { ...rules, allow: [parseCidr('198.51.100.0/24')] }, 'not allowed'],
    ['a name that nobody was asked about yet', { ...asker, claim: 'asking' as const }, rules, 'name not asked for yet'],
    ['a name that another host has', { ...asker, claim: 'taken' as const }, rules, 'name taken'],
  ])('S3: %s', (_title, who, how, outcome) => {
    expect(ask(asked, who, how)).toEqual({ kind: 'silence', outcome })
  })

  it('S3: no site, and a site without an address', () => {
    expect(ask(asked, asker, rules, 'udp', () => undefined)).toMatchObject({ outcome: 'no site for this client' })
    expect(ask(asked, asker, rules, 'udp', siteFinder([site({ addresses: [] })]))).toMatchObject({ outcome: 'no address' })
  })
})

it('S3: a name that another host has is answered all the same where the administrator says so', () => {
  expect(ask(asked, { ...asker, claim: 'taken' }, { ...rules, whenTaken: 'answer' })).toMatchObject({ outcome: 'noerror' })
})
