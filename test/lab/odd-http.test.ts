import { expect, it, type TestContext } from 'vitest'
import { runClient } from './client.ts'
import { discovered, pc } from './discovered.ts'
import { needs, onlyOfWpadd } from './lab.ts'
import { serveDnsmasq, serveOddHttp } from './serve.ts'

// What becomes of a PAC that comes with something odd about it: each client uses it, or goes DIRECT. wpadd's answers have none of
// these oddities (H2, H3, H7); `discover` has to say of another server what the real client makes of it.
const other = '10.99.0.4'

const table: readonly (readonly [state: string, chromium: string, firefox: string, libproxy: string])[] = [
  ['status 500', 'direct', 'direct', 'direct'],
  ['status 203', 'direct', 'used', 'direct'],
  ['an empty file', 'direct', 'direct', 'direct'],
  ['a redirect to the same host', 'used', 'used', 'direct'],
  ['a redirect to another host', 'used', 'used', 'direct'],
  ['a web page', 'direct', 'direct', 'direct'],
  ['a UTF-8 byte order mark', 'used', 'used', 'used'],
  ['a UTF-16 file', 'used', 'direct', 'direct'],
  ['the type text/html', 'used', 'used', 'used'],
  ['gzip, unasked', 'used', 'used', 'direct'],
  ['no reason phrase', 'used', 'used', 'used'],
  ['a body cut short', 'direct', 'direct', 'direct'],
  ['more than a mebibyte', 'direct', 'used', 'used'],
]

interface Row {
  readonly tool: string
  readonly client: string
  readonly kind: readonly string[]
  readonly state: string
  readonly outcome: string
}

function rows(column: 1 | 2 | 3, tool: string, client: string, ...kind: string[]): Row[] {
  return table.map((row) => ({ tool, client, kind, state: row[0], outcome: row[column] }))
}

async function agrees({ tool, client, kind, state, outcome }: Row, context: TestContext): Promise<void> {
  needs(context, tool, 'dnsmasq')
  onlyOfWpadd(context)
  await using _web = await serveOddHttp('wl-other', state)
  await using _names = await serveDnsmasq('wl-other', `--host-record=wpad.branch.example.test,${other}`)
  const { ways, output, steps } = await runClient(client, { resolver: other })
  expect(steps).toContain('HTTP GET wpad/wpad.dat')
  const usedProxy = tool === 'proxy' ? output.includes('10.99.0.3:3128') : ways.includes('proxy')
  expect(usedProxy ? 'used' : 'direct').toBe(outcome)
  const { pac } = await discovered([...kind, ...pc], { resolver: other })
  expect(pac === null ? 'direct' : 'used').toBe(outcome)
}

it.for(rows(1, 'chromium', 'chromium_detects', 'chromium'))(
  'C2: Chromium that gets $state: $outcome, and discover says so',
  (row, context) => agrees(row, context),
)

it.for(rows(2, 'firefox-esr', 'firefox_detects', 'firefox'))(
  'C3: Firefox that gets $state: $outcome, and discover says so',
  (row, context) => agrees(row, context),
)

// libproxy 0.4.18 is flaky by itself
it.for(rows(3, 'proxy', 'libproxy_detects', 'libproxy', '--variant', '0.4'))(
  'C6: libproxy that gets $state: $outcome, and discover says so',
  { retry: 2 },
  (row, context) => agrees(row, context),
)
