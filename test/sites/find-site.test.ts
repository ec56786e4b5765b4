import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../src/net/address.ts'
import { parseCidr } from '../../src/net/cidr.ts'
import { siteFinder } from '../../src/sites/find-site.ts'
import type { Site } from '../../src/sites/site.ts'

function site(name: string, subnets: string[], domains: string[]): { site: Site } {
  return {
    site: { name, subnets: subnets.map(parseCidr), domains, addresses: ['192.0.2.10'], url: 'http://192.0.2.10/wpad.dat' },
  }
}

const campus = siteFinder([
  site('campus', ['192.0.2.0/24', '2001:db8::/32'], ['example.com']),
  site('lab', ['192.0.2.64/26', '2001:db8:1::/48'], ['lab.example.com', 'shared.example.com']),
  site('branch', [], ['branch.example.com']),
  site('everyone', [], ['example.org', 'example.com', 'shared.example.com']),
])

describe('which site', () => {
  it.for([
    ['the longest matching subnet wins', '192.0.2.70', 'lab'],
    ['a subnet that holds the client', '192.0.2.7', 'campus'],
    ['a subnet of IPv6', '2001:db8:1::7', 'lab'],
    ['a client behind no subnet gets the first site without subnets', '203.0.113.1', 'branch'],
  ])('DHCP: %s (%s: %s)', ([, client, name]) => {
    expect(campus({ via: 'dhcp', client: parseAddress(client!)! })?.site.name).toBe(name)
  })

  it.for([
    ['the subnet beats the Host header', '192.0.2.7', 'wpad.branch.example.com', 'campus'],
    ['the Host header chooses among the sites without subnets', '203.0.113.1', 'wpad.example.org', 'everyone'],
    ['in any case, with a port and a final dot', '203.0.113.1', 'WPAD.Example.ORG.:80', 'everyone'],
    ['the longest domain wins', '203.0.113.1', 'wpad.branch.example.com', 'branch'],
    ['a domain is no suffix of letters', '203.0.113.1', 'wpad.notexample.org', 'branch'],
    ['a bare name says nothing', '203.0.113.1', 'wpad', 'branch'],
    ['no Host says nothing', '203.0.113.1', undefined, 'branch'],
    ['an empty Host says nothing', '203.0.113.1', '', 'branch'],
    ['the domain of a site with subnets is not for strangers', '203.0.113.1', 'wpad.lab.example.com', 'everyone'],
  ])('HTTP: %s (%s, %s: %s)', ([, client, host, name]) => {
    expect(campus({ via: 'http', client: parseAddress(client!)!, host })?.site.name).toBe(name)
  })

  it.for([
    ['a domain belongs to the site that lists it, wherever the asker is', '192.0.2.7', 'branch.example.com', 'branch'],
    ['where several list it, the subnet of the asker decides', '192.0.2.7', 'example.com', 'campus'],
    ['or else the one without subnets', '203.0.113.1', 'shared.example.com', 'everyone'],
    ['a domain that nobody lists is nobody’s', '192.0.2.7', 'example.net', undefined],
  ])('DNS: %s (%s, %s: %s)', ([, client, domain, name]) => {
    expect(campus({ via: 'dns', client: parseAddress(client!)!, domain: domain! })?.site.name).toBe(name)
  })

  it('is none for a stranger when every site has subnets', () => {
    const closed = siteFinder([site('campus', ['192.0.2.0/24'], ['example.com'])])
    expect(closed({ via: 'dhcp', client: parseAddress('203.0.113.1')! })).toBeUndefined()
    expect(closed({ via: 'http', client: parseAddress('203.0.113.1')!, host: 'wpad.example.com' })).toBeUndefined()
    expect(closed({ via: 'dns', client: parseAddress('203.0.113.1')!, domain: 'example.com' })?.site.name).toBe('campus')
  })
})
