import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createPacResolver } from 'pac-resolver'
import { QuickJS } from 'quickjs-wasi'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import type { World } from '../../src/evaluator/world.ts'
import type { Shape } from './shapes.ts'

/** Something that decides visits. */
export interface Contestant {
  readonly name: string
  /** How many visits it decides a second, once the PAC is loaded. */
  readonly decide: (shape: Shape, seconds: number) => Promise<number>
  /** How many milliseconds pass until a PAC that it has not seen has decided its first visit; the mean over `seconds`. */
  readonly load: (shape: Shape, seconds: number) => Promise<number>
}

export const world: World = { addresses: ['192.0.2.10'], dns: {}, now: Date.UTC(2026, 0, 5, 9), timeZone: 'Europe/Madrid' }

const BATCH = 100
const BATCHES = 50
const WARM_MS = 100
const WARM_BATCHES = 4
/** Batches under way at a time: while one is evaluated, the next is prepared and the last is read. */
const AHEAD = 4

export const wpadd: Contestant = { name: 'wpadd', decide: decideByWpadd, load: loadByWpadd }
/** In this process, with its own functions. */
export const pacResolver: Contestant = { name: 'pac-resolver', decide: decideByPacResolver, load: loadByPacResolver }

async function decideByWpadd(shape: Shape, seconds: number): Promise<number> {
  await using evaluator = openEvaluator()
  const source = { text: shape.pac }
  const batches = batchesOf(shape)
  const evaluate = (number: number) =>
    evaluator.evaluate(source, batches[number % BATCHES] ?? [], world, shape.dialect ?? 'chromium')
  let next = 0
  await warmUp(() => evaluate(next++))
  let decisions = 0
  const start = performance.now()
  const end = start + seconds * 1000
  const work = async (): Promise<void> => {
    while (performance.now() < end) {
      const verdicts = await evaluate(next++)
      decisions += verdicts.filter(({ kind }) => kind !== 'failed').length // a failure is no decision
    }
  }
  await Promise.all(Array.from({ length: AHEAD }, work))
  return (decisions * 1000) / (performance.now() - start)
}

async function loadByWpadd(shape: Shape, seconds: number): Promise<number> {
  await using evaluator = openEvaluator()
  const visits = [shape.visit(1)]
  const dialect = shape.dialect ?? 'chromium'
  await evaluator.evaluate({ text: 'function FindProxyForURL() { return "DIRECT" }' }, visits, world, dialect)
  return await meanTime(seconds, (number) => evaluator.evaluate({ text: `${shape.pac}// ${number}\n` }, visits, world, dialect))
}

async function decideByPacResolver(shape: Shape, seconds: number): Promise<number> {
  const decide = createPacResolver(await QuickJS.create(), shape.pac)
  const batches = batchesOf(shape)
  await warmUp(async (number) => {
    for (const { url, host } of batches[number % BATCHES] ?? []) await decide(url, host)
  })
  let decisions = 0
  const start = performance.now()
  const end = start + seconds * 1000
  for (let next = 1; performance.now() < end; next++) {
    for (const { url, host } of batches[next % BATCHES] ?? []) await decide(url, host)
    decisions += BATCH
  }
  return (decisions * 1000) / (performance.now() - start)
}

// the time of its engine's own start is not counted
async function loadByPacResolver(shape: Shape, seconds: number): Promise<number> {
  const { url, host } = shape.visit(1)
  let counted = 0
  let times = 0
  while (counted < seconds * 1000) {
    const quickJs = await QuickJS.create()
    counted += await timeOf(async () => {
      await createPacResolver(quickJs, `${shape.pac}// ${times++}\n`)(url, host)
    })
  }
  return counted / times
}

/** libpacparser in a C program of its own; `undefined`, with a word on why, when its headers are not here. */
export function openPacparser(): (Contestant & Disposable) | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'wpadd-bench-'))
  const program = join(folder, 'pacparser')
  const source = fileURLToPath(new URL('pacparser.c', import.meta.url))
  const built = spawnSync('gcc', ['-O2', '-o', program, source, '-lpacparser'], { encoding: 'utf8' })
  if (built.status !== 0) {
    const reason = built.error?.message ?? built.stderr.split('\n')[0]
    process.stderr.write(`bench: libpacparser SKIPPED: ${reason} (install gcc and libpacparser-dev)\n`)
    rmSync(folder, { recursive: true })
    return undefined
  }
  const run = async (what: 'decide' | 'load', shape: Shape, seconds: number): Promise<number> => {
    writeFileSync(join(folder, 'pac'), shape.pac)
    const visits = batchesOf(shape).flat()
    writeFileSync(join(folder, 'urls'), visits.map(({ url, host }) => `${url} ${host}\n`).join(''))
    const done = spawnSync(program, [what, join(folder, 'pac'), join(folder, 'urls'), String(seconds)], { encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`libpacparser failed: ${done.stderr}`)
    return Number(done.stdout)
  }
  return {
    name: 'libpacparser',
    decide: (shape, seconds) => run('decide', shape, seconds),
    load: (shape, seconds) => run('load', shape, seconds),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  }
}

// both are compiled as they run, and wpadd looks at a script again when it comes often
async function warmUp(work: (number: number) => Promise<unknown>): Promise<void> {
  const start = performance.now()
  for (let number = 0; number < WARM_BATCHES || performance.now() - start < WARM_MS; number++) await work(number)
}

// made before the clock runs; a host comes once in a batch
function batchesOf({ visit }: Shape): Required<{ url: string; host: string }>[][] {
  return Array.from({ length: BATCHES }, (_, batch) => Array.from({ length: BATCH }, (_, i) => visit(batch * BATCH + i)))
}

async function meanTime(seconds: number, work: (number: number) => Promise<unknown>): Promise<number> {
  const start = performance.now()
  let times = 0
  while (performance.now() - start < seconds * 1000) await work(times++)
  return (performance.now() - start) / times
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
