import { readlinkSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'

const niceness = 10

/**
 * Lets every other thread of this process go first: the calling thread, and those that it starts from now on, get the processor when
 * nothing else wants it (nice 10, or what it is if that is more). On Linux a priority belongs to a thread, though POSIX gives it to
 * the process (setpriority(2), NOTES), and /proc/thread-self says which one we are (proc(5)). Elsewhere, or where it is not allowed,
 * nothing changes.
 */
export function yieldToOthers(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
    setPriority(thread, Math.max(niceness, getPriority(thread)))
  } catch {
    // without it everything works, only less evenly when the machine is busy
  }
}
