import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Lan, openLan, pac } from '../../clients/lan.ts'
import { axe, fitsSideways, hasVisibleFocus, openPages, type Pages, shots, sizes, tabTo } from './pages.ts'

const file = { id: '0123456789abcdef', text: pac, since: '2026-01-05T09:00:00Z', warnings: [] }
const site = { subnets: [], addresses: ['127.0.0.1'], url: 'http://127.0.0.1/wpad.dat', pac: file }

let lan: Lan
let pages: Pages
beforeAll(async () => {
  lan = await openLan({ domains: ['branch.example.com'], dhcp: 'dead' })
  const { dns, dhcp, httpPort } = lan.reach
  const at = (port: number) => ({ listen: [{ address: '127.0.0.1', port }], allow: [] })
  const services = { http: at(httpPort!), dns: at(dns[0]!.port), dhcp: at(dhcp!.port) }
  pages = await openPages({ version: '0.1.0', sites: [{ name: 'branch', domains: ['branch.example.com'], ...site }], services })
})
afterAll(async () => {
  await pages?.[Symbol.asyncDispose]()
  await lan?.[Symbol.asyncDispose]()
})

describe.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])('with $javaScriptEnabled script', (scripts) => {
  it('two kinds are chosen by mouse, and their lookups made', async () => {
    await using watched = await pages.open('/discovery', scripts)
    const { page, complaints } = watched
    await page.getByLabel('Client kind').selectOption('windows10')
    await page.getByLabel('Beside it').selectOption('chromium')
    await page.getByRole('button', { name: 'Make them now' }).click()
    await page.locator('#plan-1 .discovery-end').waitFor()
    expect(await page.locator('#plan-0 .discovery-conclusion').textContent()).toMatch(
      /^no PAC: windows10 ends its search at the URL/,
    )
    expect(await page.locator('#plan-0 .discovery-todo').textContent()).toContain('start the web server, or open port 80')
    expect(await page.locator('#plan-1 .discovery-conclusion').textContent()).toContain(
      `http://wpad/wpad.dat: ${pac.length} bytes`,
    )
    expect(await page.locator('#plan-1 [data-state="found"] .discovery-ms').first().textContent()).toMatch(/^\d+\.\d ms$/)
    // the end of the search is the largest text
    const sizeOf = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))
    expect(await sizeOf('.discovery-conclusion')).toBeGreaterThanOrEqual(await sizeOf('h1'))
    expect(complaints).toEqual([])
  })

  it('the same by keyboard alone', async () => {
    await using watched = await pages.open('/discovery?kind=firefox', scripts)
    const { page, complaints } = watched
    await tabTo(page, '#fqdn')
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText('pc2.branch.example.com')
    expect(await hasVisibleFocus(page)).toBe(true)
    await tabTo(page, '#make')
    expect(await hasVisibleFocus(page)).toBe(true)
    await page.keyboard.press('Enter')
    await page.locator('.discovery-end.found').waitFor()
    expect(await page.getByLabel('Name of the client').inputValue()).toBe('pc2.branch.example.com')
    await tabTo(page, '.discovery-facts summary')
    await page.keyboard.press('Enter')
    await page.getByText('Looks when:').waitFor()
    expect(complaints).toEqual([])
  })
})

describe('the script', () => {
  it('shows another plan as soon as it is chosen, and a link that leads back to it', async () => {
    await using watched = await pages.open('/discovery')
    const { page, complaints } = watched
    await page.getByLabel('Client kind').selectOption('kde')
    await page.locator('#plan-0[data-kind="kde"]').waitFor()
    expect(page.url()).toContain('kind=kde')
    await page.reload()
    expect(await page.getByLabel('Client kind').inputValue()).toBe('kde')
    expect(complaints).toEqual([])
  })

  it('tells what is wrong with a name, and keeps it', async () => {
    await using watched = await pages.open('/discovery')
    const { page } = watched
    const hostile = '<img src=x onerror=document.title=1>'
    await page.getByLabel('Name of the client').fill(hostile)
    await page.getByRole('button', { name: 'Make them now' }).click()
    await page.locator('#fqdn[aria-invalid="true"]').waitFor()
    expect(await page.locator('#fqdn-problem').textContent()).toContain(hostile)
    expect(await page.getByLabel('Name of the client').inputValue()).toBe(hostile)
    expect(await page.title()).toBe('Discovery - wpadd')
  })
})

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each(sizes)('at $width px nothing runs out of the page, and axe finds nothing', async (viewport) => {
    await using watched = await pages.open('/discovery?kind=windows10&with=chromium', { colorScheme, viewport })
    const { page, complaints } = watched
    expect(await fitsSideways(page)).toBe(true)
    if (viewport.width > 1000) expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Make them now' }).click()
    await page.locator('#plan-1 .discovery-end').waitFor()
    await page.locator('#discovery-note').waitFor({ state: 'hidden' })
    expect([await fitsSideways(page), await axe(page)]).toEqual([true, []])
    await page.screenshot({ path: join(shots, `discovery-${colorScheme}-${viewport.width}.png`), fullPage: true })
    expect(complaints).toEqual([])
  })
})
