import { describe, expect, it } from 'vitest'
import { encodeInform } from '../../src/dhcp/inform.ts'
import { type DhcpMessage, decode } from '../../src/dhcp/message.ts'
import { describe as about } from '../../src/dhcp/sightings.ts'

const hardwareAddress = Buffer.from('020000000020', 'hex')

// an INFORM with a host name (option 12) put before the end mark
function inform(hostName: string | undefined, more: { hardwareAddress?: Uint8Array; vendorClass?: string } = {}): DhcpMessage {
  const bytes = encodeInform({ xid: 1, clientAddress: '192.0.2.7', ...more })
  const end = bytes.indexOf(255, 240)
  const option = hostName === undefined ? [] : [12, hostName.length, ...Buffer.from(hostName, 'latin1')]
  return decode(Buffer.concat([bytes.subarray(0, end), Buffer.from([...option, 255])])) as DhcpMessage
}

describe('who says to have asked', () => {
  it('is an Ethernet address and a host name', () => {
    expect(about(inform('pc-7', { hardwareAddress, vendorClass: 'MSFT 5.0' }))).toEqual({
      ...{ detail: 'INFORM MSFT 5.0', hardware: '02:00:00:00:00:20', hostName: 'pc-7' },
    })
  })

  it.each([
    ['nobody', inform(undefined), undefined, undefined],
    ['zeros', inform(undefined, { hardwareAddress: new Uint8Array(6) }), undefined, undefined],
    ['bytes that are no text', inform('pc\x07\x7f'), undefined, 'pc??'],
    ['a name with a NUL', inform('pc-7\0more'), undefined, 'pc-7'],
    ['a name that is too long', inform('x'.repeat(200)), undefined, 'x'.repeat(64)],
  ])('is safe to show: %s', (_, message, hardware, hostName) => {
    expect(about(message)).toMatchObject({ hardware, hostName })
  })
})
