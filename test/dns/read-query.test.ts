import { describe, expect, it } from 'vitest'
import { readQuery } from '../../src/dns/read-query.ts'
import { cost } from '../support/cost.ts'
import { opt, pointerChain, query, wire, words } from './example.ts'

const a = 1
const header = (flags: number, ...counts: number[]) => words(1, flags, ...counts)
const tsig = Buffer.concat([wire('key.example.org'), words(250, 255, 0, 0, 2, 7)])

describe('a question', () => {
  it.each([
    ['plain', query('wpad.example.com', a), { payloadSize: -1, end: 34 }],
    ['with OPT', query('wpad.example.com', a, { records: [opt({ size: 4096 })] }), { payloadSize: 4096, dnssecOk: false }],
    ['with the DO bit', query('wpad.example.com', a, { records: [opt({ flags: 0x8000 })] }), { dnssecOk: true }],
    [
      'with an EDNS option',
      query('wpad.example.com', a, { records: [opt({ options: words(10, 2, 7) })] }),
      { payloadSize: 1232 },
    ],
    ['with another EDNS version', query('wpad.example.com', a, { records: [opt({ version: 1 })] }), { ednsVersion: 1 }],
    ['with a signature after OPT', query('wpad.example.com', a, { records: [opt(), tsig] }), { payloadSize: 1232 }],
    ['with bytes after the last record', Buffer.concat([query('wpad.example.com', a), Buffer.alloc(9)]), { end: 34 }],
  ])('N4: is read %s', (_title, bytes, parts) => {
    expect(readQuery(bytes)).toMatchObject({ kind: 'query', name: '\x04wpad\x07example\x03com\0', type: a, class: 1, ...parts })
  })

  it('N1: is looked up in lower case, ASCII only', () => {
    expect(readQuery(query('wPaD.eXaMpLe.CoM', a))).toMatchObject({ name: '\x04wpad\x07example\x03com\0' })
    expect(readQuery(query(['wpad', 'nalco', Buffer.from([0x63, 0xff])], a))).toMatchObject({
      name: '\x04wpad\x05nalco\x02c\xff\0',
    })
  })

  it('N1: may be 255 bytes long, and no longer', () => {
    const labels = ['x'.repeat(63), 'x'.repeat(63), 'x'.repeat(63)]
    expect(readQuery(query([...labels, 'x'.repeat(61)], a))).toMatchObject({ kind: 'query', end: 12 + 255 + 4 })
    expect(readQuery(query([...labels, 'x'.repeat(62)], a))).toEqual({ kind: 'unfit', rcode: 'formerr' })
  })
})

describe('what is no fit question', () => {
  it.each([
    ['no question', header(0, 0, 0, 0, 0), 'formerr'],
    ['two questions', query('wpad.example.com', a, { counts: [2, 0, 0, 0] }), 'formerr'],
    ['a question without a name', header(0, 1, 0, 0, 0), 'formerr'],
    ['a name without an end', Buffer.concat([header(0, 1, 0, 0, 0), Buffer.from('\x04wpad\x07exam')]), 'formerr'],
    ['a name without a type', Buffer.concat([header(0, 1, 0, 0, 0), wire('wpad.example.com'), words(1)]), 'formerr'],
    ['a compression pointer as the name', Buffer.concat([header(0, 1, 0, 0, 0), words(0xc00c, 1, 1)]), 'formerr'],
    ['a pointer after a label', Buffer.concat([header(0, 1, 0, 0, 0), Buffer.from('\x04wpad'), words(0xc00c, 1, 1)]), 'formerr'],
    ['a label of a reserved kind', Buffer.concat([header(0, 1, 0, 0, 0), Buffer.from([0x41, 0, 0]), words(1, 1)]), 'formerr'],
    ['an answer in a question', query('wpad.example.com', a, { counts: [1, 1, 0, 0] }), 'formerr'],
    ['an authority record in a question', query('wpad.example.com', a, { counts: [1, 0, 1, 0] }), 'formerr'],
    ['two OPT records', query('wpad.example.com', a, { records: [opt(), opt()] }), 'formerr'],
    ['an OPT record that is announced only', query('wpad.example.com', a, { counts: [1, 0, 0, 1] }), 'formerr'],
    ['an OPT record cut short', query('wpad.example.com', a, { records: [opt()] }).subarray(0, -1), 'formerr'],
    [
      'an OPT record with a name',
      query('wpad.example.com', a, { records: [Buffer.concat([wire('a'), opt().subarray(1)])] }),
      'formerr',
    ],
    ['an option that overruns OPT', query('wpad.example.com', a, { records: [opt({ options: words(10, 3, 7) })] }), 'formerr'],
    ['half an option', query('wpad.example.com', a, { records: [opt({ options: words(10) })] }), 'formerr'],
    ['opcode IQUERY', query('wpad.example.com', a, { flags: 1 << 11 }), 'notimp'],
    ['opcode STATUS', query('wpad.example.com', a, { flags: 2 << 11 }), 'notimp'],
    ['opcode NOTIFY', query('wpad.example.com', 6, { flags: 4 << 11 }), 'refused'],
    ['opcode UPDATE', query('example.com', 6, { flags: 5 << 11 }), 'refused'],
    ['opcode 15', query('wpad.example.com', a, { flags: 15 << 11 }), 'notimp'],
  ])('N4 N5: %s', (_title, bytes, rcode) => {
    expect(readQuery(bytes)).toEqual({ kind: 'unfit', rcode })
  })

  it.each([
    ['nothing', Buffer.alloc(0), 'too short'],
    ['a header cut short', query('wpad.example.com', a).subarray(0, 11), 'too short'],
    ['a response', query('wpad.example.com', a, { flags: 0x8180 }), 'not a query'],
  ])('N5: %s gets no answer', (_title, bytes, reason) => {
    expect(readQuery(bytes)).toEqual({ kind: 'unanswerable', reason })
  })
})

it('N5: steps over a zone transfer whatever follows', () => {
  expect(readQuery(query('wpad.example.com', 251, { counts: [1, 0, 1, 0] }))).toMatchObject({ kind: 'query', type: 251 })
})

it('N7: spends under a millisecond on 65,000 bytes of compression pointers', () => {
  const bytes = pointerChain()
  expect(readQuery(bytes)).toMatchObject({ kind: 'query', payloadSize: -1 })
  expect(cost(() => readQuery(bytes), 20)).toBeLessThan(1)
})
