import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createPacResolver } from 'pac-resolver'
import { QuickJS } from 'quickjs-wasi'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import type { Visit } from '../../src/evaluator/world.ts'
import { median } from './median.ts'
import type { BenchRow } from './row.ts'

/** Something that decides visits, and how many it decided a second in each run. */
interface Contestant {
  readonly name: string
  readonly run: (pac: string, seconds: number) => Promise<number>
  readonly perSecond: number[]
}

const BATCH = 100
/** Batches under way at a time: while one is evaluated, the next is prepared and the last is read. */
const AHEAD = 4
const world = { addresses: ['192.0.2.10'], dns: {}, now: Date.UTC(2026, 0, 5, 9), timeZone: 'Europe/Madrid' }

const smallPac = `function FindProxyForURL(url, host) {
  if (isPlainHostName(host) || dnsDomainIs(host, ".branch.example")) return "DIRECT";
  if (shExpMatch(host, "*.cdn.example")) return "PROXY cdn.example.org:3128; DIRECT";
  return "PROXY proxy.example.org:3128; DIRECT";
}
`

/**
 * Decisions a second through the evaluator's worker, in batches of 100 different URLs, beside pac-resolver (in this process) and
 * libpacparser (a C program, when its headers are here), in alternating runs: a small PAC, and one of 1000 rules. Medians.
 */
export async function benchEvaluator({ rounds, seconds }: { rounds: number; seconds: number }): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const [what, pac] of [['PAC, small', smallPac] as const, ['PAC, 1000 rules', largePac()] as const]) {
    using pacparser = buildPacparser()
    const ours = contestant('wpadd', runOurs)
    const peers = [contestant('pac-resolver', runPacResolver)]
    if (pacparser.run !== undefined) peers.push(contestant('libpacparser', pacparser.run))
    for (let round = 0; round < rounds; round++)
      for (const one of [ours, ...peers]) one.perSecond.push(await one.run(pac, seconds))
    const medians = Object.fromEntries(peers.map((peer) => [peer.name, median(peer.perSecond)]))
    rows.push({ what, ours: median(ours.perSecond), peers: medians, unit: 'decisions/s', better: 'more' })
  }
  return rows
}

function largePac(): string {
  const rule = (i: number) => `  if (shExpMatch(host, "*.site${i}.example")) return "PROXY proxy${i % 10}.example.org:3128";`
  const rules = Array.from({ length: 1000 }, (_, i) => rule(i))
  return `function FindProxyForURL(url, host) {\n${rules.join('\n')}\n  return "DIRECT";\n}\n`
}

// one visit in ten meets a rule, anywhere in the list
function visitOf(number: number): Required<Visit> {
  const host = number % 10 === 0 ? `www.site${(number * 37) % 1000}.example` : `host${number}.customer${number % 977}.example`
  return { host, url: `http://${host}/some/path?page=${number}` }
}

async function runOurs(pac: string, seconds: number): Promise<number> {
  await using evaluator = openEvaluator()
  const source = { text: pac }
  await evaluator.evaluate(source, batchOf(0), world)
  let next = 1
  let decisions = 0
  const start = performance.now()
  const end = start + seconds * 1000
  const work = async (): Promise<void> => {
    while (performance.now() < end) {
      await evaluator.evaluate(source, batchOf(next++), world)
      decisions += BATCH
    }
  }
  await Promise.all(Array.from({ length: AHEAD }, work))
  return perSecond(decisions, start)
}

async function runPacResolver(pac: string, seconds: number): Promise<number> {
  const quickJs = await QuickJS.create()
  const decide = createPacResolver(quickJs, pac)
  for (const { url, host } of batchOf(0)) await decide(url, host)
  let next = 1
  let decisions = 0
  const start = performance.now()
  const end = start + seconds * 1000
  while (performance.now() < end) {
    for (const { url, host } of batchOf(next++)) await decide(url, host)
    decisions += BATCH
  }
  return perSecond(decisions, start)
}

function batchOf(number: number): Required<Visit>[] {
  return Array.from({ length: BATCH }, (_, i) => visitOf(number * BATCH + i))
}

function buildPacparser(): { run: Contestant['run'] | undefined } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'wpadd-bench-'))
  const program = join(folder, 'pacparser')
  const source = fileURLToPath(new URL('pacparser.c', import.meta.url))
  const built = spawnSync('gcc', ['-O2', '-o', program, source, '-lpacparser'], { encoding: 'utf8' })
  const reason = built.error?.message ?? built.stderr.split('\n')[0]
  if (built.status !== 0) process.stderr.write(`bench: libpacparser SKIPPED: ${reason} (install gcc and libpacparser-dev)\n`)
  const run = async (pac: string, seconds: number): Promise<number> => {
    writeFileSync(join(folder, 'pac'), pac)
    const visits = Array.from({ length: 10 * BATCH }, (_, i) => visitOf(i))
    writeFileSync(join(folder, 'urls'), visits.map(({ url, host }) => `${url} ${host}\n`).join(''))
    const done = spawnSync(program, [join(folder, 'pac'), join(folder, 'urls'), String(seconds)], { encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`libpacparser failed: ${done.stderr}`)
    return Number(done.stdout)
  }
  return { run: built.status === 0 ? run : undefined, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) }
}

function contestant(name: string, run: Contestant['run']): Contestant {
  return { name, run, perSecond: [] }
}

function perSecond(decisions: number, start: number): number {
  return (decisions * 1000) / (performance.now() - start)
}
