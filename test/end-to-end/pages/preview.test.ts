import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SiteView } from '../../../src/admin/view.ts'
import { openEvaluator } from '../../../src/evaluator/evaluator.ts'
import { parseCaseTable, runCases } from '../../../src/revisions/case-table.ts'
import type { WatchedPage } from '../browser.ts'
import { axe, fitsSideways, hasVisibleFocus, openPages, type Pages, shots, sizes, tabTo } from './pages.ts'

const office = new URL('../../../pac/examples/office.pac', import.meta.url)
// a busy machine takes its time
const patient = { timeout: 30_000 }
const pasted = `function FindProxyForURL(url, host) {
  if (host === "fails.test") return nothing.here;
  if (shExpMatch(url, "https://shop.test/a*")) return "PROXY shop.example.com:3128";
  return shExpMatch(host, "*.test") ? "SOCKS5 socks.example.com:1080; DIRECT" : "DIRECT";
}`
const typedVisits = 'http://shop.test/\nhttp://intranet/\nhttp://fails.test/'
const expected = [
  'http://shop.test/ | ◆SOCKS5 socks.example.com:1080 → ○, then DIRECT',
  'http://intranet/ | ○DIRECT',
  'http://fails.test/ | ✕fails: exception',
]

let pages: Pages
beforeAll(async () => {
  const site = { subnets: [], domains: ['branch.example.com'], addresses: ['192.0.2.10'], url: 'http://192.0.2.10/wpad.dat' }
  const pac = (text: string, more: object = {}) => ({
    id: '0123456789abcdef',
    text,
    since: '2026-01-05T09:00:00Z',
    warnings: [],
    ...more,
  })
  const sites: SiteView[] = [
    { name: 'branch', ...site, pac: pac(await readFile(office, 'utf8'), { file: fileURLToPath(office) }) },
    { name: 'lab', ...site, pac: pac('function FindProxyForURL(url, host) {\n  return "DIRECT";\n}\n') },
  ]
  pages = await openPages({ version: '0.1.0', sites } as never)
})
afterAll(() => pages?.[Symbol.asyncDispose]())

// with a script the editor has to be there, or it would come while somebody types
async function open(options: BrowserContextOptions = {}, path = '/'): Promise<WatchedPage> {
  const watched = await pages.open(path, options)
  if (options.javaScriptEnabled !== false) await watched.page.locator('.cm-content').waitFor()
  return watched
}

function editor(page: Page): Locator {
  return page.getByRole('textbox', { name: 'PAC', exact: true })
}

function visits(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Visits' })
}

// the visit and the first kind's cell of every row, as they are read
function rows(page: Page): Promise<string[]> {
  return page.locator('#matrix tbody tr[aria-rowindex]').evaluateAll((all) =>
    all.map((row) =>
      [...row.children]
        .slice(0, 2)
        .map((cell) =>
          cell.textContent
            ?.replace(/\s+/g, ' ')
            .replace(/([○◌▣◈◆✕]) (?=[^,])/, '$1')
            .replace(' ,', ',')
            .trim(),
        )
        .join(' | '),
    ),
  )
}

async function shows(page: Page, wanted: readonly string[]): Promise<void> {
  await expect.poll(() => rows(page), patient).toEqual(wanted)
}

async function replaceText(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
}

describe.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])('with $javaScriptEnabled script', (scripts) => {
  it('opens with what the live PAC decides for the first visits of its case table', async () => {
    await using watched = await open(scripts)
    await shows(watched.page, [
      'https://www.example.org/ | ▣proxy.example.com:3128 → ▣○, then proxy2.example.com:3128, DIRECT',
      'http://intranet/ | ○DIRECT',
      'https://wiki.branch.example.com/start | ○DIRECT',
    ])
    expect(watched.complaints).toEqual([])
  })

  it('evaluates a pasted PAC by mouse, and opens the way to a decision', async () => {
    await using watched = await open(scripts)
    const { page } = watched
    await editor(page).fill(pasted)
    await visits(page).fill(typedVisits)
    if (!scripts.javaScriptEnabled) await page.getByRole('button', { name: 'Evaluate' }).click()
    await shows(page, expected)
    await page.locator('button[name="open"][value="0 chromium"]').click()
    const way = page.getByRole('region', { name: 'How Chromium decides' })
    await way.getByText('line 4 matched: shExpMatch(host, "*.test")').waitFor()
    expect(await way.locator('li.decided').textContent()).toContain('return shExpMatch(host')
    expect(await way.getByText('shExpMatch("shop.test", "*.test") → true').first().isVisible()).toBe(true)
    await way.getByRole('button', { name: 'Close' }).click()
    await expect.poll(() => way.count(), patient).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  it('evaluates a pasted PAC by keyboard alone, and opens a way by Enter', async () => {
    await using watched = await open(scripts)
    const { page } = watched
    await tabTo(page, scripts.javaScriptEnabled ? '.cm-content' : '#pac')
    await replaceText(page, pasted)
    await page.keyboard.press('Escape')
    await tabTo(page, '#visits')
    await replaceText(page, typedVisits)
    await tabTo(page, '#client')
    await replaceText(page, '192.0.2.7')
    expect(await hasVisibleFocus(page)).toBe(true)
    await page.keyboard.press('Enter')
    await shows(page, expected)
    await page.getByText('for client 192.0.2.7').waitFor()
    await tabTo(page, 'button[name="open"]')
    expect(await hasVisibleFocus(page)).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'How Chromium decides' }).waitFor()
    expect(watched.complaints).toEqual([])
  })

  it('loads another live PAC, and keeps the visits', async () => {
    await using watched = await open(scripts)
    const { page } = watched
    await visits(page).fill('http://kept.test/')
    await page.getByLabel('live PAC of').selectOption('lab')
    if (!scripts.javaScriptEnabled) await page.getByRole('button', { name: 'Load' }).click()
    await page.getByText('The live PAC of site lab').waitFor()
    await shows(page, ['http://kept.test/ | ○DIRECT'])
    expect(await page.locator('#pac').inputValue()).toContain('return "DIRECT"')
    expect(watched.complaints).toEqual([])
  })

  it('names a wrong field and keeps what was typed', async () => {
    await using watched = await open(scripts)
    const { page } = watched
    const evaluate = async () => {
      if (!scripts.javaScriptEnabled) await page.getByRole('button', { name: 'Evaluate' }).click()
    }
    await visits(page).fill('www.example.org')
    await page.getByLabel('Moment').fill('noon')
    await evaluate()
    await page.locator('#visits-problem').getByText('did you mean https://www.example.org/?').waitFor()
    expect(await visits(page).inputValue()).toBe('www.example.org')
    expect(await page.getByLabel('Moment').getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('Moment').fill('')
    await visits(page).fill('https://www.example.org/')
    await evaluate()
    await page.getByText('1 visit: ').waitFor()
    await expect.poll(() => page.locator('.problem:not(:empty)').count(), patient).toBe(0)
    expect(await page.getByLabel('Moment').getAttribute('aria-invalid')).toBe('false')
    expect(watched.complaints).toEqual([])
  })

  it('shows hostile text as text', async () => {
    await using watched = await open(scripts)
    const { page } = watched
    const hostile =
      '</textarea></script><script>document.title="taken"</script><img src="http://evil.test/x" onerror="document.title=1">'
    await editor(page).fill(`function FindProxyForURL() { alert(${JSON.stringify(hostile)}); return ${JSON.stringify(hostile)} }`)
    await visits(page).fill(`http://a.test/${hostile}`)
    if (!scripts.javaScriptEnabled) await page.getByRole('button', { name: 'Evaluate' }).click()
    await page.getByText('1 visit: ').waitFor()
    await page.locator('button[name="open"]').first().click()
    await page.getByRole('heading', { name: 'Alerts' }).waitFor()
    expect(await page.title()).toBe('Preview - wpadd')
    expect(await page.locator('main img').count()).toBe(0)
    expect(watched.complaints).toEqual([])
  })
})

describe('the script', () => {
  it('changes the matrix in place while somebody types, and says why kinds disagree', async () => {
    await using watched = await open()
    const { page } = watched
    await editor(page).fill(pasted)
    await visits(page).fill('https://shop.test/a')
    await page.locator('.cell.differs').first().waitFor()
    await page.locator('tr.why').getByText('"https://shop.test/a"').first().waitFor()
    expect(await page.locator('#agreement').textContent()).toContain('1 visit is decided otherwise')
    await page.locator('button[name="open"][value="0 chromium"]').focus()
    await page.locator('textarea#visits').evaluate((field: HTMLTextAreaElement) => {
      field.value = 'https://shop.test/b'
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
    await shows(page, ['https://shop.test/b | ◆SOCKS5 socks.example.com:1080 → ○, then DIRECT'])
    expect(await page.evaluate(() => document.activeElement?.getAttribute('value'))).toBe('0 chromium')
    expect(watched.complaints).toEqual([])
  })

  it('finds the visits by /, goes from cell to cell by arrows, and back from a way by Escape', async () => {
    await using watched = await open()
    const { page } = watched
    await page.locator('h1').click()
    await page.keyboard.press('/')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('visits')
    await replaceText(page, 'http://intranet/\nhttp://www.example.org/')
    await page.keyboard.press('Control+Enter')
    await page.getByText('2 visits: ').waitFor()
    await page.locator('button[name="open"]').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('value'))
    expect(await focused()).toBe('1 firefox')
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'How Firefox decides' }).waitFor()
    await page.locator('.way-mark').first().waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(focused, patient).toBe('1 firefox')
    expect(await page.locator('.way-mark').count()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  it('keeps a long PAC in its editor', async () => {
    await using watched = await open()
    const { page } = watched
    const lines = Array.from({ length: 3000 }, (_, i) => `// line ${i + 1} ${'x'.repeat(200)}`)
    await editor(page).fill(['function FindProxyForURL() { return "DIRECT" }', ...lines].join('\n'))
    await page.locator('#basis').getByText('The text above').waitFor()
    expect((await page.locator('#editor').boundingBox())?.height).toBeLessThan(700)
    expect(await fitsSideways(page)).toBe(true)
    expect(watched.complaints).toEqual([])
  })

  it('shows findings in the margin and leads to their line', async () => {
    await using watched = await open()
    const { page } = watched
    await editor(page).fill('function FindProxyForURL(url, host) {\n  let way = "DIRECT";\n  return way;\n}\n')
    await page.locator('.finding-gutter .warning, .finding-gutter .error').first().waitFor()
    await page.locator('#findings summary').click()
    await page.locator('#findings').getByRole('link', { name: 'line 2' }).first().click()
    await page.keyboard.insertText('// here')
    await expect.poll(() => page.locator('#pac').inputValue(), patient).toContain('\n// here  let way')
    expect(watched.complaints).toEqual([])
  })

  it('takes the whole question along in a link that is never sent', async () => {
    await using watched = await open({ permissions: ['clipboard-read', 'clipboard-write'] })
    const { page } = watched
    await editor(page).fill(pasted)
    await visits(page).fill(typedVisits)
    await page.getByLabel('Firefox', { exact: true }).uncheck()
    await shows(page, expected)
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    expect(new URL(link).hash).toMatch(/^#q=[\w-]+$/)
    await using other = await pages.open(link.slice(pages.origin.length))
    await shows(other.page, expected)
    expect(await other.page.locator('#pac').inputValue()).toBe(pasted)
    expect(await other.page.getByLabel('Firefox', { exact: true }).isChecked()).toBe(false)
    await using broken = await pages.open('/#q=AAAA')
    await broken.page.getByText('The link holds no question that can be read.').waitFor()
    expect([...watched.complaints, ...other.complaints, ...broken.complaints]).toEqual([])
  })

  it('saves a case table that holds, CSV, JSON, a record, and copies the command', async () => {
    await using watched = await open({ permissions: ['clipboard-read', 'clipboard-write'] })
    const { page } = watched
    await editor(page).fill(pasted)
    await visits(page).fill(typedVisits)
    await shows(page, expected)
    const saved = async (name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name, exact: true }).click(),
      ])
      return readFile(await download.path(), 'utf8')
    }
    await using evaluator = openEvaluator()
    const cases = parseCaseTable(await saved('Case table'))
    expect([cases.length, await runCases(pasted, cases, evaluator)]).toEqual([15, []])
    expect((await saved('CSV')).split('\r\n')[1]).toMatch(
      /^http:\/\/shop\.test\/,chromium,SOCKS5 socks\.example\.com:1080,DIRECT,reference,/,
    )
    expect(JSON.parse(await saved('JSON')).verdicts).toHaveLength(3)
    expect(JSON.parse(await saved('Record')).verdicts).toHaveLength(15)
    await page.getByRole('button', { name: 'Copy command' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /^wpadd eval edited\.pac http:\/\/shop\.test\/ .* --as all /,
    )
    expect(watched.complaints).toEqual([])
  })

  it('draws ten thousand visits a part at a time, and shows those that differ', async () => {
    await using watched = await open()
    const { page } = watched
    await editor(page).fill(
      'function FindProxyForURL(url, host) {\n  return shExpMatch(url, "https://shop.test/a*") ? "PROXY proxy.example.com:3128" : "DIRECT";\n}',
    )
    const many = Array.from({ length: 10_000 }, (_, i) => `https://${i % 1000 === 0 ? 'shop' : `n${i}`}.test/a${i}`)
    await visits(page).evaluate((field: HTMLTextAreaElement, text) => {
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }, many.join('\n'))
    await page.getByText('10000 visits: ').waitFor()
    expect(await page.locator('#matrix tbody tr[aria-rowindex]').count()).toBeLessThan(400)
    await page.locator('button[name="open"]').first().focus()
    await page.keyboard.press('Control+End')
    await page.locator('tr[aria-rowindex="10001"]').waitFor()
    await page.getByLabel('differences').check()
    await expect.poll(async () => (await rows(page)).length, patient).toBe(10)
    expect(watched.complaints).toEqual([])
  })

  it('reads a file that is chosen, and one that is dropped', async () => {
    await using watched = await open()
    const { page } = watched
    const file = (text: string) => ({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from(text) })
    await page.locator('input[name="pac-file"]').setInputFiles(file(pasted))
    await page.locator('input[name="visits-file"]').setInputFiles(file(typedVisits))
    await shows(page, expected)
    const dropped = await page.evaluateHandle(() => {
      const transfer = new DataTransfer()
      transfer.items.add(new File(['function FindProxyForURL() { return "DIRECT" }'], 'b.pac'))
      return transfer
    })
    await page.dispatchEvent('.cm-content', 'drop', { dataTransfer: dropped })
    await page.getByText('3 visits: 3 DIRECT.').waitFor()
    expect(watched.complaints).toEqual([])
  })

  it('says when the session is over, and keeps what was typed', async () => {
    await using watched = await open()
    const { page } = watched
    await page.context().clearCookies()
    await visits(page).fill('http://kept.test/')
    await page.getByText('Your session has ended').waitFor()
    expect(await visits(page).inputValue()).toBe('http://kept.test/')
  })
})

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each(sizes)('at $width px nothing runs out of the page, and axe finds nothing', async (viewport) => {
    await using watched = await open({ colorScheme, viewport })
    const { page } = watched
    const long = `http://${'long.'.repeat(40)}test/${'path/'.repeat(60)}`
    await editor(page).fill(pasted)
    await visits(page).fill(`http://fails.test/\n${long}\nhttp://localhost/\nhttps://shop.test/a`)
    await page.getByText('4 visits: ').waitFor()
    // a phone's cards are drawn as they come near the window
    await page.getByText('4 visits: ').evaluate((summary) => summary.scrollIntoView())
    await page.locator('tr.why').last().waitFor()
    await page.locator('button[name="open"][value="3 chromium"]').click()
    await page.locator('#trace').waitFor()
    await page.locator('#findings summary').click()
    expect(await fitsSideways(page)).toBe(true)
    expect(await axe(page)).toEqual([])
    await page.screenshot({ path: join(shots, `preview-way-${colorScheme}-${viewport.width}.png`), fullPage: true })
    await page.getByLabel('Moment').fill('noon')
    await page.locator('#now-problem:not(:empty)').waitFor()
    await page.getByText('What stands here is of the question before.').waitFor()
    expect(await fitsSideways(page)).toBe(true)
    expect(await axe(page)).toEqual([])
    expect(watched.complaints).toEqual([])
  })
})
