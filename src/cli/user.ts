import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { Refusal } from '../admin/people/changes.ts'
import { openPeople, type People } from '../admin/people/people.ts'
import { addAccount, resetPassword } from '../admin/people/work.ts'
import { loadConfig } from '../config/config.ts'
import { openStore } from '../store/open-store.ts'
import { auditBoundsOf } from '../store/options.ts'
import { type Role, roles } from '../store/role.ts'
import { type Command, Misuse, print, printHelp, userPath } from './command.ts'
import { readPassword } from './read-password.ts'

const help = `Usage: wpadd user ACTION [NAME] --config FILE

Manages who may sign in to the page of the wpadd that runs with this configuration; it may be running.

  user list                        the accounts and their roles
  user add NAME [--role ROLE]      adds an account; ${roles.join(', ')} (default viewer)
  user passwd NAME                 sets another password
  user role NAME ROLE              gives another role
  user remove NAME                 removes an account, with its tokens

  --config FILE   the configuration; its store holds the accounts
  --generate      add, passwd: makes a random password and prints it, once
  --json          list: {"accounts": [{"name", "role", "made", "changed"}]}

A password is typed on the terminal, where it is not shown, or is the first line of the standard input; never an argument, which
every user of this machine could read. Whoever is changed has to sign in again.

Exit status: 0 done, 1 not done, 2 misuse.`

const options = {
  config: { type: 'string' },
  role: { type: 'string', default: 'viewer' },
  generate: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
} as const

interface Wish {
  readonly people: People
  readonly name: string
  /** The word after the name. */
  readonly word: string | undefined
  readonly values: { readonly role: string; readonly generate: boolean; readonly json: boolean }
}

const by = () => ({ who: 'wpadd', origin: `command line, ${userInfo().username}` })

const actions: Readonly<Record<string, { readonly words: number; run(wish: Wish): Promise<void> }>> = {
  list: {
    words: 1,
    async run({ people, values }) {
      const accounts = people.accounts.list().map(({ name, role, made, changed }) => ({
        ...{ name, role, made: new Date(made).toISOString(), changed: new Date(changed).toISOString() },
      }))
      if (values.json) print(JSON.stringify({ accounts }))
      else for (const { name, role, changed } of accounts) print(`${name.padEnd(24)}  ${role.padEnd(13)}  changed ${changed}`)
    },
  },
  add: {
    words: 2,
    async run({ people, name, values }) {
      const given = await addAccount(people, by(), { name, role: roleOf(values.role), password: await passwordFor(values) })
      print(told(`${given.name} may sign in as ${values.role}`, given))
    },
  },
  passwd: {
    words: 2,
    async run({ people, name, values }) {
      if (!people.accounts.find(name)) throw new Refusal('missing', `there is no account "${name}"`)
      print(told(`${name} has another password`, await resetPassword(people, by(), name, await passwordFor(values))))
    },
  },
  role: {
    words: 3,
    async run({ people, name, word }) {
      people.changes.setRole(by(), name, roleOf(word))
      print(`${name} is ${word}`)
    },
  },
  remove: {
    words: 2,
    async run({ people, name }) {
      people.changes.remove(by(), name)
      print(`${name} is removed`)
    },
  },
}

/** Manages the accounts of the page. */
export const user: Command = {
  help,
  async run(words) {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true })
    if (values.help) return printHelp(help)
    const [action = '', name = '', word] = positionals
    const known = Object.hasOwn(actions, action) ? actions[action] : undefined
    if (known === undefined) throw new Misuse(`"${action}" is not one of ${Object.keys(actions).join(', ')}`)
    if (positionals.length !== known.words) throw new Misuse(`user ${action} takes ${wordsOf(known.words)}`)
    if (values.config === undefined) throw new Misuse('--config says whose accounts they are (the demonstration keeps none)')
    using people = await openPeopleOf(userPath(values.config))
    await known.run({ people, name: name.toLowerCase(), word, values })
    return 0
  },
}

function wordsOf(count: number): string {
  return ['no name', 'a NAME', 'a NAME and a ROLE'][count - 1]!
}

async function openPeopleOf(file: string): Promise<People & Disposable> {
  const { store } = await loadConfig(file)
  if (store === undefined) throw new Error(`${file}: store is off, so accounts live in the memory of a running wpadd alone`)
  const { database, warning } = openStore(store)
  if (warning !== undefined) throw new Error(warning)
  const people = openPeople(database, Date.now, { audit: auditBoundsOf(store) })
  return {
    ...people,
    [Symbol.dispose]() {
      people[Symbol.dispose]()
      database[Symbol.dispose]()
    },
  }
}

function roleOf(text: string | undefined): Role {
  const role = roles.find((each) => each === text)
  if (role === undefined) throw new Misuse(`"${text}" is not a role (${roles.join(', ')})`)
  return role
}

async function passwordFor({ generate }: { generate: boolean }): Promise<string | undefined> {
  return generate ? undefined : readPassword()
}

function told(sentence: string, { password }: { password?: string }): string {
  return password === undefined ? sentence : `${sentence}\npassword: ${password}`
}
