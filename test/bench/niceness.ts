import { writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'

/**
 * Gives this process the niceness `nice` beside every other of the machine. Where Linux groups processes by session (sched(7), "The
 * autogroup feature"), a niceness counts within the session alone, and each process that the bench starts is a session of its own:
 * so its session gets it, too. Throws where that is not allowed: less than 0 is for root.
 */
export function setNiceness(nice: number): void {
  setPriority(nice)
  try {
    writeFileSync('/proc/self/autogroup', String(nice))
  } catch (error) {
    // no such groups here
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
