import { type FSWatcher, type Stats, statSync, watch } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** How long a folder must be quiet before its files are looked at, and how often they are looked at anyway; milliseconds. */
export interface WatchPace {
  readonly quiet: number
  readonly poll: number
}

/**
 * Calls `onChange` with the files that changed, appeared or vanished. It watches their folders, so that it sees a file renamed over
 * the old one, an editor's way of saving and a symbolic link that is switched (a Kubernetes ConfigMap); and it looks at every
 * file's date now and then, for network file systems and for links into other folders, where no event comes.
 * What changes after this call is reported, so open it before the first reading. Nothing is reported once disposing has begun.
 */
export function watchPacs(
  files: readonly string[],
  onChange: (changed: readonly string[]) => void,
  { quiet, poll }: WatchPace = { quiet: 100, poll: 3000 },
): AsyncDisposable {
  const seen = new Map(files.map((file) => [file, fingerprint(statNow(file))]))
  let looking = Promise.resolve()
  let closed = false

  const look = async () => {
    const looks = await Promise.all(Array.from(seen.keys(), async (file) => [file, fingerprint(await statLater(file))] as const))
    const changed = looks.filter(([file, print]) => print !== seen.get(file))
    for (const [file, print] of changed) seen.set(file, print)
    if (changed.length > 0 && !closed) onChange(changed.map(([file]) => file))
  }
  // one look at a time, each after the one before it
  const lookSoon = () => {
    looking = looking.then(look)
  }

  // a save is a burst of events; half of it is not yet a PAC
  let pause: NodeJS.Timeout | undefined
  const onEvent = () => {
    clearTimeout(pause)
    pause = setTimeout(lookSoon, quiet)
  }
  const watchers = [...new Set(files.map((file) => dirname(file)))].map((folder) => watchFolder(folder, onEvent))
  const timer = setInterval(lookSoon, poll)
  return {
    async [Symbol.asyncDispose]() {
      closed = true
      clearTimeout(pause)
      clearInterval(timer)
      for (const watcher of watchers) watcher?.close()
      await looking
    },
  }
}

// a folder that is missing, or one watch more than the system allows: the poll goes on seeing the files
function watchFolder(folder: string, onEvent: () => void): FSWatcher | undefined {
  try {
    return watch(folder, onEvent).on('error', () => {})
  } catch {
    return undefined
  }
}

function statNow(file: string): Stats | undefined {
  try {
    return statSync(file)
  } catch {
    return undefined
  }
}

function statLater(file: string): Promise<Stats | undefined> {
  return stat(file).catch(() => undefined)
}

function fingerprint(stats: Stats | undefined): string {
  return stats === undefined ? 'gone' : [stats.dev, stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(' ')
}
