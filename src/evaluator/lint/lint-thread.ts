import { Worker } from 'node:worker_threads'
import { compileCache } from '../../net/compile-cache.ts'
import { milliseconds } from '../stopwatch.ts'
import type { PacSource } from '../world.ts'
import type { Finding } from './finding.ts'

/** Room for a script that is nested some ten thousand levels deep: else if after else if. */
const STACK_MB = 128
const MOST_MB = 1024
/** Of the processor; the longest PAC that a client takes needs less than a fifth of it. By the clock it may be some times as much. */
const MOST_MS = 5000
const LOOK_EVERY_MS = 1000
const MOST_LOOKS = 10

/**
 * Lints in a thread of its own, with a large stack, and limits of time and memory: that they were reached is a finding. Rejects when
 * the thread does not start.
 */
export async function lintInThread(pac: PacSource, mostMs = MOST_MS): Promise<Finding[]> {
  // the file's own extension: .ts in a checkout, .js in a package
  const file = new URL(`lint-worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url)
  const resourceLimits = { stackSizeMb: STACK_MB, maxOldGenerationSizeMb: MOST_MB }
  const worker = new Worker(file, { workerData: pac, resourceLimits, env: compileCache })
  const { promise, resolve, reject } = Promise.withResolvers<Finding[]>()
  let looks = 0
  let isOver = false
  const look = async (): Promise<void> => {
    const spent = await worker.cpuUsage().then(milliseconds, () => mostMs)
    if (spent >= mostMs || ++looks >= MOST_LOOKS) resolve([tooMuch(`${mostMs / 1000} s`)])
    else if (!isOver) late = setTimeout(look, LOOK_EVERY_MS)
  }
  let late = setTimeout(look, mostMs)
  worker.once('message', resolve)
  worker.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve([tooMuch(`${MOST_MB} MiB of memory`)])
    else reject(error)
  })
  worker.once('exit', (code) => reject(new Error(`the thread that looks through the PAC ended (${code})`)))
  try {
    return await promise
  } finally {
    isOver = true
    clearTimeout(late)
    await worker.terminate()
  }
}

function tooMuch(what: string): Finding {
  const mend = 'write it shorter and flatter: a list and a loop instead of thousands of declarations'
  return {
    rule: 'too-deep',
    severity: 'warning',
    line: 1,
    column: 1,
    message: `takes more than ${what} to be looked through`,
    mend,
  }
}
