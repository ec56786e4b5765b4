import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { type Admin, openAdmin } from '../../../src/admin/admin.ts'
import type { AdminView } from '../../../src/admin/view.ts'
import { formatEndpoint } from '../../../src/net/endpoint.ts'
import { goReady, openPage, signIn, startBrowser, type WatchedPage } from '../browser.ts'

/** What the pages look like is left here, for people. */
export const shots = join(tmpdir(), 'wpadd-screenshots')

/** A desk and a phone. */
export const sizes = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
] as const

/** The pages of a server that shows `view`, and a browser that is signed in. */
export interface Pages extends AsyncDisposable {
  readonly origin: string
  readonly admin: Admin
  readonly browser: Browser
  /** Opens a path as somebody who is signed in. */
  open(path: string, options?: BrowserContextOptions): Promise<WatchedPage>
}

/** Starts the pages and a browser, and signs in once by the link. */
export async function openPages(view: AdminView): Promise<Pages> {
  await using stack = new AsyncDisposableStack()
  const ask = { metrics: async () => '', health: async () => ({ ok: true, detail: 'ok' }) }
  const options = { listen: [{ address: '127.0.0.1', port: 0 }], allow: [], store: undefined }
  const admin = stack.use(await openAdmin(options as never, view, ask as never))
  const origin = `http://${formatEndpoint(admin.endpoints[0]!)}`
  const browser = await startBrowser()
  stack.defer(() => browser.close())
  await mkdir(shots, { recursive: true })
  const storageState = await signIn(browser, origin, admin.signInLink)
  const open = stack.move()
  return {
    origin,
    admin,
    browser,
    async open(path, context = {}) {
      const watched = await openPage(browser, origin, { storageState, ...context })
      const { page } = watched
      if (context.javaScriptEnabled === false) await page.goto(`${origin}${path}`)
      else await goReady(page, `${origin}${path}`)
      return watched
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}

/** What is wrong, by WCAG 2.2 AA and axe's own habits of good practice. */
export async function axe(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  await page.evaluate(source)
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run())
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary}`))
}

/** Whether nothing makes the page scroll sideways. */
export async function fitsSideways(page: Page): Promise<boolean> {
  // what a form brought may stand there before its style does
  await page.waitForLoadState()
  return page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)
}

/** Presses Tab until `selector` has the focus. Throws when it is not reached. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
  }
  throw new Error(`Tab does not reach ${selector}`)
}

/** Whether what has the focus shows it. */
export function hasVisibleFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body)
    return outlineStyle === 'solid' && Number.parseFloat(outlineWidth) >= 2
  })
}
