import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runClient } from './client.ts'
import { isInstalled, needs, run, start, until } from './lab.ts'

// The LAN's own resolver, on the proxy's machine: it knows one of our zones, and that the other name does not exist.
const resolver = '10.99.0.3'
let dnsmasq: ChildProcess | undefined

beforeAll(async () => {
  if (!isInstalled('dnsmasq') || !isInstalled('dig')) return
  const knows = ['--server=/wpad.example.test/10.99.0.1', '--local=/test/']
  dnsmasq = start(
    'wl-proxy',
    'dnsmasq',
    '-k',
    '--user=root',
    '--port=53',
    '--no-resolv',
    '--no-hosts',
    '--log-facility=-',
    ...knows,
  )
  let heard = ''
  dnsmasq.stderr?.on('data', (text) => {
    heard += text
  })
  await until('dnsmasq starts', 10, () => heard.includes('started'))
})

afterAll(() => {
  dnsmasq?.kill()
})

it('N3 N8: a resolver that forwards our zone answers with our address', async (context) => {
  needs(context, 'dnsmasq', 'dig')
  const { output } = await run('wl-client', 10, 'dig', `@${resolver}`, '+tries=1', '+time=1', '+short', 'wpad.example.test', 'A')
  expect(output.trim()).toBe('10.99.0.1')
})

it('N8 W8: Chromium behind the resolver tries its search list up to the name that exists, and uses the proxy', async (context) => {
  needs(context, 'dnsmasq', 'chromium')
  const { ways, steps } = await runClient('chromium_detects', { resolver })
  expect(ways).toEqual(['proxy'])
  expect(steps.slice(0, 2)).toEqual(['DNS A wpad.branch.example.test', 'DNS A wpad.example.test'])
  expect(steps).toContain('HTTP GET wpad/wpad.dat')
})

it('N8 W8: Firefox behind the resolver does so too', async (context) => {
  needs(context, 'dnsmasq', 'firefox-esr')
  const { ways, steps } = await runClient('firefox_detects', { resolver })
  expect(ways).toEqual(['proxy'])
  expect(steps).toEqual(['DNS A wpad.branch.example.test', 'DNS A wpad.example.test', 'HTTP GET wpad/wpad.dat'])
})
