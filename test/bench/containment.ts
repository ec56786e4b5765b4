import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Report } from '../end-to-end/containment-process.ts'
import type { BenchRow } from './row.ts'

const file = fileURLToPath(new URL('../end-to-end/containment-process.ts', import.meta.url))

/** What two hundred hostile PACs cost, with the limits that users have, in three dialects: a minute each. No medians: the worst counts. */
export async function benchContainment(): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const dialect of ['chromium', 'firefox', 'winhttp']) {
    const { scripts, slowest, medianMs, hundred, rssBefore, rssAfter } = await report(dialect)
    const row = (what: string, unit: string, ours: number): BenchRow => ({ what, unit, ours, peers: {}, better: 'less' })
    rows.push(
      row(`hostile PAC to verdict, slowest of ${scripts} (${slowest[0]?.[0]}), ${dialect}`, 'ms', slowest[0]?.[1] ?? Number.NaN),
      row(`hostile PAC to verdict, median, ${dialect}`, 'ms', medianMs),
      row(`a hundred visits that hang, in one call, ${dialect}`, 'ms', hundred.ms),
      row(`memory after all of them, as part of before, ${dialect}`, '', rssAfter / rssBefore),
    )
  }
  return rows
}

async function report(dialect: string): Promise<Report> {
  const child = spawn(process.execPath, ['--expose-gc', file, dialect], { stdio: ['ignore', 'pipe', 'inherit'] })
  return JSON.parse(await text(child.stdout)) as Report
}
