import { parentPort, workerData } from 'node:worker_threads'
import { Journal } from './journal.ts'
import { runTraced } from './run-traced.ts'
import type { FromTraceWorker, TraceTask, TraceWorkerOptions } from './task.ts'

// The thread in which traced scripts run, one after the other; it may be ended at any moment.

const { code, memoryMb, journal } = workerData as TraceWorkerOptions
const post = (message: FromTraceWorker): void => parentPort?.postMessage(message)

parentPort?.on('message', async (task: TraceTask) => {
  post('began')
  try {
    post({ traced: await runTraced(task, { code, memoryMb, journal: new Journal(journal) }) })
  } catch (error) {
    post({ error: (error as Error).message })
  }
})
