// `npm run screenshots [FOLDER]`: every page of a wpadd with something to show, light, dark and on a phone, for people to look at.

import { Resolver } from 'node:dns/promises'
import { mkdirSync, readFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { join, resolve } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { pages } from '../../src/admin/frame/layout.ts'
import { askDhcp } from '../support/ask.ts'
import { type Configured, configured } from '../support/configured.ts'
import { root, startWpadd } from '../support/program.ts'
import { goReady, openPage, signIn, startBrowser } from './browser.ts'

const looks: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 860 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 860 } },
  phone: { colorScheme: 'light', viewport: { width: 360, height: 740 } },
}

/** What a page shows when its main task is done. */
const furtherLooks: Readonly<Record<string, { readonly name: string; readonly open: (page: Page) => Promise<void> }>> = {
  preview: { name: 'way', open: openWay },
  compare: { name: 'changes', open: compareChanges },
  discovery: { name: 'made', open: makeLookups },
  sightings: { name: 'story', open: openStory },
}

const branchPac = `// The branch office: what is inside goes straight there.
function FindProxyForURL(url, host) {
  if (isPlainHostName(host) || dnsDomainIs(host, ".branch.example.com")) return "DIRECT";
  // the shop's basket must not be cached
  if (shExpMatch(url, "https://shop.example.org/basket*")) return "DIRECT";
  if (dnsDomainIs(host, ".example.org")) return "PROXY proxy.example.com:3128; DIRECT";
  if (isInNet(dnsResolve(host), "203.0.113.0", "255.255.255.0")) return "SOCKS5 socks.example.com:1080";
  return "PROXY proxy.example.com:3128; PROXY proxy2.example.com:3128; DIRECT";
}
`
const branchCases = `- { visit: "https://www.example.org/", expect: "PROXY proxy.example.com:3128; DIRECT" }
- { visit: "http://intranet/", expect: "DIRECT" }
- { visit: "https://shop.example.org/basket?item=7", expect: "PROXY proxy.example.com:3128; DIRECT" }
`

const folder = resolve(process.env.INIT_CWD ?? '.', process.argv[2] ?? join(root, 'docs/screenshots'))
mkdirSync(folder, { recursive: true })
using config = await configured()
writeSample(config)
await using wpadd = startWpadd(['serve', '--config', config.file])
const [link] = await wpadd.prints(/http:\/\/\S+\/sign-in\?token=[\w-]+/)
const { origin } = new URL(link)
await visitAsClients(config)
const browser = await startBrowser()
try {
  await photograph(browser)
} finally {
  await browser.close()
}

function writeSample({ write, ports }: Configured): void {
  write('branch.pac', branchPac)
  write('branch.cases.yaml', branchCases)
  write('office.pac', readFileSync(join(root, 'pac/examples/office.pac'), 'utf8'))
  const listen = (port: number) => `{ listen: ['127.0.0.1:${port}'] }`
  write(
    'wpadd.yaml',
    [
      'sites:',
      '  - { name: branch, subnets: [127.0.0.0/25], domains: [branch.example.com], addresses: [127.0.0.1], pac: branch.pac }',
      '  - { name: office, domains: [example.com], addresses: [127.0.0.1], pac: office.pac }',
      ...Object.entries(ports).map(([name, port]) => `${name}: ${listen(port)}`),
      'store: { path: sample.db }',
      '',
    ].join('\n'),
  )
}

// a few clients, each at an address of loopback that is its own
async function visitAsClients({ ports }: Configured): Promise<void> {
  const agents = [
    'WinHttp-Autoproxy-Service/5.1',
    'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0',
    'Mozilla/5.0 Gecko/20100101 Firefox/153.0',
  ]
  for (let i = 0; i < 24; i++) {
    const client = `127.0.0.${20 + i * 9}`
    const dns = new Resolver({ timeout: 2000, tries: 2 })
    dns.setServers([`127.0.0.1:${ports.dns}`])
    dns.setLocalAddress(client)
    await dns.resolve4(`wpad.${i % 2 === 0 ? 'branch.example.com' : 'example.com'}`).catch(() => [])
    // some ask and never come
    if (i % 5 !== 3) await fetchPac(ports.http, client, agents[i % agents.length] ?? '')
  }
  await askDhcp(ports.dhcp)
}

async function fetchPac(port: number, localAddress: string, agent: string): Promise<void> {
  const { promise, resolve: done, reject } = Promise.withResolvers<IncomingMessage>()
  request({ host: '127.0.0.1', port, path: '/wpad.dat', localAddress, headers: { 'User-Agent': agent } }, done)
    .on('error', reject)
    .end()
  for await (const _ of await promise);
}

async function photograph(browser: Browser): Promise<void> {
  await signedOut(browser)
  const storageState = await signIn(browser, origin, link)
  for (const [look, options] of Object.entries(looks)) {
    await using watched = await openPage(browser, origin, { ...options, storageState })
    const { page } = watched
    const shot = async (name: string) => {
      // what a page asks for after it is there
      await page.waitForLoadState('networkidle').catch(() => {})
      await page.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: true })
    }
    for (const { path, name } of pages) {
      await goReady(page, `${origin}${path}`)
      if (name === 'preview') await fillPreview(page)
      await shot(name)
      const further = furtherLooks[name]
      if (further === undefined) continue
      await further.open(page)
      await shot(`${name}-${further.name}`)
    }
    for (const [name, path] of Object.entries({ account: '/account', audit: '/people/audit' })) {
      await goReady(page, `${origin}${path}`)
      await shot(name)
    }
    for (const complaint of watched.complaints) process.stderr.write(`${look}: ${complaint}\n`)
  }
}

async function signedOut(browser: Browser): Promise<void> {
  for (const [look, options] of Object.entries(looks)) {
    await using watched = await openPage(browser, origin, options)
    await watched.page.goto(`${origin}/sign-in`)
    await watched.page.screenshot({ path: join(folder, `sign-in-${look}.png`), fullPage: true })
  }
}

async function compareChanges(page: Page): Promise<void> {
  const after = page.locator('#after-pac')
  await after.fill((await after.inputValue()).replace('".example.org"', '".example.net"').replace('proxy2.', 'proxy3.'))
  await page
    .locator('#visits')
    .fill('https://www.example.org/\nhttp://intranet/\nhttps://www.example.net/\nhttp://www.example.com/')
  await page.locator('button[value="compare"]').click()
  await page.locator('.basis').waitFor()
}

async function makeLookups(page: Page): Promise<void> {
  await goReady(page, `${origin}/discovery?kind=windows10&with=firefox&fqdn=pc.lab.test`)
  await page.locator('#make').click()
  await page.locator('#plan-1 .discovery-end').waitFor()
}

async function openStory(page: Page): Promise<void> {
  await page.locator('a[data-story]').nth(2).click()
  await page.locator('.sightings-story').waitFor()
}

async function fillPreview(page: Page): Promise<void> {
  await page.locator('.cm-content').waitFor()
  await page.getByLabel('Client addresses').fill('192.0.2.10, 2001:db8::10')
  await page.getByLabel('Moment').fill('2026-01-05T09:00')
  await page.getByLabel('Time zone').fill('Europe/Madrid')
  await page.getByText('192.0.2.10, 2001:db8::10').waitFor()
  await page.locator('tr.why').first().waitFor()
}

async function openWay(page: Page): Promise<void> {
  await page.locator('button[name="open"][value="2 chromium"]').click()
  await page.locator('#trace').waitFor()
  await page.locator('.way-mark').first().waitFor()
}
