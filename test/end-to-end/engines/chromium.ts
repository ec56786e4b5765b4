import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { isIpv6 } from '../../../src/evaluator/dialects/addresses.ts'
import { startBrowser } from '../browser.ts'
import { names } from './expressions.ts'
import { isStranger, type Question, timeZone } from './pacs.ts'
import { type Arrival, Recorders } from './recorders.ts'

/** A headless Chromium whose every connection ends at a recorder. */
export interface Deciding extends AsyncDisposable {
  /** For each visit the ways that the browser tried, in its order: `http proxy.example.com:3128`, `direct`. */
  decide(question: Question, how?: 'from a page' | 'typed'): Promise<string[][]>
}

/**
 * Starts Chromium with a PAC URL. `proxies` (host and port) are those that are told apart by a recorder of their own; a connection to any
 * other place reaches the origin's.
 */
export async function startDeciding(proxies: Iterable<string>): Promise<Deciding> {
  await using opened = new AsyncDisposableStack()
  const recorders = opened.use(new Recorders())
  const server = opened.use(await servePac())
  const rules = await mapEverything(recorders, proxies)
  const args = [`--proxy-pac-url=${server.url}`, `--host-resolver-rules=${rules.join(',')}`]
  const browser = await startBrowser({ args, env: { TZ: timeZone } })
  opened.defer(() => browser.close())
  const closing = opened.move()
  return {
    async decide(question, how = 'from a page') {
      server.pac = question.pac
      return decideIn(browser, recorders, question, how === 'typed' ? type : ask)
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}

/** Serves a PAC that can be replaced. */
async function servePac(): Promise<{ pac: Question['pac']; url: string } & AsyncDisposable> {
  const served = { pac: { bytes: Buffer.from('function FindProxyForURL(url, host) { return "DIRECT" }') } as Question['pac'] }
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', served.pac.contentType ?? 'application/x-ns-proxy-autoconfig').end(served.pac.bytes)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wpad.dat`
  const close = async (): Promise<void> => {
    server.close()
    server.closeAllConnections()
  }
  return Object.assign(served, { url, [Symbol.asyncDispose]: close })
}

// where names lead (net/base/host_mapping_rules.cc: the first rule that fits, by host or by host:port)
async function mapEverything(recorders: Recorders, proxies: Iterable<string>): Promise<string[]> {
  const rules: string[] = []
  // a rule is read in small letters, a host need not be: a question mark fits either
  for (const proxy of proxies) rules.push(`MAP ${proxy.replace(/[A-Z]/g, '?')} 127.0.0.1:${await recorders.open(proxy)}`)
  rules.push(`MAP *.said.test:443 127.0.0.1:${await recorders.open('said')}`)
  for (const [name, [address = '']] of Object.entries(names))
    rules.push(`MAP ${name} ${isIpv6(address) ? `[${address}]` : address}`)
  rules.push('MAP nowhere.example ~NOTFOUND')
  rules.push(`MAP * 127.0.0.1:${await recorders.open('origin')}`, 'EXCLUDE 127.0.0.1')
  return rules
}

// a context has a network of its own: it fetches the PAC anew, and knows of no proxy that failed
async function decideIn(
  browser: Browser,
  recorders: Recorders,
  { visits }: Question,
  open: (page: Page, url: string) => Promise<unknown>,
): Promise<string[][]> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const ways: string[][] = []
  for (const { url } of visits) {
    ways.push(await tried(recorders, url, () => open(page, url)))
  }
  await context.close()
  return ways
}

// a change of this machine's network ends what is on its way: then nothing may have arrived, and it is asked again
async function tried(recorders: Recorders, url: string, open: () => Promise<unknown>): Promise<string[]> {
  for (let time = 1; ; time++) {
    recorders.take()
    await open()
    const ways = waysTo(url, recorders.take())
    if (ways.length > 0 || time === 3) return ways
  }
}

async function ask(page: Page, url: string): Promise<void> {
  await page.evaluate(async (url) => {
    if (!url.startsWith('ws')) return fetch(url, { mode: 'no-cors', cache: 'no-store' }).then(String, String)
    const socket = new WebSocket(url)
    return new Promise<string>((resolve) => {
      socket.onclose = () => resolve('')
    })
  }, url)
}

async function type(page: Page, url: string): Promise<void> {
  await page.goto(url).catch(() => {}) // nobody answers with a page
}

// each is tried twice; and what Chromium asks of its maker on its own is not ours
function waysTo(url: string, arrivals: readonly Arrival[]): string[] {
  const { hostname } = new URL(url)
  const ours = arrivals.filter(({ target }) => target === undefined || !isStranger.test(target))
  return [...new Set(ours.map((arrival) => wayOf(arrival, hostname)))]
}

function wayOf({ type, place, target }: Arrival, host: string): string {
  const plain = (name: string): string => name.replace(/\.$/, '')
  const strange = target !== undefined && plain(target) !== plain(host) ? ` for ${target}` : ''
  return type === 'direct' ? `direct${strange}` : `${type} ${place}${strange}`
}
