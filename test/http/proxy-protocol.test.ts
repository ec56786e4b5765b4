import { describe, expect, it } from 'vitest'
import { readPreface } from '../../src/http/proxy-protocol.ts'
import { binaryHeader } from './proxy-header.ts'

const clientOf = (bytes: Buffer) => {
  const preface = readPreface(bytes)
  return preface.kind === 'header' ? [preface.client?.text, preface.length] : preface.kind
}
const line = (text: string) => Buffer.from(text, 'latin1')
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
const signature = '0d0a0d0a000d0a515549540a'

describe('version 1', () => {
  it.for([
    ['PROXY TCP4 192.0.2.7 198.51.100.1 56324 80\r\n', '192.0.2.7'],
    ['PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n', '255.255.255.255'],
    ['PROXY TCP6 2001:db8::7 2001:DB8::1 0 80\r\n', '2001:db8::7'],
    ['PROXY TCP6 ::ffff:192.0.2.7 ::ffff:198.51.100.1 1 80\r\n', '192.0.2.7'],
    ['PROXY UNKNOWN\r\n', undefined],
    ['PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n', undefined],
  ])('W6: %j is from %s', ([text, client]) => {
    expect(clientOf(line(`${text}GET /wpad.dat HTTP/1.1\r\n\r\n`))).toEqual([client, text!.length])
  })

  it.for([
    'GET /wpad.dat HTTP/1.1\r\n\r\n',
    'proxy TCP4 192.0.2.7 198.51.100.1 56324 80\r\n',
    'PROXY TCP4 192.0.2.7 198.51.100.1 56324 80\n',
    'PROXY  TCP4 192.0.2.7 198.51.100.1 56324 80\r\n',
    'PROXY TCP4 192.0.2.7 198.51.100.1 56324 80 \r\n',
    'PROXY TCP4 192.0.2.7 198.51.100.1 56324\r\n',
    'PROXY TCP4 192.0.2.7 198.51.100.1 56324 65536\r\n',
    'PROXY TCP4 192.0.2.7 198.51.100.1 056324 80\r\n',
    'PROXY TCP4 192.0.2.7 198.51.100.1 0 080\r\n',
    'PROXY TCP4 192.0.2.7 198.51.100.1 00 80\r\n',
    'PROXY TCP4 192.0.2.7 198.51.100.1 -1 80\r\n',
    'PROXY TCP4 192.0.2.256 198.51.100.1 1 80\r\n',
    'PROXY TCP4 192.0.2.07 198.51.100.1 1 80\r\n',
    'PROXY TCP4 192.0.2.7 198.51.100 1 80\r\n',
    'PROXY TCP4 2001:db8::7 2001:db8::1 1 80\r\n',
    'PROXY TCP6 192.0.2.7 198.51.100.1 1 80\r\n',
    'PROXY TCP6 2001:db8::7 198.51.100.1 1 80\r\n',
    'PROXY TCP6 2001:db8::7%eth0 2001:db8::1 1 80\r\n',
    'PROXY UDP4 192.0.2.7 198.51.100.1 1 80\r\n',
    'PROXY UNKNOWNX\r\n',
    'PROXY \r\n',
    '\r\nGET',
    'PROXY TCP4 192.0.2.7 \0',
    '\0',
    `PROXY UNKNOWN ${'x'.repeat(92)}\r\n`,
    `PROXY UNKNOWN ${'x'.repeat(200)}`,
    'PROXX',
  ])('W6: %j is malformed', (text) => {
    expect(clientOf(line(text))).toBe('malformed')
  })

  it('takes 107 bytes, the end of the line included', () => {
    const text = `PROXY UNKNOWN ${'x'.repeat(91)}\r\n`
    expect(clientOf(line(text))).toEqual([undefined, 107])
  })
})

describe('version 2', () => {
  it.for<[string, Buffer, string | undefined, number]>([
    ['TCP over IPv4', binaryHeader('192.0.2.7'), '192.0.2.7', 28],
    ['TCP over IPv6', binaryHeader('2001:db8::7'), '2001:db8::7', 52],
    ['a mapped address', binaryHeader('::ffff:192.0.2.7'), '192.0.2.7', 52],
    ['TLVs behind the addresses', hex(`${signature} 21 11 0013 c0000207 c6336401 dc04 0050 04 0004 00000000`), '192.0.2.7', 35],
    ['LOCAL', hex(`${signature} 20 00 0000`), undefined, 16],
    ['LOCAL with addresses, which do not count', hex(`${signature} 20 11 000c c0000207 c6336401 dc04 0050`), undefined, 28],
    ['LOCAL with anything', hex(`${signature} 20 ff 0003 abcdef`), undefined, 19],
    ['no family', hex(`${signature} 21 00 0000`), undefined, 16],
    ['a path', Buffer.concat([hex(`${signature} 21 31 00d8`), Buffer.alloc(216)]), undefined, 232],
  ])('W6: %s', ([, bytes, client, length]) => {
    expect(clientOf(Buffer.concat([bytes, line('GET')]))).toEqual([client, length])
  })

  it.for<[string, Buffer]>([
    ['version 1', hex(`${signature} 11 11 000c c0000207 c6336401 dc04 0050`)],
    ['version 3', hex(`${signature} 31 11 000c c0000207 c6336401 dc04 0050`)],
    ['an unknown command', hex(`${signature} 22 11 000c c0000207 c6336401 dc04 0050`)],
    ['UDP', hex(`${signature} 21 12 000c c0000207 c6336401 dc04 0050`)],
    ['an unknown family', hex(`${signature} 21 41 000c c0000207 c6336401 dc04 0050`)],
    ['addresses cut short', hex(`${signature} 21 11 000b c0000207 c6336401 dc04 00`)],
    ['IPv6 in the length of IPv4', hex(`${signature} 21 21 000c c0000207 c6336401 dc04 0050`)],
    ['a TLV that overruns', hex(`${signature} 21 11 0010 c0000207 c6336401 dc04 0050 04 0002 00`)],
    ['half a TLV', hex(`${signature} 21 11 000e c0000207 c6336401 dc04 0050 04 00`)],
    ['over 2 KiB announced', hex(`${signature} 21 11 0801`)],
    ['65,535 bytes announced', hex(`${signature} 20 00 ffff`)],
    ['another signature', hex('0d0a0d0a000d0a515549540b 21 11 000c')],
  ])('W6: %s is malformed', ([, bytes]) => {
    expect(clientOf(bytes)).toBe('malformed')
  })
})

describe('what has not come whole', () => {
  it.for<[string, Buffer]>([
    ['version 1', line('PROXY TCP4 192.0.2.7 198.51.100.1 56324 80\r\n')],
    ['version 2', binaryHeader('2001:db8::7')],
    ['version 2 with the most TLVs', Buffer.concat([hex(`${signature} 21 00 0800 04 07fd`), Buffer.alloc(2045)])],
  ])('W6: %s is waited for, byte by byte, and no longer', ([, bytes]) => {
    for (let length = 0; length < bytes.length; length++)
      expect([length, clientOf(bytes.subarray(0, length))]).toEqual([length, 'incomplete'])
    expect(readPreface(bytes)).toMatchObject({ kind: 'header', length: bytes.length })
  })
})
