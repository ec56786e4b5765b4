import { join } from 'node:path'
import { beforeEach, expect, inject, it } from 'vitest'
import { kdeInform } from './ask-dhcp.ts'
import { capture, readFields } from './capture.ts'
import { discovered, pc } from './discovered.ts'
import { needs, onlyOfWpadd } from './lab.ts'
import { type Server, serveDnsmasq, serveOddHttp, serveUnbound } from './serve.ts'

// KDE's proxyscout (KIO 5.103) and Wine's WinHTTP (8.0) are too large to install here; what they ask was captured on such a network
const other = '10.99.0.4'
const fromWpadd = (domain: string) => `--server=/wpad.${domain}/10.99.0.1`
const own = (name: string) => `--host-record=${name},${other}`

beforeEach((context) => {
  needs(context, 'dnsmasq')
  onlyOfWpadd(context)
})

interface Captured {
  readonly state: string
  readonly names: readonly string[]
  readonly odd?: string
  readonly asks: readonly string[]
}

/** glibc tries the whole name under the search list, too. */
const below = (name: string) => [`DNS A ${name}`, `DNS A ${name}.branch.example.test`, `DNS A ${name}.example.test`]

const kde: readonly Captured[] = [
  {
    state: 'the first name is there',
    names: [fromWpadd('branch.example.test'), fromWpadd('example.test')],
    asks: ['DNS A wpad.branch.example.test', 'HTTP GET wpad.branch.example.test/wpad.dat'],
  },
  {
    state: 'only the parent domain has the name',
    names: [fromWpadd('example.test')],
    asks: [
      ...below('wpad.branch.example.test'),
      'DNS SOA example.test',
      'DNS A wpad.example.test',
      'HTTP GET wpad.example.test/wpad.dat',
    ],
  },
  {
    state: 'no name is there',
    names: [],
    asks: [...below('wpad.branch.example.test'), 'DNS SOA example.test', ...below('wpad.example.test'), 'DNS SOA test'],
  },
  {
    state: 'the first name has no such file, and the second has',
    names: [own('wpad.branch.example.test'), fromWpadd('example.test')],
    odd: 'status 404',
    asks: [
      'DNS A wpad.branch.example.test',
      'HTTP GET wpad.branch.example.test/wpad.dat',
      'DNS SOA example.test',
      'DNS A wpad.example.test',
      'HTTP GET wpad.example.test/wpad.dat',
    ],
  },
  {
    state: 'the first name has an empty file',
    names: [own('wpad.branch.example.test'), fromWpadd('example.test')],
    odd: 'an empty file',
    asks: ['DNS A wpad.branch.example.test', 'HTTP GET wpad.branch.example.test/wpad.dat'],
  },
]

const wine: readonly Captured[] = [
  {
    state: 'the address has a name of its own',
    names: [fromWpadd('department.branch.example.test'), '--host-record=ns.example.test,10.99.0.1'],
    asks: [
      'DNS A wpad.department.branch.example.test',
      'DNS AAAA wpad.department.branch.example.test',
      'DNS PTR 1.0.99.10.in-addr.arpa',
      'HTTP GET ns.example.test/wpad.dat',
    ],
  },
  {
    state: 'the address has no name',
    names: [fromWpadd('department.branch.example.test')],
    asks: [
      'DNS A wpad.department.branch.example.test',
      'DNS AAAA wpad.department.branch.example.test',
      'DNS PTR 1.0.99.10.in-addr.arpa',
      'HTTP GET wpad.department.branch.example.test/wpad.dat',
    ],
  },
  {
    state: 'only parent domains have the name',
    names: [fromWpadd('branch.example.test'), fromWpadd('example.test')],
    asks: ['DNS A wpad.department.branch.example.test', 'DNS AAAA wpad.department.branch.example.test'],
  },
]

async function asksAsCaptured(words: readonly string[], first: readonly string[], { names, odd, asks }: Captured) {
  await using stack = new AsyncDisposableStack()
  if (odd !== undefined) stack.use(await serveOddHttp('wl-other', odd))
  stack.use(await serveDnsmasq('wl-other', ...names))
  const { steps, said } = await discovered([...words, ...pc], { resolver: other })
  expect(steps).toEqual([...first, ...asks])
  expect(said).toEqual(steps)
}

// no DHCP server is on that machine; KDE asks SOA of a domain that is not ours, and --leaks lets us
const kdeWithoutDhcp = ['kde', '--dhcp', `${other}:67`, '--wait', '1', '--leaks']

it.for(kde)('C6 W8: discover asks what KDE was captured asking without DHCP, where $state', async (captured) => {
  await asksAsCaptured(kdeWithoutDhcp, ['DHCP INFORM'], captured)
})

it('C6 W8: so it does where a parent domain has a SOA record, at which KDE stops', async (context) => {
  needs(context, 'unbound')
  const soa = 'local-data: "example.test. 60 IN SOA ns.example.test. admin.example.test. 1 3600 600 86400 60"'
  const zones = ['local-zone: "." static', soa, `local-data: "wpad.example.test. 60 IN A 10.99.0.1"`]
  await using _resolver: Server = await serveUnbound('wl-other', ...zones)
  const { steps } = await discovered([...kdeWithoutDhcp, ...pc], { resolver: other })
  expect(steps).toEqual(['DHCP INFORM', ...below('wpad.branch.example.test'), 'DNS SOA example.test'])
})

it('C6 D15: discover sends the packet that KDE was captured sending, byte for byte but for its random number', async () => {
  const file = join(inject('labFolder'), 'kde.pcap')
  const stopCapture = await capture('wl-server', file)
  await discovered(['kde', ...pc])
  await stopCapture()
  const fields = ['udp.srcport', 'ip.dst', 'udp.payload']
  const sent = readFields(file, 'ip.src == 10.99.0.20 && udp.dstport == 67', fields)
  const packet = kdeInform().toString('hex')
  const withoutXid = (hex: string) => `${hex.slice(0, 8)}........${hex.slice(16)}`
  expect(sent.map(([port, to, hex = '']) => [port, to, withoutXid(hex)])).toEqual([['68', '255.255.255.255', withoutXid(packet)]])
})

it.for(wine)('W8: discover asks what Wine was captured asking, where $state', async (captured) => {
  await asksAsCaptured(['wine'], [], captured)
})
