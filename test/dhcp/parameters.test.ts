import { describe, expect, it } from 'vitest'
import { encodeAcknowledgement as encode } from '../../src/dhcp/message.ts'
import { siteFinder } from '../../src/sites/find-site.ts'
import type { SiteDhcp } from '../../src/sites/site.ts'
import { answerOf, ask, replyTo, silent, toldTo, url } from './context.ts'
import { option, type Packet, wireOptions } from './packet.ts'

const dhcp: SiteDhcp = {
  dnsServers: ['192.0.2.53', '192.0.2.54'],
  domainName: 'branch.example.com',
  searchList: ['branch.example.com', 'example.com'],
}
const bare = { vendorClass: null, clientIdentifier: null }

function options(over: Packet, site: SiteDhcp = dhcp, given: object = {}): [number, Buffer][] {
  const findSite = siteFinder([answerOf({ dhcp: site })])
  return wireOptions(encode(replyTo({ ...bare, ...over }, { findSite, ...given }).message))
}
const codes = (...given: Parameters<typeof options>) => options(...given).map(([code]) => code)

describe('what else a site tells', () => {
  it('D5: goes beside 252, in the order in which it was asked for', () => {
    expect(options({ list: [119, 252, 15, 6] })).toEqual([
      [53, Buffer.from([5])],
      [54, Buffer.from([192, 0, 2, 1])],
      [119, Buffer.from('\x06branch\x07example\x03com\0\xc0\x07', 'latin1')],
      [252, Buffer.from(url)],
      [15, Buffer.from('branch.example.com')],
      [6, Buffer.from([192, 0, 2, 53, 192, 0, 2, 54])],
    ])
  })

  it.each<[string, Packet, SiteDhcp, number[]]>([
    ['nothing that was not asked for', { list: [252, 6] }, dhcp, [53, 54, 252, 6]],
    ['nothing that the site has not', { list: [6, 15, 119, 252] }, { dnsServers: [], searchList: [] }, [53, 54, 252]],
    ['each once', { list: [15, 252, 15, 6, 252, 6] }, dhcp, [53, 54, 15, 252, 6]],
    ['252 alone without a list', { list: null }, dhcp, [53, 54, 252]],
    ['252 last to a Windows that did not ask for it', { list: [15, 6], vendorClass: 'MSFT 5.0' }, dhcp, [53, 54, 15, 6, 252]],
    ['never a lease time', { list: [51, 58, 59, 252] }, dhcp, [53, 54, 252]],
  ])('D1 D5 D16: is %s', (_, over, site, expected) => {
    expect(codes(over, site)).toEqual(expected)
  })

  it("D5: is nothing to who does not ask for 252, so that another server's whole answer stands", () => {
    const findSite = siteFinder([answerOf({ dhcp })])
    expect(ask({ ...bare, list: [1, 3, 6, 15, 119] }, { findSite })).toEqual(silent('nothing of ours requested'))
  })

  it('D5 D11: goes beside the newline too', () => {
    const findSite = siteFinder([answerOf({ dhcp, url: '\n' })])
    expect(toldTo({ list: [6, 252] }, { findSite })).toBe('\n')
    expect(wireOptions(encode(replyTo({ ...bare, list: [6, 252] }, { findSite }).message)).map(([code]) => code)).toContain(6)
  })

  it('D8: is split when it is over 255 bytes', () => {
    const searchList = Array.from({ length: 5 }, (_, i) => `${String(i).repeat(60)}.example${i}`)
    const found = options({ list: [119, 252], last: option(57, [5, 220]) }, { ...dhcp, searchList })
    expect(found.map(([code, { length }]) => [code, length]).slice(2, 4)).toEqual([
      [119, 255],
      [119, 5 * 71 - 255],
    ])
  })

  it('D7 D8: is left out, and that is said, before relay information is', () => {
    const searchList = Array.from({ length: 4 }, (_, i) => `${String(i).repeat(60)}.example${i}`)
    const findSite = siteFinder([answerOf({ dhcp: { ...dhcp, searchList } })])
    const cut = replyTo({ ...bare, list: [119, 6, 252], last: option(82, [1, 1, 65]) }, { findSite })
    expect(cut.outcome).toBe('ack without other parameters')
    expect(wireOptions(encode(cut.message)).map(([code]) => code)).toEqual([53, 54, 252, 82])
    const long = { clientIdentifier: Buffer.alloc(20), last: option(82, Buffer.alloc(254)) }
    const shorter = replyTo({ ...bare, list: [119, 6, 252], ...long }, { findSite })
    expect(shorter.outcome).toBe('ack without relay information')
    expect(wireOptions(encode(shorter.message)).map(([code]) => code)).toEqual([53, 54, 252, 61])
  })
})
