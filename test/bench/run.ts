import { parseArgs } from 'node:util'
import { benchCompare } from './compare.ts'
import { benchContainment } from './containment.ts'
import { benchDhcp } from './dhcp.ts'
import { benchDhcpFlood } from './dhcp-flood.ts'
import { benchDns } from './dns.ts'
import { benchEvaluator } from './evaluator.ts'
import { benchHttp } from './http.ts'
import { benchLint } from './lint.ts'
import { benchPage } from './page.ts'
import { benchPeople } from './people.ts'
import { benchProcess } from './process.ts'
import type { BenchRow } from './row.ts'
import { benchStore } from './store.ts'

const help = `Usage: npm run bench [-- [dns] [http] [dhcp] [evaluator] [lint] [process] [page] [compare] [people] [--rounds N] [--seconds N]]
       npm run bench -- containment
       npm run bench -- store

Measures wpadd beside its peers, in alternating runs on this machine, and prints the medians and their ratios. Machines are noisy:
compare within one table only. DHCP needs root, for network namespaces; a peer that is not installed is said so. The hostile
PACs of containment take some minutes; so does store, with 10 million sightings, and it takes 3 GB of the temporary folder.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    help: { type: 'boolean', short: 'h' },
  },
})
const rounds = Number(values.rounds)
const seconds = Number(values.seconds)
const benches: Record<string, () => Promise<readonly BenchRow[]>> = {
  dns: () => benchDns({ rounds, seconds }),
  http: () => benchHttp({ rounds, seconds }),
  dhcp: async () => [...(await benchDhcpFlood()), ...(await benchDhcp({ rounds, requests: 200 }))],
  evaluator: () => benchEvaluator({ rounds, seconds: Math.min(seconds, 2) }),
  lint: () => benchLint({ rounds }),
  containment: benchContainment,
  store: () => benchStore({ rounds }),
  process: () => benchProcess({ rounds }),
  page: () => benchPage({ rounds }),
  compare: () => benchCompare({ rounds }),
  people: () => benchPeople({ rounds, seconds }),
}
// these run only when they are named
const long = new Set(['containment', 'store'])
if (values.help) say(help)
else await run(positionals.length > 0 ? positionals : Object.keys(benches).filter((name) => !long.has(name)))

async function run(names: readonly string[]): Promise<void> {
  const rows: BenchRow[] = []
  for (const name of names) {
    const bench = benches[name]
    if (bench === undefined) throw new Error(`"${name}" is not a bench (${Object.keys(benches).join(', ')})`)
    process.stderr.write(`bench: ${name} …\n`)
    rows.push(...(await bench()))
  }
  say('| what | unit | wpadd | peer | peer’s | wpadd is |\n| --- | --- | ---: | --- | ---: | --- |')
  for (const row of rows) for (const line of linesOf(row)) say(line)
}

function linesOf({ what, unit, ours, peers, better }: BenchRow): string[] {
  const all = Object.entries(peers)
  if (all.length === 0) return [`| ${what} | ${unit} | ${figure(ours)} | | | |`]
  return all.map(([peer, theirs]) => {
    const ratio = `${(ours / theirs).toFixed(2)} x ${peer} (${better} is better)`
    return `| ${what} | ${unit} | ${figure(ours)} | ${peer} | ${figure(theirs)} | ${ratio} |`
  })
}

function figure(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en')
  return value >= 10 ? value.toFixed(0) : value.toFixed(2)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
