import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** The folder of the checkout, and the program as it runs from it. */
export const root = join(import.meta.dirname, '../..')
export const main = join(root, 'src/main.ts')

/** How a process ended. */
export interface End {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A process that a test started; disposing of it kills it, and what it has started, if they still run. */
export interface Program extends AsyncDisposable {
  readonly child: ChildProcess
  readonly pid: number
  /** What it has printed so far. */
  readonly out: string
  readonly err: string
  readonly ended: Promise<End>
  /** Resolves to the match once standard output or error has it; rejects when the process ends, or 30 s pass, without it. */
  prints(pattern: RegExp): Promise<RegExpExecArray>
  /** How often standard output and error have it by now. */
  count(pattern: RegExp): number
}

const patience = 30_000

// what npm and vitest put into the environment must not reach a process that was not started by npm
const { INIT_CWD: _cwd, npm_package_name: _name, NODE_OPTIONS: _options, ...environment } = process.env

/** Starts a command, without what npm says in the environment. */
export function start(command: string, words: readonly string[], options: SpawnOptions = {}): Program {
  // a group of its own, so that what it starts can be ended with it
  const own = { stdio: ['ignore', 'pipe', 'pipe'], detached: true } satisfies SpawnOptions
  const child = spawn(command, words, { ...own, ...options, env: { ...environment, ...options.env } })
  let out = ''
  let err = ''
  child.stdout?.setEncoding('utf8').on('data', (text) => (out += text))
  child.stderr?.setEncoding('utf8').on('data', (text) => (err += text))
  const ended = once(child, 'close').then(([code, signal]): End => ({ code, signal }))
  ended.catch(() => {}) // a command that does not exist: whoever waits for it is told
  const failed = () => new Error(`${command} ${words.join(' ')} said:\n${out}${err}`)
  return {
    child,
    pid: child.pid ?? 0,
    get out() {
      return out
    },
    get err() {
      return err
    },
    ended,
    count: (pattern) => [...`${out}${err}`.matchAll(new RegExp(pattern, 'g'))].length,
    async prints(pattern) {
      const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>()
      const look = () => {
        const found = pattern.exec(out) ?? pattern.exec(err)
        if (found) resolve(found)
      }
      const late = setTimeout(() => reject(new Error(`not within ${patience} ms: ${pattern}`, { cause: failed() })), patience)
      ended.then(
        () => reject(new Error(`ended without ${pattern}`, { cause: failed() })),
        (error) => reject(error),
      )
      child.stdout?.on('data', look)
      child.stderr?.on('data', look)
      look()
      try {
        return await promise
      } finally {
        clearTimeout(late)
        child.stdout?.off('data', look)
        child.stderr?.off('data', look)
      }
    },
    async [Symbol.asyncDispose]() {
      if (child.pid !== undefined) killGroup(child.pid)
      await ended.catch(() => {})
    },
  }
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // all of it has ended
  }
}

/** Starts wpadd from the checkout with this Node. */
export function startWpadd(words: readonly string[], options: SpawnOptions = {}): Program {
  return start(process.execPath, [main, ...words], options)
}

/** A command that has ended, and what it said. */
export interface Said extends End {
  readonly out: string
  readonly err: string
}

/** Runs a command to its end. */
export async function run(
  command: string,
  words: readonly string[],
  options: SpawnOptions & { input?: string } = {},
): Promise<Said> {
  const { input, ...rest } = options
  await using program = start(command, words, { ...rest, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] })
  program.child.stdin?.on('error', () => {}) // it need not read all
  program.child.stdin?.end(input)
  const late = setTimeout(() => killGroup(program.pid), 120_000)
  const end = await program.ended
  clearTimeout(late)
  return { ...end, out: program.out, err: program.err }
}

/** Runs one wpadd command to its end. */
export function wpadd(words: readonly string[], options: SpawnOptions & { input?: string } = {}): Promise<Said> {
  return run(process.execPath, [main, ...words], options)
}

/** Asks again and again, for at most 30 s, until `holds` gives something other than false or undefined. */
export async function until<T>(what: string, holds: () => Promise<T | false | undefined> | T | false | undefined): Promise<T> {
  const end = performance.now() + patience
  for (;;) {
    const value = await holds()
    if (value !== false && value !== undefined) return value
    if (performance.now() > end) throw new Error(`${what}: not within ${patience / 1000} s`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
