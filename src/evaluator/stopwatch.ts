import type { Spent } from './limits.ts'

/** The time since it was started: of this thread's processor, and by a clock that all threads share and nobody sets. */
export class Stopwatch {
  #clock = clockMs()
  #cpu = threadMs()

  start(): void {
    this.#clock = clockMs()
    this.#cpu = threadMs()
  }

  /** By the clock alone, which is looked at faster than the processor's time, and is never less. */
  clock(): number {
    return clockMs() - this.#clock
  }

  spent(): Spent {
    return { cpu: threadMs() - this.#cpu, clock: this.clock() }
  }
}

/** Milliseconds by a clock that all threads of this machine share. */
export function clockMs(): number {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1000 + nanoseconds / 1e6
}

/** Asking for the processor's time takes longer than deciding a visit: what was answered is good for so many milliseconds. */
const GOOD_MS = 0.05
let askedAt = Number.NEGATIVE_INFINITY
let answered = 0

/** How much of the processor this thread has had, in milliseconds. */
export function threadMs(): number {
  const now = clockMs()
  if (now - askedAt < GOOD_MS) return answered
  answered = milliseconds(process.threadCpuUsage())
  askedAt = now
  return answered
}

/** What `cpuUsage` tells, in milliseconds. */
export function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000
}
