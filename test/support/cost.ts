/**
 * What `work` takes of the processor in this thread, in milliseconds: the least of a few tries. The clock would also count what other
 * processes take, and the first try what compiling takes.
 */
export function cost(work: () => unknown, tries = 3): number {
  return Math.min(...Array.from({ length: tries }, () => once(work)))
}

function once(work: () => unknown): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

const spinMs = 30

/** How many times as long the clock counts as the processor now, at least 1: about 1 on a machine that does nothing else. */
export function crowding(): number {
  const start = performance.now()
  const cpu = process.threadCpuUsage()
  for (;;) {
    const { user, system } = process.threadCpuUsage(cpu)
    if (user + system >= spinMs * 1000) return Math.max(1, ((performance.now() - start) * 1000) / (user + system))
  }
}
