import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { world } from './evaluator-contestants.ts'
import { median } from './median.ts'
import type { BenchRow } from './row.ts'
import { smallShape } from './shapes.ts'

const WORKERS = 8
const CALLS = 500
const MEBIBYTE = 1024 * 1024

/** What one verdict costs that is waited for, and what a worker holds that has given one. */
export async function benchEvaluatorCost({ rounds }: { rounds: number }): Promise<BenchRow[]> {
  const times: number[] = []
  const sizes: number[] = []
  for (let round = 0; round < rounds; round++) {
    times.push(await medianCall())
    sizes.push(workerSize())
  }
  const row = { peers: {}, better: 'less' } as const
  return [
    { what: 'one verdict through the worker, small PAC', unit: 'us', ours: median(times) * 1000, ...row },
    { what: 'memory of a worker', unit: 'MiB', ours: median(sizes) / MEBIBYTE, ...row },
  ]
}

/** Milliseconds from the call to its one verdict, a URL that is new each time: the median of many. */
async function medianCall(): Promise<number> {
  await using evaluator = openEvaluator()
  const times: number[] = []
  for (let i = 0; i < CALLS; i++) {
    const start = performance.now()
    await evaluator.evaluate({ text: smallShape.pac }, [smallShape.visit(i)], world)
    times.push(performance.now() - start)
  }
  return median(times)
}

// in a process of its own: what this one has held before is no measure
function workerSize(): number {
  const done = spawnSync(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url)], { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`the measure of memory failed: ${done.stderr}`)
  return Number(done.stdout)
}

/** How many bytes more this process holds for each evaluator after the first, each having given a verdict. */
async function measureWorkers(): Promise<number> {
  await using evaluators = new AsyncDisposableStack()
  const open = async (): Promise<void> => {
    const evaluator = evaluators.use(openEvaluator())
    await evaluator.evaluate({ text: smallShape.pac }, [smallShape.visit(0)], world)
  }
  await open()
  const before = residentBytes()
  for (let i = 0; i < WORKERS; i++) await open()
  return (residentBytes() - before) / WORKERS
}

// what the kernel counts, not what node remembers of it
function residentBytes(): number {
  globalThis.gc?.()
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kibibytes) * 1024
}

if (import.meta.main) process.stdout.write(String(await measureWorkers()))
