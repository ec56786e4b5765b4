import { describe, expect, it } from 'vitest'
import {
  encodeLlmnrQuestion,
  encodeNetbiosQuestion,
  netbiosLabel,
  readLlmnrAnswer,
  readNetbiosAnswer,
} from '../../src/clients/neighbour-question.ts'

const label = 'FHFAEBEECACACACACACACACACACACAAA'

describe('questions to neighbours', () => {
  it('C4: the NetBIOS name WPAD<00> is written as 32 letters', () => {
    expect(netbiosLabel('wpad', 0)).toBe(label)
    expect(netbiosLabel('a name that is far too long', 0x20)).toHaveLength(32)
  })

  it('C4: a NetBIOS question asks for a name by broadcast (RFC 1002, section 4.2.12)', () => {
    const bytes = encodeNetbiosQuestion(0x1234, 'WPAD')
    expect(bytes.subarray(0, 12).toString('hex')).toBe('123401100001000000000000')
    expect(bytes.subarray(12).toString('latin1')).toBe(` ${label}\0\0\x20\0\x01`)
  })

  it('C4: an LLMNR question has no flag set (RFC 4795, section 2.1.1)', () => {
    const bytes = encodeLlmnrQuestion(0x1234, 'wpad', 28)
    expect(bytes.toString('hex')).toBe(`123400000001000000000000${'04'}${Buffer.from('wpad').toString('hex')}00001c0001`)
  })
})

function llmnrAnswer(type: number, data: number[]): Buffer {
  const question = encodeLlmnrQuestion(7, 'wpad', type)
  question.writeUInt16BE(0x8000, 2)
  question.writeUInt16BE(1, 6)
  return Buffer.concat([question, Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 30, 0, data.length, ...data])])
}

function netbiosAnswer(rdata: number[], length = rdata.length): Buffer {
  const name = encodeNetbiosQuestion(7, 'WPAD').subarray(12, 46)
  const header = [0, 7, 0x85, 0, 0, 0, 0, 1, 0, 0, 0, 0]
  return Buffer.concat([Buffer.from(header), name, Buffer.from([0, 0x20, 0, 1, 0, 0, 0, 30, 0, length, ...rdata])])
}

describe('answers of neighbours', () => {
  it('S3: LLMNR', () => {
    expect(readLlmnrAnswer(llmnrAnswer(1, [192, 0, 2, 66]), 7, 1)).toEqual(['192.0.2.66'])
    expect(readLlmnrAnswer(llmnrAnswer(1, [192, 0, 2, 66]), 7, 28)).toEqual([])
    expect(readLlmnrAnswer(llmnrAnswer(1, [192, 0, 2, 66]), 8, 1)).toBeUndefined()
    expect(readLlmnrAnswer(encodeLlmnrQuestion(7, 'wpad', 1), 7, 1)).toBeUndefined()
  })

  it('S3: NetBIOS', () => {
    expect(readNetbiosAnswer(netbiosAnswer([0, 0, 192, 0, 2, 66]), 7)).toEqual(['192.0.2.66'])
    expect(readNetbiosAnswer(netbiosAnswer([0, 0, 192, 0, 2, 66, 0x60, 0, 192, 0, 2, 67]), 7)).toEqual([
      '192.0.2.66',
      '192.0.2.67',
    ])
    expect(readNetbiosAnswer(netbiosAnswer([0, 0, 192, 0, 2, 66]), 8)).toBeUndefined()
  })

  it('S3: a length that lies is cut to what is there', () => {
    expect(readNetbiosAnswer(netbiosAnswer([0, 0, 192, 0, 2, 66], 255), 7)).toEqual(['192.0.2.66'])
  })

  it('S3: a negative answer is none', () => {
    const negative = netbiosAnswer([0, 0, 192, 0, 2, 66])
    negative[3] = 3
    expect(readNetbiosAnswer(negative, 7)).toBeUndefined()
  })

  it('S3: every cut and every flipped byte of an answer is read without throwing', () => {
    for (const [whole, read] of [
      [llmnrAnswer(1, [192, 0, 2, 66]), (bytes: Buffer) => readLlmnrAnswer(bytes, 7, 1)],
      [netbiosAnswer([0, 0, 192, 0, 2, 66]), (bytes: Buffer) => readNetbiosAnswer(bytes, 7)],
    ] as const) {
      for (let at = 0; at < whole.length; at++) {
        const flipped = Buffer.from(whole)
        flipped[at]! ^= 0xff
        expect(() => [read(whole.subarray(0, at)), read(flipped)]).not.toThrow()
      }
    }
  })
})
