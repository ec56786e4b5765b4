import { EventEmitter, on } from 'node:events'
import { readFileSync } from 'node:fs'
import { isCheckout } from './command.ts'

/** What ends or reloads the program. */
export type Signal = 'SIGHUP' | 'SIGTERM' | 'SIGINT' | 'the npm that started it has gone'

/**
 * The signals that reach this process from now on, in order. npm passes SIGTERM and SIGINT on, but dies of a SIGHUP by itself: a
 * server that npm started would be left behind holding its ports, so the loss of npm is an end, too.
 */
export function signalled(): AsyncIterable<[Signal]> {
  const source = new EventEmitter()
  for (const signal of ['SIGHUP', 'SIGTERM', 'SIGINT'] as const) process.on(signal, () => source.emit('signal', signal))
  if (isCheckout()) watchNpm(() => source.emit('signal', 'the npm that started it has gone'))
  return on(source, 'signal') as AsyncIterable<[Signal]>
}

// between npm and us stands the shell of the npm script, and it outlives npm: so its parent is watched, too
function watchNpm(gone: () => void): void {
  const shell = process.ppid
  const npm = npmAbove(shell)
  const isAlone = () => process.ppid !== shell || (npm !== undefined && parentOf(shell) !== npm)
  setInterval(() => isAlone() && gone(), 500).unref()
}

/** The parent of a process, when that parent is npm and the process itself is not; undefined, too, where there is no /proc. */
function npmAbove(pid: number): number | undefined {
  const parent = isNpm(pid) ? undefined : parentOf(pid)
  return parent !== undefined && isNpm(parent) ? parent : undefined
}

// npm calls itself "npm start"; before that, and where it may not, it is a node
function isNpm(pid: number): boolean {
  return /^(npm|node)/.test(stat(pid)?.name ?? '')
}

function parentOf(pid: number): number | undefined {
  return stat(pid)?.parent
}

// proc(5): PID (NAME) STATE PPID
function stat(pid: number): { name: string; parent: number } | undefined {
  try {
    const [, name, parent] = /^\d+ \((.*)\) \S (\d+) /s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    return name === undefined ? undefined : { name, parent: Number(parent) }
  } catch {
    return undefined
  }
}
