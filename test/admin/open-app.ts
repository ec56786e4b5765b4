import type { Hono } from 'hono'
import { adminApp } from '../../src/admin/app.ts'
import { openComparer } from '../../src/admin/compare/comparer.ts'
import { openDiscoverer } from '../../src/admin/discovery/discoverer.ts'
import type { AdminEnv } from '../../src/admin/frame/env.ts'
import type { Ask } from '../../src/admin/messages.ts'
import { firstAccount, openPeople, type People } from '../../src/admin/people/people.ts'
import { openPreviewer, type PreviewLimits } from '../../src/admin/preview/preview.ts'
import { resolveLive } from '../../src/admin/preview/resolve-live.ts'
import { type Keeper, openKeeper } from '../../src/admin/sightings/keeper.ts'
import { selfCheckOf } from '../../src/admin/sites/self-check.ts'
import type { AdminView, SiteView } from '../../src/admin/view.ts'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { type Cidr, parseCidr } from '../../src/net/cidr.ts'
import type { AuditBounds } from '../../src/store/audit.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { type Retention, retentionOf } from '../../src/store/options.ts'

/** A PAC with a proxy, a plain host and a name's address in it. */
export const branchPac = `function FindProxyForURL(url, host) {
  if (isPlainHostName(host)) return "DIRECT";
  if (dnsResolve(host) === "203.0.113.5") return "SOCKS5 socks.example.com:1080";
  return "PROXY proxy.example.com:3128; DIRECT";
}
`

/** A site as the daemon describes it. */
export const branch: SiteView = {
  name: 'branch',
  subnets: ['192.0.2.0/24'],
  domains: ['branch.example.com'],
  addresses: ['192.0.2.10'],
  url: 'http://192.0.2.10/wpad.dat',
  pac: {
    id: '0123456789abcdef',
    text: branchPac,
    file: '/etc/wpadd/branch.pac',
    since: '2026-01-05T09:00:00Z',
    warnings: ['line 2: "quoted" & <odd>'],
  },
}

export const host = { host: '127.0.0.1:8081' }

type Init = Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> }

/** The application with a real evaluator, as a browser on `remoteAddress` reaches it. */
export interface OpenApp extends AsyncDisposable {
  /** Sends a request with a Host header, and the cookie of a session unless told otherwise. */
  readonly send: (path: string, init?: Init) => Promise<Response>
  /** The same without a session. */
  readonly sendBare: OpenApp['send']
  /** The same from another address than this machine's. */
  readonly sendFrom: (address: string, path: string, init?: Init) => Promise<Response>
  readonly people: People
  readonly sightings: Keeper
  readonly database: Database
  /** The password of the account `admin`, as which `send` is signed in. */
  readonly adminPassword: string
}

/** What a password costs in tests: next to nothing. */
export const cheap = { N: 2, r: 1, p: 1 }

export interface AppOptions {
  readonly audit?: AuditBounds
  readonly view?: AdminView
  readonly allow?: readonly string[]
  readonly ask?: Ask
  readonly now?: () => number
  readonly limits?: PreviewLimits
  readonly retention?: Partial<Retention>
}

export const token = 'the-token-of-this-test'

export async function openApp(options: AppOptions = {}): Promise<OpenApp> {
  const { now = Date.now } = options
  const database = openDatabase(':memory:')
  const people = openPeople(database, now, { cost: cheap, audit: options.audit })
  const adminPassword = await firstAccount(people)
  if (adminPassword === undefined) throw new Error('an empty database had an account')
  const previews = openPreviewer(openEvaluator, resolveLive, options.limits)
  const sightings = openKeeper({ database, retention: { ...retentionOf(undefined), ...options.retention }, now })
  const view = options.view ?? { version: '0.1.0', sites: [branch] }
  const selfCheck = selfCheckOf(() => view, sightings, now)
  const app: Hono<AdminEnv> = adminApp({
    allow: (options.allow ?? []).map((block): Cidr => parseCidr(block)),
    view: () => view,
    people,
    previews,
    compares: openComparer(openEvaluator),
    discoveries: openDiscoverer(),
    database,
    sightings,
    selfCheck,
    ask: options.ask ?? { metrics: async () => 'wpadd_up 1\n', health: async () => ({ ok: true, detail: 'ok' }) },
    now,
  })
  const sendFrom: OpenApp['sendFrom'] = async (remoteAddress, path, init = {}) =>
    app.request(path, { ...init, headers: { ...host, ...init.headers } }, { remoteAddress })
  const sendBare: OpenApp['send'] = (path, init) => sendFrom('127.0.0.1', path, init)
  people.link.offer('of the helper')
  const cookie = cookieOf(await sendBare('/sign-in', { method: 'POST', body: new URLSearchParams({ token: 'of the helper' }) }))
  people.link.offer(token)
  return {
    sendFrom,
    sendBare,
    send: (path, init = {}) => sendBare(path, { ...init, headers: { cookie, ...init.headers } }),
    people,
    sightings,
    database,
    adminPassword,
    async [Symbol.asyncDispose]() {
      await previews[Symbol.asyncDispose]()
      people[Symbol.dispose]()
      sightings[Symbol.dispose]()
      database[Symbol.dispose]()
    },
  }
}

/** The `name=value` that a response sets; throws when it sets none. */
export function cookieOf(response: Response): string {
  const [pair] = response.headers.get('set-cookie')?.split(';') ?? []
  if (pair === undefined) throw new Error(`no cookie in a ${response.status}`)
  return pair
}

/** The preview form, filled in. */
export function filled(fields: Record<string, string>): FormData {
  const form = new FormData()
  const all = { do: 'evaluate', pac: branchPac, visits: 'https://www.example.org/', client: '192.0.2.7', ...fields }
  for (const [name, value] of Object.entries(all)) form.set(name, value)
  if (!form.has('as')) for (const kind of ['chromium', 'firefox']) form.append('as', kind)
  return form
}
