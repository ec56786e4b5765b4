import { expect, it } from 'vitest'
import { neighboursOf } from '../../src/clients/ask-neighbours.ts'
import { linksOf } from '../../src/net/links.ts'

const links = linksOf(
  {
    eth0: [
      { address: '192.0.2.20', netmask: '255.255.255.128', family: 'IPv4', mac: '', internal: false, cidr: '192.0.2.20/25' },
      { address: '198.51.100.1', netmask: '255.255.255.254', family: 'IPv4', mac: '', internal: false, cidr: '198.51.100.1/31' },
    ],
  },
  undefined,
)

it.each([
  ['192.0.2.20', '192.0.2.127'],
  ['198.51.100.1', '255.255.255.255'],
  ['203.0.113.9', '255.255.255.255'],
  [undefined, '255.255.255.255'],
])('C4 C5: from %s NetBIOS is asked at %s', (address, broadcast) => {
  expect(neighboursOf(address, links).nbns).toEqual({ address: broadcast, port: 137 })
})
