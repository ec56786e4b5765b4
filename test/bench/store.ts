import { mkdtempDisposableSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAdmin } from '../../src/admin/admin.ts'
import type { AdminView } from '../../src/admin/view.ts'
import { formatEndpoint } from '../../src/net/endpoint.ts'
import { openDatabase } from '../../src/store/database.ts'
import { fillSightings } from './fill-sightings.ts'
import { median } from './median.ts'
import type { BenchRow } from './row.ts'

const clients = 60_000
const paths: Readonly<Record<string, string>> = {
  '/sightings': 'the page',
  '/sightings?group=old': 'those with an old PAC',
  '/sightings?text=no-such-client': 'a name that nobody has',
  '/sightings?open=10.0.0.7': 'one client’s story',
  '/sightings?from=2000-01-01&to=2100-01-01&site=site-3': 'a site and a time span',
  '/api/v1/sightings?outcome=no-such-outcome': 'the API, nothing found',
}

const pac = { text: 'function FindProxyForURL() { return "DIRECT" }', id: '0123456789abcdef', since: '2026-01-05T09:00:00Z' }
const view: AdminView = {
  version: 'bench',
  sites: Array.from({ length: 8 }, (_, i) => ({
    ...{ name: `site-${i}`, subnets: [], domains: [], addresses: [], url: '\n' },
    pac: { ...pac, warnings: [] },
  })),
}

/**
 * How long the page of sightings takes over a database with `rows` of them: from the request to the last byte, the page's thread as
 * it runs, the file as it lies on the disk. Filling the file takes a minute and a half for 10 million, and 1.5 GB of the temporary
 * folder.
 */
export async function benchStore({ rounds, rows = 10_000_000 }: { rounds: number; rows?: number }): Promise<BenchRow[]> {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'wpadd-bench-'))
  const path = join(folder.path, 'wpadd.db')
  const filling = openDatabase(path)
  fillSightings(filling, rows, clients, Date.now())
  filling[Symbol.dispose]()
  const options = { listen: [{ address: '127.0.0.1', port: 0 }], allow: [], store: { path, rows: rows + 1_000_000 } }
  const ask = { metrics: async () => '', health: async () => ({ ok: true, detail: 'ok' }) }
  await using admin = await openAdmin(options as never, view, ask)
  const origin = `http://${formatEndpoint(admin.endpoints[0]!)}`
  const cookie = await signIn(origin, admin.signInLink)
  const table: BenchRow[] = []
  for (const [where, what] of Object.entries(paths)) {
    const times: number[] = []
    for (let round = 0; round < rounds; round++) times.push(await timed(`${origin}${where}`, cookie))
    const name = `sightings, ${rows / 1e6} million: ${what}`
    table.push({ what: `${name}, first time`, unit: 'ms', ours: times[0]!, peers: {}, better: 'less' })
    table.push({ what: name, unit: 'ms', ours: median(times), peers: {}, better: 'less' })
  }
  return table
}

async function signIn(origin: string, link: string): Promise<string> {
  const body = new URLSearchParams({ token: new URL(link).searchParams.get('token') ?? '' })
  const response = await fetch(`${origin}/sign-in`, { method: 'POST', body, redirect: 'manual' })
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

async function timed(url: string, cookie: string): Promise<number> {
  const start = performance.now()
  const response = await fetch(url, { headers: { cookie } })
  await response.text()
  if (!response.ok) throw new Error(`${url} was answered ${response.status}`)
  return performance.now() - start
}
