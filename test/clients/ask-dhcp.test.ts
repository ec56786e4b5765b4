import { describe, expect, it } from 'vitest'
import { askDhcp, readOption } from '../../src/clients/ask-dhcp.ts'
import { encodeInformAs } from '../../src/clients/inform-packet.ts'
import type { DhcpLookup } from '../../src/clients/lookup.ts'
import { planOf } from './host.ts'
import { openSocket } from './lan.ts'

const informer = {
  xid: 0x01020304,
  clientAddress: '192.0.2.20',
  hardwareAddress: Buffer.from('020000000020', 'hex'),
  hostName: 'pc',
}

function dhcpOf(kind: string): DhcpLookup {
  const lookup = planOf(kind)[0]
  if (lookup?.via !== 'dhcp') throw new Error(`${kind} asks no DHCP`)
  return lookup
}

function packetOf(kind: string): Buffer {
  return encodeInformAs(dhcpOf(kind).packet, informer)
}

function optionsOf(packet: Buffer): [number, string][] {
  const found: [number, string][] = []
  for (let at = 240; packet[at] !== 255; at += 2 + packet[at + 1]!)
    found.push([packet[at]!, packet.subarray(at + 2, at + 2 + packet[at + 1]!).toString('hex')])
  return found
}

const hex = (...bytes: number[]) => Buffer.from(bytes).toString('hex')
const text = (value: string) => Buffer.from(value).toString('hex')
const client = [61, '01020000000020'] as [number, string]
const windowsWith = (list: number[], vendorClass = 'MSFT 5.0'): [number, string][] => [
  ...([[53, '08'], client, [12, text('pc')], [60, text(vendorClass)]] as [number, string][]),
  [55, hex(...list)],
]

const packets: [kind: string, hardware: string, length: number, options: [number, string][]][] = [
  ['windows10', '0106', 300, windowsWith([1, 3, 6, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249, 252])],
  ['chromium-windows', '0106', 300, windowsWith([1, 3, 6, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249, 252])],
  ['ie7', '0106', 300, windowsWith([1, 15, 3, 6, 44, 46, 47, 31, 33, 121, 249, 43, 252])],
  ['ie6', '0106', 300, windowsWith([1, 15, 3, 6, 44, 46, 47, 31, 33, 249, 43, 252])],
  ['ie5', '0106', 300, windowsWith([1, 15, 3, 6, 44, 46, 47, 31, 33, 43, 252])],
  ['ie5+windows-98', '0106', 300, windowsWith([1, 15, 3, 6, 44, 46, 47, 43, 77, 252], 'MSFT 98')],
  [
    'kde',
    '0000',
    548,
    [
      [53, '08'],
      [55, 'fc'],
    ],
  ],
  ['proxy-vole', '0106', 300, [[53, '08']]],
  ['macos', '0106', 300, [[53, '08'], [55, hex(1, 3, 6, 15, 119, 95, 252, 44, 46, 47)], [57, '05dc'], client, [12, text('pc')]]],
]

describe('the DHCPINFORM', () => {
  it.each(packets)('C1 C6 D15: of %s is as the real one', (kind, hardware, length, options) => {
    const packet = packetOf(kind)
    expect(packet.subarray(1, 3).toString('hex')).toBe(hardware)
    expect(packet).toHaveLength(length)
    expect(optionsOf(packet)).toEqual(options)
  })

  it('D3: has op 1, the transaction id, the address, and the cookie', () => {
    const packet = packetOf('windows10')
    expect(packet.subarray(0, 12).toString('hex')).toBe('010106000102030400000000')
    expect(packet.subarray(12, 16).join('.')).toBe('192.0.2.20')
    expect(packet.subarray(28, 34).toString('hex')).toBe('020000000020')
    expect(packet.subarray(236, 240).toString('hex')).toBe('63825363')
    expect(packetOf('kde').subarray(28, 44)).toEqual(Buffer.alloc(16))
  })
})

describe('option 252', () => {
  const url = 'http://192.0.2.10/wpad.dat'
  const readings: [string | undefined, string, string][] = [
    [url, 'found', url],
    [`${url}\0`, 'found', url],
    [`${url}\0junk`, 'found', url],
    [`${url}\n`, 'found', url],
    [` ${url} \r\n`, 'found', url],
    [undefined, 'nothing', 'ACK without option 252'],
    ['', 'nothing', 'ACK: no proxy here (an empty option 252)'],
    ['\n', 'nothing', 'ACK: no proxy here (an empty option 252)'],
    ['\0', 'nothing', 'ACK: no proxy here (an empty option 252)'],
    ['wpad.dat', 'nothing', 'ACK: "wpad.dat", which is no URL'],
    ['file:///wpad.dat', 'nothing', 'ACK: "file:///wpad.dat", which is no URL'],
  ]
  it.each(readings)('D6 D11: %j is %s', (option, end, says) => {
    expect(readOption(option === undefined ? undefined : Buffer.from(option), false)).toMatchObject({ end, says })
  })

  it('C5: its last character is lost on some, unless a NUL follows', () => {
    expect(readOption(Buffer.from(url), true).values).toEqual([url.slice(0, -1)])
    expect(readOption(Buffer.from(`${url}\0`), true).values).toEqual([url])
  })
})

/** A DHCPACK with option 252, but for what is changed. */
function acknowledge(packet: Buffer, change: (bytes: Buffer) => void = () => {}): Buffer {
  const ack = Buffer.concat([
    packet.subarray(0, 240),
    Buffer.from([53, 1, 5, 252, 10]),
    Buffer.from('http://a/b'),
    Buffer.from([255]),
  ])
  ack[0] = 2
  change(ack)
  return ack
}

describe('the answer', () => {
  const ask = (port: number, milliseconds = 5000, clientAddress: string | undefined = '127.0.0.1') =>
    askDhcp({ server: { address: '127.0.0.1', port }, clientAddress, hostName: 'pc' }, dhcpOf('windows10'), milliseconds)

  it('D13 S3: is the first DHCPACK to this question; strangers are passed over', async () => {
    await using server = await openSocket((packet, _, reply) => {
      reply(Buffer.from('junk'))
      reply(packet)
      const stranger = (change: (bytes: Buffer) => void) =>
        reply(
          acknowledge(packet, (bytes) => {
            bytes.write('http://x/x', 245)
            change(bytes)
          }),
        )
      stranger((bytes) => bytes.writeUInt32BE(0, 4))
      stranger((bytes) => bytes.set([6], 242))
      stranger((bytes) => bytes.set([1], 0))
      reply(acknowledge(packet))
      reply(acknowledge(packet, (bytes) => bytes.write('http://z/z', 245)))
    })
    expect(await ask(server.port)).toEqual({ end: 'found', says: 'http://a/b', values: ['http://a/b'], from: '127.0.0.1' })
  })

  it('W7: none in the time that the client waits is silence', async () => {
    await using server = await openSocket(() => {})
    expect(await ask(server.port, 50)).toMatchObject({ end: 'silent', reason: 'no DHCP answer', says: 'no answer within 50 ms' })
  })

  it('says why it cannot ask', async () => {
    expect(await ask(6767, 50, '192.0.2.1')).toMatchObject({ end: 'withheld', reason: 'no own address' })
    const nobody = { server: { address: '127.0.0.1', port: 6767 }, clientAddress: undefined, hostName: 'pc' }
    expect(await askDhcp(nobody, dhcpOf('kde'), 50)).toMatchObject({ end: 'withheld', reason: 'no own address' })
  })
})
