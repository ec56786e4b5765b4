import { readFile } from 'node:fs/promises'
import { readCertificate } from '../admin/certificate/read-certificate.ts'
import { type Config, loadConfig } from '../config/config.ts'
import { type Evaluator, openEvaluator } from '../evaluator/evaluator.ts'
import { lintInThread } from '../evaluator/lint/lint-thread.ts'
import { caseTableOf, parseCaseTable, runCases } from '../revisions/case-table.ts'
import { pacCheck } from '../revisions/check-pac.ts'
import { loadPac } from '../revisions/load-pac.ts'
import { pacFilesOf } from '../sites/load-answers.ts'
import { type Command, print, printHelp } from './command.ts'
import { readConfigWords } from './config-words.ts'
import { demonstration } from './demonstration.ts'

const help = `Usage: wpadd check [--config FILE] [--json]

Validates a configuration, the PAC files that it names and their case tables (office.cases.yaml beside office.pac), and prints
every problem, not the first. Nothing is opened and nothing is changed.

  --config FILE   the configuration; without it, the demonstration's
  --json          {"file", "ok", "problems": [...], "warnings": [...], "pacs": [{"file", "revision", "cases"}]}

Exit status: 0 all is well, 1 something is wrong, 2 misuse.`

interface Findings {
  readonly problems: string[]
  readonly warnings: string[]
  readonly pacs: { readonly file: string; readonly revision: string; readonly cases: number }[]
}

/** Says what is wrong before a server is asked to run it. */
export const check: Command = {
  help,
  async run(words) {
    const { file, json, help: isHelpAsked } = readConfigWords(words)
    if (isHelpAsked) return printHelp(help)
    const findings: Findings = { problems: [], warnings: [], pacs: [] }
    const config = await (file === undefined
      ? demonstration()
      : loadConfig(file).catch((error) => void findings.problems.push(error.message)))
    if (config) {
      findings.warnings.push(...config.warnings)
      await checkPacs(config, findings)
      await checkCertificate(config, findings)
    }
    const name = file ?? 'demonstration'
    const ok = findings.problems.length === 0
    if (json) print(JSON.stringify({ file: name, ok, ...findings }))
    else report(name, findings)
    return ok ? 0 : 1
  },
}

async function checkPacs(config: Config, findings: Findings): Promise<void> {
  await using evaluator = openEvaluator()
  for (const file of pacFilesOf(config.sites)) {
    try {
      const revision = await loadPac(file, undefined, pacCheck(evaluator))
      findings.warnings.push(...(revision.warnings ?? []).map((warning) => `${file}: ${warning}`))
      findings.warnings.push(...(await lintSummary(file, revision.body)))
      const cases = await checkCases(file, revision.body.toString('utf8'), evaluator, findings)
      findings.pacs.push({ file, revision: revision.id, cases })
    } catch (error) {
      findings.problems.push((error as Error).message)
    }
  }
}

async function checkCertificate({ admin }: Config, { problems, warnings }: Findings): Promise<void> {
  if (admin?.tls === undefined) return
  try {
    const { expires } = await readCertificate(admin.tls)
    if (expires < Date.now())
      warnings.push(`admin.tls: ${admin.tls.certificate} has expired (${new Date(expires).toISOString()})`)
  } catch (error) {
    problems.push(`admin.tls: ${(error as Error).message}`)
  }
}

async function lintSummary(file: string, bytes: Uint8Array): Promise<string[]> {
  const found = (await lintInThread({ bytes })).filter(({ severity }) => severity !== 'note')
  if (found.length === 0) return []
  return [`${file}: ${found.length === 1 ? 'a mistake' : `${found.length} mistakes`} (wpadd lint ${file})`]
}

async function checkCases(pacFile: string, pac: string, evaluator: Evaluator, findings: Findings): Promise<number> {
  const file = caseTableOf(pacFile)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') findings.problems.push(`${file}: cannot be read (${error.message})`)
    return undefined
  })
  if (text === undefined) return 0
  try {
    const cases = parseCaseTable(text)
    for (const { index, visit, expect, got } of await runCases(pac, cases, evaluator))
      findings.problems.push(`${file}: case ${index}, ${visit}: expected ${expect}, got ${got}`)
    return cases.length
  } catch (error) {
    findings.problems.push(`${file}: ${(error as Error).message}`)
    return 0
  }
}

function report(name: string, { problems, warnings, pacs }: Findings): void {
  for (const { file, revision, cases } of pacs)
    print(`${file}: revision ${revision}, ${cases === 0 ? 'no case table' : `${cases} cases`}`)
  for (const warning of warnings) print(`warning: ${warning}`)
  for (const problem of problems) print(problem)
  print(problems.length === 0 ? `${name}: all is well` : `${name}: not fit to serve`)
}
