import { expect, it } from 'vitest'
import { decodeReply } from '../../src/dhcp/inform.ts'
import { encodeAcknowledgement as encode } from '../../src/dhcp/message.ts'
import { siteFinder } from '../../src/sites/find-site.ts'
import { answerOf, ask, replyTo, silent } from './context.ts'
import { option, wireOptions } from './packet.ts'

const long = `http://192.0.2.1/${'x'.repeat(400)}.pac`
const findSite = siteFinder([answerOf({ url: long })])
// 1500 bytes of a packet
const roomy = { list: [252], last: option(57, [5, 220]) }

it('W2 D8: a URL of over 255 characters arrives whole, in two options of one code', () => {
  const bytes = encode(replyTo(roomy, { findSite }).message)
  expect(wireOptions(bytes).filter(([code]) => code === 252)).toHaveLength(2)
  expect(decodeReply(bytes, 0xdeadbeef)).toMatchObject({ proxyAutoconfig: long })
})

it('W2 D8: a client whose packets have no room for it is told no part of it', () => {
  const longer = siteFinder([answerOf({ url: `http://192.0.2.1/${'x'.repeat(900)}` })])
  expect(ask({ list: [252] }, { findSite: longer })).toEqual(silent('reply does not fit'))
})
