import { expect, it, type TestContext } from 'vitest'
import { runClient } from './client.ts'
import { asked, discovered, pc } from './discovered.ts'
import { needs, onlyOfWpadd } from './lab.ts'
import { serveDnsmasq, serveOddHttp } from './serve.ts'

const other = '10.99.0.4'

/** What the network is like: which names a resolver forwards to wpadd, or has itself, for an odd web server. */
interface State {
  readonly forwarded?: readonly string[]
  readonly odd?: string
  /** The search list, where it is not the lab's. */
  readonly search?: string
}

const states: Readonly<Record<string, State>> = {
  'wpadd is the only DNS server': {},
  'every name is there': { forwarded: ['department.branch.example.test', 'branch.example.test', 'example.test'] },
  'only the parent domain has the name': { forwarded: ['example.test'] },
  'no name is there': { forwarded: [] },
  'every name is refused': { search: 'other.example.org third.example.org' },
  'the web server has no such file': { odd: 'status 404' },
}

interface Row {
  readonly tool: string
  readonly client: string
  readonly kind: readonly string[]
  readonly state: string
}

function rows(tool: string, client: string, ...kind: string[]): Row[] {
  return Object.keys(states).map((state) => ({ tool, client, kind, state }))
}

async function openState(stack: AsyncDisposableStack, { forwarded, odd }: State): Promise<string> {
  if (forwarded === undefined && odd === undefined) return '10.99.0.1'
  const forwards = forwarded?.map((domain) => `--server=/wpad.${domain}/10.99.0.1`) ?? []
  const own = odd === undefined ? [] : [`--host-record=wpad.branch.example.test,${other}`]
  if (odd !== undefined) stack.use(await serveOddHttp('wl-other', odd))
  stack.use(await serveDnsmasq('wl-other', ...forwards, ...own))
  return other
}

/** The questions, their order, and the Host header: as captured of the real client, of `discover`, and as `discover` says. */
async function asksTheSame({ tool, client, kind, state }: Row, context: TestContext): Promise<void> {
  needs(context, tool, 'dnsmasq')
  onlyOfWpadd(context)
  await using stack = new AsyncDisposableStack()
  const { search = 'branch.example.test example.test', ...network } = states[state] ?? {}
  const resolver = await openState(stack, network)
  const real = asked((await runClient(client, { resolver, search })).steps)
  const words = [...kind, ...pc.slice(0, 2), '--search', search.replace(' ', ',')]
  const { steps, said } = await discovered(words, { resolver, search })
  expect(real.questions).not.toEqual([])
  expect(asked(steps)).toEqual(real)
  expect(asked(said)).toEqual(real)
}

it.for(rows('chromium', 'chromium_detects', 'chromium'))(
  'C2 W8: discover asks what Chromium asks, where $state',
  (row, context) => asksTheSame(row, context),
)

it.for(rows('firefox-esr', 'firefox_detects', 'firefox'))(
  'C3 W8: discover asks what Firefox asks, where $state',
  (row, context) => asksTheSame(row, context),
)

// libproxy 0.4.18 is flaky by itself
it.for(rows('proxy', 'libproxy_detects', 'libproxy', '--variant', '0.4'))(
  'C6 W8: discover asks what libproxy asks, where $state',
  { retry: 2 },
  (row, context) => asksTheSame(row, context),
)

it.for(['kde', 'windows10'])(
  'C1 C6 D9: as %s, told nothing, it asks DHCP by broadcast from port 68, and takes what wpadd answers',
  async (kind, context) => {
    onlyOfWpadd(context)
    const { said, outcomes, pac, steps } = await discovered([kind])
    expect(steps).toEqual(['DHCP INFORM', 'HTTP GET 10.99.0.1/wpad.dat'])
    expect(said).toEqual(steps)
    expect(outcomes[0]).toBe('http://10.99.0.1/wpad.dat')
    expect(pac).toMatchObject({ url: 'http://10.99.0.1/wpad.dat', contentType: 'application/x-ns-proxy-autoconfig' })
  },
)
