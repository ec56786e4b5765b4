import { EventEmitter, on } from 'node:events'

/** What ends or reloads the program. */
export type Signal = 'SIGHUP' | 'SIGTERM' | 'SIGINT' | 'the npm that started it has gone'

/**
 * The signals that reach this process from now on, in order. npm passes SIGTERM and SIGINT on, but dies of a SIGHUP by itself: a
 * server that npm started would be left behind holding its ports, so the loss of the parent is an end, too.
 */
export function signalled(): AsyncIterable<[Signal]> {
  const source = new EventEmitter()
  for (const signal of ['SIGHUP', 'SIGTERM', 'SIGINT'] as const) process.on(signal, () => source.emit('signal', signal))
  if (process.env.npm_package_name === 'wpadd') watchParent(() => source.emit('signal', 'the npm that started it has gone'))
  return on(source, 'signal') as AsyncIterable<[Signal]>
}

function watchParent(gone: () => void): void {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && gone(), 500).unref()
}
