import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { median } from './median.ts'
import type { BenchRow } from './row.ts'

/** What one run of wrk saw. */
interface Run {
  readonly answersPerSecond: number
  readonly latency: number
}

/** A server under test, and where it has the PAC. */
interface Server extends AsyncDisposable {
  readonly url: string
}

// a port that nothing else here uses; nginx cannot choose one itself
const nginxPort = 30_000 + (process.pid % 10_000)
const close = ['-H', 'Connection: close']

/**
 * Answers a second and their latency, of wpadd and nginx (one worker, no access log) in alternating runs of `seconds`, medians of
 * `rounds`: wrk fetches the same PAC of 4 KB over loopback. Without wrk or nginx it says so and gives no rows.
 */
export async function benchHttp({ rounds, seconds }: { rounds: number; seconds: number }): Promise<BenchRow[]> {
  const missing = ['wrk', 'nginx'].filter((tool) => spawnSync('which', [tool]).status !== 0)
  if (missing.length > 0) {
    process.stderr.write(`bench: http SKIPPED: install ${missing.join(', ')}\n`)
    return []
  }
  await using opened = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'wpadd-bench-'))
  opened.defer(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'wpad.dat')
  writeFileSync(file, fourKilobytes())
  const servers = { wpadd: opened.use(await openWpadd(file)), nginx: opened.use(await openNginx(folder)) }
  const kept: Runs = { wpadd: [], nginx: [] }
  const single: Runs = { wpadd: [], nginx: [] }
  const fresh: Runs = { wpadd: [], nginx: [] }
  for (let round = 0; round < rounds; round++) {
    for (const name of ['wpadd', 'nginx'] as const) {
      const { url } = servers[name]
      kept[name].push(await wrk(url, seconds, 32))
      single[name].push(await wrk(url, seconds, 1))
      fresh[name].push(await wrk(url, seconds, 32, close))
    }
  }
  return [
    row('HTTP answers, 4 KB, 32 connections', 'answers/s', 'more', kept, (run) => run.answersPerSecond),
    row('HTTP answers, 4 KB, a connection each', 'answers/s', 'more', fresh, (run) => run.answersPerSecond),
    row('HTTP, request to answer, one at a time', 'us', 'less', single, (run) => run.latency),
  ]
}

function fourKilobytes(): string {
  const rules = Array.from(
    { length: 64 },
    (_, i) => `  if (dnsDomainIs(host, ".branch-${i + 10}.example.org")) return "DIRECT"\n`,
  )
  return `function FindProxyForURL(url, host) {\n${rules.join('')}  return "PROXY proxy.example.org:3128"\n}\n`
}

async function openWpadd(file: string): Promise<Server> {
  const script = fileURLToPath(new URL('serve-http.ts', import.meta.url))
  const child = spawn(process.execPath, [script, file], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [port] = (await once(child.stdout, 'data')) as [Buffer]
  const url = `http://127.0.0.1:${port.toString().trim()}/wpad.dat`
  return { url, [Symbol.asyncDispose]: () => ended(child, () => child.stdin.end()) }
}

async function openNginx(folder: string): Promise<Server> {
  const configuration = join(folder, 'nginx.conf')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((use) => `${use}_temp_path ${folder}/${use};`)
  writeFileSync(
    configuration,
    `daemon off; master_process off; worker_processes 1; pid ${folder}/nginx.pid; error_log stderr error;
    events { worker_connections 1024; }
    http {
      ${temporary.join(' ')}
      access_log off; sendfile on; open_file_cache max=10; keepalive_requests 1000000000;
      types { application/x-ns-proxy-autoconfig dat; }
      server { listen 127.0.0.1:${nginxPort}; root ${folder}; add_header Cache-Control "private, max-age=300"; }
    }`,
  )
  const child = spawn('nginx', ['-p', folder, '-c', configuration, '-e', 'stderr'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const url = `http://127.0.0.1:${nginxPort}/wpad.dat`
  await untilItAnswers(child, url)
  return { url, [Symbol.asyncDispose]: () => ended(child, () => child.kill('SIGTERM')) }
}

async function untilItAnswers(child: ChildProcess, url: string): Promise<void> {
  for (let attempt = 0; attempt < 100 && child.exitCode === null; attempt++) {
    const response = await fetch(url, { headers: { connection: 'close' } }).catch(() => undefined)
    if (response?.ok) return
    await wait(50)
  }
  throw new Error(`nginx does not answer at ${url} (exit ${child.exitCode})`)
}

async function ended(child: ChildProcess, end: () => void): Promise<void> {
  if (child.exitCode !== null) return
  const exit = once(child, 'exit')
  end()
  await exit
}

async function wrk(url: string, seconds: number, connections: number, more: readonly string[] = []): Promise<Run> {
  const { stdout } = await promisify(execFile)('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, ...more, url])
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`wrk got other answers than 200:\n${stdout}`)
  return {
    answersPerSecond: Number(figure(stdout, /Requests\/sec:\s+([\d.]+)/)),
    latency: microseconds(figure(stdout, /Latency\s+(\S+)/)),
  }
}

function microseconds(text: string): number {
  const [, value, unit] = /^([\d.]+)(us|ms|s)$/.exec(text) ?? []
  return Number(value) * (unit === 'us' ? 1 : unit === 'ms' ? 1000 : 1_000_000)
}

function figure(text: string, pattern: RegExp): string {
  const [, value] = pattern.exec(text) ?? []
  if (value === undefined) throw new Error(`wrk printed no ${pattern.source}:\n${text}`)
  return value
}

interface Runs {
  readonly wpadd: Run[]
  readonly nginx: Run[]
}

function row(what: string, unit: string, better: BenchRow['better'], runs: Runs, of: (run: Run) => number): BenchRow {
  return { what, unit, better, ours: median(runs.wpadd.map(of)), peers: { nginx: median(runs.nginx.map(of)) } }
}
