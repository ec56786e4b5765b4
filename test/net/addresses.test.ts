import { describe, expect, it } from 'vitest'
import { ipv4At, parseAddress } from '../../src/net/address.ts'
import { contains, parseCidr } from '../../src/net/cidr.ts'
import { parseDomain } from '../../src/net/domain.ts'
import { formatEndpoint, parseEndpoint } from '../../src/net/endpoint.ts'

describe('an address', () => {
  it.for([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::ffff:c000:201', '192.0.2.1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::', '::'],
  ])('%s is read as %s', ([text, canonical]) => {
    expect(parseAddress(text!)?.text).toBe(canonical)
  })

  it.for([
    '',
    '192.0.2',
    '192.0.2.1.1',
    '192.0.2.256',
    '010.0.0.1',
    '0x7f.1',
    '1',
    'localhost',
    ':::',
    '2001:db8::g',
    '192.0.2.1 ',
  ])('"%s" is none', (text) => {
    expect(parseAddress(text)).toBeUndefined()
  })

  it('stands at an offset of a packet, or is missing there', () => {
    const packet = Uint8Array.of(9, 192, 0, 2, 7)
    expect(ipv4At(packet, 1).text).toBe('192.0.2.7')
    expect(() => ipv4At(packet, 2)).toThrow(/no IPv4 address at byte 2 of 5/)
  })
})

describe('a block', () => {
  it.for<[string, string, boolean]>([
    ['192.0.2.0/24', '192.0.2.255', true],
    ['192.0.2.0/24', '192.0.3.0', false],
    ['192.0.2.128/25', '192.0.2.127', false],
    ['192.0.2.128/25', '192.0.2.128', true],
    ['192.0.2.4/30', '192.0.2.7', true],
    ['192.0.2.4/30', '192.0.2.8', false],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['192.0.2.1', '192.0.2.1', true],
    ['192.0.2.1', '192.0.2.2', false],
    ['2001:db8:1::/48', '2001:db8:1:ffff::1', true],
    ['2001:db8:1::/48', '2001:db8:2::1', false],
    ['2001:db8::/33', '2001:db8:8000::', false],
    ['::/0', '192.0.2.1', false],
  ])('%s holds %s: %s', ([block, address, expected]) => {
    expect(contains(parseCidr(block), parseAddress(address)!)).toBe(expected)
  })

  it.for([
    ['10.0.0/8', '"10.0.0/8" is not a CIDR block (did you mean 10.0.0.0/8?)'],
    ['10.', '"10." is not a CIDR block (did you mean 10.0.0.0/8?)'],
    ['192.0.2.1/24', '"192.0.2.1/24" has host bits set (did you mean 192.0.2.0/24?)'],
    ['192.0.2.0/33', '"192.0.2.0/33" is not a CIDR block (did you mean 192.0.2.0/32?)'],
    ['192.0.2.0/255.255.255.0', '"192.0.2.0/255.255.255.0" is not a CIDR block (did you mean 192.0.2.0/24?)'],
    ['2001:db8::1/48', '"2001:db8::1/48" has host bits set (did you mean 2001:db8::/48?)'],
    ['example.com', '"example.com" is not a CIDR block'],
    ['192.0.2.0/24/8', '"192.0.2.0/24/8" is not a CIDR block'],
  ])('%s is refused: %s', ([text, message]) => {
    expect(() => parseCidr(text!)).toThrow(message!)
  })
})

describe('an endpoint', () => {
  it.for(['0.0.0.0:67', '[::]:53', '192.0.2.1:8080', '[2001:db8::1]:0'])('%s is read and written back', (text) => {
    expect(formatEndpoint(parseEndpoint(text))).toBe(text)
  })

  it.for([
    ['67', 'did you mean 0.0.0.0:67?'],
    [':67', 'did you mean 0.0.0.0:67?'],
    ['192.0.2.1', 'a port is missing: 192.0.2.1:PORT'],
    ['2001:db8::1', 'a port is missing: [2001:db8::1]:PORT'],
    [':::53', 'did you mean [::]:53?'],
    ['[192.0.2.1]:53', 'write 192.0.2.1:53 or [2001:db8::1]:53'],
    ['192.0.2.1:70000', 'is not an address and port'],
    ['localhost:53', 'is not an address and port'],
    ['', 'is not an address and port'],
  ])('"%s" is refused: %s', ([text, message]) => {
    expect(() => parseEndpoint(text!)).toThrow(message!)
  })
})

describe('a domain', () => {
  it.for([
    ['Branch.Example.COM.', 'branch.example.com'],
    ['lan', 'lan'],
    ['_x.xn--bcher-kva.example', '_x.xn--bcher-kva.example'],
  ])('%s is read as %s', ([text, domain]) => {
    expect(parseDomain(text!)).toBe(domain)
  })

  it.for([
    ['', 'empty label'],
    ['.', 'empty label'],
    ['a..b', 'empty label'],
    ['bücher.example', 'write the xn-- form'],
    [`${'a'.repeat(64)}.example`, 'over 63'],
    [`${'a.'.repeat(121)}example`, 'over 240'],
    ['wpad.example.com', 'did you mean example.com?'],
    ['exa mple.com', 'outside ASCII'],
    ['*.example.com', 'is not a domain name'],
    ['-a.example', 'is not a domain name'],
  ])('"%s" is refused: %s', ([text, message]) => {
    expect(() => parseDomain(text!)).toThrow(message!)
  })
})
