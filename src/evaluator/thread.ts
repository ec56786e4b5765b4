import { Worker } from 'node:worker_threads'
import { compileCache } from '../net/compile-cache.ts'
import { hadItsTime, type Limits, readingMs, SPOILT_A_CALL, type Spent } from './limits.ts'
import { Outcomes } from './outcomes.ts'
import { LOADING, type Outcome, PULSE, READY, RUNNING, STUDYING, type Task, type WorkerOptions } from './protocol.ts'
import { engineCode } from './sandbox/engine.ts'
import { clockMs, milliseconds } from './stopwatch.ts'

/** A task before it is sent: which texts the worker has already is the thread's business. */
export interface Request extends Omit<Task, 'id' | 'pac' | 'forget' | 'mayStudy'> {
  readonly text: string
}

/** One worker at a time, replaced when it has to be ended. Tasks are answered in order. */
export interface Thread extends AsyncDisposable {
  /** Never rejects for what a script does; rejects when the thread is closed. */
  readonly run: (request: Request) => Promise<Outcome>
}

interface Job {
  readonly request: Request
  readonly settle: (outcome: Outcome) => void
  readonly fail: (error: Error) => void
}

/** Enough to keep the worker busy while this side reads what came back. */
const IN_FLIGHT = 3
const LOOK_EVERY_MS = 25
const TEXTS = 32
const TEXT_UNITS = 4 * 1024 * 1024
// with several visits it is not known which one is stuck, so they are given up early and done one by one
const STILL_MS = 300
/** Studying a script may take so many times as long as a visit: no verdict depends on it, but others wait. */
const STUDY_FACTOR = 4
/** A worker that holds so much more than a new one once it has nothing to do is replaced: what it was given it does not give back. */
const MOST_HELD = 8 * 1024 * 1024
const IDLE_MS = 1000
const NOTHING: Outcome = { id: -1, codes: new Int32Array(0), texts: [], failure: '', wanted: [], cpuMs: 0, held: 0 }

/** Starts a worker. `limits` say how long one visit may take and how long after that the worker is ended. */
export function openThread(limits: Limits): Thread {
  return new WorkerThread(limits)
}

class WorkerThread implements Thread {
  readonly #limits: Limits
  #pulse = newPulse()
  readonly #waiting: Job[] = []
  #sent: Job[] = []
  #worker: Worker | undefined
  #texts = new Map<string, number>()
  #numbers = 0
  #ids = 0
  #watch: NodeJS.Timeout | undefined
  #rest: NodeJS.Timeout | undefined
  #spoilt = { call: -1, visits: 0 }
  #isAsking = false
  /** The script that was run last: the one that is studied, if one is. */
  #answered = ''
  /** Scripts that a worker was ended for studying: it would be so again. */
  readonly #unstudied = new Set<string>()
  #isReady = false
  #isClosed = false

  constructor(limits: Limits) {
    this.#limits = limits
    this.#worker = this.#start()
  }

  run = (request: Request): Promise<Outcome> => {
    if (this.#isClosed) return Promise.reject(new Error('the evaluator is closed'))
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>()
    this.#waiting.push({ request, settle: resolve, fail: reject })
    this.#worker ??= this.#start()
    this.#pump()
    return promise
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#watch)
    clearTimeout(this.#rest)
    for (const job of [...this.#sent.splice(0), ...this.#waiting.splice(0)]) job.fail(new Error('the evaluator was closed'))
    await this.#worker?.terminate()
  }

  #start(): Worker {
    const { visitMs, memoryMb } = this.#limits
    // one that is being ended may still write
    this.#pulse = newPulse()
    this.#texts = new Map()
    const workerData: WorkerOptions = { code: engineCode(), visitMs, memoryMb, pulse: this.#pulse.buffer }
    // run as it is from a checkout, and compiled from a package
    const file = new URL(`./worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
    const resourceLimits = { stackSizeMb: 64, maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 }
    // flags of this process, such as --input-type, are not for a file
    const worker = new Worker(file, { workerData, resourceLimits, stdin: false, env: compileCache, execArgv: [] })
    worker.unref()
    this.#isReady = false
    worker.on('message', (outcome: Outcome | typeof READY) => this.#receive(outcome))
    worker.on('error', (error) => (this.#isReady ? this.#replace(worker, 'o') : this.#giveUp(worker, error)))
    worker.on('exit', () => (this.#isReady ? this.#replace(worker, 'o') : this.#giveUp(worker, new Error('it ended at once'))))
    return worker
  }

  #pump(): void {
    clearTimeout(this.#rest)
    while (this.#sent.length < IN_FLIGHT && this.#waiting.length > 0) {
      const job = this.#waiting.shift() as Job
      if (this.#isGivenUp(job)) {
        job.settle({ ...NOTHING, failure: 'h' })
        continue
      }
      this.#sent.push(job)
      this.#worker?.postMessage(this.#task(job.request))
    }
    if (this.#sent.length > 0) this.#watch ??= setInterval(() => this.#look(), LOOK_EVERY_MS)
    else {
      clearInterval(this.#watch)
      this.#watch = undefined
    }
  }

  #task({ text, ...request }: Request): Task {
    const forget: number[] = []
    const known = this.#texts.get(text)
    const number = known ?? this.#numbers++
    this.#texts.delete(text)
    this.#texts.set(text, number)
    let units = 0
    for (const one of this.#texts.keys()) units += one.length
    for (const [oldest, itsNumber] of this.#texts) {
      if ((this.#texts.size <= TEXTS && units <= TEXT_UNITS) || oldest === text) break
      units -= oldest.length
      this.#texts.delete(oldest)
      forget.push(itsNumber)
    }
    const mayStudy = !this.#unstudied.has(text)
    return { ...request, id: this.#ids++, forget, mayStudy, pac: known === undefined ? { number, text } : { number } }
  }

  #receive(outcome: Outcome | typeof READY): void {
    if (outcome === READY) {
      this.#isReady = true
      return
    }
    const job = this.#sent.shift()
    if (job === undefined) return
    this.#answered = job.request.text
    job.settle(outcome)
    this.#pump()
    if (outcome.held > MOST_HELD && this.#sent.length === 0) this.#rest = setTimeout(() => this.#renew(), IDLE_MS).unref()
  }

  // a call in which too many visits ended their worker is given up
  #isGivenUp({ request }: Job): boolean {
    return request.call === this.#spoilt.call && this.#spoilt.visits >= SPOILT_A_CALL
  }

  #spoil({ request }: Job, isLoading: boolean): void {
    const before = request.call === this.#spoilt.call ? this.#spoilt.visits : 0
    this.#spoilt = { call: request.call, visits: isLoading ? SPOILT_A_CALL : before + 1 }
  }

  // a script that runs is interrupted by its own worker; what cannot be interrupted is seen here
  #look(): void {
    const { graceMs } = this.#limits
    const began = this.#pulse[PULSE.began] as number
    const beat = this.#pulse[PULSE.beat] as number
    const now = clockMs()
    const isSuspect = now - began > this.#mostMs() + graceMs || (this.#mayBeStill() && now - beat > STILL_MS)
    if (began !== 0 && isSuspect && this.#worker !== undefined && !this.#isAsking) void this.#judge(this.#worker, began)
  }

  async #judge(worker: Worker, began: number): Promise<void> {
    this.#isAsking = true
    const cpu = await cpuOf(worker)
    this.#isAsking = false
    if (worker !== this.#worker || this.#pulse[PULSE.began] !== began) return
    const isLate = hadItsTime(this.#since(PULSE.began, PULSE.beganCpu, cpu), this.#mostMs(), this.#limits.graceMs)
    const isStill = this.#mayBeStill() && hadItsTime(this.#since(PULSE.beat, PULSE.beatCpu, cpu), STILL_MS)
    if (isLate || isStill) this.#replace(worker, 'k')
  }

  // what runs now may take so long: a script has to be read, and one that is studied keeps nobody from an answer of their own
  #mostMs(): number {
    const { visitMs } = this.#limits
    if (this.#pulse[PULSE.doing] === STUDYING) return STUDY_FACTOR * (visitMs + readingMs(this.#answered.length))
    return visitMs + readingMs(this.#sent[0]?.request.text.length ?? 0)
  }

  #mayBeStill(): boolean {
    return (this.#sent[0]?.request.visits ?? 0) > 1 && this.#pulse[PULSE.doing] === RUNNING
  }

  #since(clockAt: number, cpuAt: number, cpu: number | undefined): Spent {
    const clock = clockMs() - (this.#pulse[clockAt] as number)
    return { clock, cpu: cpu === undefined ? clock : cpu - (this.#pulse[cpuAt] as number) }
  }

  // a worker that does not start is nobody's PAC: who waits is told, and who comes later tries again
  #giveUp(worker: Worker, error: Error): void {
    if (worker !== this.#worker || this.#isClosed) return
    this.#worker = undefined
    const jobs = [...this.#sent.splice(0), ...this.#waiting.splice(0)]
    for (const job of jobs) job.fail(new Error(`the evaluator's worker does not start: ${error.message}`, { cause: error }))
    this.#pump()
  }

  // ends the worker and goes on with a new one; the task at fault is done visit by visit, so that one visit alone pays
  #replace(worker: Worker, failure: 'k' | 'o'): void {
    if (worker !== this.#worker || this.#isClosed) return
    const isLoading = this.#pulse[PULSE.doing] === LOADING
    const isStudying = this.#pulse[PULSE.doing] === STUDYING && this.#pulse[PULSE.began] !== 0
    if (isStudying) this.#forgo(this.#answered)
    const guilty = isStudying ? undefined : this.#sent[0]
    const others = isStudying ? this.#sent : this.#sent.slice(1)
    this.#sent = []
    this.#waiting.unshift(...others)
    this.#renew()
    if (guilty !== undefined && !isLoading && guilty.request.visits > 1) this.#waiting.unshift(...singly(guilty))
    else if (guilty !== undefined) {
      this.#spoil(guilty, isLoading)
      guilty.settle({ ...NOTHING, failure, cpuMs: this.#limits.visitMs })
    }
    this.#pump()
  }

  #forgo(text: string): void {
    if (this.#unstudied.size >= TEXTS) this.#unstudied.clear()
    this.#unstudied.add(text)
  }

  #renew(): void {
    const worker = this.#worker
    worker?.removeAllListeners()
    worker?.on('error', () => {})
    void worker?.terminate()
    this.#worker = this.#start()
  }
}

function newPulse(): Float64Array<SharedArrayBuffer> {
  return new Float64Array(new SharedArrayBuffer(8 * PULSE.size))
}

// how much of the processor a worker has had; unknown when it does not say so at once
async function cpuOf(worker: Worker): Promise<number | undefined> {
  const late = Promise.withResolvers<undefined>()
  const timer = setTimeout(late.resolve, 2 * LOOK_EVERY_MS, undefined)
  const asked = worker.cpuUsage().then(milliseconds, () => undefined)
  return Promise.race([asked, late.promise]).finally(() => clearTimeout(timer))
}

// each visit of a job as a job of its own; after a few that hung the rest is not tried
function singly(job: Job): Job[] {
  const { request } = job
  const urls = request.urls.split('\n')
  const hosts = request.hosts.split('\n')
  const outcomes = new Outcomes(request.visits)
  const wanted: string[] = []
  let open = request.visits
  let cpuMs = 0
  return Array.from({ length: request.visits }, (_, visit) => ({
    request: { ...request, urls: urls[visit] ?? '', hosts: hosts[visit] ?? '', visits: 1 },
    fail: job.fail,
    settle: (outcome) => {
      outcomes.set(visit, outcome.failure || (outcome.texts[outcome.codes[0] ?? 0] ?? 'o'))
      wanted.push(...outcome.wanted)
      cpuMs += outcome.cpuMs
      if (--open === 0) job.settle({ ...NOTHING, codes: outcomes.codes, texts: outcomes.texts, wanted, cpuMs })
    },
  }))
}
