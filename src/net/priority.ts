import { readdirSync, readlinkSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'
import { setFlagsFromString } from 'node:v8'

const niceness = 10

/**
 * Lets every other thread of this process go first: the calling thread, and those that it starts from now on, get the processor when
 * nothing else wants it (nice 10, or what it is if that is more). On Linux a priority belongs to a thread, though POSIX gives it to
 * the process (setpriority(2), NOTES), and /proc/thread-self says which one we are (proc(5)). Elsewhere, or where it is not allowed,
 * nothing changes.
 */
export function yieldToOthers(): void {
  putBehind(ownThread())
}

/**
 * Lets the calling thread go before the other threads that this process has by now: they yield as by `yieldToOthers`. Most of them
 * are nobody's own. V8 has helpers that compile and collect for every thread, libuv some that read files and hash passwords. And
 * since a helper may be kept waiting from now on, no thread waits for one to collect its young garbage, which it does often.
 */
export function goFirst(): void {
  // read by V8 at each collection; its like for the old generation may not change while another thread marks
  setFlagsFromString('--no-parallel-scavenge')
  const own = ownThread()
  if (own !== undefined) for (const thread of readdirSync('/proc/self/task').map(Number)) if (thread !== own) putBehind(thread)
}

function ownThread(): number | undefined {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1))
  } catch {
    return undefined
  }
}

function putBehind(thread: number | undefined): void {
  if (thread === undefined) return
  try {
    setPriority(thread, Math.max(niceness, getPriority(thread)))
  } catch {
    // it has just ended, or this is not allowed: everything works, only less evenly when the machine is busy
  }
}
