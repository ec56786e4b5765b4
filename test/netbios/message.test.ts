import { describe, expect, it } from 'vitest'
import { addressesIn, decode, encodeQuery, encodeReply, netbiosName, positiveQuery } from '../../src/netbios/message.ts'

const wpad = netbiosName('wpad', 0)
// as Windows and nmblookup send it
const asSent = Buffer.from(
  ['123401100001000000000000', '20', Buffer.from('FHFAEBEECACACACACACACACACACACAAA').toString('hex'), '00', '00200001'].join(''),
  'hex',
)

it('S3: writes the query that Windows sends, byte for byte', () => {
  expect(encodeQuery(0x1234, wpad).toString('hex')).toBe(asSent.toString('hex'))
  expect(asSent.subarray(13, 45).toString('latin1')).toBe('FHFAEBEECACACACACACACACACACACAAA')
})

describe('a request', () => {
  it('S3: is read with its name, padding and suffix included', () => {
    expect(decode(asSent)).toEqual({
      kind: 'request',
      id: 0x1234,
      operation: 'query',
      recursionDesired: true,
      name: `WPAD${' '.repeat(11)}\0`,
      type: 0x20,
      address: undefined,
    })
  })

  const changed = (at: number, ...bytes: number[]) => {
    const copy = Buffer.from(asSent)
    copy.set(bytes, at)
    return copy
  }
  it.each([
    ['a response', changed(2, 0x85), 'not a request'],
    ['two questions', changed(5, 2), 'malformed'],
    ['a letter outside A to P', changed(13, 0x51), 'malformed'],
    ['a label of another length', changed(12, 31), 'malformed'],
    ['a pointer for a name', changed(12, 0xc0), 'malformed'],
    ['a scope', changed(45, 3), 'another scope'],
    ['another class', changed(49, 2), 'malformed'],
    ['a header alone', asSent.subarray(0, 12), 'malformed'],
    ['a name cut short', asSent.subarray(0, 40), 'malformed'],
    ['a question cut short', asSent.subarray(0, 49), 'malformed'],
    ['nothing', Buffer.alloc(0), 'malformed'],
  ])('S3: is refused with %s', (_title, bytes, reason) => {
    expect(decode(bytes)).toEqual({ kind: 'none', reason })
  })
})

it('S3: a reply gives back the addresses that were put in, IPv4 alone', () => {
  const reply = encodeReply({
    id: 7,
    name: wpad,
    flags: positiveQuery,
    ttl: 300,
    addresses: ['192.0.2.10', '2001:db8::1', '192.0.2.11'],
  })
  expect(addressesIn(reply, 7, wpad)).toEqual(['192.0.2.10', '192.0.2.11'])
  expect(reply.subarray(46, 56).toString('hex')).toBe('00200001' + '0000012c' + '000c')
  expect(encodeReply({ id: 7, name: wpad, flags: 0, ttl: 0, addresses: Array(500).fill('192.0.2.1') }).length).toBeLessThan(576)
})

it.each([
  ['another id', 8, wpad, (bytes: Buffer) => bytes],
  ['another name', 7, netbiosName('other', 0), (bytes: Buffer) => bytes],
  ['a refusal', 7, wpad, (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 3), Buffer.from([0x83]), bytes.subarray(4)])],
  ['a query', 7, wpad, () => encodeQuery(7, wpad)],
  ['junk', 7, wpad, () => Buffer.from('junk')],
])('S3: there is no address in %s', (_title, id, name, change) => {
  const reply = encodeReply({ id: 7, name: wpad, flags: positiveQuery, ttl: 300, addresses: ['192.0.2.10'] })
  expect(addressesIn(change(reply), id, name)).toEqual([])
})
