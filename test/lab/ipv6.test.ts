import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { runClient } from './client.ts'
import { asked, discovered, pc } from './discovered.ts'
import { type Machine, needs, onlyOfWpadd, run } from './lab.ts'
import { type Server, serve, serveDnsmasq, serveWpadd } from './serve.ts'

// A network whose server is reached by IPv6 alone: another wpadd, on [::], which names nothing but its IPv6 address. Only the proxy
// behind it has an IPv4 address.
const server = 'fd00:99::4'
const addresses: readonly (readonly [Machine, string])[] = [
  ['wl-client', 'fd00:99::20'],
  ['wl-other', server],
]
const configuration = `
sites:
  - name: six
    domains: [branch.example.test]
    addresses: ['${server}']
    url: http://[${server}]/wpad.dat
    pac: ${join(import.meta.dirname, 'proxy.pac')}
dhcp: off
dns: { listen: ['[::]:53'] }
http: { listen: ['[::]:80'] }
admin: off
`
let wpadd: Server | undefined

function sysctl(machine: Machine, disabled: 0 | 1): void {
  const names = ['all', 'default', 'eth0'].map((name) => `net.ipv6.conf.${name}.disable_ipv6=${disabled}`)
  execFileSync('ip', ['netns', 'exec', machine, 'sysctl', '-qw', ...names])
}

beforeAll(async () => {
  for (const [machine, address] of addresses) {
    sysctl(machine, 0)
    execFileSync('ip', ['-n', machine, 'addr', 'add', `${address}/64`, 'dev', 'eth0', 'nodad'])
    // without a way to everywhere Chromium thinks that there is no IPv6
    execFileSync('ip', ['-n', machine, '-6', 'route', 'add', 'default', 'dev', 'eth0'])
  }
  wpadd = await serveWpadd('wl-other', configuration)
})

afterAll(async () => {
  await wpadd?.[Symbol.asyncDispose]()
  for (const [machine] of addresses) sysctl(machine, 1)
})

beforeEach((context) => onlyOfWpadd(context))

it.for(['+notcp', '+tcp'])('D12 N1 N2: dig gets the IPv6 address over IPv6, and NODATA for A (%s)', async (way, context) => {
  needs(context, 'dig')
  const dig = (type: string) =>
    run('wl-client', 10, 'dig', `@${server}`, way, '+tries=1', '+time=2', 'wpad.branch.example.test', type)
  expect((await dig('AAAA')).output).toMatch(/^wpad\.branch\.example\.test\.\s+300\s+IN\s+AAAA\s+fd00:99::4$/m)
  expect((await dig('A')).output).toMatch(/status: NOERROR.*\n.*ANSWER: 0, AUTHORITY: 1/)
})

it('D12 H1: curl gets the PAC from an IPv6 address in the URL', async (context) => {
  needs(context, 'curl')
  const { output } = await run('wl-client', 10, 'curl', '-gsi', '--max-time', '5', `http://[${server}]/wpad.dat`)
  expect(output).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  expect(output).toContain('PROXY 10.99.0.3:3128')
})

const clients = [
  { tool: 'chromium', client: 'chromium_detects', kind: ['chromium'] },
  { tool: 'firefox-esr', client: 'firefox_detects', kind: ['firefox'] },
  { tool: 'proxy', client: 'libproxy_detects', kind: ['libproxy', '--variant', '0.4'] },
]

// libproxy 0.4.18 is flaky by itself
it.for(clients)(
  'D12 N9 W8: by IPv6 alone $tool finds the proxy, and discover asks what it asks',
  { retry: 2 },
  async ({ tool, client, kind }, context) => {
    needs(context, tool)
    const { ways, output, steps } = await runClient(client, { resolver: server })
    if (tool === 'proxy') expect(output.trim()).toBe('http://10.99.0.3:3128')
    else expect(ways).toEqual(['proxy'])
    expect(steps).toContain('DNS AAAA wpad.branch.example.test')
    const ours = await discovered([...kind, ...pc], { resolver: server })
    expect(asked(ours.steps)).toEqual(asked(steps))
    expect(asked(ours.said)).toEqual(asked(steps))
    expect(ours.pac?.url).toBe('http://wpad/wpad.dat')
  },
)

it.for([
  { type: 'AAAA', number: '28', way: 'direct' },
  { type: 'HTTPS', number: '65', way: 'proxy' },
])('N9 C2: where $type is never answered Chromium goes $way, and discover says so', async ({ number, way }, context) => {
  needs(context, 'chromium')
  const deaf = [join(import.meta.dirname, 'deaf-dns.ts'), '10.99.0.1', number]
  await using _resolver = await serve('wl-proxy', ['udp', 53], process.execPath, ...deaf)
  const { ways, steps } = await runClient('chromium_detects', { resolver: '10.99.0.3' })
  expect(ways).toEqual([way])
  const ours = await discovered(['chromium', ...pc], { resolver: '10.99.0.3' })
  expect(ours.pac === null).toBe(way === 'direct')
  expect(asked(ours.steps).phases).toEqual(asked(steps).phases)
})

it('D12: a client without DNS finds nothing: DHCP has no option for IPv6', async (context) => {
  needs(context, 'dnsmasq')
  await using _names = await serveDnsmasq('wl-proxy')
  const { pac } = await discovered(['chromium', ...pc], { resolver: '10.99.0.3' })
  expect(pac).toBeNull()
})
