import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AdminView } from '../../../src/admin/view.ts'
import type { Sighting } from '../../../src/events/sighting.ts'
import { openSightingQueue, type SightingQueue } from '../../../src/events/sighting-queue.ts'
import { until } from '../../support/program.ts'
import { signIn } from '../browser.ts'
import { axe, fitsSideways, hasVisibleFocus, openPages, type Pages, shots, sizes, tabTo } from './pages.ts'

const current = '0123456789abcdef'
const pac = { id: current, text: 'function FindProxyForURL() { return "DIRECT" }', since: '2026-01-05T09:00:00Z', warnings: [] }
const site = { subnets: ['192.0.2.0/24'], domains: ['branch.example.com'], addresses: ['192.0.2.10'] }
const view: AdminView = {
  version: '0.1.0',
  sites: [
    { name: 'branch', ...site, url: 'http://192.0.2.10/wpad.dat', pac: { ...pac, file: '/etc/wpadd/branch.pac' } },
    { name: 'lab', ...site, subnets: [], domains: [], url: '\n', pac: { ...pac, id: 'fedcba9876543210' } },
  ],
  services: { http: { listen: [{ address: '127.0.0.1', port: 9 }], allow: [] } },
}
const hostile = '<img src=x onerror=alert(1)>'

const seen = (via: Sighting['via'], client: string, more: Partial<Sighting>): Sighting => ({
  ...{ via, client, answered: true, site: 'branch', outcome: 'ack', milliseconds: 0.1 },
  ...more,
})
const asks = (client: string, more: Partial<Sighting> = {}) =>
  seen('dhcp', client, { detail: 'INFORM MSFT 5.0', told: 'http://192.0.2.10/wpad.dat', ...more })
const resolves = (client: string, more: Partial<Sighting> = {}) =>
  seen('dns', client, { outcome: 'noerror', detail: 'wpad.branch.example.com A', told: '192.0.2.10', ...more })
const fetches = (client: string, told = current, more: Partial<Sighting> = {}) =>
  seen('http', client, { outcome: 'pac', detail: 'wpad.branch.example.com/wpad.dat', told, ...more })

let pages: Pages
let queue: SightingQueue
beforeAll(async () => {
  pages = await openPages(view)
  queue = openSightingQueue(() => {}, Date.now)
  pages.admin.keepFrom(queue)
})
afterAll(async () => {
  queue?.[Symbol.dispose]()
  await pages?.[Symbol.asyncDispose]()
})

const report = (...sightings: Sighting[]) => sightings.forEach(queue.report)
const clients = (page: Page) =>
  page.locator('tr[data-client]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-client')))
const figure = (page: Page, text: string) => page.locator('.sightings-figures a').filter({ hasText: text }).locator('strong')

// the page shows what was reported a moment ago
async function shows(page: Page, client: string): Promise<void> {
  await until(`${client} on the page`, async () => {
    await page.reload()
    return (await clients(page)).includes(client)
  })
}

it('the page teaches as long as nobody has asked, and fills when somebody does', async () => {
  await using watched = await pages.open('/sightings')
  const { page } = watched
  await page.getByText('No client has asked yet').waitFor()
  expect(await axe(page)).toEqual([])
  await page.screenshot({ path: join(shots, 'sightings-empty.png'), fullPage: true })
  await page.locator('.sightings-live[data-open]').waitFor()
  report(asks('192.0.2.1'))
  await page.locator('tr[data-client="192.0.2.1"]').waitFor()
  expect(watched.complaints).toEqual([])
})

describe('with some clients', () => {
  beforeAll(async () => {
    report(asks('192.0.2.7', { hostName: 'pc-7' }), resolves('192.0.2.7'), fetches('192.0.2.7', 'aaaa456789abcdef'))
    report(fetches('192.0.2.7', current, { userAgent: 'WinHttp-Autoproxy-Service/5.1' }))
    report(asks('192.0.2.8'), fetches('192.0.2.9', 'aaaa456789abcdef'))
    report(resolves('2001:db8::66', { outcome: 'refused', site: undefined, told: undefined, detail: 'www.example.org A' }))
    await using watched = await pages.open('/sightings')
    await shows(watched.page, '2001:db8::66')
  })

  it.each([true, false])('finds a client and its story by mouse (script: %s)', async (javaScriptEnabled) => {
    await using watched = await pages.open('/sightings', { javaScriptEnabled })
    const { page } = watched
    expect((await clients(page)).slice(0, 4)).toEqual(['2001:db8::66', '192.0.2.9', '192.0.2.8', '192.0.2.7'])
    await page.getByRole('link', { name: 'holding an old PAC' }).click()
    await page.waitForURL(/group=old/)
    expect(await clients(page)).toEqual(['192.0.2.9'])
    await page.goto(`${pages.origin}/sightings`)
    await page.getByLabel('address or name').fill('PC-7')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.waitForURL(/text=PC-7/)
    expect(await clients(page)).toEqual(['192.0.2.7'])
    await page.getByRole('link', { name: '192.0.2.7' }).click()
    const story = page.getByRole('region', { name: 'What 192.0.2.7 did' })
    await story.waitFor()
    const steps = await story.getByRole('listitem').allInnerTexts()
    expect(steps.length).toBeGreaterThanOrEqual(4)
    expect(steps[0]!.replace(/\s+/g, ' ')).toContain(`HTTP wpad.branch.example.com/wpad.dat → pac told ${current} (branch)`)
    expect(page.url().includes('open=')).toBe(!javaScriptEnabled)
    await story.getByRole('link', { name: 'Close' }).click()
    await story.waitFor({ state: 'detached' })
    expect(watched.complaints).toEqual([])
  })

  it('finds a client and its story by keyboard alone', async () => {
    await using watched = await pages.open('/sightings')
    const { page } = watched
    await page.keyboard.press('/')
    await page.keyboard.type('192.0.2.8')
    await page.keyboard.press('Enter')
    await page.waitForURL(/text=192\.0\.2\.8/)
    await tabTo(page, 'a[data-story]')
    expect(await hasVisibleFocus(page)).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'What 192.0.2.8 did' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('region', { name: 'What 192.0.2.8 did' }).waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('192.0.2.8')
    expect(watched.complaints).toEqual([])
  })

  it('shows who asks as they ask, and leaves the reader where he is', async () => {
    await using watched = await pages.open('/sightings')
    const { page } = watched
    await page.locator('.sightings-live[data-open]').waitFor()
    await page.getByRole('link', { name: '192.0.2.7' }).click()
    const story = page.getByRole('region', { name: 'What 192.0.2.7 did' })
    await story.waitFor()
    const before = Number(await figure(page, 'clients').textContent())
    report(asks('198.51.100.1'), fetches('192.0.2.7'))
    await page.locator('tr[data-client="198.51.100.1"]').waitFor()
    expect((await clients(page))[0]).toBe('198.51.100.1')
    expect(await story.isVisible()).toBe(true)
    expect(await story.evaluate((element) => element.closest('tr')?.previousElementSibling?.getAttribute('data-client'))).toBe(
      '192.0.2.7',
    )
    await expect.poll(async () => Number(await figure(page, 'clients').textContent())).toBe(before + 1)
    expect(watched.complaints).toEqual([])
  })

  it('waits while it is paused', async () => {
    await using watched = await pages.open('/sightings')
    const { page } = watched
    await page.locator('.sightings-live[data-open]').waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    report(asks('198.51.100.2'))
    await page.getByText('Paused; 1 client has asked since').waitFor()
    expect(await clients(page)).not.toContain('198.51.100.2')
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.locator('tr[data-client="198.51.100.2"]').waitFor()
    expect(watched.complaints).toEqual([])
  })

  it('says so when the session ends elsewhere', async () => {
    const storageState = await signIn(pages.browser, pages.origin, pages.admin.renewSignIn())
    await using watched = await pages.open('/sightings', { storageState })
    const { page } = watched
    await page.locator('.sightings-live[data-open]').waitFor()
    await page.request.post(`${pages.origin}/sign-out`)
    await page.getByText('your session has ended').waitFor()
  })

  it('shows hostile text as text', async () => {
    report(asks('198.51.100.3', { hostName: hostile, detail: hostile }), fetches('198.51.100.3', hostile, { userAgent: hostile }))
    await using watched = await pages.open('/sightings')
    const { page } = watched
    await shows(page, '198.51.100.3')
    await page.getByRole('link', { name: '198.51.100.3' }).click()
    await page.getByRole('region', { name: 'What 198.51.100.3 did' }).waitFor()
    expect(await page.locator('main img').count()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  it.each(sizes)('has nothing wrong, light and dark, at $width px', async ({ width, height }) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const [name, path] of [
        ['sightings', '/sightings'],
        ['sightings-story', '/sightings?open=192.0.2.7&from=soon'],
        ['sites', '/sites'],
        ['sites-text', '/sites/branch/pac'],
      ] as const) {
        await using watched = await pages.open(path, { colorScheme, viewport: { width, height } })
        const { page } = watched
        if (name === 'sightings') await page.getByText('As a table').click()
        if (width > 600 || colorScheme === 'light') expect(await axe(page), `${path} ${colorScheme}`).toEqual([])
        expect(await fitsSideways(page), path).toBe(true)
        expect(watched.complaints).toEqual([])
        await page.screenshot({ path: join(shots, `${name}-${colorScheme}-${width}.png`), fullPage: true })
      }
    }
  })
})

it('the sites page looks at the server when it is told to, by keyboard too', async () => {
  await using watched = await pages.open('/sites')
  const { page } = watched
  await tabTo(page, 'form[action="/sites/check"] button')
  await page.keyboard.press('Enter')
  await page.getByText('1 of 1 parts does not answer as it should.').waitFor()
  await page.getByText('nothing listens there any more').waitFor()
  await page.getByRole('link', { name: 'Its text of branch' }).click()
  await page.getByText('function FindProxyForURL()').waitFor()
  expect(watched.complaints).toEqual([])
})
