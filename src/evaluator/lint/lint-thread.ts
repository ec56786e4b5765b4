import { Worker } from 'node:worker_threads'
import type { PacSource } from '../world.ts'
import type { Finding } from './finding.ts'

/** Room for a script that is nested some ten thousand levels deep: else if after else if. */
const STACK_MB = 128
/** The longest PAC that a client takes needs less than a tenth of this. */
const MOST_MS = 10_000

/** Lints in a thread of its own, with a large stack and a time limit. Rejects when the limit is reached, or the thread ends. */
export async function lintInThread(pac: PacSource): Promise<Finding[]> {
  // the file's own extension: .ts in a checkout, .js in a package
  const file = new URL(`lint-worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url)
  const worker = new Worker(file, { workerData: pac, resourceLimits: { stackSizeMb: STACK_MB, maxOldGenerationSizeMb: 1024 } })
  const { promise, resolve, reject } = Promise.withResolvers<Finding[]>()
  const late = setTimeout(() => reject(new Error(`the PAC could not be looked through in ${MOST_MS / 1000} s`)), MOST_MS)
  worker.once('message', resolve)
  worker.once('error', reject)
  worker.once('exit', (code) => reject(new Error(`the thread that looks through the PAC ended (${code})`)))
  try {
    return await promise
  } finally {
    clearTimeout(late)
    await worker.terminate()
  }
}
