import protocol from 'dhcp/lib/protocol.js'
import SeqBuffer from 'dhcp/lib/seqbuffer.js'
import { describe, expect, it, vi } from 'vitest'
import { decodeReply, encodeInform } from '../../src/dhcp/inform.ts'
import {
  type Acknowledgement,
  acknowledgementLength,
  addressField,
  type DhcpMessage,
  decode,
  encodeAcknowledgement,
  encodeText,
  headerAddress,
  type MalformedReason,
  optionAddress,
  optionNumber,
  optionText,
} from '../../src/dhcp/message.ts'
import { clientHardware, kdePacket, option, packet, windowsList, wireOptions } from './packet.ts'

function read(bytes: Buffer): DhcpMessage {
  const message = decode(bytes)
  if (typeof message === 'string') throw new Error(message)
  return message
}

/** What a message says, in values that a table can hold. */
function view(bytes: Buffer) {
  const { op, type, relayed, options } = read(bytes)
  return {
    ...{ op, type, relayed, parameterList: options.parameterList && [...options.parameterList] },
    maximumSize: options.maximumSize && optionNumber(options.maximumSize),
    vendorClass: options.vendorClass && optionText(options.vendorClass),
    proxyAutoconfig: options.proxyAutoconfig && optionText(options.proxyAutoconfig),
    serverIdentifier: options.serverIdentifier && optionAddress(options.serverIdentifier),
    clientIdentifier: options.clientIdentifier && [...options.clientIdentifier],
  }
}
type View = Partial<ReturnType<typeof view>>

describe('decode', () => {
  it('D3: reads the addresses of the header', () => {
    const message = read(packet({ giaddr: '198.51.100.254' }))
    const addresses = Object.values(addressField).map((at) => headerAddress(message, at))
    expect(addresses).toEqual(['192.0.2.20', '0.0.0.0', '0.0.0.0', '198.51.100.254'])
    expect(message).toMatchObject({ op: 1, type: 8, relayed: true })
    expect(read(packet())).toMatchObject({ relayed: false })
  })

  it.each<[string, Buffer, View]>([
    ['Windows', packet(), { type: 8, parameterList: windowsList, vendorClass: 'MSFT 5.0' }],
    ['Windows, padded to 300 bytes', packet({ pad: 300 }), { type: 8, parameterList: windowsList }],
    ['KDE (D15)', kdePacket, { type: 8, parameterList: [252], clientIdentifier: undefined }],
    ['no parameter list', packet({ list: null }), { parameterList: undefined }],
    ['an empty parameter list', packet({ list: [] }), { parameterList: [] }],
    ['two lists, joined', packet({ list: [1, 15], last: option(55, [252]) }), { parameterList: [1, 15, 252] }],
    ['the type at the end', packet({ type: null, last: option(53, [8]) }), { type: 8 }],
    ['no type (BOOTP)', packet({ type: null }), { type: undefined }],
    ['pad bytes before the options', packet({ first: Buffer.alloc(5) }), { type: 8, parameterList: windowsList }],
    ['no end mark', packet({ end: Buffer.alloc(0) }), { type: 8, parameterList: windowsList }],
    ['a hardware address of 16 bytes', packet({ hlen: 16 }), { type: 8 }],
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
    expect(view(bytes)).toMatchObject(expected)
  })

  it('D8: joins a split option 252 of 300 characters', () => {
    const url = `http://192.0.2.1/${'x'.repeat(283)}`
    const last = Buffer.concat([option(252, url.slice(0, 255)), option(252, url.slice(255))])
    expect(view(packet({ last })).proxyAutoconfig).toBe(url)
  })

  it.each<[string, Buffer, View]>([
    ['file', packet({ list: null, last: option(52, [1]), file: option(55, [252]) }), { parameterList: [252] }],
    ['sname', packet({ list: null, last: option(52, [2]), sname: option(55, [252]) }), { parameterList: [252] }],
    [
      'both, file first',
      packet({ list: [1], last: option(52, [3]), file: option(55, [2]), sname: option(55, [3]) }),
      { parameterList: [1, 2, 3] },
    ],
    ['neither, without option 52', packet({ list: null, file: option(55, [252]) }), { parameterList: undefined }],
  ])('D8: reads options in %s', (_, bytes, expected) => {
    expect(view(bytes)).toMatchObject(expected)
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
    [
      'a list of 4097 bytes in pieces',
      packet({ list: null, last: Buffer.concat(Array(17).fill(option(55, Buffer.alloc(241)))) }),
      'option too long',
    ],
    ['an overrun inside sname', packet({ last: option(52, [2]), sname: Buffer.from([55, 255]) }), 'option overrun'],
  ])('D13: refuses %s', (_, bytes, reason) => {
    expect(decode(bytes)).toBe(reason)
  })

  it.each([0, 1, 2, 255])('D13: takes under 50 ms of its thread for 65,507 bytes of options of %i bytes', (length) => {
    const last = Buffer.concat(Array(Math.floor(65_200 / (length + 2))).fill(option(55, Buffer.alloc(length))))
    const bytes = packet({ list: null, last })
    const started = process.threadCpuUsage()
    decode(bytes)
    expect(process.threadCpuUsage(started).user).toBeLessThan(50_000)
  })
})

const chaddr = Buffer.concat([clientHardware, Buffer.alloc(9), Buffer.from([9])])
const told = (text: string) => ({ code: 252, value: encodeText(text) })
const ack = (over: Partial<Acknowledgement> & { request?: DhcpMessage } = {}): Acknowledgement => ({
  request: read(packet({ flags: 0x8000, secs: 7, hops: 2, chaddr, sname: Buffer.alloc(64, 1), file: Buffer.alloc(128, 1) })),
  serverIdentifier: '192.0.2.1',
  parameters: [told('http://192.0.2.1/wpad.dat')],
  broadcast: false,
  withRelayInformation: true,
  ...over,
})
const relayed = read(packet({ clientIdentifier: Buffer.from([1, 2, 3]), last: option(82, [1, 1, 9]) }))

describe('encodeAcknowledgement', () => {
  it('D3 D7: writes the type first, the server next, relay information last, then the end mark', () => {
    const bytes = encodeAcknowledgement(ack({ request: relayed }))
    expect(wireOptions(bytes)).toEqual([
      [53, Buffer.from([5])],
      [54, Buffer.from([192, 0, 2, 1])],
      [252, Buffer.from('http://192.0.2.1/wpad.dat')],
      [61, Buffer.from([1, 2, 3])],
      [82, Buffer.from([1, 1, 9])],
    ])
    expect(bytes[acknowledgementLength(ack({ request: relayed })) - 1]).toBe(255)
    const without = encodeAcknowledgement(ack({ request: relayed, withRelayInformation: false }))
    expect(wireOptions(without).map(([code]) => code)).toEqual([53, 54, 252, 61])
  })

  it('D1 D3: copies htype, hlen, xid, flags, ciaddr and all of chaddr; hops, secs and the other addresses are 0', () => {
    const bytes = encodeAcknowledgement(ack())
    expect(bytes.subarray(0, 12).toString('hex')).toBe('02010600deadbeef00008000')
    expect(bytes.subarray(12, 28).toString('hex')).toBe(`c0000214${'00'.repeat(12)}`)
    expect(bytes.subarray(28, 44)).toEqual(chaddr)
    expect(bytes.subarray(44, 236)).toEqual(Buffer.alloc(192))
    expect(bytes.readUInt32BE(236)).toBe(0x63825363)
  })

  it('D8: pads to 300 bytes with zeros, and longer ones not at all', () => {
    const bytes = encodeAcknowledgement(ack())
    const length = acknowledgementLength(ack())
    expect(bytes).toHaveLength(300)
    expect(bytes.subarray(length)).toEqual(Buffer.alloc(300 - length))
    const request = read(packet({ clientIdentifier: Buffer.alloc(100) }))
    expect(encodeAcknowledgement(ack({ request })).length).toBe(240 + 3 + 6 + 27 + 102 + 1)
  })

  it('D8: splits values over 255 bytes into options of the same code', () => {
    const url = `http://192.0.2.1/${'x'.repeat(600)}`
    const request = read(packet({ clientIdentifier: Buffer.alloc(255, 1), last: option(61, Buffer.alloc(45, 2)) }))
    const bytes = encodeAcknowledgement(ack({ request, parameters: [told(url)] }))
    const sizes = [
      [53, 1],
      [54, 4],
      [252, 255],
      [252, 255],
      [252, 107],
      [61, 255],
      [61, 45],
    ]
    expect(wireOptions(bytes).map(([code, { length }]) => [code, length])).toEqual(sizes)
    expect(view(bytes).proxyAutoconfig).toBe(url)
    expect(view(bytes).clientIdentifier).toEqual([...Buffer.alloc(255, 1), ...Buffer.alloc(45, 2)])
  })

  it('D7: echoes an empty client identifier as it is', () => {
    const request = read(packet({ clientIdentifier: Buffer.alloc(0) }))
    expect(wireOptions(encodeAcknowledgement(ack({ request })))[3]).toEqual([61, Buffer.alloc(0)])
  })

  it('refuses what is over one Ethernet frame', () => {
    expect(() => encodeAcknowledgement(ack({ parameters: [told('x'.repeat(1300))] }))).toThrow('is over 1472')
  })

  it('D3: sets the broadcast flag where it is told to, beside the other flags', () => {
    const flags = (flags: number, broadcast: boolean) =>
      encodeAcknowledgement(ack({ request: read(packet({ flags })), broadcast })).readUInt16BE(10)
    expect([flags(0, false), flags(0x8001, false), flags(0, true), flags(1, true)]).toEqual([0, 0x8001, 0x8000, 0x8001])
  })

  it('keeps two texts, and two addresses of ours, apart', () => {
    const view1 = (text: string, over: object = {}) => view(encodeAcknowledgement(ack({ parameters: [told(text)], ...over })))
    expect(view1('http://192.0.2.1/a').proxyAutoconfig).toBe('http://192.0.2.1/a')
    expect(view1('http://192.0.2.1/b').proxyAutoconfig).toBe('http://192.0.2.1/b')
    for (let i = 0; i < 600; i++) {
      const serverIdentifier = `192.0.${i >> 8}.${i & 255}`
      const written = view1(`http://192.0.2.1/${i}`, { serverIdentifier })
      expect(written).toMatchObject({ proxyAutoconfig: `http://192.0.2.1/${i}`, serverIdentifier })
    }
  })
})

describe('the client side', () => {
  it('D15: makes a DHCPINFORM as KDE does, and one with a hardware address', () => {
    const kde = encodeInform({ xid: 9, clientAddress: '192.0.2.20' })
    expect([...kde.subarray(0, 8)]).toEqual([1, 0, 0, 0, 0, 0, 0, 9])
    expect(view(kde)).toMatchObject({ op: 1, type: 8, parameterList: [252], vendorClass: undefined })
    const given = { hardwareAddress: clientHardware, parameterList: [1, 252], vendorClass: 'MSFT 5.0' }
    const windows = encodeInform({ xid: 0xffffffff, clientAddress: '192.0.2.20', ...given })
    expect(windows.subarray(0, 16).toString('hex')).toBe('01010600ffffffff00000000c0000214')
    expect(windows.subarray(28, 34)).toEqual(clientHardware)
    expect(view(windows)).toMatchObject({ parameterList: [1, 252], vendorClass: 'MSFT 5.0' })
  })

  it.each([
    ['http://192.0.2.1/wpad.dat\0', 'http://192.0.2.1/wpad.dat'],
    ['http://192.0.2.1/wpad.dat\0\0\0', 'http://192.0.2.1/wpad.dat'],
    ['http://192.0.2.1/wpad.dat\n', 'http://192.0.2.1/wpad.dat\n'],
    ['\n', '\n'],
  ])('D6 D11: reads option 252 without the NULs after it: %j', (sent, expected) => {
    expect(decodeReply(encodeAcknowledgement(ack({ parameters: [told(sent)] })), 0xdeadbeef)?.proxyAutoconfig).toBe(expected)
  })

  it('reads the DHCPACK of its own transaction only', () => {
    const bytes = encodeAcknowledgement(ack())
    const changed = (at: number, value: number) =>
      Buffer.concat([bytes.subarray(0, at), Buffer.from([value]), bytes.subarray(at + 1)])
    expect(decodeReply(bytes, 0xdeadbeef)?.proxyAutoconfig).toBe('http://192.0.2.1/wpad.dat')
    expect(decodeReply(bytes, 8)).toBeUndefined()
    expect(decodeReply(changed(0, 1), 0xdeadbeef)).toBeUndefined()
    expect(decodeReply(changed(242, 6), 0xdeadbeef)).toBeUndefined()
    expect(decodeReply(Buffer.from('junk'), 0xdeadbeef)).toBeUndefined()
  })
})

// Why `message.ts` walks and orders the options itself: `dhcp` 0.2.20.
describe('the package', () => {
  const parsed = (bytes: Buffer) => protocol.parse(bytes).options as Record<number, unknown>
  const format = (over: object) => {
    const addresses = { ciaddr: '192.0.2.20', yiaddr: '0.0.0.0', siaddr: '0.0.0.0', giaddr: '0.0.0.0' }
    const numbers = { op: 2, htype: 1, hlen: 6, hops: 0, xid: 7, secs: 0, flags: 0 }
    const out = protocol.format({
      ...numbers,
      ...addresses,
      chaddr: '02:00:00:00:00:20',
      sname: '',
      file: '',
      options: {},
      ...over,
    })
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

  it('defect: option 119 is written as text, where RFC 3397 has names as DNS writes them', () => {
    expect(wireOptions(format({ options: { 119: 'example.com' } }))).toEqual([[119, Buffer.from('example.com')]])
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
