import { describe, expect, it } from 'vitest'
import { keepReplies } from '../../src/dhcp/kept-replies.ts'
import { packet } from './packet.ts'

const source = { address: '192.0.2.20', port: 68 }
const basis = { findSite: {}, own: {} }
const reply = { bytes: Buffer.from('0200000011111111ff', 'hex'), outcome: 'ack', about: { detail: 'INFORM' } } as const
const asked = packet({ xid: 1, secs: 0 })

function kept(most?: number) {
  const replies = keepReplies(most)
  replies.keep(asked, source, basis, reply)
  return replies
}

describe('the kept replies', () => {
  it('D3: give the reply to the same request with the xid of the new one, and nothing else of it', () => {
    const replies = kept()
    const found = replies.find(packet({ xid: 0x01020304, secs: 9 }), source, basis)
    expect(Buffer.from(found!.bytes).toString('hex')).toBe('0200000001020304ff')
    expect(found).toMatchObject({ outcome: 'ack', about: { detail: 'INFORM' } })
    expect(reply.bytes.toString('hex')).toBe('0200000011111111ff')
    expect(replies.find(packet({ xid: 5 }), source, basis)?.bytes[7]).toBe(5)
  })

  it.each<[string, Buffer, typeof source, object]>([
    ['another request', packet({ flags: 0x8000 }), source, basis],
    ['a longer request', packet({ pad: 300 }), source, basis],
    ['another port', asked, { ...source, port: 69 }, basis],
    ['another client', asked, { ...source, address: '192.0.2.21' }, basis],
    ['another rule', asked, source, { ...basis, findSite: {} }],
    ['other addresses of ours', asked, source, { ...basis, own: {} }],
  ])('D14: give nothing to %s', (_, request, from, on) => {
    expect(kept().find(request, from, on as typeof basis)).toBeUndefined()
    expect(kept().find(asked, source, basis)).toBeDefined()
  })

  it('forget all of an old rule, the oldest of too many, and do not take large requests', () => {
    const replies = kept(2)
    const others = ['192.0.2.21', '192.0.2.22'].map((address) => ({ address, port: 68 }))
    for (const other of others) replies.keep(asked, other, basis, reply)
    expect([source, ...others].map((each) => replies.find(asked, each, basis) !== undefined)).toEqual([false, true, true])
    const next = { ...basis, findSite: {} }
    replies.keep(asked, source, next, reply)
    expect([source, ...others].map((each) => replies.find(asked, each, next) !== undefined)).toEqual([true, false, false])
    replies.keep(packet({ pad: 601 }), others[0]!, next, reply)
    expect(replies.find(packet({ pad: 601 }), others[0]!, next)).toBeUndefined()
  })
})
