import type { Note } from './changes.ts'

/** Writes what strangers did in vain, as much of it as is worth its room. */
export interface FailureLog extends Disposable {
  /** Something that deserves an entry of its own. */
  note(entry: Note): void
  /** Something that is only counted. */
  count(): void
}

const minute = 60_000
const mostPerMinute = 60

/**
 * Hands at most 60 entries a minute to `write`; what is beyond them is counted, and the count is an entry of its own once the
 * minute is over.
 */
export function failureLog(write: (entry: Note) => void, now: () => number): FailureLog {
  let current = { minute: 0, written: 0 }
  let leftOut = 0
  const turn = () => {
    const started = Math.floor(now() / minute)
    if (started === current.minute) return
    current = { minute: started, written: 0 }
    summarise()
  }
  const summarise = () => {
    if (leftOut === 0) return
    write({ who: 'wpadd', origin: '', action: 'sign-in-failed', target: '', after: { attempts: leftOut } })
    leftOut = 0
  }
  const timer = setInterval(turn, minute)
  timer.unref()
  return {
    note(entry) {
      turn()
      if (current.written++ < mostPerMinute) write(entry)
      else leftOut++
    },
    count() {
      turn()
      leftOut++
    },
    [Symbol.dispose]() {
      clearInterval(timer)
      summarise()
    },
  }
}
