import { lintPac } from '../../src/evaluator/lint/lint.ts'
import { lintInThread } from '../../src/evaluator/lint/lint-thread.ts'
import { shapes } from '../evaluator/lint/shapes.ts'
import { median } from './median.ts'
import type { BenchRow } from './row.ts'

/** How long PACs of real shapes take to lint: as `wpadd lint` does, in a new thread with nothing compiled yet, and once that is warm. */
export async function benchLint({ rounds }: { rounds: number }): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const [what, text] of shapes) {
    const cold: number[] = []
    const warm: number[] = []
    for (let round = 0; round < rounds; round++) {
      cold.push(await timeOf(() => lintInThread({ text })))
      warm.push(await timeOf(() => lintPac({ text })))
    }
    const name = `lint, ${what} (${Math.round(text.length / 1000)} kB)`
    rows.push({ what: `${name}, in a new thread`, unit: 'ms', ours: median(cold), peers: {}, better: 'less' })
    rows.push({ what: `${name}, warm`, unit: 'ms', ours: median(warm), peers: {}, better: 'less' })
  }
  return rows
}

async function timeOf(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
