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
