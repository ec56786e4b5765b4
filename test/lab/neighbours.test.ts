import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { UdpAnswer } from './ask-by-udp.ts'
import { discovered, pc } from './discovered.ts'
import { needs, onlyOfWpadd, run } from './lab.ts'
import { type Server, serveDnsmasq, serveWpadd } from './serve.ts'

// Another wpadd on wl-other, which answers its neighbours; its configuration is the page on links, and DNS has no wpad name here.
const server = '10.99.0.4'
const broadcast = '10.99.0.255'
const configuration = `
sites:
  - name: link
    domains: [branch.example.test]
    addresses: [${server}]
    pac: ${join(import.meta.dirname, 'proxy.pac')}
dhcp: off
dns: off
http: { listen: ['0.0.0.0:80'] }
admin: off
llmnr: on
mdns: { interfaces: [eth0] }
netbios: { interfaces: [eth0], allow: [10.99.0.0/24] }
`
let wpadd: Server | undefined

/** A question for the address of a name, as a client sends it: RFC 1035's form, which LLMNR and mDNS share. */
function question(...labels: string[]): string {
  const name = labels.flatMap((label) => [label.length, ...Buffer.from(label)])
  return Buffer.from([0, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...name, 0, 0, 1, 0, 1]).toString('hex')
}

async function ask(group: string, port: number, hex: string): Promise<UdpAnswer[]> {
  const script = join(import.meta.dirname, 'ask-by-udp.ts')
  const { output } = await run('wl-client', 10, process.execPath, script, '0', group, String(port), hex, '400')
  return JSON.parse(output)
}

const llmnr = (name: string) => ask('224.0.0.252', 5355, question(name))
const mdns = (name: string) => ask('224.0.0.251', 5353, question(name, 'local'))
const nmblookup = (name: string) => run('wl-client', 10, 'nmblookup', '-s', '/dev/null', '-B', broadcast, name)

/** The last four bytes of an answer with one address record. */
function addressIn(answers: readonly UdpAnswer[]): (string | undefined)[] {
  return answers.map(({ hex }) => [...Buffer.from(hex.slice(-8), 'hex')].join('.'))
}

beforeAll(async () => {
  wpadd = await serveWpadd('wl-other', configuration)
  // it answers once it has asked whether somebody else has the name
  const end = performance.now() + 10_000
  while ((await llmnr('wpad')).length === 0 || (await mdns('wpad')).length === 0) {
    if (performance.now() > end) throw new Error('no answer to wpad within 10 s')
  }
})

afterAll(() => wpadd?.[Symbol.asyncDispose]())
beforeEach((context) => onlyOfWpadd(context))

it('C4 S3: LLMNR has wpad, and no other name', async () => {
  const answers = await llmnr('wpad')
  expect(answers.map(({ from, port }) => [from, port])).toEqual([[server, 5355]])
  expect(addressIn(answers)).toEqual([server])
  expect(await llmnr('wpaddy')).toEqual([])
})

it('C4 S3: mDNS has wpad.local, and no other name', async () => {
  expect(addressIn(await mdns('wpad'))).toEqual([server])
  expect(await mdns('printer')).toEqual([])
})

it('C4 S3: nmblookup finds WPAD<00>, and no other name', async (context) => {
  needs(context, 'nmblookup')
  expect((await nmblookup('wpad#00')).output).toMatch(new RegExp(`^${server.replaceAll('.', '\\.')} wpad<00>$`, 'm'))
  expect((await nmblookup('wpad#20')).output).toMatch(/failed to find name wpad#20/)
  expect((await nmblookup('printer#00')).output).toMatch(/failed to find name printer$/m)
})

it.each([
  ['windows10', ['--variant', 'link-local'], 'LLMNR wpad A'],
  ['ie6', [], 'NBNS WPAD<00>'],
])('C4 C5 W8: where DNS has nothing, discover as %s asks its neighbours, and finds the PAC', async (kind, words, step) => {
  await using _names = await serveDnsmasq('wl-proxy')
  const noDhcp = ['--dhcp', `${server}:67`, '--wait', '1']
  const { said, pac } = await discovered([kind, ...words, ...noDhcp, ...pc], { resolver: '10.99.0.3' })
  expect(said.slice(-2)).toEqual([step, 'HTTP GET wpad/wpad.dat'])
  expect(pac).toMatchObject({ url: 'http://wpad/wpad.dat', contentType: 'application/x-ns-proxy-autoconfig' })
})
