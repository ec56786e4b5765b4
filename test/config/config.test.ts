import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import { ConfigError } from '../../src/config/problem.ts'

const site = 'sites:\n  - { name: a, domains: [example.com], addresses: [192.0.2.10], pac: a.pac }\n'

function problemsOf(text: string): string {
  try {
    parseConfig(text, 'wpadd.yaml')
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as Error).message
  }
  return 'no problem'
}

describe('a configuration', () => {
  it('has defaults for every section that is left out', () => {
    const config = parseConfig(site, '/etc/wpadd/wpadd.yaml')
    expect(config.dhcp?.listen).toEqual([{ address: '0.0.0.0', port: 67 }])
    expect(config.dns?.listen).toEqual([
      { address: '0.0.0.0', port: 53 },
      { address: '::', port: 53 },
    ])
    expect(config.dns?.ttl).toBe(300)
    expect(config.http?.listen[0]).toEqual({ address: '0.0.0.0', port: 80 })
    expect(config.admin?.listen).toEqual([{ address: '127.0.0.1', port: 8081 }])
    expect(config.sites[0]).toMatchObject({ name: 'a', pacFile: '/etc/wpadd/a.pac', url: 'http://192.0.2.10/wpad.dat' })
  })

  it('S3: answers on links by no protocol, unless it is turned on', () => {
    const config = parseConfig(site, 'wpadd.yaml')
    expect([config.llmnr, config.mdns, config.netbios]).toEqual([undefined, undefined, undefined])
    const on = parseConfig(`${site}llmnr: on\nmdns: {}\nnetbios: { interfaces: [eth0], ttl: 60 }\n`, 'wpadd.yaml')
    expect(on.llmnr).toEqual({ port: 5355, ttl: 30, whenTaken: 'silence', allow: [] })
    expect(on.mdns).toEqual({ port: 5353, ttl: 120, whenTaken: 'silence', allow: [] })
    expect(on.netbios).toEqual({ interfaces: ['eth0'], port: 137, ttl: 60, whenTaken: 'silence', allow: [] })
  })

  it('turns a section off', () => {
    const config = parseConfig(`${site}dhcp: off\nadmin: off\n`, 'wpadd.yaml')
    expect(config.dhcp).toBeUndefined()
    expect(config.admin).toBeUndefined()
    expect(config.dns).toBeDefined()
  })

  it('reads the whole example of the contract', () => {
    const config = parseConfig(
      `
sites:
  - name: branch
    subnets: [192.0.2.0/24, '2001:db8:1::/48']
    domains: [branch.example.com]
    addresses: [192.0.2.10, '2001:db8:1::10']
    url: http://192.0.2.10/wpad.dat
    pac: pac/branch.pac
  - name: everyone
    domains: [example.com]
    addresses: [192.0.2.10]
    pac: none
dhcp:  { listen: ['0.0.0.0:67'], always: true, terminator: nul, classes: [{ vendor: 'MSFT 5.0', terminator: nul, url: 'http://192.0.2.10/wpad.da' }] }
dns:   { listen: ['0.0.0.0:53', '[::]:53'], ttl: 300 }
http:  { listen: ['0.0.0.0:80', '[::]:80'] }
admin: { listen: ['127.0.0.1:8081'] }
store: { path: /var/lib/wpadd/wpadd.db }
`,
      'wpadd.yaml',
    )
    expect(config.sites.map(({ name, url, pacFile }) => [name, url, pacFile?.endsWith('/pac/branch.pac')])).toEqual([
      ['branch', 'http://192.0.2.10/wpad.dat', true],
      ['everyone', '\n', undefined],
    ])
    expect(config.dhcp?.terminator).toBe('nul')
  })

  it.for([
    ['http: { listen: ["127.0.0.1:8080"] }', 'http://192.0.2.10:8080/wpad.dat'],
    ['http: { listen: ["0.0.0.0:80"] }', 'http://192.0.2.10/wpad.dat'],
  ])('makes the URL from the first address and the port: %s', ([section, url]) => {
    expect(parseConfig(`${site}${section}`, 'wpadd.yaml').sites[0]?.url).toBe(url)
  })

  it('prefers an IPv4 address in the URL, and brackets one of IPv6', () => {
    const text = (addresses: string) => site.replace('[192.0.2.10]', addresses)
    expect(parseConfig(text("['2001:db8::10', 192.0.2.10]"), 'x').sites[0]?.url).toBe('http://192.0.2.10/wpad.dat')
    expect(parseConfig(text("['2001:db8::10']"), 'x').sites[0]?.url).toBe('http://[2001:db8::10]/wpad.dat')
  })
})

describe('a problem names the line, the path, the value and the mend', () => {
  it.for([
    ['', 'wpadd.yaml: sites: is missing'],
    ['sites: []', 'wpadd.yaml:1: sites: has no site'],
    ['sites: 7', 'wpadd.yaml:1: sites: 7 is not a list of sites'],
    [
      site.replace('[example.com]', '[10.0.0/8]').replace('domains', 'subnets'),
      'wpadd.yaml:2: sites[0].subnets[0]: "10.0.0/8" is not a CIDR block (did you mean 10.0.0.0/8?)',
    ],
    [site.replace('domains', 'domain'), 'wpadd.yaml:2: sites[0].domain: is not a known key (did you mean domains?)'],
    [`${site}dsn: off`, 'wpadd.yaml:3: dsn: is not a known key (did you mean dns?)'],
    [`${site}dns: { tll: 5 }`, 'wpadd.yaml:3: dns.tll: is not a known key (did you mean ttl?)'],
    [`${site}dns: of`, 'wpadd.yaml:3: dns: of is not a section (its keys are '],
    [`${site}dns: { listen: [[::]:53] }`, `wpadd.yaml:3: dns.listen: [::]:53 is a map to YAML: write it in quotes ('[::]:53')`],
    [`${site}dns: { listen: ['53'] }`, 'wpadd.yaml:3: dns.listen[0]: "53" is not an address and port (did you mean 0.0.0.0:53?)'],
    [`${site}dns: { ttl: many }`, 'wpadd.yaml:3: dns.ttl: many '],
    [site.replace('192.0.2.10', 'wpad.example.com'), 'sites[0].addresses[0]: "wpad.example.com" is not an IP address'],
    [site.replace('[192.0.2.10]', '[{ ::: }]'), '(YAML reads it as a map: write it in quotes)'],
    [site.replace('pac: a.pac', 'x: y'), 'sites[0].pac: is missing'],
    [site.replace('pac: a.pac', 'pac: a.pac, url: https://wpad/'), 'is HTTPS, which WPAD clients do not fetch'],
    [
      site.replace('addresses: [192.0.2.10], ', ''),
      'sites[0].addresses: are missing: wpad.example.com has to resolve to this host',
    ],
    [`${site}${site.replace('sites:\n', '')}`, 'sites[1].name: "a" is the name of sites[0] too'],
    [`${site}http: off`, 'sites[0].url: is missing, and http is off here'],
    [`${site}a: [`, 'wpadd.yaml:3: '],
    [`${site}sites: []`, 'Map keys must be unique'],
    [`${site}admin: { listen: ['0.0.0.0:http'] }`, 'admin.listen[0]: "0.0.0.0:http" is not an address and port'],
    [`${site}llmnr: { interface: [eth0] }`, 'llmnr.interface: is not a known key (did you mean interfaces?)'],
    [`${site}mdns: { interfaces: [] }`, 'mdns.interfaces: is empty (left out, it is every one)'],
    [`${site}netbios: { whenTaken: fight }`, 'is not silence or answer'],
    [`${site}mdns: yes please`, 'wpadd.yaml:3: mdns: yes please is not a section (its keys are interfaces, port, ttl, '],
  ])('%j: %s', ([text, message]) => {
    expect(problemsOf(text!)).toContain(message)
  })

  it('and every problem is listed, not the first', () => {
    const text = 'sites:\n  - { name: a b, domains: [.], pac: a.pac, addresses: [1.2.3] }\ndns: { ttl: -1 }\nhtpp: off\n'
    expect(problemsOf(text).split('\n')).toHaveLength(5)
  })

  it('survives YAML that expands without end', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefgh'[i]}`)}]`),
    ].join('\n')
    expect(problemsOf(bomb)).toContain('alias')
  })
})

describe('a domain that is a public suffix', () => {
  const domain = (name: string, rest = '') => site.replace('example.com', name).replace('pac:', `${rest}pac:`)

  it.each(['com', 'co.uk', 'CO.UK.', 'foo.ck', 'in-addr.arpa'])('S1: %s is refused', (name) => {
    expect(problemsOf(domain(name))).toContain('wpadd.yaml:2: sites[0].domains[0]: ')
    expect(problemsOf(domain(name))).toContain('is a public suffix, so wpad.')
  })

  it.each(['example.com', 'example.co.uk', 'lan', 'internal', 'local', 'corp', 'home.arpa', 'test', 'office.github.io'])(
    'S1: %s is none',
    (name) => {
      expect(parseConfig(domain(name), 'wpadd.yaml')).toMatchObject({ warnings: [], sites: [{ domains: [name] }] })
    },
  )

  it('S1: of a company for its customers is served with a warning', () => {
    expect(parseConfig(domain('github.io'), 'wpadd.yaml').warnings).toEqual([
      expect.stringMatching(/^wpadd\.yaml:2: sites\[0\]\.domains\[0\]: "github\.io" is a suffix /),
    ])
  })

  it.each(['com', 'github.io'])('S1: %s is served without a word where the administrator says so', (name) => {
    const config = parseConfig(domain(name, 'publicSuffix: allow, '), 'wpadd.yaml')
    expect(config).toMatchObject({ warnings: [], sites: [{ domains: [name] }] })
    expect(config.sites[0]).not.toHaveProperty('publicSuffix')
  })

  it('S1: is listed beside the other problems', () => {
    const text = `${domain('com')}${domain('co.uk').replace('sites:\n', '')}`
    expect(problemsOf(text).split('\n')).toHaveLength(3)
  })
})

describe('what DHCP tells besides', () => {
  const withDhcp = (dhcp: string) => site.replace('pac:', `dhcp: ${dhcp}, pac:`)

  it('D5: is read, and stays with its site', () => {
    const text = '{ dnsServers: [192.0.2.53], domainName: Branch.Example.COM., searchList: [example.com, corp] }'
    const { sites } = parseConfig(withDhcp(text), 'wpadd.yaml')
    const dhcp = { dnsServers: ['192.0.2.53'], domainName: 'branch.example.com', searchList: ['example.com', 'corp'] }
    expect(sites[0]?.dhcp).toEqual(dhcp)
    expect(parseConfig(site, 'wpadd.yaml').sites[0]?.dhcp).toBeUndefined()
    expect(parseConfig(withDhcp('{}'), 'wpadd.yaml').sites[0]?.dhcp).toEqual({ dnsServers: [], searchList: [] })
  })

  it.each([
    ["{ dnsServers: ['2001:db8::1'] }", 'sites[0].dhcp.dnsServers[0]: is IPv6, which option 6'],
    ['{ dnsServers: [ns.example.com] }', '"ns.example.com" is not an IP address'],
    [
      '{ dnsServers: [192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4, 192.0.2.5, 192.0.2.6, 192.0.2.7, 192.0.2.8, 192.0.2.9] }',
      'has over 8',
    ],
    ['{ domainName: "a..b" }', '"a..b" has an empty label'],
    ['{ searchList: example.com }', 'is not a list of domains'],
    ['{ router: 192.0.2.1 }', 'router'],
  ])('D5: %s is refused', (dhcp, message) => {
    expect(problemsOf(withDhcp(dhcp))).toContain(message)
  })
})

describe('the site of a class', () => {
  const guests = '  - { name: guests, url: "http://192.0.2.10/wpad.dat?site=guests", pac: b.pac }\n'
  const open = guests.replace('guests,', 'open,')
  const dhcp = 'dhcp: { classes: [{ circuit: "vlan20*", site: guests }] }\n'

  it('D10: may have neither subnets nor domains, beside the one for everyone', () => {
    expect(parseConfig(site + open + guests + dhcp, 'wpadd.yaml').dhcp?.classes[0]?.site).toBe('guests')
    expect(problemsOf(site + open + guests)).toContain('sites[2]: has neither subnets nor domains')
  })

  it('D10: has to be there', () => {
    expect(problemsOf(site + dhcp)).toContain('wpadd.yaml:3: dhcp.classes[0].site: "guests" is the name of no site')
  })
})
