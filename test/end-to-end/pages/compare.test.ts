import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe, fitsSideways, hasVisibleFocus, openPages, type Pages, shots, sizes, tabTo } from './pages.ts'

const live = `function FindProxyForURL(url, host) {
  if (isPlainHostName(host)) return "DIRECT";
  return "PROXY proxy.example.com:3128; DIRECT";
}
`
const changed = live.replace(
  'if (',
  'if (host === "broken.test") return missing.thing;\n  if (dnsDomainIs(host, ".shop.test") || ',
)
const visits = `https://a.shop.test/
https://b.shop.test/cart?id=1
20 https://a.shop.test/
http://intranet/
http://broken.test/
1286536309.586 921 192.0.2.68 TCP_MISS/200 507 CONNECT c.shop.test:443 - HIER_DIRECT/203.0.113.7 -
not a visit`
const site = { subnets: [], domains: ['branch.example.com'], addresses: ['192.0.2.10'], url: 'http://192.0.2.10/wpad.dat' }
const file = { id: '0123456789abcdef', text: live, since: '2026-01-05T09:00:00Z', warnings: [] }

let pages: Pages
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wpadd-compare-'))
  pages = await openPages({ version: '0.1.0', sites: [{ name: 'branch', ...site, pac: file }] })
})
afterAll(async () => {
  await pages?.[Symbol.asyncDispose]()
  if (folder) rmSync(folder, { recursive: true })
})

// what each group says: from -> to, visits, hits
function groups(page: Page): Promise<string[]> {
  const text = (element: Element | null) => element?.textContent?.trim().replace(/\s+/g, ' ') ?? ''
  return page.locator('.compare-group').evaluateAll((rows, readText) => {
    const read = new Function(`return ${readText}`)() as typeof text
    return rows.map((row) =>
      ['before', 'after', 'visits', 'hits'].map((slot) => read(row.querySelector(`[data-slot="${slot}"]`))).join(' | '),
    )
  }, text.toString())
}

const expected = [
  '▣ PROXY proxy.example.com:3128; DIRECT | ○ DIRECT | 3 | 23',
  '▣ PROXY proxy.example.com:3128; DIRECT | ✕ fails (exception), goes DIRECT | 1 | 1',
]

describe.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])('with $javaScriptEnabled script', (scripts) => {
  it('a changed PAC is compared by mouse, and shows the visits of each change', async () => {
    await using watched = await pages.open('/compare', scripts)
    const { page, complaints } = watched
    await page.getByLabel('Text of the PAC after').fill(changed)
    await page.getByLabel('Visits', { exact: true }).fill(visits)
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByText('4 of 5 visits change their way').waitFor()
    expect(await groups(page)).toEqual(expected)
    const example = page.locator('.compare-examples li').first()
    await example.waitFor()
    expect(await example.textContent()).toMatch(/https:\/\/a\.shop\.test\/\s*21/)
    await page.locator('.compare-group summary').first().click()
    await example.waitFor({ state: 'hidden' })
    await page.getByText('line 7: not a visit').waitFor()
    await page.getByText('1 visit is unchanged; hits: 1.').waitFor()
    expect(complaints).toEqual([])
  })

  it('the same by keyboard alone', async () => {
    await using watched = await pages.open('/compare', scripts)
    const { page, complaints } = watched
    await tabTo(page, '#after-pac')
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText(changed)
    await tabTo(page, '#visits')
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText(visits)
    expect(await hasVisibleFocus(page)).toBe(true)
    await tabTo(page, 'button.primary')
    await page.keyboard.press('Enter')
    await page.getByText('4 of 5 visits change their way').waitFor()
    await tabTo(page, '.compare-group summary')
    expect(await hasVisibleFocus(page)).toBe(true)
    const example = page.locator('.compare-examples code', { hasText: 'https://b.shop.test/cart?id=1' })
    await example.waitFor()
    await page.keyboard.press('Enter')
    await example.waitFor({ state: 'hidden' })
    await page.keyboard.press('Enter')
    await example.waitFor()
    expect(complaints).toEqual([])
  })

  it('downloads the changes', async () => {
    await using watched = await pages.open('/compare', scripts)
    const { page } = watched
    await page.getByLabel('Text of the PAC after').fill(changed)
    await page.getByLabel('Visits', { exact: true }).fill(visits)
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByText('4 of 5 visits change their way').waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
    expect(download.suggestedFilename()).toBe('changes.csv')
    const csv = await readFile(await download.path(), 'utf8')
    expect(csv.split('\r\n').slice(0, 2)).toEqual([
      'url,hits,before,after',
      'https://a.shop.test/,21,PROXY proxy.example.com:3128; DIRECT,DIRECT',
    ])
  })

  it('shows hostile text as text', async () => {
    await using watched = await pages.open('/compare', scripts)
    const { page, complaints } = watched
    const hostile = '<img src=x onerror=document.title=1></textarea><script>document.title=1</script>'
    const pac = `function FindProxyForURL() { throw new Error(${JSON.stringify(hostile)}) }`
    await page.getByLabel('Text of the PAC after').fill(pac)
    await page.getByLabel('Visits', { exact: true }).fill(`http://a.test/${hostile}\n${hostile}`)
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByText('1 of 1 visits changes its way').waitFor()
    await page.locator('.compare-examples li').waitFor()
    expect(await page.title()).toBe('Compare - wpadd')
    expect(await page.locator('main img').count()).toBe(0)
    expect(complaints).toEqual([])
  })
})

describe('the script', () => {
  it('compares a log of 20,000 lines in the background, can be stopped, and keeps the page free', async () => {
    const log = join(folder, 'access.log')
    const line = (i: number) =>
      `1286536309.586 921 192.0.2.68 TCP_MISS/200 507 GET http://h${i % 15_000}.shop.test/ - HIER_DIRECT/203.0.113.7 -`
    writeFileSync(log, `${Array.from({ length: 20_000 }, (_, i) => line(i)).join('\n')}\n`)
    await using watched = await pages.open('/compare')
    const { page, complaints } = watched
    await page.getByLabel('Text of the PAC after').fill(changed)
    await page.getByLabel('Open a list or log').setInputFiles(log)
    await page.getByText('access.log').waitFor()
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByText('15,000 of 15,000 visits change their way, 20,000 of 20,000 hits').waitFor({ timeout: 60_000 })
    expect(await groups(page)).toEqual(['▣ PROXY proxy.example.com:3128; DIRECT | ○ DIRECT | 15,000 | 20,000'])
    // so many are shown when they are asked for
    await page.locator('.compare-group summary').click()
    await page.locator('.compare-examples li').nth(19).waitFor()
    // a PAC that hangs is what there is to stop
    await page.getByLabel('Text of the PAC after').fill('function FindProxyForURL() { for (;;) {} }')
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText(/^Stopped: [\d,]+ of 15,000 visits/).waitFor()
    expect(await page.getByRole('button', { name: 'Stop' }).isVisible()).toBe(false)
    expect(complaints).toEqual([])
  })

  it('leaves hits out where they say no more than the visits', async () => {
    await using watched = await pages.open('/compare')
    const { page } = watched
    await page.getByLabel('Text of the PAC after').fill(changed)
    await page.getByLabel('Visits', { exact: true }).fill('https://a.shop.test/\nhttp://intranet/')
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByText('1 visit is unchanged.').waitFor()
    expect(await page.locator('#compared').innerText()).not.toContain('hits')
  })

  it('takes a file of a PAC as its text, and says what is wrong at its field', async () => {
    await using watched = await pages.open('/compare')
    const { page } = watched
    const pac = join(folder, 'new.pac')
    writeFileSync(pac, changed)
    await page.getByLabel('Open a file (After)').setInputFiles(pac)
    await expect.poll(() => page.getByLabel('Text of the PAC after').inputValue()).toBe(changed)
    // one that is dropped where a live PAC stands takes its place
    await page
      .locator('.compare-side')
      .first()
      .evaluate((panel) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File(['function FindProxyForURL() { return "DIRECT" }'], 'old.pac'))
        panel.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
      })
    const before = page.getByLabel('Text of the PAC before')
    await before.waitFor()
    expect(await before.inputValue()).toContain('return "DIRECT"')
    await page.getByLabel('Time zone').fill('Mars')
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByText('"Mars" is not a time zone').first().waitFor()
    expect(await page.getByLabel('Time zone').getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('Time zone').fill('UTC')
    await page.getByLabel('Visits', { exact: true }).fill('nothing to visit')
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByText('There is no visit in it.').waitFor()
  })
})

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each(sizes)('at $width px nothing runs out of the page, and axe finds nothing', async (viewport) => {
    await using watched = await pages.open('/compare', { colorScheme, viewport })
    const { page, complaints } = watched
    expect(await fitsSideways(page)).toBe(true)
    if (viewport.width > 1000) expect(await axe(page)).toEqual([])
    const long = `https://${'long.'.repeat(40)}shop.test/${'path/'.repeat(60)}`
    await page.getByLabel('Text of the PAC after').fill(changed)
    await page.getByLabel('Visits', { exact: true }).fill(`${visits}\n${long}`)
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByText('5 of 6 visits change their way').waitFor()
    await page.locator('.compare-examples code', { hasText: long }).waitFor()
    expect([await fitsSideways(page), await axe(page)]).toEqual([true, []])
    await page.screenshot({ path: join(shots, `compare-${colorScheme}-${viewport.width}.png`), fullPage: true })
    expect(complaints).toEqual([])
  })
})
