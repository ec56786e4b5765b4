import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openPages } from '../end-to-end/pages/pages.ts'
import { median } from './median.ts'
import type { BenchRow } from './row.ts'

const lines = 100_000
const rules = Array.from(
  { length: 200 },
  (_, i) => `  if (dnsDomainIs(host, ".n${i}.example.org")) return "PROXY p${i % 9}.example.com:3128; DIRECT";`,
)
const pac = (last: string) => `function FindProxyForURL(url, host) {\n${rules.join('\n')}\n  return "${last}";\n}\n`

/** The Compare page in headless Chromium: a Squid log of 100,000 lines, two PACs of 200 rules; medians of `rounds`. A task of the page under 50 ms counts as none. */
export async function benchCompare({ rounds }: { rounds: number }): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'wpadd-bench-'))
  const log = join(folder, 'access.log')
  writeFileSync(log, `${Array.from({ length: lines }, (_, i) => line(i)).join('\n')}\n`)
  const site = {
    name: 'branch',
    subnets: [],
    domains: ['branch.example.com'],
    addresses: ['192.0.2.10'],
    url: 'http://192.0.2.10/',
  }
  const live = { id: '0123456789abcdef', text: pac('DIRECT'), since: '2026-01-05T09:00:00Z', warnings: [] }
  try {
    await using pages = await openPages({ version: '0.1.0', sites: [{ ...site, pac: live }] })
    const seen: { whole: number; longest: number }[] = []
    for (let round = 0; round < rounds; round++) {
      await using watched = await pages.open('/compare')
      seen.push(await run(watched.page, log))
    }
    const row = (what: string, of: 'whole' | 'longest'): BenchRow => ({
      what: `compare: ${lines} log lines, ${what}`,
      unit: 'ms',
      ours: median(seen.map((each) => each[of])),
      peers: {},
      better: 'less',
    })
    return [row('all of it', 'whole'), row('longest task of the page', 'longest')]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

// six visits of ten are of their own, and half the lines are tunnels
function line(i: number): string {
  const host = `w${(i * 7919) % 60_000}.n${i % 400}.example.org`
  const what = i % 2 === 0 ? `CONNECT ${host}:443` : `GET http://${host}/page?id=${i % 100}`
  return `1286536309.${i % 1000} 921 192.0.2.${i % 250} TCP_MISS/200 507 ${what} - HIER_DIRECT/203.0.113.7 text/html`
}

async function run(page: Page, log: string): Promise<{ whole: number; longest: number }> {
  await page.getByLabel('Text of the PAC after').fill(pac('PROXY last.example.com:3128'))
  await page.getByLabel('Open a list or log').setInputFiles(log)
  await page.evaluate(() => {
    const tasks: number[] = []
    Object.assign(globalThis, { tasks })
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    })
  })
  const began = performance.now()
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.locator('.compare-foot').waitFor({ timeout: 120_000 })
  const whole = performance.now() - began
  const longest = await page.evaluate(() => Math.max(0, ...(globalThis as unknown as { tasks: number[] }).tasks))
  return { whole, longest }
}
