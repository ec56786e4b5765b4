import { type Contestant, openPacparser, pacResolver, wpadd } from './evaluator-contestants.ts'
import { benchEvaluatorCost } from './evaluator-cost.ts'
import { median } from './median.ts'
import type { BenchRow } from './row.ts'
import { largeShape, publicShapes, type Shape, smallShape } from './shapes.ts'

/** Shapes take this part of the seconds, so that all of them together stay within minutes. */
const PART = 0.25

/**
 * Decisions a second through the evaluator's worker, in batches of 100 different URLs, beside pac-resolver (in this process) and
 * libpacparser (a C program, when its headers are here), in alternating runs: a small PAC, one of 1000 rules, and the shapes that
 * people publish. For the heavy ones also the time until a file that is new has decided its first visit. Medians.
 */
export async function benchEvaluator({ rounds, seconds }: { rounds: number; seconds: number }): Promise<BenchRow[]> {
  using pacparser = openPacparser()
  const peers = pacparser === undefined ? [pacResolver] : [pacResolver, pacparser]
  const rows: BenchRow[] = []
  for (const shape of [smallShape, largeShape]) rows.push(await rowOf('decide', shape, peers, rounds, seconds))
  for (const shape of publicShapes()) {
    rows.push(await rowOf('decide', shape, peers, rounds, seconds * PART))
    if (shape.isHeavy) rows.push(await rowOf('load', shape, peers, rounds, seconds * PART))
  }
  return [...rows, ...(await benchEvaluatorCost({ rounds }))]
}

async function rowOf(
  job: 'decide' | 'load',
  shape: Shape,
  peers: readonly Contestant[],
  rounds: number,
  seconds: number,
): Promise<BenchRow> {
  const able = [wpadd, ...peers.filter(({ name }) => shape.cannot?.[name] === undefined)]
  const results = new Map(able.map((one) => [one.name, [] as number[]]))
  for (let round = 0; round < rounds; round++) for (const one of able) results.get(one.name)?.push(await one[job](shape, seconds))
  const medians = Object.fromEntries(able.map(({ name }) => [name, median(results.get(name) ?? [])]))
  const { wpadd: ours = Number.NaN, ...theirs } = medians
  const missing = peers.flatMap(({ name }) => shape.cannot?.[name] ?? []).map((why) => ` (${why})`)
  const row = { ours, peers: theirs }
  return job === 'decide'
    ? { what: `${shape.what}${missing.join('')}`, ...row, unit: 'decisions/s', better: 'more' }
    : { what: `${shape.what}: first verdict of a new file`, ...row, unit: 'ms', better: 'less' }
}
