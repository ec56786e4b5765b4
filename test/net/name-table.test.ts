import { describe, expect, it } from 'vitest'
import { readNameTable } from '../../src/net/name-table.ts'

describe('a table of names', () => {
  const good: [string, string, Record<string, string[]>][] = [
    [
      'a hosts file',
      '127.0.0.1 localhost\n# a comment\n192.0.2.1\tWWW.example.org www  # more\n\n2001:DB8::1 www.example.org.\r\n',
      { localhost: ['127.0.0.1'], 'www.example.org': ['192.0.2.1', '2001:db8::1'], www: ['192.0.2.1'] },
    ],
    ['an address of a link, with its zone', 'fe80::1%eth0 router', { router: ['fe80::1'] }],
    ['JSON', ' {"WWW.example.org.": ["192.0.2.1"], "gone.test": []}', { 'www.example.org': ['192.0.2.1'], 'gone.test': [] }],
    ['nothing', '', {}],
    [
      'a name that objects have',
      '192.0.2.1 __proto__ constructor',
      JSON.parse('{"__proto__": ["192.0.2.1"], "constructor": ["192.0.2.1"]}'),
    ],
  ]
  it.each(good)('is read from %s', (_, text, table) => {
    expect({ ...readNameTable(text) }).toEqual(table)
  })

  const bad: [string, string][] = [
    ['www.example.org 192.0.2.1', 'line 1: "www.example.org" is not an IP address'],
    ['192.0.2.1 a\n192.0.2.2', 'line 2: "192.0.2.2" has no name behind it (write 192.0.2.1 www.example.org)'],
    ['{"a": "192.0.2.1"}', '"a" has no list of addresses (write ["192.0.2.1"])'],
    ['{"a": ["x"]}', '"a": "x" is not an IP address'],
    ['{"a": ', 'it is not JSON: '],
    [Array.from({ length: 100_001 }, (_, i) => `192.0.2.1 n${i}`).join('\n'), 'there are more than 100000 names'],
  ]
  it.each(bad)('is not read from %.40s', (text, message) => {
    expect(() => readNameTable(text)).toThrow(message)
    expect(() => readNameTable(text)).toThrow(RangeError)
  })
})
