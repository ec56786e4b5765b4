import { join } from 'node:path'
import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPage, type WatchedPage } from '../browser.ts'
import { axe, fitsSideways, hasVisibleFocus, openPages, type Pages, shots, sizes, tabTo } from './pages.ts'

const strong = 'wet gravel under a lamp'
const hostile = '<img src=x onerror="document.title=1">'

let pages: Pages
beforeAll(async () => {
  pages = await openPages({ version: '0.1.0', sites: [] })
})
afterAll(() => pages?.[Symbol.asyncDispose]())

// types a name and a password as a person does
async function signIn(name: string, password: string, options: BrowserContextOptions = {}, path = '/'): Promise<WatchedPage> {
  const watched = await openPage(pages.browser, pages.origin, options)
  const { page } = watched
  await page.goto(`${pages.origin}/sign-in`)
  if (path !== '/') await page.goto(`${pages.origin}${path}`)
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  return watched
}

// the browser notes every 401 and 403 itself
function others({ complaints }: WatchedPage): string[] {
  return complaints.filter((each) => !/status of 40[13]/.test(each))
}

describe.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])('with $javaScriptEnabled script', (scripts) => {
  const name = scripts.javaScriptEnabled ? 'ben' : 'ada'

  it('adds an account by mouse, whose owner signs in, changes the password and makes a token', async () => {
    await using administrator = await signIn('admin', pages.admin.firstPassword ?? '', scripts, '/people')
    const { page } = administrator
    await page.getByLabel('Name').fill(name)
    await page.getByRole('combobox', { name: 'Role', exact: true }).last().selectOption('editor')
    await page.getByRole('button', { name: 'Add an account' }).click()
    const password = await page.locator('#secret').textContent()
    expect(password).toMatch(/^[a-z2-9]{16}$/)
    expect(others(administrator)).toEqual([])

    await using own = await signIn(name, password ?? '', scripts, '/account')
    expect(await own.page.locator('.lead').textContent()).toBe(`${name}, editor`)
    expect(await own.page.getByRole('link', { name: 'People' }).count()).toBe(0)
    await own.page.getByLabel('Present password').fill(password ?? '')
    await own.page.getByLabel('New password', { exact: true }).fill(strong)
    await own.page.getByLabel('New password again').fill(strong)
    await own.page.getByRole('button', { name: 'Change the password' }).click()
    await own.page.getByText('Your password is changed.').waitFor()
    await own.page.getByLabel('Name').fill(hostile)
    await own.page.getByRole('button', { name: 'Make a token' }).click()
    expect(await own.page.locator('#secret').textContent()).toMatch(/^wpadd_[\w-]{43}$/)
    expect(await own.page.getByRole('rowheader', { name: hostile }).count()).toBe(1)
    expect(await own.page.title()).toBe('Your account - wpadd')
    expect((await own.page.goto(`${pages.origin}/people`))?.status()).toBe(403)
    expect(await own.page.locator('main').textContent()).toContain('It takes the role administrator.')
    expect(others(own)).toEqual([])
  })

  it('shows in the audit log who did it, and what is hostile as text', async () => {
    await using watched = await pages.open('/people/audit', scripts)
    const { page } = watched
    const row = page.getByRole('row').filter({ hasText: `${name}: ${hostile}` })
    expect(await row.textContent()).toContain('made the token')
    await page.getByLabel('What').selectOption('account-added')
    await page.getByRole('button', { name: 'Show' }).click()
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'made the token' }).count()).toBe(0)
    expect(await page.getByRole('row').filter({ hasText: 'added the account' }).filter({ hasText: name }).count()).toBe(1)
    expect(watched.complaints).toEqual([])
  })

  it('removes an account after a second thought', async () => {
    await using watched = await pages.open('/people', scripts)
    const { page } = watched
    const row = page.getByRole('row').filter({ hasText: `${name}` })
    await row.getByText('Change').click()
    await row.getByRole('button', { name: 'Remove the account' }).click()
    await page.getByText('The account is removed').waitFor()
    expect(await page.getByRole('rowheader', { name, exact: true }).count()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  it('says what is wrong, and changes nothing', async () => {
    await using watched = await pages.open('/people', scripts)
    const { page } = watched
    await page.getByText('Change of admin').click()
    await page.getByRole('button', { name: 'Remove the account' }).click()
    expect(await page.getByRole('alert').textContent()).toContain('This is the last administrator.')
    expect(await page.getByRole('rowheader', { name: /^admin/ }).count()).toBe(1)
  })
})

describe('by keyboard alone', () => {
  it('signs in and adds an account', async () => {
    await using watched = await openPage(pages.browser, pages.origin)
    const { page } = watched
    await page.goto(`${pages.origin}/people`)
    await page.locator('#name:focus').waitFor()
    await page.keyboard.type('admin')
    await page.keyboard.press('Tab')
    await page.keyboard.type(pages.admin.firstPassword ?? '')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Accounts' }).waitFor()
    // the page's script runs once the page is there
    await page.locator('html[data-ready]').waitFor({ state: 'attached' })
    await page.keyboard.press('/')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('add-name')
    await page.keyboard.type('cleo')
    await tabTo(page, '#add-password')
    expect(await hasVisibleFocus(page)).toBe(true)
    await page.keyboard.type(strong)
    await page.keyboard.press('Control+Enter')
    await page.getByText('The account is made.').waitFor()
    expect(await page.getByRole('rowheader', { name: 'cleo' }).count()).toBe(1)
    expect(others(watched)).toEqual([])
  })

  it('is told of a wrong password, and goes on', async () => {
    await using watched = await signIn('cleo', 'wrong')
    const { page } = watched
    expect(await page.getByRole('alert').textContent()).toBe('The name or the password is wrong.')
    await page.locator('#password:focus').waitFor()
    await page.keyboard.type(strong)
    await page.keyboard.press('Enter')
    await page.waitForURL(`${pages.origin}/`)
  })
})

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each(sizes)('at $width px nothing runs out of the pages, and axe finds nothing', async (viewport) => {
    await using watched = await pages.open('/people', { colorScheme, viewport })
    const { page } = watched
    const look = async (name: string) => {
      expect(await fitsSideways(page), name).toBe(true)
      expect(await axe(page), name).toEqual([])
      await page.screenshot({ path: join(shots, `people-${name}-${colorScheme}-${viewport.width}.png`), fullPage: true })
    }
    await page.getByText('Change of cleo').click()
    await look('people')
    await page.goto(`${pages.origin}/people/audit`)
    await look('audit')
    await page.goto(`${pages.origin}/account`)
    await page.getByLabel('Name').fill('nagios')
    await page.getByRole('button', { name: 'Make a token' }).click()
    await page.locator('#secret').waitFor()
    await look('account')
    await using door = await signIn('nobody', 'x', { colorScheme, viewport })
    await door.page.getByText('No password, or forgotten?').click()
    expect(await fitsSideways(door.page)).toBe(true)
    expect(await axe(door.page)).toEqual([])
    await door.page.screenshot({ path: join(shots, `people-sign-in-${colorScheme}-${viewport.width}.png`), fullPage: true })
    expect(watched.complaints).toEqual([])
  })
})
