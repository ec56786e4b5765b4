import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setInterval as every } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { mutations } from './mutate.ts'

/** What a file of this folder that can be fuzzed exports. */
export interface Target {
  /** Good and bad inputs to start from. */
  seeds(): readonly Buffer[]
  /** Takes one input, and throws when something is wrong with how it was taken; `false` when it was refused, as most are. */
  target(bytes: Buffer): unknown
}

export interface HuntPlan {
  /** The file of this folder, without `.ts`. */
  readonly name: string
  readonly count: number
  /** The same seed makes the same inputs. */
  readonly seed: number
}

/** One input that was taken wrongly. */
export interface Finding {
  /** From 0, in the order of `mutations`. */
  readonly input: number
  readonly what: string
}

/** How the inputs were taken. */
export interface Taken {
  readonly count: number
  /** Undefined for a target that does not say. */
  readonly refused: number | undefined
  readonly worstMilliseconds: number
  readonly medianMicroseconds: number
  /** Bytes of heap that were still there after the last garbage collection and not before the first input. */
  readonly heapGrowth: number
}

/** What passes between the thread that hunts and the one that watches it. */
export interface WorkerStart extends HuntPlan {
  readonly progress: Int32Array
  readonly slow: number
}
export type WorkerAnswer = { kind: 'taken'; taken: Taken } | { kind: 'finding'; finding: Finding }

/** An input may take this long, in milliseconds: none of these parsers has more than a few of work for a whole datagram. */
const slow = 250
/** An input that is at work for so long, in milliseconds, never ends. */
const hung = 10_000

/** Feeds a target its mutated inputs in a thread of its own, and stops at the first finding, a hang or a crash included. */
export async function hunt(plan: HuntPlan, onProgress: (done: number) => void): Promise<Taken | Finding> {
  const progress = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { ...plan, progress, slow } satisfies WorkerStart,
  })
  const ended = new AbortController()
  const answered = new Promise<Taken | Finding>((resolve) => {
    worker.once('message', (answer: WorkerAnswer) => resolve(answer.kind === 'taken' ? answer.taken : answer.finding))
    worker.once('error', (error) => resolve({ input: progress[0]!, what: `the thread died: ${error}` }))
  }).finally(() => ended.abort())
  const watched = watch(progress, ended.signal, onProgress)
  try {
    return (await Promise.race([answered, watched])) ?? (await answered)
  } finally {
    ended.abort()
    await worker.terminate()
  }
}

/** Resolves to a finding when one input is at work for too long; to `undefined` once the hunt has ended. */
async function watch(
  progress: Int32Array,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Finding | undefined> {
  let last = { input: -1, since: performance.now() }
  try {
    for await (const _ of every(1000, undefined, { signal })) {
      const input = Atomics.load(progress, 0)
      if (input !== last.input) last = { input, since: performance.now() }
      else if (performance.now() - last.since > hung) return { input, what: `still at work after ${hung / 1000} s` }
      onProgress(input)
    }
  } catch {
    // the hunt has ended
  }
  return undefined
}

/** Writes the input that a finding is about beside the others, and says where. */
export async function saveInput({ name, seed }: HuntPlan, { input }: Finding, folder: string): Promise<string> {
  const { seeds }: Target = await import(`./${name}.ts`)
  const [bytes = ''] = [...mutations(seeds(), input + 1, seed)].slice(input)
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}-${seed}-${input}.bin`)
  writeFileSync(file, bytes)
  return file
}
