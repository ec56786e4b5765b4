import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Admin, openAdmin } from '../../src/admin/admin.ts'
import { formatEndpoint } from '../../src/net/endpoint.ts'
import { openPage, startBrowser, type WatchedPage } from './browser.ts'

const office = new URL('../../pac/examples/office.pac', import.meta.url)
// what the pages look like is left here, for people; docs/preview.png is preview-light-1280.png
const shots = join(tmpdir(), 'wpadd-screenshots')
const pasted = `function FindProxyForURL(url, host) {
  if (host === "fails.test") return nothing.here;
  return shExpMatch(host, "*.test") ? "SOCKS5 socks.example.com:1080; DIRECT" : "DIRECT";
}`
const sizes = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
]

let admin: Admin
let browser: Browser
let origin: string

beforeAll(async () => {
  const site = {
    subnets: [],
    domains: ['branch.example.com'],
    addresses: ['192.0.2.10'],
    url: 'http://192.0.2.10/wpad.dat',
    since: '2026-01-05T09:00:00Z',
  }
  const live = {
    id: '0123456789abcdef',
    text: await readFile(office, 'utf8'),
    file: 'pac/examples/office.pac',
    since: site.since,
    warnings: [],
  }
  const direct = 'function FindProxyForURL(url, host) {\n  return "DIRECT";\n}\n'
  const lab = { id: 'fedcba9876543210', text: direct, since: site.since, warnings: ['nobody is told of a proxy'] }
  const sites = [
    { name: 'branch', ...site, pac: live },
    { name: 'lab', ...site, url: '\n', pac: lab },
  ]
  const ask = { metrics: async () => '', health: async () => ({ ok: true, detail: 'ok' }) }
  admin = await openAdmin(
    { listen: [{ address: '127.0.0.1', port: 0 }], allow: [], store: undefined },
    { version: '0.1.0', sites },
    ask,
  )
  origin = `http://${formatEndpoint(admin.endpoints[0]!)}`
  browser = await startBrowser()
  await mkdir(shots, { recursive: true })
})
afterAll(async () => {
  await browser?.close()
  await admin?.[Symbol.asyncDispose]()
})

// follows a fresh link as a person does
async function signIn(options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const watched = await openPage(browser, origin, options)
  await watched.page.goto(admin.renewSignIn())
  await watched.page.getByRole('button', { name: 'Sign in' }).click()
  await watched.page.waitForURL(`${origin}/`)
  return watched
}

// the first two cells of each verdict, as they are read
function verdicts(page: Page): Promise<string[]> {
  return page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.children]
          .slice(0, 2)
          .map((cell) => cell.textContent?.trim())
          .join(' -> '),
      ),
    )
}

async function fitsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)
}

const expected = [
  'http://shop.test/ -> ◆ SOCKS5 socks.example.com:1080',
  'http://intranet/ -> ○ DIRECT',
  'http://fails.test/ -> ✕ fails: exception',
]

describe.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])('with $javaScriptEnabled script', (scripts) => {
  it('signs in, and shows what the live PAC decides', async () => {
    await using watched = await signIn(scripts)
    expect(await verdicts(watched.page)).toEqual([
      'https://www.example.org/ -> ▣ proxy.example.com:3128',
      'http://intranet/ -> ○ DIRECT',
      'http://www.branch.example.com/ -> ○ DIRECT',
    ])
    expect(watched.complaints).toEqual([])
  })

  it('evaluates a pasted PAC by mouse', async () => {
    await using watched = await signIn(scripts)
    const { page } = watched
    await page.getByLabel('PAC', { exact: true }).fill(pasted)
    await page.getByLabel('Visits').fill('http://shop.test/\nhttp://intranet/\nhttp://fails.test/')
    await page.getByRole('button', { name: 'Evaluate' }).click()
    await page.getByText('3 visits: 1 through SOCKS5').waitFor()
    expect(await verdicts(page)).toEqual(expected)
    expect(await page.getByLabel('PAC', { exact: true }).inputValue()).toBe(pasted)
    expect(watched.complaints).toEqual([])
  })

  it('evaluates a pasted PAC by keyboard alone', async () => {
    await using watched = await openPage(browser, origin, scripts)
    const { page } = watched
    await page.goto(admin.renewSignIn())
    await page.locator('button:focus').waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(`${origin}/`)
    await tabTo(page, 'pac')
    await replaceText(page, pasted)
    await tabTo(page, 'visits')
    await replaceText(page, 'http://shop.test/\nhttp://intranet/\nhttp://fails.test/')
    await tabTo(page, 'client')
    await replaceText(page, '192.0.2.7')
    expect(await hasVisibleFocus(page)).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByText('3 visits: 1 through SOCKS5').waitFor()
    expect(await verdicts(page)).toEqual(expected)
    expect(await page.locator('#basis').textContent()).toContain('192.0.2.7')
    expect(watched.complaints).toEqual([])
  })

  it('loads another live PAC, and keeps the visits', async () => {
    await using watched = await signIn(scripts)
    const { page } = watched
    await page.getByLabel('Visits').fill('http://kept.test/')
    await page.getByLabel('live PAC of').selectOption('lab')
    if (!scripts.javaScriptEnabled) await page.getByRole('button', { name: 'Load' }).click()
    await page.getByText('nobody is told of a proxy').waitFor()
    expect(await verdicts(page)).toEqual(['http://kept.test/ -> ○ DIRECT'])
    expect(await page.getByLabel('PAC', { exact: true }).inputValue()).toContain('return "DIRECT"')
    expect(watched.complaints).toEqual([])
  })

  it('names a wrong field and keeps what was typed', async () => {
    await using watched = await signIn(scripts)
    const { page } = watched
    await page.getByLabel('Visits').fill('www.example.org')
    await page.getByLabel('Moment').fill('noon')
    await page.getByRole('button', { name: 'Evaluate' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('did you mean https://www.example.org/?')
    expect(await page.getByLabel('Visits').inputValue()).toBe('www.example.org')
    expect(await page.getByLabel('Moment').getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('Moment').fill('')
    await page.getByLabel('Visits').fill('https://www.example.org/')
    await page.getByRole('button', { name: 'Evaluate' }).click()
    await page.getByText('1 visit: ').waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(await page.getByLabel('Moment').getAttribute('aria-invalid')).toBe('false')
    expect(watched.complaints).toEqual([])
  })

  it('shows hostile text as text', async () => {
    await using watched = await signIn(scripts)
    const { page } = watched
    const hostile = '</textarea><script>document.title="taken"</script><img src="http://evil.test/x" onerror="document.title=1">'
    await page.getByLabel('PAC', { exact: true }).fill(`function FindProxyForURL() { return ${JSON.stringify(hostile)} }`)
    await page.getByLabel('Visits').fill(`http://a.test/${hostile}`)
    await page.getByRole('button', { name: 'Evaluate' }).click()
    await page.getByText('1 visit: ').waitFor()
    expect(await page.title()).toBe('Preview - wpadd')
    expect(await page.locator('main img').count()).toBe(0)
    expect(watched.complaints).toEqual([])
  })
})

describe('the script', () => {
  it('numbers the lines, evaluates by Ctrl+Enter, finds the visits by /, and copies the command', async () => {
    await using watched = await signIn({ permissions: ['clipboard-read', 'clipboard-write'] })
    const { page } = watched
    await page.getByLabel('PAC', { exact: true }).fill(pasted)
    expect(await page.locator('.gutter').textContent()).toBe('1\n2\n3\n4')
    await page.locator('h1').click()
    await page.keyboard.press('/')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('visits')
    await page.getByLabel('Visits').fill('http://shop.test/')
    await page.keyboard.press('Control+Enter')
    await page.getByText('1 visit: 1 through SOCKS5').waitFor()
    await page.getByRole('button', { name: 'Copy' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /^wpadd eval edited\.pac http:\/\/shop\.test\/ --client-ip /,
    )
    expect(watched.complaints).toEqual([])
  })

  it('keeps a long PAC in its field, with the numbers level with the lines', async () => {
    await using watched = await signIn()
    const { page } = watched
    const field = page.getByLabel('PAC', { exact: true })
    // typing 3000 lines takes Chromium half a minute, with any page
    await field.evaluate((text: HTMLTextAreaElement) => {
      text.value = Array.from({ length: 3000 }, (_, i) => `// line ${i + 1} ${'x'.repeat(200)}`).join('\n')
      text.dispatchEvent(new Event('input'))
    })
    expect(await page.locator('.gutter').textContent()).toMatch(/\n2999\n3000$/)
    expect((await field.boundingBox())?.height).toBeLessThan(700)
    await field.evaluate((text) => text.scrollTo(0, text.scrollHeight))
    await expect
      .poll(() => page.locator('.gutter').evaluate((gutter) => gutter.scrollTop))
      .toBe(await field.evaluate((text) => text.scrollTop))
  })

  it('says when the session is over, and keeps what was typed', async () => {
    await using watched = await signIn()
    const { page } = watched
    await page.getByLabel('Visits').fill('http://kept.test/')
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Evaluate' }).click()
    await page.getByText('Your session has ended').waitFor()
    expect(await page.getByLabel('Visits').inputValue()).toBe('http://kept.test/')
  })
})

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each(sizes)('at $width px nothing runs out of the page, and axe finds nothing', async (viewport) => {
    await using watched = await signIn({ colorScheme, viewport })
    const { page } = watched
    const long = `http://${'long.'.repeat(40)}test/${'path/'.repeat(60)}`
    await page.getByLabel('PAC', { exact: true }).fill(pasted)
    await page.getByLabel('Visits').fill(`http://fails.test/\n${long}\nhttp://localhost/`)
    await page.getByLabel('Moment').fill('noon')
    await page.getByRole('button', { name: 'Evaluate' }).click()
    await page.getByRole('alert').waitFor()
    expect(await fitsSideways(page)).toBe(true)
    expect(await axe(page)).toEqual([])
    await page.getByLabel('Moment').fill('')
    await page.getByRole('button', { name: 'Evaluate' }).click()
    await page.getByText('3 visits: ').waitFor()
    expect(await fitsSideways(page)).toBe(true)
    expect(await axe(page)).toEqual([])
    await page.goto(`${origin}/sites`)
    expect(await fitsSideways(page)).toBe(true)
    expect(await axe(page)).toEqual([])
    expect(watched.complaints).toEqual([])
  })

  it.each(sizes)('at $width px it looks as it is meant to: the ground and the text differ', async (viewport) => {
    await using watched = await signIn({ colorScheme, viewport })
    const [ground, text] = await watched.page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body)
      return [backgroundColor, color].map((rgb) => Number(/\d+/.exec(rgb)?.[0]))
    })
    expect(ground! > text!).toBe(colorScheme === 'light')
    await watched.page.screenshot({ path: join(shots, `preview-${colorScheme}-${viewport.width}.png`), fullPage: true })
  })
})

it('shows the signed-out page without a complaint of axe', async () => {
  await using watched = await openPage(browser, origin)
  const { page } = watched
  await page.goto(admin.renewSignIn())
  expect(await axe(page)).toEqual([])
  const response = await page.goto(`${origin}/sites`)
  expect(response?.status()).toBe(401)
  expect(await axe(page)).toEqual([])
})

async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press('Tab')
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return
  }
  throw new Error(`Tab does not reach #${id}`)
}

async function replaceText(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
}

async function hasVisibleFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body)
    return outlineStyle === 'solid' && Number.parseFloat(outlineWidth) >= 2
  })
}

// what is wrong, by WCAG 2.2 AA and axe's own habits of good practice
async function axe(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  await page.evaluate(source)
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run())
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary}`))
}
