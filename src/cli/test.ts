import { globSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Evaluator, openEvaluator } from '../evaluator/evaluator.ts'
import { caseTableOf, parseCaseTable, runCases } from '../revisions/case-table.ts'
import { loadPac } from '../revisions/load-pac.ts'
import { type Command, Misuse, print, printHelp, userPath } from './command.ts'
import { junitReport, type TestedTable } from './junit.ts'

const help = `Usage: wpadd test [FILE...] [--junit FILE] [--json]

Runs case tables: what a PAC is meant to decide (office.cases.yaml beside office.pac), visit by visit, and prints those that differ.

  FILE           a PAC or its case table; without one, every *.cases.yaml below this folder
  --junit FILE   writes a report that CI systems read
  --json         {"ok", "tables": [{"file", "cases", "failed": [{"index", "visit", "expect", "got"}], "problem"?}]}

A case: { visit, expect, client?: [ADDRESS], now?: ISO, tz?: ZONE, dns?: { NAME: [ADDRESS] }, as?: KIND }

Exit status: 0 every case is as expected, 1 one is not or can't be run, 2 misuse.`

const mostTables = 1000

/** Says whether PACs decide what they are meant to decide. */
export const test: Command = {
  help,
  async run(words) {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { junit: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help) return printHelp(help)
    await using evaluator = openEvaluator()
    const tables: TestedTable[] = []
    for (const file of tablesOf(positionals)) tables.push(await runTable(file, evaluator))
    if (values.junit !== undefined) writeFileSync(userPath(values.junit), junitReport(tables))
    const ok = tables.every(({ failed, problem }) => failed.length === 0 && problem === undefined)
    if (values.json)
      print(JSON.stringify({ ok, tables: tables.map(({ visits, ...table }) => ({ ...table, cases: visits.length })) }))
    else report(tables)
    return ok ? 0 : 1
  },
}

function tablesOf(positionals: readonly string[]): string[] {
  if (positionals.length > 0)
    return positionals.map((path) => (path.endsWith('.yaml') ? userPath(path) : caseTableOf(userPath(path))))
  const here = userPath('.')
  const found = globSync('**/*.cases.yaml', { cwd: here, exclude: (name) => name === 'node_modules' }).sort()
  if (found.length === 0) throw new Misuse(`no *.cases.yaml below ${here} (name a PAC or a case table)`)
  if (found.length > mostTables) throw new Misuse(`${found.length} case tables below ${here}: name those to run`)
  return found.map((path) => resolve(here, path))
}

async function runTable(file: string, evaluator: Evaluator): Promise<TestedTable> {
  const name = relative(userPath('.'), file)
  try {
    const cases = parseCaseTable(await readFile(file, 'utf8'))
    const pac = await loadPac(file.replace(/\.cases\.yaml$/, '.pac'))
    const failed = await runCases(pac.body.toString('utf8'), cases, evaluator)
    return { file: name, visits: cases.map(({ visit }) => visit), failed }
  } catch (error) {
    return { file: name, visits: [], failed: [], problem: (error as Error).message }
  }
}

function report(tables: readonly TestedTable[]): void {
  for (const { file, visits, failed, problem } of tables) {
    if (problem !== undefined) print(`${file}: ${problem}`)
    else print(`${file}: ${visits.length} cases, ${failed.length === 0 ? 'all as expected' : `${failed.length} not as expected`}`)
    for (const { index, visit, expect, got } of failed) print(`  case ${index}, ${visit}: expected ${expect}, got ${got}`)
  }
}
