import { openPages } from '../end-to-end/pages/pages.ts'
import { median } from './median.ts'
import type { BenchRow } from './row.ts'

const kinds = ['chromium', 'firefox', 'winhttp', 'macos', 'libproxy', 'kde']
const rules = Array.from(
  { length: 200 },
  (_, i) => `  if (dnsDomainIs(host, ".n${i}.example.org")) return "PROXY p${i % 9}.example.com:3128; DIRECT";`,
)
const pac = `function FindProxyForURL(url, host) {\n  if (isPlainHostName(host)) return "DIRECT";\n${rules.join('\n')}\n  if (shExpMatch(url, "https://*/a*")) return "SOCKS5 socks.example.com:1080";\n  return "DIRECT";\n}\n`

/** What one run of the preview saw, in milliseconds. */
interface Seen {
  readonly first: number
  readonly whole: number
  readonly longest: number
  readonly scroll: number
}

/**
 * The preview in headless Chromium, medians of `rounds`: visits are pasted for six client kinds, and a PAC of 200 rules decides. Measured
 * in the page: until the first cell of the new matrix is there, until the whole is, the longest task from then to the end (a long
 * animation frame counts), and the same while scrolling through all of it.
 */
export async function benchPage({ rounds }: { rounds: number }): Promise<BenchRow[]> {
  const site = {
    name: 'branch',
    subnets: [],
    domains: ['branch.example.com'],
    addresses: ['192.0.2.10'],
    url: 'http://192.0.2.10/wpad.dat',
  }
  const live = { id: '0123456789abcdef', text: pac, since: '2026-01-05T09:00:00Z', warnings: [] }
  await using pages = await openPages({ version: '0.1.0', sites: [{ ...site, pac: live }] } as never)
  const rows: BenchRow[] = []
  for (const visits of [1000, 10_000]) {
    const seen: Seen[] = []
    for (let round = 0; round <= rounds; round++) {
      await using watched = await pages.open('/')
      await watched.page.locator('.cm-content').waitFor()
      const text = Array.from({ length: visits }, (_, i) => `https://w${round}-${i}.n${i % 300}.example.org/a${i}`).join('\n')
      seen.push(await watched.page.evaluate(run, { text, kinds, visits }))
    }
    // the first run warms the engines up
    const of = (what: keyof Seen) => median(seen.slice(1).map((each) => each[what]))
    const row = (what: string, ours: number): BenchRow => ({
      what: `page: ${visits} visits x 6 kinds, ${what}`,
      unit: 'ms',
      ours,
      peers: {},
      better: 'less',
    })
    rows.push(
      row('first cells', of('first')),
      row('whole matrix', of('whole')),
      row('longest task', of('longest')),
      row('longest task, scrolling', of('scroll')),
    )
  }
  return rows
}

// runs in the page
async function run({ text, kinds: wanted, visits }: { text: string; kinds: readonly string[]; visits: number }): Promise<Seen> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  for (const box of document.querySelectorAll<HTMLInputElement>('input[name="as"]')) box.checked = wanted.includes(box.value)
  await frame()
  const tasks: number[] = []
  const types = ['longtask', 'long-animation-frame'].filter((type) => PerformanceObserver.supportedEntryTypes.includes(type))
  const observers = types.map((type) => {
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)))
    observer.observe({ type })
    return observer
  })
  const longest = async () => {
    await frame()
    for (const observer of observers) tasks.push(...observer.takeRecords().map(({ duration }) => duration))
    return Math.max(0, ...tasks.splice(0))
  }
  const field = document.querySelector<HTMLTextAreaElement>('textarea#visits')!
  const [line = ''] = text.split('\n')
  const began = performance.now()
  field.value = text
  field.form?.requestSubmit()
  const until = async (done: () => boolean) => {
    while (!done()) await frame()
    return performance.now() - began
  }
  const first = await until(() => document.querySelector('#matrix tbody th')?.textContent === line)
  const whole = await until(() => document.querySelector('#summary')?.textContent?.includes(`${visits} visits`) ?? false)
  const drawing = await longest()
  for (let y = 0; y < document.body.scrollHeight; y += 2000) {
    scrollTo(0, y)
    await frame()
  }
  const scroll = await longest()
  for (const observer of observers) observer.disconnect()
  return { first, whole, longest: drawing, scroll }
}
