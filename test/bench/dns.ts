import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { median } from './median.ts'
import type { BenchRow } from './row.ts'

/** What one run of dnsperf saw. */
interface Run {
  readonly answersPerSecond: number
  readonly latency: number
}

/** A server under test and the port where it answers. */
interface Server extends AsyncDisposable {
  readonly port: number
}

// a port that nothing else here uses; dnsmasq cannot choose one itself
const dnsmasqPort = 20_000 + (process.pid % 10_000)

/**
 * Answers a second and their latency, of wpadd and dnsmasq in alternating runs of `seconds`, medians of `rounds`: dnsperf asks the
 * A record of a wpad name over loopback, 100 questions at a time for the first, one at a time for the second. Without dnsperf or
 * dnsmasq it says so and gives no rows.
 */
export async function benchDns({ rounds, seconds }: { rounds: number; seconds: number }): Promise<BenchRow[]> {
  const missing = ['dnsperf', 'dnsmasq'].filter((tool) => spawnSync('which', [tool]).status !== 0)
  if (missing.length > 0) {
    process.stderr.write(`bench: dns SKIPPED: install ${missing.join(', ')}\n`)
    return []
  }
  await using opened = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'wpadd-bench-'))
  opened.defer(() => rmSync(folder, { recursive: true }))
  const questions = join(folder, 'questions')
  writeFileSync(questions, 'wpad.example.com A\n')
  const wpadd = opened.use(await openWpadd())
  const dnsmasq = opened.use(await openDnsmasq())
  const flood = { wpadd: [] as Run[], dnsmasq: [] as Run[] }
  const single = { wpadd: [] as Run[], dnsmasq: [] as Run[] }
  for (let round = 0; round < rounds; round++) {
    for (const [name, { port }] of [['wpadd', wpadd] as const, ['dnsmasq', dnsmasq] as const]) {
      flood[name].push(await dnsperf(port, questions, seconds, 100))
      single[name].push(await dnsperf(port, questions, seconds, 1))
    }
  }
  return [
    row('DNS answers', 'answers/s', 'more', flood, (run) => run.answersPerSecond),
    row('DNS, question to answer, one at a time', 'us', 'less', single, (run) => run.latency),
  ]
}

async function openWpadd(): Promise<Server> {
  const script = fileURLToPath(new URL('serve-dns.ts', import.meta.url))
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { port: Number(line.toString()), [Symbol.asyncDispose]: () => ended(child, () => child.stdin.end()) }
}

async function openDnsmasq(): Promise<Server> {
  const child = spawn('dnsmasq', [
    ...['--keep-in-foreground', '--conf-file=/dev/null', '--no-resolv', '--no-hosts', '--pid-file=', '--log-facility=/dev/null'],
    ...[`--port=${dnsmasqPort}`, '--listen-address=127.0.0.1', '--bind-interfaces', '--host-record=wpad.example.com,192.0.2.10'],
  ])
  await untilItListens(child, dnsmasqPort)
  return { port: dnsmasqPort, [Symbol.asyncDispose]: () => ended(child, () => child.kill('SIGTERM')) }
}

async function untilItListens(child: ChildProcess, port: number): Promise<void> {
  for (let attempt = 0; attempt < 100 && child.exitCode === null; attempt++) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (isOpen) return
    await wait(50)
  }
  throw new Error(`dnsmasq does not listen on port ${port} (exit ${child.exitCode})`)
}

async function ended(child: ChildProcess, end: () => void): Promise<void> {
  if (child.exitCode !== null) return
  const exit = once(child, 'exit')
  end()
  await exit
}

async function dnsperf(port: number, questions: string, seconds: number, outstanding: number): Promise<Run> {
  const args = ['-s', '127.0.0.1', '-p', port, '-d', questions, '-l', seconds, '-q', outstanding].map(String)
  const { stdout } = await promisify(execFile)('dnsperf', args)
  const answersPerSecond = figure(stdout, /Queries per second:\s+([\d.]+)/)
  const completed = figure(stdout, /Response codes:\s+NOERROR \d+ \(([\d.]+)%\)/)
  if (completed !== 100) throw new Error(`dnsperf got other answers than NOERROR:\n${stdout}`)
  return { answersPerSecond, latency: figure(stdout, /Average Latency \(s\):\s+([\d.]+)/) * 1e6 }
}

function figure(text: string, pattern: RegExp): number {
  const [, value] = pattern.exec(text) ?? []
  if (value === undefined) throw new Error(`dnsperf printed no ${pattern.source}:\n${text}`)
  return Number(value)
}

type Runs = { readonly wpadd: readonly Run[]; readonly dnsmasq: readonly Run[] }

function row(what: string, unit: string, better: BenchRow['better'], runs: Runs, of: (run: Run) => number): BenchRow {
  return { what, unit, better, ours: median(runs.wpadd.map(of)), peers: { dnsmasq: median(runs.dnsmasq.map(of)) } }
}
