import { parentPort, workerData } from 'node:worker_threads'
import { Journal } from './journal.ts'
import type { FromTraceWorker, TraceTask, TraceWorkerOptions } from './task.ts'
import { TracingPlace } from './tracing-place.ts'

// The thread in which traced scripts run, one after the other; it may be ended at any moment.

const { code, memoryMb, journal } = workerData as TraceWorkerOptions
const post = (message: FromTraceWorker): void => parentPort?.postMessage(message)
const place = new TracingPlace(code, memoryMb, new Journal(journal), (phase) => post({ phase }))

parentPort?.on('message', async (task: TraceTask) => {
  post({ phase: 'preparing' })
  try {
    post({ traced: await place.run(task) })
  } catch (error) {
    post({ error: (error as Error).message })
  }
})
