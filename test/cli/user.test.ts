import { mkdtempDisposableSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openPeople } from '../../src/admin/people/people.ts'
import { openDatabase } from '../../src/store/database.ts'
import { needs } from '../support/needs.ts'
import { main, start, wpadd } from '../support/program.ts'

const strong = 'wet gravel under a lamp'

let folder: ReturnType<typeof mkdtempDisposableSync>
let file: string
beforeEach(() => {
  folder = mkdtempDisposableSync(join(tmpdir(), 'wpadd-user-'))
  file = join(folder.path, 'wpadd.yaml')
  write('store: { path: state/wpadd.db }')
})
afterEach(() => folder.remove())

function write(store: string): void {
  writeFileSync(file, `sites: [{ name: office, addresses: [127.0.0.1], pac: none }]\n${store}\n`)
}

function user(words: readonly string[], input?: string) {
  return wpadd(['user', ...words, '--config', file], input === undefined ? {} : { input })
}

it('adds, lists, changes and removes accounts, each time in the audit log', async () => {
  const added = await user(['add', 'Ana', '--role', 'administrator', '--generate'])
  expect(added).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^ana may sign in as administrator\npassword: [a-z2-9]{16}\n$/),
  })
  expect(await user(['add', 'ben'], `${strong}\n`)).toMatchObject({ code: 0, out: 'ben may sign in as viewer\n' })
  expect(await user(['passwd', 'ben', '--generate'])).toMatchObject({ code: 0, out: expect.stringContaining('password: ') })
  expect(await user(['role', 'ben', 'editor'])).toMatchObject({ code: 0 })
  const { accounts } = JSON.parse((await user(['list', '--json'])).out)
  expect(accounts).toMatchObject([
    { name: 'ana', role: 'administrator' },
    { name: 'ben', role: 'editor' },
  ])
  expect(await user(['remove', 'ben'])).toMatchObject({ code: 0, out: 'ben is removed\n' })
  using database = openDatabase(join(folder.path, 'state/wpadd.db'))
  using people = openPeople(database, Date.now)
  const log = people.audit
    .read({ limit: 10 })
    .map(({ who, origin, action, target }) => [who, origin.split(',')[0], action, target])
  expect(log).toEqual([
    ['wpadd', 'command line', 'account-removed', 'ben'],
    ['wpadd', 'command line', 'role-changed', 'ben'],
    ['wpadd', 'command line', 'password-changed', 'ben'],
    ['wpadd', 'command line', 'account-added', 'ben'],
    ['wpadd', 'command line', 'account-added', 'ana'],
  ])
})

it.each([
  [['add', 'ana', '--generate'], 1, 'the first account has to be an administrator'],
  [['passwd', 'nobody', '--generate'], 1, 'there is no account "nobody"'],
  [['add', 'a b', '--role', 'administrator', '--generate'], 1, 'a name has 1 to 64 of'],
  [['add', 'ana', '--role', 'king', '--generate'], 2, '"king" is not a role'],
  [['add'], 2, 'user add takes a NAME'],
  [['add', 'ana', 'password'], 2, 'user add takes a NAME'],
  [['sing'], 2, '"sing" is not one of list, add, passwd, role, remove'],
])('refuses %j with %i', async (words, code, message) => {
  expect(await user(words)).toMatchObject({ code, out: '', err: expect.stringContaining(message) })
})

it('refuses a weak password, an empty one, and to leave nobody in charge', async () => {
  await user(['add', 'ana', '--role', 'administrator', '--generate'])
  expect(await user(['passwd', 'ana'], 'Password2026!\n')).toMatchObject({
    code: 1,
    err: expect.stringContaining('easy to guess'),
  })
  expect(await user(['passwd', 'ana'], '')).toMatchObject({
    code: 2,
    err: expect.stringContaining('no password on the standard input'),
  })
  expect(await user(['remove', 'ana'])).toMatchObject({ code: 1, err: expect.stringContaining('the last administrator') })
})

it('says why there is nothing to change: no configuration, or no store', async () => {
  expect(await wpadd(['user', 'list'])).toMatchObject({ code: 2, err: expect.stringContaining('--config') })
  write('store: off')
  expect(await user(['list'])).toMatchObject({ code: 1, err: expect.stringContaining('store is off') })
})

it('does not show on a terminal what is typed', async (context) => {
  needs(context, 'script', 'Debian package bsdutils')
  const words = [process.execPath, main, 'user', 'add', 'ana', '--role', 'administrator', '--config', file].map(
    (word) => `'${word}'`,
  )
  await using program = start('script', ['--quiet', '--return', '--command', `exec ${words.join(' ')}`, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { SHELL: '/bin/sh' },
  })
  await program.prints(/Password: /)
  program.child.stdin?.write(`${strong}\r`)
  await program.prints(/The same again: /)
  program.child.stdin?.write(`${strong}\r`)
  await program.prints(/ana may sign in as administrator/)
  expect(await program.ended).toMatchObject({ code: 0 })
  expect(program.out + program.err).not.toContain('gravel')
})
