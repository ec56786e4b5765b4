// `npm run fuzz -- [TARGET...] [--count N] [--seed N]`: feeds mutated inputs to the parsers of what strangers send and people write.
import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { type HuntPlan, hunt, saveInput, type Taken } from './hunt.ts'

const all = ['dhcp', 'dns', 'llmnr', 'mdns', 'netbios', 'http', 'config']
const known = globSync('*.ts', { cwd: import.meta.dirname }).map((file) => basename(file, '.ts'))

const { values, positionals } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
  allowPositionals: true,
})
const count = wholeNumber('--count', values.count)
const seed = wholeNumber('--seed', values.seed)
const names = positionals.length > 0 ? positionals : all
for (const name of names) if (!all.includes(name) || !known.includes(name)) misused(`"${name}" is not one of ${all.join(', ')}`)

const rows: [string, Taken][] = []
for (const name of names) {
  const plan: HuntPlan = { name, count, seed }
  const result = await hunt(plan, (done) => progress(`${name}: ${done} of ${count}`))
  progress('')
  if ('what' in result) {
    const file = await saveInput(plan, result, 'fuzz-findings')
    print(`${name}: input ${result.input} of seed ${seed}: ${result.what}\nThe input is in ${file}`)
    process.exitCode = 1
  } else rows.push([name, result])
}
print(table(rows))

function table(rows: readonly [string, Taken][]): string {
  const lines = rows.map(([name, taken]) => [
    name,
    String(taken.count),
    String(taken.refused ?? '-'),
    taken.medianMicroseconds.toFixed(1),
    taken.worstMilliseconds.toFixed(1),
    (taken.heapGrowth / 1024).toFixed(0),
  ])
  const heads = ['target', 'inputs', 'refused', 'median us', 'worst ms', 'heap KiB']
  const widths = heads.map((head, i) => Math.max(head.length, ...lines.map((line) => line[i]!.length)))
  return [heads, ...lines]
    .map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '))
    .join('\n')
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1) misused(`${option}: "${text}" is not a whole number from 1`)
  return number
}

function misused(message: string): never {
  process.stderr.write(`fuzz: ${message}\n`)
  process.exit(2)
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
