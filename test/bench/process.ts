import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { median } from './median.ts'
import type { BenchRow } from './row.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** What a whole wpadd costs: from its start to the first answer of its HTTP server, and the memory that it then holds. */
export async function benchProcess({ rounds }: { rounds: number }): Promise<BenchRow[]> {
  const runs: { ms: number; mebibytes: number }[] = []
  for (let round = 0; round < rounds; round++) runs.push(await startOnce())
  return [
    { what: 'start to first answer', unit: 'ms', ours: median(runs.map(({ ms }) => ms)), peers: {}, better: 'less' },
    {
      what: 'resident memory, all services and the page',
      unit: 'MiB',
      ours: median(runs.map(({ mebibytes }) => mebibytes)),
      peers: {},
      better: 'less',
    },
  ]
}

async function startOnce(): Promise<{ ms: number; mebibytes: number }> {
  const start = performance.now()
  const child = spawn(process.execPath, [main, 'serve', '--log-level', 'error'], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    await once(child.stdout, 'data') // the hints come when every socket is open
    const response = await fetch('http://127.0.0.1:8080/wpad.dat')
    if (!response.ok) throw new Error(`/wpad.dat was answered ${response.status}`)
    const ms = performance.now() - start
    const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? []
    return { ms, mebibytes: Number(kibibytes) / 1024 }
  } finally {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
  }
}
