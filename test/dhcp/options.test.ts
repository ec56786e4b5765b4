import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { parseBytePattern } from '../../src/dhcp/byte-pattern.ts'
import { dhcpOptions } from '../../src/dhcp/options.ts'

const messages = (section: unknown) => v.safeParse(dhcpOptions, section).issues?.map(({ message }) => message) ?? []

describe('the section dhcp', () => {
  it('D5 D6 D16: has a default for everything', () => {
    expect(v.parse(dhcpOptions, {})).toEqual({
      ...{ listen: [{ address: '0.0.0.0', port: 67 }], always: false, terminator: 'none', classes: [], allow: [] },
      ...{ emptyParameterList: 'silence', windowsWithout252: 'answer', rateLimit: { perClient: 500, overall: 10_000 } },
    })
  })

  it('reads addresses, sockets of systemd, classes, limits and networks', () => {
    const section = {
      listen: ['192.0.2.1:67', 'fd:lan'],
      classes: [
        { vendor: 'MSFT 5.0', terminator: 'nul', url: 'http://192.0.2.1/wpad.da' },
        { user: 'staff*', circuit: '0x00ff', remote: 'switch 1', site: 'guests' },
      ],
      rateLimit: { perClient: 2 },
      allow: ['192.0.2.0/24'],
    }
    expect(v.parse(dhcpOptions, section)).toMatchObject({
      listen: [{ address: '192.0.2.1', port: 67 }, { socketName: 'lan' }],
      classes: [
        { vendor: parseBytePattern('MSFT 5.0'), terminator: 'nul', url: 'http://192.0.2.1/wpad.da' },
        {
          user: parseBytePattern('staff*'),
          circuit: parseBytePattern('0x00ff'),
          remote: parseBytePattern('switch 1'),
          site: 'guests',
        },
      ],
      rateLimit: { perClient: 2, overall: 10_000 },
      allow: [{ text: '192.0.2.0/24' }],
    })
    expect(v.parse(dhcpOptions, { rateLimit: 'off' }).rateLimit).toBeUndefined()
  })

  it.each<[string, unknown, string]>([
    ['a port alone', { listen: ['67'] }, 'did you mean 0.0.0.0:67'],
    ['IPv6', { listen: ['[::]:67'] }, 'only DHCP for IPv4 has option 252'],
    ['nowhere', { listen: [] }, 'dhcp: off'],
    ['a socket without a name', { listen: ['fd:'] }, 'names no socket'],
    ['a number', { listen: [67] }, 'is not an address and port in quotes, or fd:NAME'],
    ['an unknown terminator', { terminator: 'lf' }, 'is not none, nul or newline'],
    ['an unknown reaction', { emptyParameterList: 'yes' }, 'is not silence or answer'],
    ['text for a boolean', { always: 'yes' }, 'is not true or false'],
    ['an empty vendor class', { classes: [{ vendor: '' }] }, 'is empty (* stands for anything)'],
    ['a star in the middle', { classes: [{ user: 'MS*T' }] }, 'an asterisk before its end'],
    ['a number for a text', { classes: [{ circuit: 12 }] }, 'is not a text (write it in quotes)'],
    ['a class for everyone', { classes: [{ url: 'http://192.0.2.1/' }] }, 'has no condition (vendor, user, circuit or remote)'],
    ['65 classes', { classes: Array(65).fill({ vendor: 'a' }) }, 'has over 64 classes'],
    ['a limit of 0', { rateLimit: { perClient: 0 } }, 'is under 1'],
    ['a limit in words', { rateLimit: { overall: 'all' } }, 'is not a number'],
    ['a URL that is none', { classes: [{ vendor: 'a', url: 'wpad.da' }] }, 'is not an http URL'],
    ['a URL with a space', { classes: [{ vendor: 'a', url: 'http://192.0.2.1/a b' }] }, 'is not an http URL'],
    ['a URL of 1025 characters', { classes: [{ vendor: 'a', url: `http://192.0.2.1/${'x'.repeat(1008)}` }] }, 'is over 1024'],
    ['a network with host bits', { allow: ['192.0.2.1/24'] }, 'did you mean 192.0.2.0/24'],
    ['an unknown key', { lisen: [] }, 'lisen'],
  ])('refuses %s', (_, section, expected) => {
    expect(messages(section).join()).toContain(expected)
  })
})
