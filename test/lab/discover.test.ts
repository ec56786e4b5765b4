import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runClient } from './client.ts'
import { isInstalled, needs, start, until } from './lab.ts'

// The LAN's own resolver, on the proxy's machine: it has wpad.example.test from wpadd, and knows no other name.
const resolver = '10.99.0.3'
let dnsmasq: ChildProcess | undefined

beforeAll(async () => {
  if (!isInstalled('dnsmasq')) return
  const knows = ['--server=/wpad.example.test/10.99.0.1', '--local=/test/', '--local=/wpad/', '--local=/org/']
  const rest = ['--no-resolv', '--no-hosts', '--log-facility=-']
  dnsmasq = start('wl-proxy', 'dnsmasq', '-k', '--user=root', '--port=53', ...rest, ...knows)
  let heard = ''
  dnsmasq.stderr?.on('data', (text) => {
    heard += text
  })
  await until('dnsmasq starts', 10, () => heard.includes('started'))
})

afterAll(() => {
  dnsmasq?.kill()
})

const kinds = [
  ['chromium', 'chromium'],
  ['firefox', 'firefox-esr'],
  ['libproxy', 'proxy'],
] as const

const networks: readonly [name: string, names: { search?: string; resolver?: string }][] = [
  ['wpadd answers', {}],
  ['a resolver forwards the second name of the search list', { resolver }],
  ['no name exists', { resolver, search: 'other.example.org' }],
  ['every name is refused', { search: 'other.example.org third.example.org' }],
]

const rows = networks.flatMap(([where, names]) => kinds.map(([kind, tool]) => ({ kind, tool, where, names })))

/** Which questions were asked, whichever came first of those asked at once; in which order the ways were tried; with which Host. */
function discovery(steps: readonly string[]) {
  // the browsers fetch their test page, too
  const own = steps.filter((step) => !step.startsWith('HTTP') || step.endsWith('/wpad.dat'))
  const questions = own.filter((step) => step.startsWith('DNS'))
  const ways = own.map((step) => step.split(' ')[0])
  return {
    questions: [...new Set(questions)].sort(),
    names: [...new Set(questions.map((step) => step.split(' ')[2]))],
    ways: ways.filter((way, i) => ways.indexOf(way) === i),
    requests: [...new Set(own.filter((step) => step.startsWith('HTTP')))],
  }
}

it.for(rows)('C2 C3 C6 W8: discover asks what $kind asks, where $where', { retry: 1 }, async (row, context) => {
  needs(context, row.tool, 'dnsmasq')
  const real = await runClient(`${row.kind}_detects`, row.names)
  const ours = await runClient(`discover_as_${row.kind}`, row.names)
  expect(real.steps.length).toBeGreaterThan(0)
  expect(discovery(ours.steps)).toEqual(discovery(real.steps))
})

it.each(['kde', 'windows'])(
  'C1 C6 D9: as %s it asks DHCP by broadcast from port 68, and takes what wpadd answers',
  async (kind) => {
    const { output, code, steps } = await runClient(`discover_as_${kind}`)
    const { lookups, pac } = JSON.parse(output)
    expect(code).toBe(0)
    expect(lookups[0]).toMatchObject({ via: 'dhcp', ask: 'INFORM 252', outcome: 'http://10.99.0.1/wpad.dat' })
    expect(pac).toMatchObject({ url: 'http://10.99.0.1/wpad.dat', contentType: 'application/x-ns-proxy-autoconfig' })
    expect(steps).toEqual(['DHCP INFORM', 'HTTP GET 10.99.0.1/wpad.dat'])
  },
)
