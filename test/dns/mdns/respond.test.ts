import { describe, expect, it } from 'vitest'
import { announcement, type MdnsReply, respond } from '../../../src/dns/mdns/respond.ts'
import { parseAddress } from '../../../src/net/address.ts'
import { siteFinder } from '../../../src/sites/find-site.ts'
import type { LinkAsker, LinkRules } from '../../../src/sites/link-answer.ts'
import { cost } from '../../support/cost.ts'
import { decode, query, site, wire, words } from '../example.ts'

const asker: LinkAsker = { via: 'mdns', client: parseAddress('192.0.2.77')!, claim: 'ours' }
const rules: LinkRules = { ttl: 120, whenTaken: 'silence', allow: [] }
const sites = siteFinder([
  site({ addresses: ['192.0.2.10'] }),
  site({ name: 'branch', addresses: ['198.51.100.10', '2001:db8::10'], subnets: ['198.51.100.0/24'] }),
])
const branch = { ...asker, client: parseAddress('198.51.100.7')! }
const ask = (bytes: Buffer, who = asker, legacy = false, how = rules) => respond(bytes, who, legacy, how, sites)
const type = { A: 1, PTR: 12, AAAA: 28, NSEC: 47, ANY: 255 }
const flush = 0x8001
const [qm, qu] = [1, 0x8001]
const mdns = (asked: number, klass = qm, parts: object = {}) =>
  query('wpad.local', asked, { id: 0, flags: 0, class: klass, ...parts })

describe('S3: what everybody on the link is told', () => {
  it.each([
    ['A', asker, type.A, [{ address: '192.0.2.10' }]],
    ['AAAA', branch, type.AAAA, [{ address: '2001:db8::10' }]],
    ['ANY', branch, type.ANY, [{ address: '198.51.100.10' }, { address: '2001:db8::10' }]],
  ] as const)('S3: %s, from the site of the asker, with the cache-flush bit', (_title, who, asked, records) => {
    const response = ask(mdns(asked), who) as MdnsReply
    const { header, questions, answers } = decode(response.bytes)
    expect(response).toMatchObject({ outcome: 'noerror', to: 'group' })
    expect([header.id, response.bytes.readUInt16BE(2), questions]).toEqual([0, 0x8400, []])
    expect(answers).toMatchObject(records.map((record) => ({ name: 'wpad.local', class: flush, ttl: 120, ...record })))
  })

  it.each([
    ['AAAA where there is none', asker, type.AAAA, '0477706164056c6f63616c00' + '000140'],
    ['PTR, of both families', branch, type.PTR, '0477706164056c6f63616c00' + '000440000008'],
  ] as const)('N9: %s, that there is none, by NSEC', (_title, who, asked, data) => {
    const response = ask(mdns(asked), who) as MdnsReply
    const [answer, ...more] = decode(response.bytes).answers
    expect(response.outcome).toBe('nodata')
    expect(more).toEqual([])
    expect(answer).toMatchObject({ name: 'wpad.local', type: type.NSEC, class: flush, ttl: 120 })
    expect((answer!.data as Buffer).toString('hex')).toBe(data)
  })

  it('S3: once, what several questions of one message ask for, with pointers and names of others among them', () => {
    const others = Buffer.concat([
      wire('printer.local'),
      words(type.ANY, qm),
      words(0xc00c, type.A, qm),
      words(0xc00c, type.ANY, qm),
    ])
    const bytes = mdns(type.A, qm, { counts: [4, 0, 0, 0], records: [others] })
    expect(decode((ask(bytes) as MdnsReply).bytes).answers).toMatchObject([{ address: '192.0.2.10' }])
  })

  it('S3: the announcement has all addresses, the goodbye a ttl of 0', () => {
    for (const ttl of [120, 0])
      expect(decode(announcement(['192.0.2.10', '2001:db8::10'], ttl)).answers).toMatchObject([
        { name: 'wpad.local', address: '192.0.2.10', ttl, class: flush },
        { name: 'wpad.local', address: '2001:db8::10', ttl, class: flush },
      ])
  })
})

describe('S3: what the asker alone is told', () => {
  it('S3: a question with the QU bit, with its id', () => {
    const response = ask(mdns(type.A, qu, { id: 7 })) as MdnsReply
    expect(response.to).toBe('asker')
    expect(decode(response.bytes)).toMatchObject({ header: { id: 7 }, answers: [{ address: '192.0.2.10', class: flush }] })
  })

  it('S3: an ordinary resolver, which gets its question back, ten seconds, and no cache-flush bit', () => {
    const response = ask(query('WPAD.Local', type.A, { id: 0xbeef, flags: 0x0100 }), asker, true) as MdnsReply
    expect(response.to).toBe('asker')
    expect(decode(response.bytes)).toMatchObject({
      header: { id: 0xbeef, qr: 1, aa: 1, rcode: 0 },
      questions: [{ name: 'wpad.local', type: type.A, class: 1 }],
      answers: [{ address: '192.0.2.10', ttl: 10, class: 1 }],
    })
  })

  it('N9: an ordinary resolver gets NODATA for another type', () => {
    const response = ask(query('wpad.local', type.AAAA), asker, true) as MdnsReply
    expect(response.outcome).toBe('nodata')
    expect(decode(response.bytes)).toMatchObject({ header: { rcode: 0 }, answers: [] })
  })
})

describe('S3: what is known to the asker', () => {
  const known = (address: number[], ttl: number) =>
    mdns(type.A, qm, {
      counts: [1, 1, 0, 0],
      records: [Buffer.concat([words(0xc00c, type.A, qm, 0, ttl, 4), Buffer.from(address)])],
    })

  it('S3: is not said again while half of its time is left', () => {
    expect(ask(known([192, 0, 2, 10], 60))).toEqual({ kind: 'silence', outcome: 'known already' })
  })

  it.each([
    ['another address', known([192, 0, 2, 11], 120)],
    ['less than half of the time', known([192, 0, 2, 10], 59)],
  ])('S3: is said again: %s', (_title, bytes) => {
    expect(ask(bytes)).toMatchObject({ kind: 'reply', outcome: 'noerror' })
  })
})

describe('what is left to silence', () => {
  const pointer = (target: number) =>
    Buffer.concat([words(0, 0, 1, 0, 0, 0), Buffer.from([4]), Buffer.from('wpad'), words(0xc000 | target, type.A, qm)])
  it.each([
    ['another name', query('wpad', type.A, { flags: 0 })],
    ['another name', query('x.wpad.local', type.A, { flags: 0 })],
    ['another name', query('wpad.local', type.A, { flags: 0, class: 3 })],
    ['another name', query('printer.local', type.PTR, { flags: 0 })],
    ['another name', mdns(type.A, qm, { counts: [0, 0, 0, 0] })],
    ['not a query', mdns(type.A, qm, { flags: 0x8400 })],
    ['not a query', mdns(type.A, qm, { flags: 0x2800 })],
    ['not a query', mdns(type.A, qm, { flags: 0x0003 })],
    ['malformed', Buffer.from('junk')],
    ['malformed', mdns(type.A).subarray(0, -1)],
    ['malformed', mdns(type.A, qm, { counts: [1, 1, 0, 0] })],
    ['malformed', mdns(type.A, qm, { counts: [65, 0, 0, 0] })],
    ['malformed', mdns(type.A, qm, { counts: [1, 257, 0, 0] })],
    ['malformed', pointer(12)],
    ['malformed', pointer(17)],
    ['malformed', pointer(40)],
  ])('S3: %s', (outcome, bytes) => {
    expect(ask(bytes)).toEqual({ kind: 'silence', outcome })
  })

  it.each([
    ['not on our links', { ...asker, claim: undefined }],
    ['name not asked for yet', { ...asker, claim: 'asking' as const }],
    ['name taken', { ...asker, claim: 'taken' as const }],
  ])('S3: %s', (outcome, who) => {
    expect(ask(mdns(type.A), who)).toEqual({ kind: 'silence', outcome })
  })

  it('N7: spends under a few milliseconds on 9,000 bytes of pointers', () => {
    const bytes = Buffer.concat([words(0, 0, 64, 256, 0, 0), Buffer.alloc(9000, Buffer.from([0xc0, 0x0c]))])
    const chain = Buffer.concat([words(0, 0, 64, 256, 0, 0), Buffer.alloc(9000)])
    for (let at = 14; at < 9000; at += 2) chain.writeUInt16BE(0xc000 | (at - 2), at)
    expect(cost(() => [ask(bytes), ask(chain)], 10)).toBeLessThan(5)
  })
})
