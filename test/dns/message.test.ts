import { Packet } from 'dns2'
import { describe, expect, it } from 'vitest'
import { Type } from '../../src/dns/codes.ts'
import { decodeReply, encodeQuery, encodeSections } from '../../src/dns/message.ts'
import { readQuery } from '../../src/dns/read-query.ts'
import { cost } from '../support/cost.ts'
import { opt, pointerChain, query, wire, words } from './example.ts'

const name = 'wpad.example.com'
const resource = (record: object) => Packet.Resource.encode({ name, class: 1, ttl: 300, ...record } as never)

describe('sections', () => {
  it('W3: give each address its family, named by a pointer to the question', () => {
    const { body } = encodeSections(
      name,
      [
        { name, ttl: 300, type: Type.A, address: '192.0.2.10' },
        { name, ttl: 300, type: Type.AAAA, address: '64:ff9b::c000:20a' },
      ],
      [],
    )
    expect(body.toString('hex')).toBe(
      'c00c00010001 0000012c 0004 c000020a c00c001c0001 0000012c 0010 0064ff9b0000000000000000c000020a'.replaceAll(' ', ''),
    )
  })

  it('W3: write the target of a SRV record in full', () => {
    const service = '_wpad._tcp.example.com'
    const { body } = encodeSections(service, [{ name: service, ttl: 300, type: Type.SRV, port: 8080, target: name }], [])
    expect(body).toEqual(Buffer.concat([words(0xc00c, 33, 1, 0, 300, 24, 0, 0, 8080), wire(name)]))
  })

  it('W3: split a text over 255 bytes', () => {
    const text = 'x'.repeat(300)
    const { body } = encodeSections(name, [{ name, ttl: 300, type: Type.TXT, text }], [])
    expect(body.subarray(12).toString('latin1')).toBe(`\xff${'x'.repeat(255)}\x2d${'x'.repeat(45)}`)
  })

  it('N3: point from the SOA record and from glue into the question', () => {
    const soa = { name, ttl: 300, type: Type.SOA, primary: name, admin: 'hostmaster.example.com', minimum: 60 }
    const { body, glue } = encodeSections(name, [soa], [{ name, ttl: 300, type: Type.A, address: '192.0.2.10' }])
    expect(body.subarray(0, 27)).toEqual(
      Buffer.concat([words(0xc00c, 6, 1, 0, 300, 35, 0xc00c), Buffer.from('\x0ahostmaster'), words(0xc011)]),
    )
    expect(glue.subarray(0, 2)).toEqual(words(0xc00c))
  })
})

describe('a client', () => {
  it('asks with OPT and RD', () => {
    expect(encodeQuery(0x1234, name, Type.A, 1232)).toEqual(query(name, Type.A, { records: [opt()] }))
  })

  it('reads what was answered, as text', () => {
    const records = [
      ['192.0.2.10', { type: Type.A, address: '192.0.2.10' }],
      ['2001:db8::10', { type: Type.AAAA, address: '2001:db8::10' }],
      [name, { type: Type.NS, ns: name }],
      ['proxy.example.com', { type: Type.CNAME, domain: 'proxy.example.com' }],
      ['service', { type: Type.TXT, data: ['ser', 'vice'] }],
      ['0 0 80 wpad.example.com', { type: Type.SRV, priority: 0, weight: 0, port: 80, target: name }],
      ['\\# 2 0001', { type: Type.HTTPS, data: Buffer.from([0, 1]) }],
      ['', { type: Type.SOA, primary: name, admin: name, serial: 1, refresh: 1, retry: 1, expiration: 1, minimum: 1 }],
    ] as const
    const bytes = Buffer.concat([
      query(name, 255, { flags: 0x8400, counts: [1, records.length, 0, 0] }),
      ...records.map(([, each]) => resource(each)),
    ])
    const reply = decodeReply(bytes)
    expect(reply).toMatchObject({ id: 0x1234, rcode: 0, authoritative: true, truncated: false, question: { name, type: 255 } })
    expect(reply.answers.map(({ value }) => value)).toEqual(records.map(([value]) => value))
  })

  it('refuses an answer that is too long or broken', () => {
    expect(() => decodeReply(pointerChain())).toThrow('65000 bytes is too long')
    expect(() => decodeReply(query(name, 1, { counts: [1, 1, 0, 0] }))).toThrow('answers[0]')
  })
})

// each is worked around in src/dns; the README there says how
describe('defect', () => {
  it('defect: dns2 follows a chain of compression pointers from every record that names it', () => {
    const bytes = pointerChain()
    const theirs = cost(() => Packet.parse(bytes), 1)
    expect(theirs).toBeGreaterThan(10 * cost(() => readQuery(bytes)))
  })

  it('defect: dns2 writes an IPv6 address with an embedded IPv4 one as another address', () => {
    expect(resource({ type: Type.AAAA, address: '64:ff9b::192.0.2.10' }).subarray(-16).toString('hex')).not.toBe(
      '0064ff9b0000000000000000c000020a',
    )
  })

  it('defect: dns2 reads a dot within a label as a border between labels', () => {
    expect(Packet.Name.decode(wire(['wpad.x', 'example']))).toBe(Packet.Name.decode(wire(['wpad', 'x', 'example'])))
  })

  it('defect: dns2 writes the length of a TXT string over 255 bytes modulo 256', () => {
    expect(resource({ type: Type.TXT, data: 'x'.repeat(300) })[wire(name).length + 10]).toBe(300 - 256)
  })

  it('defect: dns2 compresses the target of a SRV record', () => {
    const packet = new Packet()
    packet.answers = [{ name, type: Type.SRV, class: 1, ttl: 0, priority: 0, weight: 0, port: 80, target: name } as never]
    expect(packet.toBuffer().subarray(-2)).toEqual(words(0xc00c))
  })

  it('defect: dns2 makes a response without AA, and without the OPT record that was asked for', () => {
    const response = Packet.createResponseFromRequest(Packet.parse(query(name, 1, { records: [opt()] })))
    expect(response.header.aa).toBe(0)
    expect(response.additionals).toEqual([])
  })

  it('defect: dns2 reads a response, two OPT records and an unknown EDNS version without a complaint', () => {
    const packet = Packet.parse(query(name, 1, { flags: 0x8000, records: [opt({ version: 9 }), opt()] }))
    expect(packet.errors).toEqual([])
    expect(packet.additionals).toHaveLength(2)
  })
})
