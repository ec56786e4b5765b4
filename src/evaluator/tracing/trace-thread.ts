import { Worker } from 'node:worker_threads'
import { compileCache } from '../../net/compile-cache.ts'
import type { Limits } from '../limits.ts'
import { engineCode } from '../sandbox/engine.ts'
import { describeRun } from './describe.ts'
import { Journal } from './journal.ts'
import type { FromTraceWorker, Phase, Traced, TraceTask, TraceWorkerOptions } from './task.ts'

const IDLE_MS = 5000
const MOST_WAITING = 1000

interface Job {
  readonly task: TraceTask
  readonly settle: (traced: Traced) => void
  readonly fail: (error: Error) => void
}

/**
 * The thread that traces: started when it is wanted, ended when it has been idle for a while or a script does not let go of it. What a
 * script told until then is its trace.
 */
export class TraceThread implements AsyncDisposable {
  readonly #limits: Limits
  #journal = new Journal()
  readonly #jobs: Job[] = []
  #worker: Worker | undefined
  #late: NodeJS.Timeout | undefined
  #idle: NodeJS.Timeout | undefined
  #hasBegun = false
  #isClosed = false

  constructor(limits: Limits) {
    this.#limits = limits
  }

  run(task: TraceTask): Promise<Traced> {
    if (this.#isClosed) return Promise.reject(new Error('the evaluator is closed'))
    if (this.#jobs.length >= MOST_WAITING) return Promise.reject(new RangeError('too many traces are waiting for this evaluator'))
    const { promise, resolve, reject } = Promise.withResolvers<Traced>()
    this.#jobs.push({ task, settle: resolve, fail: reject })
    if (this.#jobs.length === 1) this.#next()
    return promise
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    for (const job of this.#jobs.splice(0)) job.fail(new Error('the evaluator was closed'))
    await this.#end()
  }

  #next(): void {
    clearTimeout(this.#idle)
    const [job] = this.#jobs
    if (job === undefined) {
      this.#idle = setTimeout(() => void this.#end(), IDLE_MS)
      this.#idle.unref()
      return
    }
    this.#journal.clear()
    this.#hasBegun = false
    this.#worker ??= this.#start()
    // the process must not end while somebody waits
    this.#worker.ref()
    this.#worker.postMessage(job.task)
  }

  #start(): Worker {
    const { memoryMb } = this.#limits
    // one that is being ended may still write into its own
    this.#journal = new Journal()
    const workerData: TraceWorkerOptions = { code: engineCode(), memoryMb: 2 * memoryMb, journal: this.#journal.buffer }
    const file = new URL(`./trace-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
    const resourceLimits = { stackSizeMb: 64, maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 }
    const worker = new Worker(file, { workerData, resourceLimits, stdin: false, env: compileCache, execArgv: [] })
    worker.on('message', (message: FromTraceWorker) => this.#receive(worker, message))
    worker.on('error', (error) => this.#fail(worker, error))
    worker.on('exit', () => this.#fail(worker, new Error('it ended')))
    return worker
  }

  #receive(worker: Worker, message: FromTraceWorker): void {
    const [job] = this.#jobs
    if (worker !== this.#worker || job === undefined) return
    if ('phase' in message) this.#watch(worker, job, message.phase)
    else this.#done(() => job.settle('traced' in message ? message.traced : this.#told(job, 'x')))
  }

  // loading and running are interrupted by the thread itself; what cannot be interrupted is ended here
  #watch(worker: Worker, job: Job, phase: Phase): void {
    this.#hasBegun = true
    clearTimeout(this.#late)
    const { prepare, load, run } = job.task.time
    const late = { preparing: prepare, loading: load, running: run }[phase] + this.#limits.graceMs
    this.#late = setTimeout(() => {
      if (worker !== this.#worker) return
      void this.#end()
      this.#done(() => job.settle(this.#told(job, 'k')))
    }, late)
  }

  // what is known of a run that did not come to its end
  #told({ task }: Job, outcome: string): Traced {
    const { dns, time } = task
    const events = this.#journal.read()
    const names = events.flatMap((event) => (event.kind === 'name' ? [event.name] : []))
    const rest = events.slice(events.findLastIndex(({ kind }) => kind === 'began') + 1)
    return { outcome, trace: describeRun({ events: rest, names, dns, ms: time.run }) }
  }

  #fail(worker: Worker, error: Error): void {
    if (worker !== this.#worker) return
    this.#worker = undefined
    const [job] = this.#jobs
    if (job === undefined) return
    const reason = new Error(`the evaluator's tracing worker does not start: ${error.message}`, { cause: error })
    // one that had begun has met something that a script did
    this.#done(() => (this.#hasBegun ? job.settle(this.#told(job, 'o')) : job.fail(reason)))
  }

  #done(settle: () => void): void {
    clearTimeout(this.#late)
    this.#jobs.shift()
    this.#worker?.unref()
    settle()
    this.#next()
  }

  async #end(): Promise<void> {
    clearTimeout(this.#late)
    clearTimeout(this.#idle)
    const worker = this.#worker
    this.#worker = undefined
    worker?.removeAllListeners()
    worker?.on('error', () => {})
    await worker?.terminate()
  }
}
