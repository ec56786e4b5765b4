import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { inject, type TestContext } from 'vitest'

/** The lab's machines: see network.sh. */
export type Machine = 'wl-server' | 'wl-proxy' | 'wl-other' | 'wl-client' | 'wl-guest' | 'wl-bare' | 'wl-relay' | 'wl-remote'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where this run keeps its logs and captures. */
    labFolder: string
    /** `wpadd`, or the name of a file in servers/. */
    labServer: string
  }
}

/** What a command printed (both streams) and how it ended. */
export interface Ended {
  readonly output: string
  readonly code: number | null
  readonly timedOut: boolean
}

/** Starts a command on one of the lab's machines; its standard input is empty. */
export function start(machine: Machine, command: string, ...args: string[]): ChildProcess {
  return spawn('ip', ['netns', 'exec', machine, command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Runs a command on a machine to its end, or for `seconds`. */
export async function run(machine: Machine, seconds: number, command: string, ...args: string[]): Promise<Ended> {
  const child = start(machine, command, ...args)
  const pieces: Buffer[] = []
  child.stdout?.on('data', (piece) => pieces.push(piece))
  child.stderr?.on('data', (piece) => pieces.push(piece))
  let timedOut = false
  const alarm = setTimeout(() => {
    timedOut = true
    child.kill('SIGKILL')
  }, seconds * 1000)
  // "exit", not "close": a browser's helpers may keep the pipes open after it
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('exit', resolve)
    child.once('error', reject)
  })
  clearTimeout(alarm)
  return { output: Buffer.concat(pieces).toString('latin1'), code, timedOut }
}

/** Ends, by number, every process on a machine: what a browser leaves behind. */
export function clear(machine: Machine): void {
  const numbers = spawnSync('ip', ['netns', 'pids', machine], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean)
  for (const number of numbers) {
    try {
      process.kill(Number(number), 'SIGKILL')
    } catch {
      // it has ended by itself
    }
  }
}

/** Waits until `condition` holds; says what did not come when it has not after `seconds`. */
export async function until(what: string, seconds: number, condition: () => boolean): Promise<void> {
  const end = performance.now() + seconds * 1000
  while (!condition()) {
    if (performance.now() > end) throw new Error(`${what}: not within ${seconds} s`)
    await wait(50)
  }
}

/** Whether a process on a machine listens on a port. */
export function listens(machine: Machine, protocol: 'tcp' | 'udp', port: number): boolean {
  const { stdout } = spawnSync('ip', ['netns', 'exec', machine, 'ss', '-Hln', `--${protocol}`, `sport = :${port}`])
  return stdout.length > 0
}

export function isInstalled(tool: string): boolean {
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', tool]).status === 0
}

/** Skips the test, loudly, where a tool is missing; in CI that is a failure, since CI installs them all. */
export function needs(context: TestContext, ...tools: string[]): void {
  const missing = tools.filter((tool) => !isInstalled(tool))
  if (missing.length === 0) return
  const reason = `not installed: ${missing.join(', ')} (the packages are listed in .ci/run)`
  if (process.env.CI) throw new Error(reason)
  process.stderr.write(`lab: SKIPPED "${context.task.name}": ${reason}\n`)
  context.skip(reason)
}

/** Skips what only wpadd promises when the lab runs the reference server. */
export function onlyOfWpadd(context: TestContext): void {
  if (inject('labServer') !== 'wpadd') context.skip(`${inject('labServer')} does not promise this`)
}
