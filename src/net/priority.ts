import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'

const niceness = 10

/**
 * Lets every other thread of this process go first: the calling thread, and those that it starts from now on, get the processor when
 * nothing else wants it (nice 10). On Linux a priority belongs to a thread, though POSIX gives it to the process (setpriority(2),
 * NOTES), and /proc/thread-self says which one we are (proc(5)). Elsewhere, or where it is not allowed, nothing changes.
 */
export function yieldToOthers(): void {
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), niceness)
  } catch {
    // without it everything works, only less evenly when the machine is busy
  }
}
