import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { runClient } from './client.ts'
import { asked } from './discovered.ts'
import { isInstalled, needs, onlyOfWpadd, run } from './lab.ts'
import { type Server, serveDnsmasq, serveUnbound } from './serve.ts'

// The LAN's own resolver, on the proxy's machine, as docs/delegation.md has it: it leads to wpadd for the zones of example.test, and
// knows that wpad.branch.example.test does not exist.
const resolver = '10.99.0.3'
const zones = ['wpad.example.test', '_wpad._tcp.example.test', 'wpad.tcp.example.test']

/** There is nothing beside these zones, and Unbound does not say of `test` by itself that it is empty. */
const nothingBeside = ['local-zone: "." static', ...zones.map((zone) => `local-zone: "${zone}" transparent`)]

function zoneFile(): string {
  const file = join(mkdtempSync(join(inject('labFolder'), 'zone-')), 'example.test')
  const records = [
    '@            SOA  ns.example.test. admin.example.test. 1 3600 600 86400 60',
    '@            NS   ns',
    'ns           A    10.99.0.3',
    'wpad         NS   wpad',
    'wpad         A    10.99.0.1',
    '_wpad._tcp   NS   wpad',
    'wpad.tcp     NS   wpad',
  ]
  writeFileSync(file, ['$ORIGIN example.test.', '$TTL 60', ...records, ''].join('\n'))
  return file
}

const resolvers: readonly { name: string; tool: string; open: () => Promise<Server> }[] = [
  {
    name: 'dnsmasq that forwards',
    tool: 'dnsmasq',
    open: () => serveDnsmasq('wl-proxy', `--server=/${zones.join('/')}/10.99.0.1`),
  },
  {
    name: 'Unbound that forwards',
    tool: 'unbound',
    open: () =>
      serveUnbound(
        'wl-proxy',
        ...nothingBeside,
        ...zones.flatMap((zone) => ['forward-zone:', `name: "${zone}"`, 'forward-addr: 10.99.0.1']),
      ),
  },
  {
    name: 'Unbound with stub zones',
    tool: 'unbound',
    open: () =>
      serveUnbound(
        'wl-proxy',
        ...nothingBeside,
        ...zones.flatMap((zone) => ['stub-zone:', `name: "${zone}"`, 'stub-addr: 10.99.0.1']),
      ),
  },
  {
    name: 'Unbound that follows a delegation',
    tool: 'unbound',
    open: () =>
      serveUnbound(
        'wl-proxy',
        'local-zone: "." static',
        'local-zone: "example.test" transparent',
        'auth-zone:',
        'name: "example.test"',
        `zonefile: "${zoneFile()}"`,
        'for-downstream: no',
        'for-upstream: yes',
      ),
  },
]

async function dig(name: string, type: string): Promise<string> {
  const { output } = await run('wl-client', 10, 'dig', `@${resolver}`, '+tries=1', '+time=1', name, type)
  return output
}

describe.for(resolvers)('$name', ({ tool, open }) => {
  let server: Server | undefined

  beforeAll(async () => {
    if (isInstalled(tool)) server = await open()
  })
  afterAll(() => server?.[Symbol.asyncDispose]())
  beforeEach((context) => needs(context, tool, 'dig'))

  it('N3 N8: has our address for its clients, and has it within a second', async () => {
    expect(await dig('wpad.example.test', 'A')).toMatch(/^wpad\.example\.test\.\s+\d+\s+IN\s+A\s+10\.99\.0\.1$/m)
  })

  it('N2 N9: has NODATA for AAAA and HTTPS, and NXDOMAIN below', async (context) => {
    onlyOfWpadd(context)
    for (const type of ['AAAA', 'HTTPS'])
      expect(await dig('wpad.example.test', type)).toMatch(/status: NOERROR.*\n.*ANSWER: 0, AUTHORITY: 1/)
    expect(await dig('x.wpad.example.test', 'A')).toMatch(/status: NXDOMAIN/)
  })

  it('N3 W3: has the services', async (context) => {
    onlyOfWpadd(context)
    const service = /\sIN\s+SRV\s+0 0 80 wpad\.example\.test\.$/m
    expect(await dig('_wpad._tcp.example.test', 'SRV')).toMatch(service)
    expect(await dig('wpad.tcp.example.test', 'SRV')).toMatch(service)
    expect(await dig('wpad.example.test', 'TXT')).toContain('"service: wpad:http://10.99.0.1/wpad.dat"')
  })

  it('N3 S2: has no name of a domain that nobody claimed', async () => {
    expect(await dig('wpad.branch.example.test', 'A')).toMatch(/status: NXDOMAIN/)
  })

  it('N8 W8: Chromium goes through its search list to the name that exists, and uses the proxy', async (context) => {
    needs(context, 'chromium')
    const { ways, steps } = await runClient('chromium_detects', { resolver })
    expect(ways).toEqual(['proxy'])
    // it looks twice at once
    expect(asked(steps).phases).toEqual(['DNS wpad.branch.example.test', 'DNS wpad.example.test', 'HTTP GET wpad/wpad.dat'])
  })

  it('N8 W8: Firefox does so too', async (context) => {
    needs(context, 'firefox-esr')
    const { ways, steps } = await runClient('firefox_detects', { resolver })
    expect(ways).toEqual(['proxy'])
    expect(steps).toEqual(['DNS A wpad.branch.example.test', 'DNS A wpad.example.test', 'HTTP GET wpad/wpad.dat'])
  })
})
