import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** Starts the system's Chromium, quiet and closed to the network. */
export function startBrowser(more: { args?: readonly string[]; env?: NodeJS.ProcessEnv } = {}): Promise<Browser> {
  const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet, ...(more.args ?? [])],
    env: { ...process.env, ...more.env },
  })
}

/** What a browser keeps of somebody who has come by the one-time link. */
export async function signIn(browser: Browser, origin: string, link: string) {
  await using watched = await openPage(browser, origin)
  const { page } = watched
  await page.goto(link)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  return await page.context().storageState()
}

/** Goes to an address, and waits until the page says that its scripts have run. */
export async function goReady(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.locator('html[data-ready]').waitFor({ state: 'attached' })
}

/** A page, and everything that it complained about. */
export interface WatchedPage extends AsyncDisposable {
  readonly page: Page
  /** Console errors, exceptions, refusals by the Content-Security-Policy, and requests to anywhere but `origin`. */
  readonly complaints: readonly string[]
}

/** Opens an empty page in a context of its own. */
export async function openPage(browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    // the browser notes every 4xx itself; what we say about those is on the page
    const status = message.text().includes('the server responded with a status of 422')
    if (['error', 'warning'].includes(message.type()) && !status) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith('data:'))
      complaints.push(`asked for ${request.url()}`)
  })
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() }
}
