import protocol from 'dhcp/lib/protocol.js'
import SeqBuffer from 'dhcp/lib/seqbuffer.js'
import { describe, expect, it, vi } from 'vitest'
import { decodeReply, encodeInform } from '../../src/dhcp/inform.ts'
import { type DhcpMessage, decode, encode, encodedLength, type MalformedReason } from '../../src/dhcp/message.ts'
import { clientHardware, kdePacket, option, packet, windowsList, wireOptions } from './packet.ts'

function read(bytes: Buffer): DhcpMessage {
  const message = decode(bytes)
  if (typeof message === 'string') throw new Error(message)
  return message
}

describe('decode', () => {
  it('D3: reads the header as it is', () => {
    const bytes = packet({ hops: 3, secs: 7, flags: 0x8000, giaddr: '198.51.100.254' })
    expect(read(bytes)).toMatchObject({
      ...{ op: 1, htype: 1, hlen: 6, hops: 3, xid: 0xdeadbeef, secs: 7, flags: 0x8000 },
      ...{ ciaddr: '192.0.2.20', yiaddr: '0.0.0.0', siaddr: '0.0.0.0', giaddr: '198.51.100.254', type: 8 },
    })
    expect(Buffer.from(read(bytes).chaddr)).toEqual(Buffer.concat([clientHardware, Buffer.alloc(10)]))
  })

  it.each<[string, Buffer, Partial<DhcpMessage>]>([
    ['Windows', packet(), { type: 8, parameterList: windowsList, vendorClass: 'MSFT 5.0' }],
    ['Windows, padded to 300 bytes', packet({ pad: 300 }), { type: 8, parameterList: windowsList }],
    ['KDE (D15)', kdePacket, { type: 8, htype: 0, hlen: 0, parameterList: [252], clientIdentifier: undefined }],
    ['no parameter list', packet({ list: null }), { parameterList: undefined }],
    ['an empty parameter list', packet({ list: [] }), { parameterList: [] }],
    ['two lists, joined', packet({ list: [1, 15], last: option(55, [252]) }), { parameterList: [1, 15, 252] }],
    ['the type at the end', packet({ type: null, last: option(53, [8]) }), { type: 8 }],
    ['no type (BOOTP)', packet({ type: null }), { type: undefined }],
    ['pad bytes before the options', packet({ first: Buffer.alloc(5) }), { type: 8, parameterList: windowsList }],
    ['no end mark', packet({ end: Buffer.alloc(0) }), { type: 8, parameterList: windowsList }],
    ['a hardware address of 16 bytes', packet({ hlen: 16 }), { hlen: 16 }],
    ['a maximum size', packet({ last: option(57, [2, 64]) }), { maximumSize: 576 }],
    ['a maximum size of three bytes', packet({ last: option(57, [2, 64, 0]) }), { maximumSize: undefined }],
    ['a server identifier', packet({ last: option(54, [192, 0, 2, 66]) }), { serverIdentifier: '192.0.2.66' }],
    ['a server identifier of two bytes', packet({ last: option(54, [192, 0]) }), { serverIdentifier: undefined }],
    ['a vendor class with a NUL', packet({ vendorClass: 'MSFT 5.0\0' }), { vendorClass: 'MSFT 5.0' }],
    ['a PAC URL with NULs (D6)', packet({ last: option(252, 'http://x/\0\0') }), { proxyAutoconfig: 'http://x/' }],
    ['4 x 255 bytes of vendor data', packet({ last: Buffer.concat(Array(4).fill(option(43, Buffer.alloc(255)))) }), { type: 8 }],
    ['1400 bytes', packet({ pad: 1400 }), { type: 8 }],
    ['a datagram of the largest size', packet({ pad: 65_507 }), { type: 8 }],
    ['what follows the end mark', packet({ list: null, end: Buffer.from([255, 55, 64, 252]) }), { parameterList: undefined }],
  ])('D13 D15 D16: reads %s', (_, bytes, expected) => {
    expect(read(bytes)).toMatchObject(expected)
  })

  it('D8: joins a split option 252 of 300 characters', () => {
    const url = `http://192.0.2.1/${'x'.repeat(283)}`
    const last = Buffer.concat([option(252, url.slice(0, 255)), option(252, url.slice(255))])
    expect(read(packet({ last })).proxyAutoconfig).toBe(url)
  })

  it.each<[string, Buffer, Partial<DhcpMessage>]>([
    ['file', packet({ list: null, last: option(52, [1]), file: option(55, [252]) }), { parameterList: [252] }],
    ['sname', packet({ list: null, last: option(52, [2]), sname: option(55, [252]) }), { parameterList: [252] }],
    [
      'both, file first',
      packet({ list: [1], last: option(52, [3]), file: option(55, [2]), sname: option(55, [3]) }),
      { parameterList: [1, 2, 3] },
    ],
    ['neither, without option 52', packet({ list: null, file: option(55, [252]) }), { parameterList: undefined }],
  ])('D8: reads options in %s', (_, bytes, expected) => {
    expect(read(bytes)).toMatchObject(expected)
  })

  it.each<[string, Buffer, MalformedReason]>([
    ['nothing', Buffer.alloc(0), 'too short'],
    ['one byte', Buffer.from([1]), 'too short'],
    ['100 bytes', packet().subarray(0, 100), 'too short'],
    ['no cookie', packet().subarray(0, 236), 'too short'],
    ['another cookie', packet({ cookie: Buffer.alloc(4) }), 'bad cookie'],
    ['a hardware address of 17 bytes', packet({ hlen: 17 }), 'bad hardware address length'],
    ['an option over the end', packet({ end: Buffer.alloc(0), last: Buffer.from([252, 255]) }), 'option overrun'],
    ['an option without a length', packet({ end: Buffer.alloc(0), last: Buffer.from([12]) }), 'option overrun'],
    [
      'a parameter list over the end',
      packet({ list: null, end: Buffer.alloc(0), last: Buffer.from([55, 64, 252]) }),
      'option overrun',
    ],
    ['a message type of two bytes', packet({ type: null, first: option(53, [8, 8]) }), 'bad message type'],
    ['two message types', packet({ last: option(53, [1]) }), 'bad message type'],
    ['an empty message type', packet({ type: null, first: option(53, []) }), 'bad message type'],
    ['an overload of 0', packet({ last: option(52, [0]) }), 'bad option overload'],
    ['an overload of 4', packet({ last: option(52, [4]) }), 'bad option overload'],
    ['an empty overload', packet({ last: option(52, []) }), 'bad option overload'],
    ['two overloads', packet({ last: Buffer.concat([option(52, [1]), option(52, [2])]) }), 'bad option overload'],
    ['an overload inside file', packet({ last: option(52, [1]), file: option(52, [1]) }), 'bad option overload'],
    ['an overrun inside sname', packet({ last: option(52, [2]), sname: Buffer.from([55, 255]) }), 'option overrun'],
  ])('D13: refuses %s', (_, bytes, reason) => {
    expect(decode(bytes)).toBe(reason)
  })

  it('D13: takes under 50 ms for 65,507 bytes of two-byte options', () => {
    const last = Buffer.concat(Array(32_000).fill(option(55, [])))
    const started = performance.now()
    expect(read(packet({ list: null, last })).parameterList).toEqual([])
    expect(performance.now() - started).toBeLessThan(50)
  })
})

const ack: DhcpMessage = {
  ...{ op: 2, htype: 1, hlen: 6, hops: 0, xid: 7, secs: 0, flags: 0x8000, ciaddr: '192.0.2.20', yiaddr: '0.0.0.0' },
  ...{
    siaddr: '0.0.0.0',
    giaddr: '0.0.0.0',
    chaddr: Buffer.concat([clientHardware, Buffer.alloc(9), Buffer.from([9])]),
    type: 5,
  },
  ...{ serverIdentifier: '192.0.2.1', proxyAutoconfig: 'http://192.0.2.1/wpad.dat' },
}

describe('encode', () => {
  it('D3 D7: writes the type first, the server next, relay information last, then the end mark', () => {
    const bytes = encode({ ...ack, clientIdentifier: Buffer.from([1, 2, 3]), relayInformation: Buffer.from([1, 1, 9]) })
    expect(wireOptions(bytes).map(([code]) => code)).toEqual([53, 54, 252, 61, 82])
    expect(Object.fromEntries(wireOptions(bytes))).toEqual({
      ...{ 53: Buffer.from([5]), 54: Buffer.from([192, 0, 2, 1]), 252: Buffer.from('http://192.0.2.1/wpad.dat') },
      ...{ 61: Buffer.from([1, 2, 3]), 82: Buffer.from([1, 1, 9]) },
    })
    expect(bytes[encodedLength({ ...ack, clientIdentifier: Buffer.alloc(3), relayInformation: Buffer.alloc(3) }) - 1]).toBe(255)
  })

  it('D3: writes all 16 bytes of chaddr, the cookie, and nothing into sname and file', () => {
    const bytes = encode(ack)
    expect(bytes.subarray(28, 44)).toEqual(ack.chaddr)
    expect(bytes.subarray(44, 236)).toEqual(Buffer.alloc(192))
    expect(bytes.readUInt32BE(236)).toBe(0x63825363)
  })

  it('D8: pads to 300 bytes with zeros, and longer ones not at all', () => {
    const bytes = encode(ack)
    expect(bytes).toHaveLength(300)
    expect(bytes.subarray(encodedLength(ack))).toEqual(Buffer.alloc(300 - encodedLength(ack)))
    expect(encode({ ...ack, clientIdentifier: Buffer.alloc(100) }).length).toBe(240 + 3 + 6 + 27 + 102 + 1)
  })

  it('D8: splits a value over 255 bytes into options of the same code', () => {
    const url = `http://192.0.2.1/${'x'.repeat(600)}`
    const parts = wireOptions(encode({ ...ack, proxyAutoconfig: url })).filter(([code]) => code === 252)
    expect(parts.map(([, value]) => value.length)).toEqual([255, 255, 107])
    expect(Buffer.concat(parts.map(([, value]) => value)).toString()).toBe(url)
    expect(read(encode({ ...ack, proxyAutoconfig: url })).proxyAutoconfig).toBe(url)
  })

  it('reads what it wrote', () => {
    const full = { ...ack, parameterList: [], maximumSize: 1500, vendorClass: 'x', clientIdentifier: Buffer.alloc(300, 1) }
    const whole = { ...full, relayInformation: Buffer.alloc(2) }
    expect(read(encode(whole))).toEqual(whole)
  })

  it('refuses what is over one Ethernet frame', () => {
    expect(() => encode({ ...ack, proxyAutoconfig: 'x'.repeat(1300) })).toThrow('is over 1472')
  })
})

describe('the client side', () => {
  it('D15: makes a DHCPINFORM as KDE does, and one with a hardware address', () => {
    expect(read(encodeInform({ xid: 9, clientAddress: '192.0.2.20' }))).toMatchObject({
      ...{ op: 1, type: 8, xid: 9, htype: 0, hlen: 0, ciaddr: '192.0.2.20', parameterList: [252] },
    })
    const inform = encodeInform({ xid: 9, clientAddress: '192.0.2.20', hardwareAddress: clientHardware, parameterList: [1, 252] })
    expect(read(inform)).toMatchObject({ htype: 1, hlen: 6, parameterList: [1, 252] })
  })

  it('reads the DHCPACK of its own transaction only', () => {
    expect(decodeReply(encode(ack), 7)?.proxyAutoconfig).toBe('http://192.0.2.1/wpad.dat')
    expect(decodeReply(encode(ack), 8)).toBeUndefined()
    expect(decodeReply(encode({ ...ack, op: 1 }), 7)).toBeUndefined()
    expect(decodeReply(encode({ ...ack, type: 6 }), 7)).toBeUndefined()
    expect(decodeReply(Buffer.from('junk'), 7)).toBeUndefined()
  })
})

// Why `message.ts` walks and orders the options itself: `dhcp` 0.2.20.
describe('the package', () => {
  const parsed = (bytes: Buffer) => protocol.parse(bytes).options as Record<number, unknown>
  const format = (over: object) => {
    const fields = { ...ack, chaddr: '02:00:00:00:00:20', sname: '', file: '', options: {}, ...over }
    const out = protocol.format(fields)
    return out._data.subarray(0, out._w)
  }

  it('defect: a pad option takes the byte after it along', () => {
    const only = { list: null, vendorClass: null, clientIdentifier: null, pad: 300 }
    expect(parsed(packet(only))[53]).toBe(8)
    expect(parsed(packet({ ...only, first: Buffer.alloc(1) }))[53]).toBeUndefined()
  })

  it('defect: the length of an option of a fixed type is not looked at', () => {
    const options = parsed(
      packet({ type: null, list: null, vendorClass: null, clientIdentifier: null, first: option(53, [8, 12, 1, 65]) }),
    )
    expect(options[12]).toBe('A')
  })

  it('defect: of a split option, the last piece alone is kept', () => {
    expect(parsed(packet({ clientIdentifier: null, list: [1, 15], last: option(55, [252]) }))[55]).toEqual([252])
  })

  it('defect: options in the field file are not read', () => {
    const bytes = packet({ clientIdentifier: null, list: null, last: option(52, [1]), file: option(55, [252]) })
    expect(parsed(bytes)[55]).toBeUndefined()
  })

  it('defect: the cookie is not checked', () => {
    expect(parsed(packet({ clientIdentifier: null, cookie: Buffer.alloc(4) }))[53]).toBe(8)
  })

  it('defect: an option over the end is read as if it were whole', () => {
    const last = Buffer.from([12, 200, 65])
    expect(parsed(packet({ clientIdentifier: null, end: Buffer.alloc(0), last }))[12]).toBe('A')
  })

  it('defect: a hardware address other than Ethernet throws, so KDE is not understood', () => {
    expect(() => protocol.parse(kdePacket)).toThrow('Invalid hardware address')
  })

  it('defect: three bytes throw instead of giving a reason', () => {
    expect(() => protocol.parse(Buffer.alloc(3))).toThrow('too short')
  })

  it('defect: each unknown option writes to the console', () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    parsed(packet({ clientIdentifier: null, last: option(77, 'x') }))
    expect(told).toHaveBeenCalledWith('Option 77 not known')
    told.mockRestore()
  })

  it('defect: option 252 over 255 characters is cut off', () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(wireOptions(format({ options: { 252: 'x'.repeat(300) } }))[0]![1]).toHaveLength(255)
    told.mockRestore()
  })

  it('defect: options go out in the order of their codes, so 82 cannot be the last', () => {
    const bytes = format({ options: { 252: 'x', 82: [1], 53: 5 } })
    expect(wireOptions(bytes).map(([code]) => code)).toEqual([53, 82, 252])
  })

  it('defect: an unknown code is a TypeError', () => {
    expect(() => format({ options: { 200: 'x' } })).toThrow(TypeError)
  })

  it('defect: a boolean option is written with length 0', () => {
    expect(wireOptions(format({ options: { 20: true } }))).toEqual([[20, Buffer.alloc(0)]])
  })

  it('defect: messages are not padded to 300 bytes', () => {
    expect(format({ options: { 53: 5 } }).length).toBeLessThan(300)
  })

  it('defect: a hardware address other than six bytes cannot be written', () => {
    expect(() => format({ chaddr: '' })).toThrow('Invalid Mac address')
  })

  it('defect: text, and a client identifier is text to it, loses the eighth bit and what follows a NUL', () => {
    expect(new SeqBuffer(Buffer.from([0xff, 0xc1, 0x80, 65])).getASCII(4)).toBe('\x7fA')
  })
})
