import { describe, expect, it } from 'vitest'
import { decodeReply } from '../../src/dhcp/inform.ts'
import { encodeAcknowledgement as encode } from '../../src/dhcp/message.ts'
import type { Context, SilenceReason } from '../../src/dhcp/respond.ts'
import { siteFinder } from '../../src/sites/find-site.ts'
import { answerOf, ask, own, replyTo, silent, toldTo, url } from './context.ts'
import { clientHardware, kdePacket, option, type Packet, packet, wireOptions } from './packet.ts'

const relay = option(82, [1, 4, 101, 116, 104, 49])

describe('the answer', () => {
  it('D1 D3: copies what the client needs back, and gives no lease', () => {
    const asked = packet({ hops: 3, secs: 7, flags: 0x8000 })
    const { message, to } = replyTo(asked)
    const bytes = encode(message)
    expect(to).toEqual({ address: '192.0.2.20', port: 68 })
    expect([...bytes.subarray(0, 4)]).toEqual([2, 1, 6, 0])
    expect(bytes.subarray(4, 8)).toEqual(asked.subarray(4, 8))
    expect(bytes.readUInt32BE(8)).toBe(0x8000)
    expect(bytes.subarray(12, 16)).toEqual(asked.subarray(12, 16))
    expect(bytes.subarray(16, 28)).toEqual(Buffer.alloc(12))
    expect(bytes.subarray(28, 44)).toEqual(Buffer.concat([clientHardware, Buffer.alloc(10)]))
    expect(decodeReply(bytes, 0xdeadbeef)).toEqual({
      ...{ ciaddr: '192.0.2.20', yiaddr: '0.0.0.0', serverIdentifier: '192.0.2.1', proxyAutoconfig: url },
    })
    const codes = wireOptions(bytes).map(([code]) => code)
    expect(codes).toEqual([53, 54, 252, 61])
    for (const lease of [51, 58, 59]) expect(codes).not.toContain(lease)
  })

  it('D15: answers KDE, whose packet has no hardware address, class or client identifier', () => {
    const bytes = encode(replyTo(kdePacket).message)
    expect([...bytes.subarray(0, 3)]).toEqual([2, 0, 0])
    expect(bytes.subarray(28, 44)).toEqual(Buffer.alloc(16))
    expect(decodeReply(bytes, 0xdeadbeef)).toMatchObject({ ciaddr: '192.0.2.20', proxyAutoconfig: url })
    expect(wireOptions(bytes).map(([code]) => code)).toEqual([53, 54, 252])
  })

  it.each<[string, Packet | Buffer]>([
    ['padded to 300 bytes', { pad: 300 }],
    ['the broadcast flag set', { flags: 0x8000 }],
    ['ciaddr 0, as Windows sends it now and then', { ciaddr: '0.0.0.0' }],
    ['ciaddr 0 and the broadcast flag', { ciaddr: '0.0.0.0', flags: 0x8000 }],
    ['only 252 in the list', { list: [252] }],
    ['all codes in the list', { list: Array.from({ length: 254 }, (_, i) => i + 1) }],
    ['the list split over two options', { list: [1, 15], last: option(55, [252]), vendorClass: null }],
    ['the list in the field file', { list: null, last: option(52, [1]), file: option(55, [252]) }],
    ['no list at all', { list: null, vendorClass: null }],
    ['another server identifier', { last: option(54, [192, 0, 2, 66]) }],
    ['our server identifier', { last: option(54, [192, 0, 2, 1]) }],
    ['a requested address', { last: option(50, [192, 0, 2, 20]) }],
    ['Windows 98', { vendorClass: 'MSFT 98' }],
    ['the message type last', { type: null, last: option(53, [8]) }],
    ['hlen 0', { hlen: 0 }],
    ['hlen 16', { hlen: 16 }],
    ['token ring', { htype: 6 }],
    ['16 hops', { hops: 16 }],
    ['17 hops', { hops: 17 }],
    ['pad bytes first', { first: Buffer.alloc(5) }],
    ['no end mark', { end: Buffer.alloc(0) }],
    ['option 252 of its own', { last: option(252, 'http://evil.example/x') }],
    ['1400 bytes', { pad: 1400 }],
    ['4000 bytes', { pad: 4000 }],
    ['vendor data of 1020 bytes', { last: Buffer.concat(Array(4).fill(option(43, Buffer.alloc(255, 120)))) }],
    ['a host name of 255 bytes', { last: option(12, 'h'.repeat(255)) }],
    ['a binary host name', { last: option(12, Buffer.from('00ff0a3c1b5b33316d', 'hex')) }],
    ['a binary vendor class', { vendorClass: Buffer.alloc(20, 0xff) }],
    ['a multicast hardware address', { chaddr: Buffer.alloc(6, 0xff) }],
  ])('D5 D9 D13: is sent to the source: %s', (_, over) => {
    const { message, to, outcome } = replyTo(over)
    expect(to).toEqual({ address: '192.0.2.20', port: 68 })
    expect(outcome).toBe('ack')
    expect(wireOptions(encode(message)).filter(([code]) => code === 252)).toEqual([[252, Buffer.from(url)]])
    expect(wireOptions(encode(message))[1]).toEqual([54, Buffer.from([192, 0, 2, 1])])
  })

  it.each(['198.51.100.20', '172.16.9.9', '127.0.0.1', '224.0.0.1', '255.255.255.255', '192.0.2.1', '192.0.2.255', '192.0.2.66'])(
    'D14: goes to the source, never to ciaddr %s',
    (ciaddr) => {
      const { message, to } = replyTo({ ciaddr })
      expect(to).toEqual({ address: '192.0.2.20', port: 68 })
      expect(decodeReply(encode(message), 0xdeadbeef)?.ciaddr).toBe(ciaddr)
    },
  )

  it('D9: goes to the port that asked', () => {
    const source = { address: '192.0.2.20', port: 40068 }
    expect(replyTo({}, { source }).to).toEqual(source)
  })

  it('D5: holds 252 once, though it was asked for twice', () => {
    const codes = wireOptions(encode(replyTo({ list: [252, 1, 252] }).message)).map(([code]) => code)
    expect(codes).toEqual([53, 54, 252, 61])
  })

  it('D7: echoes a client identifier and, last, relay information', () => {
    const options = wireOptions(encode(replyTo({ last: relay }).message))
    expect(options.map(([code]) => code)).toEqual([53, 54, 252, 61, 82])
    expect(options[3]![1]).toEqual(Buffer.concat([Buffer.from([1]), clientHardware]))
    expect(options[4]![1]).toEqual(relay.subarray(2))
    expect(wireOptions(encode(replyTo({ clientIdentifier: null }).message)).map(([code]) => code)).toEqual([53, 54, 252])
  })

  it('D11: is no newline where there is a proxy', () => {
    expect(toldTo({ vendorClass: 'MSFT 98' })).toBe(url)
  })

  it('D11: is a newline alone where there is no proxy, whatever the settings', () => {
    const findSite = siteFinder([answerOf({ url: '\n' })])
    const section = { terminator: 'nul', classes: [{ vendor: 'MSFT*', url: 'http://192.0.2.1/wpad.da' }] }
    const [, , pac] = wireOptions(encode(replyTo({}, { findSite, section }).message))
    expect(pac).toEqual([252, Buffer.from('\n')])
  })
})

describe('silence', () => {
  it.each<[string, Packet]>([
    ['DISCOVER', { type: 1, ciaddr: '0.0.0.0' }],
    ['REQUEST, rebooting', { type: 3, ciaddr: '0.0.0.0', last: option(50, [192, 0, 2, 111]) }],
    ['REQUEST, renewing', { type: 3 }],
    ['DECLINE', { type: 4 }],
    ['RELEASE', { type: 7 }],
    ['LEASEQUERY', { type: 10 }],
    ['type 0', { type: 0 }],
    ['type 99', { type: 99 }],
    ['BOOTP', { type: null }],
  ])('D2: to %s', (_, over) => {
    expect(ask(over, { section: { always: true } })).toEqual(silent('not an INFORM'))
  })

  it('D13: to what says that it is a reply', () => {
    expect(ask({ op: 2 })).toEqual(silent('not a request'))
    expect(ask({ op: 0 })).toEqual(silent('not a request'))
  })

  it.each<[string, Context['source'], SilenceReason]>([
    ['port 0', { address: '192.0.2.20', port: 0 }, 'unanswerable source'],
    ['a multicast address', { address: '224.0.0.1', port: 68 }, 'unanswerable source'],
    ['the broadcast address', { address: '255.255.255.255', port: 68 }, 'unanswerable source'],
    ['a host of the zero network', { address: '0.0.0.9', port: 68 }, 'unanswerable source'],
    ['the broadcast address of our link', { address: '192.0.2.255', port: 68 }, 'unanswerable source'],
    ['our own listener', { address: '192.0.2.1', port: 67 }, 'from ourselves'],
  ])('D14: to %s', (_, source, reason) => {
    expect(ask({}, { source })).toEqual(silent(reason))
  })

  it('D14: not to another program of our own host', () => {
    expect(replyTo({}, { source: { address: '192.0.2.1', port: 40000 } }).to.port).toBe(40000)
  })

  it('to a client of no site', () => {
    const findSite = siteFinder([answerOf({ subnets: ['198.51.100.0/24'] })])
    expect(ask({}, { findSite })).toEqual(silent('no site for this client'))
  })

  it('to a network that is not allowed', () => {
    const section = { allow: ['198.51.100.0/24'] }
    expect(ask({}, { section })).toEqual(silent('not an allowed network'))
    expect(replyTo({}, { section, source: { address: '198.51.100.7', port: 68 } }).outcome).toBe('ack')
  })

  it('when no address of ours is known', () => {
    expect(ask({}, { own: [] })).toEqual(silent('no address of ours'))
  })
})

describe('which site', () => {
  it('D9 D14: is found by the source, not by the ciaddr that the packet claims', () => {
    const findSite = siteFinder([answerOf({ subnets: ['198.51.100.0/24'], url: 'http://198.51.100.1/other' }), answerOf()])
    expect(toldTo({ ciaddr: '198.51.100.20' }, { findSite })).toBe(url)
    const source = { address: '198.51.100.20', port: 68 }
    expect(toldTo({}, { findSite, source })).toBe('http://198.51.100.1/other')
  })
})

describe('what is asked for', () => {
  it.each<[string, Packet, object, SilenceReason | 'ack']>([
    ['a list without 252', { list: [1, 3, 6], vendorClass: null }, {}, 'nothing of ours requested'],
    ['a list without 252, always', { list: [1, 3, 6], vendorClass: null }, { always: true }, 'ack'],
    ['a list without 252 of another vendor', { list: [1, 3, 6], vendorClass: 'udhcp 1.35.0' }, {}, 'nothing of ours requested'],
    ['unknown codes alone', { list: [200, 201], vendorClass: null }, {}, 'nothing of ours requested'],
    ['Windows without 252', { list: [1, 3, 6] }, {}, 'ack'],
    ['Windows without 252, set to silence', { list: [1, 3, 6] }, { windowsWithout252: 'silence' }, 'nothing of ours requested'],
    ['Windows with 252, set to silence', { list: [1, 252] }, { windowsWithout252: 'silence' }, 'ack'],
    ['an empty list', { list: [], vendorClass: null }, {}, 'empty parameter list'],
    ['an empty list of Windows', { list: [] }, {}, 'empty parameter list'],
    ['an empty list, set to answer', { list: [], vendorClass: null }, { emptyParameterList: 'answer' }, 'ack'],
    ['no list', { list: null, vendorClass: null }, {}, 'ack'],
  ])('D5 D16: %s', (_, over, section, expected) => {
    const reply = ask(over, { section })
    expect(reply.kind === 'reply' ? reply.outcome : reply.reason).toBe(expected)
  })
})

describe('the text of option 252', () => {
  const classes = [
    { vendor: 'MSFT 98', terminator: 'nul', url: 'http://192.0.2.1/wpad.da' },
    { vendor: 'MSFT*', terminator: 'newline' },
    { vendor: 'old', url: 'http://192.0.2.1/old.pac' },
  ]
  it.each<[string, object, string | null, string]>([
    ['no terminator', {}, 'MSFT 5.0', url],
    ['a NUL for all', { terminator: 'nul' }, 'MSFT 5.0', `${url}\0`],
    ['a newline for all', { terminator: 'newline' }, null, `${url}\n`],
    ['the class by its whole text', { classes }, 'MSFT 98', 'http://192.0.2.1/wpad.da\0'],
    ['the class by its start', { classes }, 'MSFT 5.0', `${url}\n`],
    ['not by a longer text', { classes }, 'old one', url],
    ['a class without a terminator of its own', { classes, terminator: 'nul' }, 'old', 'http://192.0.2.1/old.pac\0'],
    ['no class', { classes }, null, url],
  ])('D6: %s', (_, section, vendorClass, expected) => {
    expect(toldTo({ vendorClass }, { section })).toBe(expected)
  })
})

describe('size', () => {
  const longUrl = (length: number) => `http://192.0.2.1/${'x'.repeat(length - 17)}`
  const withUrl = (length: number) => ({ findSite: siteFinder([answerOf({ url: longUrl(length) })]) })
  const bare = { clientIdentifier: null }

  // 548 = 576 less the IP and UDP headers; 240 header and cookie, 3 type, 6 server, 1 end, 2 for each 255 of 252
  it.each<[string, number, number | undefined, 'ack' | 'reply does not fit']>([
    ['the most that the default takes', 294, undefined, 'ack'],
    ['one more', 295, undefined, 'reply does not fit'],
    ['one more, where the client takes 577', 295, 577, 'ack'],
    ['the most of a client that claims to take 1 byte', 294, 1, 'ack'],
    ['one more of a client that claims to take 300', 295, 300, 'reply does not fit'],
    ['the most that an Ethernet frame takes', 1212, 65_535, 'ack'],
    ['one more than that', 1213, 65_535, 'reply does not fit'],
  ])('D8: %s', (_, length, maximum, expected) => {
    const last = maximum === undefined ? Buffer.alloc(0) : option(57, [maximum >> 8, maximum & 255])
    const reply = ask({ ...bare, last }, withUrl(length))
    expect(reply.kind === 'reply' ? reply.outcome : reply.reason).toBe(expected)
    if (reply.kind === 'reply') expect(decodeReply(encode(reply.message), 0xdeadbeef)?.proxyAutoconfig).toBe(longUrl(length))
  })

  it('D7: relay information that does not fit is left out, and that is said', () => {
    const last = option(82, Buffer.alloc(200))
    expect(replyTo({ last }).outcome).toBe('ack')
    const cut = replyTo({ last, ...bare }, withUrl(150))
    expect(cut.outcome).toBe('ack without relay information')
    expect(wireOptions(encode(cut.message)).map(([code]) => code)).toEqual([53, 54, 252])
  })

  it('D7: a client identifier is never left out', () => {
    expect(ask({ clientIdentifier: Buffer.alloc(255) }, withUrl(60))).toEqual(silent('reply does not fit'))
  })
})

describe('the server identifier', () => {
  const two = [
    own('lo', '127.0.0.1/8'),
    own('eth0', '192.0.2.1/24'),
    own('eth1', '198.51.100.1/24'),
    own('eth1', '198.51.100.2/24'),
  ]
  const at = (address: string) => ({ address, port: 67, socketName: undefined })
  const from = (address: string) => ({ address, port: 68 })

  it.each<[string, Partial<Context>, string]>([
    ['our address on the subnet of the client', { source: from('198.51.100.20') }, '198.51.100.1'],
    ['there, the one that was asked', { source: from('198.51.100.20'), bound: at('198.51.100.2') }, '198.51.100.2'],
    ['on loopback, loopback', { source: from('127.0.0.9') }, '127.0.0.1'],
    ['to another subnet, the address that was asked', { source: from('203.0.113.9'), bound: at('198.51.100.2') }, '198.51.100.2'],
    [
      'to another subnet by a wildcard, the address of the site',
      {
        source: from('203.0.113.9'),
        findSite: siteFinder([answerOf({ addresses: ['2001:db8::1', '203.0.113.80', '198.51.100.2'] })]),
      },
      '198.51.100.2',
    ],
    ['else our first one', { source: from('203.0.113.9'), findSite: siteFinder([answerOf({ addresses: [] })]) }, '192.0.2.1'],
  ])('D4: is %s', (_, given, expected) => {
    expect(replyTo({}, { own: two, ...given }).message.serverIdentifier).toBe(expected)
  })

  it('D4: is of the smallest subnet that holds the client', () => {
    const nested = [own('eth0', '192.0.2.1/24'), own('eth1', '192.0.2.65/26')]
    expect(replyTo({}, { own: nested, source: from('192.0.2.70') }).message.serverIdentifier).toBe('192.0.2.65')
  })
})

describe('a source of 0.0.0.0', () => {
  const source = { address: '0.0.0.0', port: 68 }
  const to = { address: '255.255.255.255', port: 68 }
  const two = [own('eth0', '192.0.2.1/24'), own('eth1', '198.51.100.1/24')]
  const wildcard = { address: '0.0.0.0', port: 67 }

  it('D9: is answered by broadcast from the only interface', () => {
    const both = [own('lo', '127.0.0.1/8'), own('eth0', '192.0.2.1/24'), own('eth0', '198.51.100.1/24')]
    expect(replyTo({ ciaddr: '0.0.0.0' }, { source })).toMatchObject({
      to,
      from: '192.0.2.1',
      message: { serverIdentifier: '192.0.2.1' },
    })
    expect(replyTo({ ciaddr: '198.51.100.20' }, { source, own: both })).toMatchObject({ to, from: '198.51.100.1' })
  })

  it('D9: gets silence where the interface is not certain', () => {
    expect(ask({}, { source, own: two })).toEqual(silent('interface unknown'))
    expect(ask({}, { source, own: [own('lo', '127.0.0.1/8')] })).toEqual(silent('interface unknown'))
  })

  it('D9: is answered by the socket itself when that is bound to an interface or an address', () => {
    const handedOver = replyTo({}, { source, own: two, bound: { ...wildcard, socketName: 'dhcp' } })
    expect(handedOver.to).toEqual(to)
    expect(handedOver.from).toBeUndefined()
    const bound = replyTo(
      { ciaddr: '0.0.0.0' },
      { source, own: two, bound: { address: '198.51.100.1', port: 67, socketName: undefined } },
    )
    expect(bound).toMatchObject({ to, message: { serverIdentifier: '198.51.100.1' } })
    expect(bound.from).toBeUndefined()
  })

  it.each<[string, Packet, Partial<Context>, string, string]>([
    ['its interface, by the name of the socket', { ciaddr: '0.0.0.0' }, {}, '198.51.100.2', 'http://198.51.100.2/wpad.dat'],
    ['ciaddr, where it says one', { ciaddr: '192.0.2.20' }, {}, '192.0.2.1', 'http://192.0.2.1/wpad.dat'],
    [
      'the only interface, whatever the name of the socket',
      { ciaddr: '0.0.0.0' },
      { own: [own('eth1', '198.51.100.2/24')], bound: { ...wildcard, socketName: 'dhcp' } },
      '198.51.100.2',
      'http://198.51.100.2/wpad.dat',
    ],
    [
      'nothing, where the socket is named otherwise and there are several interfaces',
      { ciaddr: '0.0.0.0' },
      { bound: { ...wildcard, socketName: 'dhcp' } },
      '192.0.2.1',
      url,
    ],
  ])('D4 D9: on a socket of systemd has the site and server of %s', (_, over, given, server, told) => {
    const hosts = [own('lo', '127.0.0.1/8'), own('eth0', '192.0.2.1/24'), own('eth1', '198.51.100.2/24')]
    const findSite = siteFinder([
      answerOf({ subnets: ['192.0.2.0/24'] }),
      answerOf({ subnets: ['198.51.100.0/24'], url: 'http://198.51.100.2/wpad.dat' }),
      answerOf(),
    ])
    const on = { source, own: hosts, findSite, bound: { ...wildcard, socketName: 'eth1' }, ...given }
    const reply = replyTo(over, on)
    expect([reply.to, reply.from, reply.message.serverIdentifier]).toEqual([to, undefined, server])
    expect(toldTo(over, on)).toBe(told)
  })

  it('D14: gets silence when ciaddr is no unicast address or the port is 0', () => {
    for (const ciaddr of ['224.0.0.1', '255.255.255.255'])
      expect(ask({ ciaddr }, { source })).toEqual(silent('unanswerable source'))
    expect(ask({}, { source: { ...source, port: 0 } })).toEqual(silent('unanswerable source'))
  })
})
