#!/usr/bin/env node
import { distance } from 'fastest-levenshtein'
import { type Command, Misuse, print } from './cli/command.ts'
import { version } from './cli/version.ts'
import { ConfigError } from './config/problem.ts'

// each is loaded when it is asked for: `wpadd eval` starts without the servers
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./cli/serve.ts')).serve,
  check: async () => (await import('./cli/check.ts')).check,
  health: async () => (await import('./cli/health.ts')).health,
  eval: async () => (await import('./cli/eval.ts')).evaluate,
  test: async () => (await import('./cli/test.ts')).test,
  lint: async () => (await import('./cli/lint.ts')).lint,
  compare: async () => (await import('./cli/compare.ts')).compare,
  discover: async () => (await import('./cli/discover.ts')).discover,
  user: async () => (await import('./cli/user.ts')).user,
}

const help = `wpadd ${version}: the WPAD host of a LAN in one program

Usage: wpadd COMMAND [OPTION...]

  serve    run the services: DHCP option 252, DNS for wpad.*, wpad.dat over HTTP, the preview page
  check    validate a configuration, its PAC files and their case tables
  health   ask a running wpadd as a client would
  eval     show what a PAC decides for a URL
  test     run the case tables beside PAC files
  lint     find mistakes in a PAC, before people do
  compare  list the URLs whose decision changes between two PACs
  discover make the lookups of a client kind, to see where its search stops
  user     manage who may sign in to the page

  wpadd COMMAND --help     all about one command
  wpadd --version          ${version}

Without --config, serve runs a demonstration on loopback ports that need no privileges.
Exit status: 0 fine, 1 something was found wrong, 2 the command line is not as --help says.`

// a reader that has gone (wpadd eval ... | head) is a quiet end, not a failure
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}

process.exitCode = await main(process.argv.slice(2))

async function main([name, ...words]: string[]): Promise<number> {
  try {
    if (name === '--version' || name === '-V') print(version)
    else if (name === '--help' || name === '-h' || name === 'help') print(help)
    else return await (await command(name)).run(words)
    return 0
  } catch (error) {
    return failed(error, name)
  }
}

async function command(name: string | undefined): Promise<Command> {
  if (name === undefined) throw new Misuse('no command (wpadd --help lists them)')
  const found = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (found !== undefined) return found()
  const near = Object.keys(commands).find((known) => distance(known, name) <= 2)
  throw new Misuse(`"${name}" is not a command${near ? ` (did you mean ${near}?)` : ' (wpadd --help lists them)'}`)
}

function failed(error: unknown, name: string | undefined): number {
  // parseArgs says what is wrong with an option in words that people can use
  const code = (error as NodeJS.ErrnoException).code
  const misused = error instanceof Misuse || code?.startsWith('ERR_PARSE_ARGS')
  const message = error instanceof Error ? error.message : String(error)
  const hint = misused && name !== undefined && Object.hasOwn(commands, name) ? `\nwpadd ${name} --help says what it takes` : ''
  process.stderr.write(`${error instanceof ConfigError ? '' : 'wpadd: '}${message}${hint}\n`)
  return misused ? 2 : 1
}
