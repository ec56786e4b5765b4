import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parentPort, workerData } from 'node:worker_threads'
import type { Target, WorkerAnswer, WorkerStart } from './hunt.ts'
import { mutations } from './mutate.ts'

const { name, count, seed, progress, slow }: WorkerStart = workerData
const { seeds, target }: Target = await import(`./${name}.ts`)

parentPort!.postMessage(await work())

async function work(): Promise<WorkerAnswer> {
  const times = new Float64Array(count)
  let refused: number | undefined
  let input = 0
  let worst = 0
  let before = 0
  // the first inputs fill caches, which is not a leak
  const warm = Math.min(count - 1, 1000)
  for (const bytes of mutations(seeds(), count, seed)) {
    if (input === warm) before = heapUsed()
    Atomics.store(progress, 0, input)
    try {
      let took = await timed(bytes)
      // a collection of garbage does not come twice at one input
      if (took.milliseconds > slow) took = await timed(bytes)
      if (took.milliseconds > slow) return finding(input, `takes ${took.milliseconds.toFixed(0)} ms`)
      if (typeof took.outcome === 'boolean') refused = (refused ?? 0) + Number(!took.outcome)
      times[input] = took.elapsed
      worst = Math.max(worst, took.milliseconds)
    } catch (error) {
      return finding(input, error instanceof Error ? (error.stack ?? error.message) : String(error))
    }
    input++
  }
  times.sort()
  return {
    kind: 'taken',
    taken: {
      count,
      refused,
      worstMilliseconds: worst,
      medianMicroseconds: times[count >> 1]! * 1000,
      heapGrowth: heapUsed() - before,
    },
  }
}

interface Timed {
  readonly outcome: unknown
  /** What it cost, whatever else this machine did meanwhile; the system counts it in steps of some milliseconds. */
  readonly milliseconds: number
  readonly elapsed: number
}

async function timed(bytes: Buffer): Promise<Timed> {
  const began = performance.now()
  const start = process.threadCpuUsage()
  const outcome = target(bytes)
  // most targets are synchronous, and a turn of the event loop costs more than they do
  const settled = outcome instanceof Promise ? await outcome : outcome
  const { user, system } = process.threadCpuUsage(start)
  return { outcome: settled, milliseconds: (user + system) / 1000, elapsed: performance.now() - began }
}

function finding(input: number, what: string): WorkerAnswer {
  return { kind: 'finding', finding: { input, what } }
}

function heapUsed(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}
