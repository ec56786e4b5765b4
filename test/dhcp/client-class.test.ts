import { describe, expect, it } from 'vitest'
import { findClass, userClasses } from '../../src/dhcp/client-class.ts'
import { decode } from '../../src/dhcp/message.ts'
import { siteFinder } from '../../src/sites/find-site.ts'
import { answerOf, ask, optionsFrom, silent, toldTo, url } from './context.ts'
import { option, type Packet, packet } from './packet.ts'

const join = (...pieces: Buffer[]) => Buffer.concat(pieces)
/** A relay's word on a client: RFC 3046. */
const relay = (circuit: string | number[], remote = 'switch 1') => option(82, join(option(1, circuit), option(2, remote)))
/** A list of user classes: RFC 3004. */
const listed = (...texts: string[]) =>
  option(77, join(...texts.map((text) => Buffer.from(`${String.fromCharCode(text.length)}${text}`))))

function classOf(over: Packet, ...classes: object[]): number | undefined {
  const { classes: known } = optionsFrom({ classes })
  const request = decode(packet(over))
  if (typeof request === 'string') throw new Error(request)
  const found = findClass(known, request.options)
  return found && known.indexOf(found)
}

describe('a class of clients', () => {
  it.each<[string, Packet, object, boolean]>([
    ['the vendor class', { vendorClass: 'MSFT 98' }, { vendor: 'MSFT 98' }, true],
    ['the vendor class with NULs after it', { vendorClass: 'MSFT 98\0\0' }, { vendor: 'MSFT 98' }, true],
    ['the start of the vendor class', { vendorClass: 'android-dhcp-14' }, { vendor: 'android*' }, true],
    ['a vendor class in the middle', { vendorClass: 'not MSFT 98' }, { vendor: 'MSFT*' }, false],
    ['no vendor class', { vendorClass: null }, { vendor: '*' }, false],
    ['one of the user classes', { last: listed('lab', 'staff') }, { user: 'staff' }, true],
    ['none of the user classes', { last: listed('lab', 'staff') }, { user: 'guest' }, false],
    ['the plain user class of Windows', { last: option(77, 'staff') }, { user: 'staff' }, true],
    ['the plain user class of Windows, with a NUL', { last: option(77, 'staff\0') }, { user: 'staff' }, true],
    ['no user class', {}, { user: '*' }, false],
    ['the circuit', { last: relay('eth1') }, { circuit: 'eth1' }, true],
    ['another circuit', { last: relay('eth1') }, { circuit: 'eth2' }, false],
    ['a circuit in bytes: VLAN 20, port 3', { last: relay([0, 4, 0, 20, 1, 3]) }, { circuit: '0x00040014*' }, true],
    ['the remote', { last: relay('eth1') }, { remote: 'switch*' }, true],
    ['another remote', { last: relay('eth1') }, { remote: 'eth1' }, false],
    ['relay information that is cut off', { last: option(82, [1, 9, 101]) }, { circuit: '*' }, false],
    ['no relay', {}, { remote: '*' }, false],
    ['all conditions', { vendorClass: 'MSFT 5.0', last: relay('eth1') }, { vendor: 'MSFT*', circuit: 'eth1' }, true],
    ['one condition of two', { vendorClass: 'MSFT 5.0', last: relay('eth1') }, { vendor: 'MSFT*', circuit: 'eth2' }, false],
  ])('D6 D10: is told by %s', (_, over, one, expected) => {
    expect(classOf(over, one) !== undefined).toBe(expected)
  })

  it('D6: is the first that fits', () => {
    expect(classOf({}, { vendor: 'other' }, { vendor: 'MSFT*' }, { vendor: 'MSFT 5.0' })).toBe(1)
  })

  it('reads as user classes what fits into the option, and nothing of what does not', () => {
    const texts = (value: number[]) => userClasses(Buffer.from(value)).map((each) => Buffer.from(each).toString('latin1'))
    expect(userClasses(undefined)).toEqual([])
    expect(texts([])).toEqual([])
    expect(texts([1, 97, 2, 98, 99])).toEqual(['a', 'bc', '\x01a\x02bc'])
    expect(texts([1, 97, 9, 98])).toEqual(['\x01a\tb'])
    expect(texts([0, 1, 97])).toEqual(['\0\x01a'])
  })
})

describe('what a class gets', () => {
  const guests = answerOf({ name: 'guests', url: 'http://192.0.2.1/guests.pac', subnets: ['198.51.100.0/24'] })
  const findSite = siteFinder([answerOf(), guests])
  const classes = [
    { circuit: 'vlan20*', site: 'guests', terminator: 'newline' },
    { user: 'kiosk', url: 'http://192.0.2.1/kiosk.pac' },
  ]

  it('D10: is the answer of another site, by the circuit', () => {
    expect(toldTo({ last: relay('vlan20-3') }, { findSite, section: { classes } })).toBe('http://192.0.2.1/guests.pac\n')
    expect(toldTo({ last: relay('vlan30-3') }, { findSite, section: { classes } })).toBe(url)
  })

  it('D6: is another URL', () => {
    expect(toldTo({ last: listed('kiosk') }, { findSite, section: { classes } })).toBe('http://192.0.2.1/kiosk.pac')
  })

  it('D10: is silence where the site has gone', () => {
    expect(ask({ last: relay('vlan20') }, { section: { classes } })).toEqual(silent('no site for this client'))
  })
})
