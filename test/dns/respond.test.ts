import { describe, expect, it } from 'vitest'
import { type DnsAsker, largestMultiple, type Reply, respond, slipped } from '../../src/dns/respond.ts'
import { largestDatagram } from '../../src/dns/write-reply.ts'
import { buildZones } from '../../src/dns/zones.ts'
import { decode, exampleZones, opt, query, site, words } from './example.ts'

const udp: DnsAsker = { client: '192.0.2.77', transport: 'udp', allowed: true }
const tcp: DnsAsker = { ...udp, transport: 'tcp' }
const type = {
  A: 1,
  NS: 2,
  SOA: 6,
  HINFO: 13,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  DS: 43,
  SVCB: 64,
  HTTPS: 65,
  IXFR: 251,
  AXFR: 252,
  ANY: 255,
}
const soa = { type: type.SOA, primary: 'wpad.example.com', admin: 'hostmaster.example.com', ttl: 300, minimum: 300 }

function answered(bytes: Buffer, asker = udp, zones = exampleZones): Reply {
  const response = respond(bytes, asker, zones)
  if (response.kind !== 'reply') throw new Error(`silence: ${response.outcome}`)
  return response
}
const reply = (bytes: Buffer, asker = udp, zones = exampleZones) => decode(answered(bytes, asker, zones).bytes)

describe('what is ours', () => {
  it.each([
    ['wpad.example.com', 'A', [{ address: '192.0.2.10', ttl: 300 }]],
    ['wpad.example.com', 'NS', [{ ns: 'wpad.example.com' }]],
    ['wpad.example.com', 'SOA', [soa]],
    ['wpad.example.com', 'TXT', [{ data: ['service: wpad:http://192.0.2.10/wpad.dat'] }]],
    ['wpad.tcp.example.com', 'SRV', [{ port: 80, target: 'wpad.example.com' }]],
    ['wpad.tcp.example.com', 'NS', [{ ns: 'wpad.example.com' }]],
    ['_wpad._tcp.example.com', 'SRV', [{ port: 80, target: 'wpad.example.com', priority: 0, weight: 0 }]],
    ['_wpad._tcp.example.com', 'SOA', [soa]],
  ] as const)('N1 N3 W3: answers %s %s with authority', (name, asked, records) => {
    const { outcome, bytes } = answered(query(name, type[asked]))
    const { header, answers } = decode(bytes)
    expect(outcome).toBe('noerror')
    expect(header).toMatchObject({ id: 0x1234, qr: 1, opcode: 0, aa: 1, tc: 0, rd: 1, ra: 0, z: 0, ad: 0, cd: 0, rcode: 0 })
    expect(answers).toHaveLength(records.length)
    expect(answers).toMatchObject(records.map((record) => ({ name, type: type[asked], class: 1, ...record })))
  })

  it.each([
    ['wpad.example.com', 'NS'],
    ['_wpad._tcp.example.com', 'NS'],
    ['_wpad._tcp.example.com', 'SRV'],
  ] as const)('N3: adds the addresses to %s %s', (name, asked) => {
    const zones = buildZones([site({ addresses: ['192.0.2.10', '2001:db8::10'] })], 300)
    expect(reply(query(name, type[asked]), udp, zones).additionals).toMatchObject([
      { name: 'wpad.example.com', type: type.A, address: '192.0.2.10' },
      { name: 'wpad.example.com', type: type.AAAA, address: '2001:db8::10' },
    ])
  })

  it('N1: repeats the question byte for byte, and finds it whatever its case', () => {
    const bytes = query('wPaD.eXaMPLe.CoM', type.A, { id: 0xbeef })
    const response = answered(bytes).bytes
    expect(response.subarray(12, bytes.length)).toEqual(bytes.subarray(12))
    expect(response.readUInt16BE(0)).toBe(0xbeef)
    expect(decode(response).answers).toMatchObject([{ name: 'wPaD.eXaMPLe.CoM', address: '192.0.2.10' }])
  })

  it('N1: copies RD, and leaves RA, AD and CD clear', () => {
    expect(answered(query('wpad.example.com', type.A, { flags: 0 })).bytes.readUInt16BE(2)).toBe(0x8400)
    expect(answered(query('wpad.example.com', type.A, { flags: 0x01b0 })).bytes.readUInt16BE(2)).toBe(0x8500)
  })

  it.each(['AAAA', 'HTTPS', 'SVCB', 'DS', 'SRV'] as const)(
    'N2 N9: says that there is no %s, not that the name is unknown',
    (asked) => {
      const { outcome, bytes } = answered(query('wpad.example.com', type[asked]))
      const { header, answers, authorities } = decode(bytes)
      expect({ outcome, rcode: header.rcode, aa: header.aa, answers }).toEqual({
        outcome: 'nodata',
        rcode: 0,
        aa: 1,
        answers: [],
      })
      expect(authorities).toMatchObject([{ name: 'wpad.example.com', ...soa }])
    },
  )

  it.each([0, 3, 5, 12, 15, 25, 29, 35, 41, 43, 46, 47, 48, 52, 99, 108, 249, 250, 253, 254, 256, 257, 32_769, 65_280, 65_535])(
    'N2 N9: has no record of type %i for any name of ours, and says so at once',
    (asked) => {
      for (const name of ['wpad.example.com', '_wpad._tcp.example.com', 'wpad.tcp.example.com'])
        expect(answered(query(name, asked))).toMatchObject({ outcome: 'nodata' })
      expect(answered(query('x.wpad.example.com', asked))).toMatchObject({ outcome: 'nxdomain' })
      expect(answered(query('www.example.org', asked))).toMatchObject({ outcome: 'refused' })
    },
  )

  it('N9: gives AAAA where an IPv6 address is configured, and then none for A', () => {
    const zones = buildZones([site({ addresses: ['2001:db8::10'] })], 300)
    expect(reply(query('wpad.example.com', type.AAAA), udp, zones).answers).toMatchObject([{ address: '2001:db8::10' }])
    expect(answered(query('wpad.example.com', type.A), udp, zones).outcome).toBe('nodata')
  })

  it.each([
    ['x.wpad.example.com', 'wpad.example.com'],
    ['a.b.c.wpad.example.com', 'wpad.example.com'],
    [`${'x'.repeat(63)}.${'y'.repeat(63)}.${'z'.repeat(63)}._wpad._tcp.example.com`, '_wpad._tcp.example.com'],
    ['X.Wpad.Tcp.Example.Com', 'wpad.tcp.example.com'],
  ])('N2: knows no %s', (name, zone) => {
    const { outcome, bytes } = answered(query(name, type.A))
    const { header, answers, authorities } = decode(bytes)
    expect({ outcome, rcode: header.rcode, aa: header.aa, answers }).toEqual({
      outcome: 'nxdomain',
      rcode: 3,
      aa: 1,
      answers: [],
    })
    expect(authorities).toHaveLength(1)
    expect(authorities[0]!.name.toLowerCase()).toBe(zone)
    expect(authorities[0]!.primary!.toLowerCase()).toBe('wpad.example.com')
    expect(authorities[0]!.admin!.toLowerCase()).toBe('hostmaster.example.com')
  })

  it('N2: keeps negative answers as long as the SOA record says, twice the same', () => {
    const zones = buildZones([site()], 60)
    for (const name of ['wpad.example.com', 'x.wpad.example.com'])
      expect(reply(query(name, type.AAAA), udp, zones).authorities).toMatchObject([{ ttl: 60, minimum: 60 }])
  })

  it('N5: answers ANY with one small record', () => {
    const zones = buildZones([site({ addresses: ['192.0.2.10', '192.0.2.11', '2001:db8::10'] })], 300)
    const { answers, additionals } = reply(query('wpad.example.com', type.ANY), udp, zones)
    expect(answers).toMatchObject([{ type: type.HINFO, data: Buffer.from('\x07RFC8482\0') }])
    expect(additionals).toEqual([])
  })
})

describe('what is not ours', () => {
  it.each([
    ['the domain itself', query('example.com', type.A)],
    ["a parent's SOA", query('example.com', type.SOA)],
    ['TXT at the domain', query('example.com', type.TXT)],
    ['_tcp of the domain', query('_tcp.example.com', type.SOA)],
    ['another name', query('www.example.org', type.A)],
    ['the root', query('', type.NS)],
    ['wpad of the parent', query('wpad.com', type.A)],
    ['a name that only ends alike', query('xwpad.example.com', type.A)],
    ['a dot within a label', query(['wpad.example', 'com'], type.A)],
    ['a zone transfer', query('wpad.example.com', type.AXFR)],
    ['an incremental zone transfer', query('wpad.example.com', type.IXFR, { counts: [1, 0, 1, 0] })],
    ['the version, class CH', query('version.bind', type.TXT, { class: 3 })],
    ['the version, class IN', query('version.bind', type.TXT)],
    ['the host name, class CH', query('hostname.bind', type.TXT, { class: 3 })],
    ['the identity, class CH', query('id.server', type.TXT, { class: 3 })],
    ['a name of ours, class CH', query('wpad.example.com', type.TXT, { class: 3 })],
    ['class ANY', query('wpad.example.com', type.A, { class: 255 })],
  ])('N5 N9 W4: refuses %s', (_title, bytes) => {
    const { outcome, bytes: response } = answered(bytes)
    const { header, answers, authorities, additionals } = decode(response)
    expect({ outcome, rcode: header.rcode, aa: header.aa, ra: header.ra }).toEqual({ outcome: 'refused', rcode: 5, aa: 0, ra: 0 })
    expect([answers, authorities, additionals]).toEqual([[], [], []])
    expect(response.subarray(12)).toEqual(bytes.subarray(12))
  })

  it.each([
    ['wpad.', query('wpad', type.A), 'wpad A'],
    ['WPAD.', query('WPAD', type.A), 'wpad A'],
    ['wpad.@home.com.', query('wpad.@home.com', type.A), 'wpad.@home.com A'],
    ['wpad.nalco.com\\255.', query(['wpad', 'nalco', 'com\xff'], type.A), 'wpad.nalco.com\\255 A'],
    ['WPAD\\.X\\.Y\\000.x.y.', query(['WPAD.X.Y\0', 'x', 'y'], type.A), 'wpad\\046x\\046y\\000.x.y A'],
    ['wpad.209.228.95.1.', query('wpad.209.228.95.1', type.A), 'wpad.209.228.95.1 A'],
  ])('N7: refuses %s, as seen at the root servers', (_title, bytes, detail) => {
    expect(answered(bytes)).toMatchObject({ outcome: 'refused', detail })
  })

  it('N7: knows no such junk below a name of ours either', () => {
    const { outcome, detail } = answered(query([Buffer.from([0, 0xff, 0x2e]), 'wpad', 'example', 'com'], type.A))
    expect({ outcome, detail }).toEqual({ outcome: 'nxdomain', detail: '\\000\\255\\046.wpad.example.com A' })
  })

  it('refuses a client outside the allowed networks, even for a name of ours', () => {
    const { outcome, bytes } = answered(query('wpad.example.com', type.A), { ...udp, allowed: false })
    expect(outcome).toBe('not allowed')
    expect(decode(bytes).header).toMatchObject({ rcode: 5, aa: 0 })
  })
})

describe('what is wrong', () => {
  it.each([
    ['FORMERR', query('wpad.example.com', type.A, { counts: [2, 0, 0, 0] }), 'formerr', 1],
    ['NOTIMP', query('wpad.example.com', type.A, { flags: 0x1100 }), 'notimp', 4],
    ['REFUSED to an UPDATE', query('example.com', type.SOA, { flags: 0x2800 }), 'refused', 5],
    ['REFUSED to a NOTIFY', query('wpad.example.com', type.SOA, { flags: 0x2000 }), 'refused', 5],
  ])('N5: gets %s, a header alone', (_title, bytes, outcome, rcode) => {
    const response = answered(bytes)
    expect(response.outcome).toBe(outcome)
    expect(response.bytes).toEqual(words(0x1234, 0x8000 | (bytes.readUInt16BE(2) & 0x7900) | rcode, 0, 0, 0, 0))
  })

  it.each([
    ['a response', query('wpad.example.com', type.A, { flags: 0x8500 }), 'not a query'],
    ['11 bytes', Buffer.alloc(11), 'too short'],
  ])('N5: gets no answer when it is %s', (_title, bytes, outcome) => {
    expect(respond(bytes, udp, exampleZones)).toEqual({ kind: 'silence', outcome })
  })
})

describe('EDNS', () => {
  it('N4: sends OPT when asked, with our size and the DO bit as it came', () => {
    const { additionals } = reply(query('wpad.example.com', type.A, { records: [opt({ size: 4096, flags: 0x8000 })] }))
    expect(additionals).toMatchObject([
      { type: 41, class: largestDatagram, version: 0, extendedRcode: 0, doFlag: true, rdata: [] },
    ])
  })

  it('N4: sends no OPT unasked', () => {
    expect(reply(query('wpad.example.com', type.A)).additionals).toEqual([])
  })

  it('N4: sends OPT with refusals and glue too', () => {
    expect(reply(query('www.example.org', type.A, { records: [opt()] })).additionals).toMatchObject([{ type: 41, doFlag: false }])
    expect(reply(query('wpad.example.com', type.NS, { records: [opt()] })).additionals).toMatchObject([
      { type: type.A },
      { type: 41 },
    ])
  })

  it('N4: answers BADVERS to another version', () => {
    const { outcome, bytes } = answered(query('wpad.example.com', type.A, { records: [opt({ version: 1 })] }))
    expect(outcome).toBe('badvers')
    expect(decode(bytes)).toMatchObject({ header: { rcode: 16 }, answers: [], additionals: [{ version: 0, extendedRcode: 1 }] })
  })

  it('N4: answers FORMERR to two OPT records', () => {
    expect(answered(query('wpad.example.com', type.A, { records: [opt(), opt()] })).outcome).toBe('formerr')
  })
})

describe('size', () => {
  const addresses = (count: number) => Array.from({ length: count }, (_, i) => `192.0.2.${i + 1}`)
  const many = (count: number) => buildZones([site({ addresses: addresses(count) })], 300)

  it.each([
    ['28 addresses fit in 512 bytes', 28, [], 'noerror'],
    ['29 do not', 29, [], 'truncated'],
    ['nor when fewer than 512 bytes are advertised', 29, [opt({ size: 100 })], 'truncated'],
    ['28 do not with OPT', 28, [opt({ size: 100 })], 'truncated'],
    ['27 do, even when 0 bytes are advertised', 27, [opt({ size: 0 })], 'noerror'],
  ] as const)('N4: %s', (_title, count, records, outcome) => {
    // a name long enough for the multiple not to count
    const zones = buildZones([site({ domains: ['branch-office-number-four.example.com'], addresses: addresses(count) })], 300)
    const { bytes, ...response } = answered(query('wpad.branch-office-number-four.example.com', type.A, { records }), udp, zones)
    expect(response.outcome).toBe(outcome)
    expect(bytes.length).toBeLessThanOrEqual(512)
    expect(decode(bytes).header.tc).toBe(outcome === 'truncated' ? 1 : 0)
  })

  it('N4: no datagram is over 1232 bytes, whatever is advertised', () => {
    const name = `${'x'.repeat(60)}.${'y'.repeat(60)}.example.com`
    const asked = query(`wpad.${name}`, type.A, { records: [opt({ size: 65_535 })] })
    const outcomes = [66, 67].map((count) => {
      const { bytes, outcome } = answered(asked, udp, buildZones([site({ domains: [name], addresses: addresses(count) })], 300))
      expect(bytes.length).toBeLessThanOrEqual(largestDatagram)
      return outcome
    })
    expect(outcomes).toEqual(['noerror', 'truncated'])
  })

  it('N4: gives over TCP what does not fit a datagram', () => {
    expect(reply(query('wpad.example.com', type.A), tcp, many(250)).answers).toHaveLength(250)
    expect(answered(query('wpad.example.com', type.A), udp, many(250)).outcome).toBe('truncated')
  })

  it('N4: leaves glue out rather than truncate', () => {
    const { header, answers, additionals } = reply(query('wpad.example.com', type.NS), udp, many(40))
    expect({ tc: header.tc, answers: answers.length, additionals }).toEqual({ tc: 0, answers: 1, additionals: [] })
    expect(reply(query('wpad.example.com', type.NS), tcp, many(40)).additionals).toHaveLength(40)
  })

  it.each(Object.entries(type))('N6: a datagram is at most ten times its query: %s', (_title, asked) => {
    const zones = buildZones([site({ domains: ['a'], addresses: addresses(200), url: `http://wpad.a/${'x'.repeat(1000)}` })], 300)
    for (const name of ['wpad.a', '_wpad._tcp.a', 'wpad.tcp.a', 'x.wpad.a', 'a', '']) {
      for (const records of [[], [opt({ size: 4096 })]]) {
        const bytes = query(name, asked, { records })
        expect(answered(bytes, udp, zones).bytes.length).toBeLessThanOrEqual(largestMultiple * bytes.length)
      }
    }
  })
})

describe('N6: what a network beyond its rate gets', () => {
  it.each([
    ['an answer', query('wpad.example.com', type.A), 'wpad.example.com A'],
    ['an answer with OPT', query('wpad.example.com', type.TXT, { records: [opt()] }), 'wpad.example.com TXT'],
    ['a refusal', query('www.example.org', type.A), 'www.example.org A'],
    ['an unknown version', query('wpad.example.com', type.A, { records: [opt({ version: 1 })] }), 'wpad.example.com A'],
  ])('N6: in place of %s, the question with TC, no longer than it came', (_title, bytes, detail) => {
    const response = slipped(bytes, answered(bytes))
    const { header, questions, answers, authorities } = decode(response.bytes)
    expect(response).toMatchObject({ outcome: 'slipped', detail })
    expect(header).toMatchObject({ tc: 1, rcode: 0 })
    expect(response.bytes.subarray(12, 17)).toEqual(bytes.subarray(12, 17))
    expect([questions.length, answers, authorities]).toEqual([1, [], []])
    expect(response.bytes.length).toBeLessThanOrEqual(bytes.length)
  })

  it('N6: in place of a header alone, that header', () => {
    const bytes = query('wpad.example.com', type.A, { counts: [2, 0, 0, 0] })
    expect(slipped(bytes, answered(bytes))).toEqual({ ...answered(bytes), outcome: 'slipped' })
  })

  it('N6: counts as the same answer what a stranger could have in thousands of spellings', () => {
    const key = (name: string, asked: number) => answered(query(name, asked)).answerKey
    expect(key('a.wpad.example.com', type.A)).toBe(key('b.c.wpad.example.com', type.TXT))
    expect(key('wpad.example.com', type.HTTPS)).toBe(key('wpad.example.com', 4321))
    expect(key('a.example.org', type.A)).toBe(key('b.example.net', type.TXT))
    expect(key('wpad.example.com', type.A)).not.toBe(key('wpad.example.com', type.TXT))
    expect(key('wpad.example.com', type.A)).not.toBe(key('a.wpad.example.com', type.A))
  })
})
