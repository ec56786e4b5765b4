import { join } from 'node:path'
import { beforeEach, expect, inject, it } from 'vitest'
import { ask, kdeInform, options } from './ask-dhcp.ts'
import { discovered, pc } from './discovered.ts'
import { needs, onlyOfWpadd, until } from './lab.ts'
import { type Server, serve, serveDnsmasq, serveWpadd } from './serve.ts'

const rogue = '10.99.0.30'
const other = '10.99.0.4'
const rogueUrl = `http://${rogue}/wpad.dat`

beforeEach((context) => {
  needs(context, 'dnsmasq')
  onlyOfWpadd(context)
})

/** A DHCP server beside wpadd that gives another URL. */
function serveRogueDhcp(): Promise<Server> {
  const leases = `--dhcp-leasefile=${join(inject('labFolder'), 'rogue.leases')}`
  const dhcp = ['--dhcp-range=10.99.0.0,static,255.255.255.0', `--dhcp-option=252,${rogueUrl}`, leases]
  return serve('wl-guest', ['udp', 67], 'dnsmasq', '--keep-in-foreground', '--user=root', '--port=0', '--log-facility=-', ...dhcp)
}

it('D4 S3: beside a rogue DHCP server wpadd answers all the same, and each answer names its server', async () => {
  await using _rogue = await serveRogueDhcp()
  const answers = await ask('wl-client', kdeInform(), { seconds: 1 })
  const servers = answers.map((answer) => {
    const found = options(answer)
    return [answer.from, [...(found.get(54) ?? [])].join('.'), found.get(252)?.toString('latin1')]
  })
  expect(servers.sort()).toEqual([
    ['10.99.0.1', '10.99.0.1', 'http://10.99.0.1/wpad.dat'],
    [rogue, rogue, rogueUrl],
  ])
})

it('C1 S3: discover believes a rogue DHCP server as Windows does, and shows where that ends', async () => {
  await using _rogue = await serveRogueDhcp()
  const { said, outcomes, pac } = await discovered(['windows10', '--dhcp', `${rogue}:67`, ...pc])
  expect(outcomes[0]).toMatch(new RegExp(`^${rogueUrl.replaceAll('.', '\\.')}`))
  expect(said).toEqual(['DHCP INFORM', `HTTP GET ${rogue}/wpad.dat`])
  expect(pac).toBeNull()
})

const configuration = `
sites: [{ name: link, domains: [branch.example.test], addresses: [${other}], pac: none }]
dhcp: off
dns: off
http: { listen: ['0.0.0.0:80'] }
admin: off
llmnr: { interfaces: [eth0] }
`

it('C4 S3: where a poisoner answers to every name, wpadd says who it is, and discover shows whom it sends clients to', async () => {
  await using _poisoner = await serve(
    'wl-guest',
    ['udp', 5355],
    process.execPath,
    join(import.meta.dirname, 'poisoner.ts'),
    rogue,
  )
  await using wpadd = await serveWpadd('wl-other', configuration)
  await until('wpadd names the poisoner', 10, () => /llmnr: poisoner/.test(wpadd.said()))
  expect(wpadd.said()).toContain(rogue)
  await using _names = await serveDnsmasq('wl-proxy')
  const words = ['windows10', '--variant', 'link-local', '--dhcp', `${other}:67`, '--wait', '1', ...pc]
  const { said, outcomes, pac } = await discovered(words, { resolver: '10.99.0.3' })
  expect(outcomes[said.indexOf('LLMNR wpad A')]).toBe(rogue)
  expect(pac).toBeNull()
})

it('S3: where nobody answers to a made-up name, wpadd names no poisoner', async () => {
  await using wpadd = await serveWpadd('wl-other', configuration)
  await using _names = await serveDnsmasq('wl-proxy')
  const words = ['windows10', '--variant', 'link-local', '--dhcp', `${other}:67`, '--wait', '1', ...pc]
  const { said, outcomes } = await discovered(words, { resolver: '10.99.0.3' })
  // it has asked for itself by the time that it answers
  expect(outcomes[said.indexOf('LLMNR wpad A')]).toBe(other)
  expect(wpadd.said()).not.toMatch(/poisoner/)
})
