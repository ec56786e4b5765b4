import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import type { Finding, Severity } from '../evaluator/lint/finding.ts'
import { lintInThread } from '../evaluator/lint/lint-thread.ts'
import { type Command, Misuse, print, printHelp, userPath } from './command.ts'

const help = `Usage: wpadd lint PAC [--json]

Finds mistakes in a PAC without running it: what some clients refuse, what never matches or matches too much, what slows every
page down, what gives secrets away. PAC is a file, or - for standard input. docs/lint.md has a page on each rule.

  --json   {"file", "ok", "findings": [{"rule", "severity", "line", "column", "message", "mend", "kinds"?}]}; kinds are the
           client kinds that a finding concerns, all where it has none

A finding is an error (some client cannot use the PAC, or a rule of it never works), a warning (it does what its author does not
mean) or a note. A comment silences a rule for the next line, or for the file:

  // wpadd-lint-disable-next-line RULE
  // wpadd-lint-disable RULE

Exit status: 0 no errors and no warnings, 1 at least one, 2 misuse.`

/** Says what is wrong with a PAC. */
export const lint: Command = {
  help,
  async run(words) {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
    if (values.help) return printHelp(help)
    const [path, ...more] = positionals
    if (path === undefined) throw new Misuse('no PAC file is named')
    if (more.length > 0) throw new Misuse(`one PAC at a time, so "${more[0]}" has no place`)
    const findings = await lintInThread({ bytes: await read(path) })
    const ok = findings.every(({ severity }) => severity === 'note')
    print(values.json ? JSON.stringify({ file: path, ok, findings }) : report(path, findings))
    return ok ? 0 : 1
  },
}

async function read(path: string): Promise<Uint8Array> {
  if (path === '-') return buffer(process.stdin)
  return readFile(userPath(path)).catch((error: NodeJS.ErrnoException) => {
    throw new Misuse(`${path}: cannot be read (${error.code === 'ENOENT' ? 'there is no such file' : error.message})`)
  })
}

function report(path: string, findings: readonly Finding[]): string {
  return [...findings.flatMap((finding) => describe(path, finding)), summary(path, findings)].join('\n')
}

function describe(path: string, { rule, severity, line, column, message, mend, kinds }: Finding): string[] {
  const concerned = kinds === undefined ? [] : [`    clients: ${kinds.join(', ')}`]
  return [`${path}:${line}:${column}: ${severity} ${rule}: ${message}`, ...concerned, `    mend: ${mend}`]
}

function summary(path: string, findings: readonly Finding[]): string {
  const count = (wanted: Severity) => {
    const number = findings.filter(({ severity }) => severity === wanted).length
    return number === 0 ? [] : [`${number} ${wanted}${number === 1 ? '' : 's'}`]
  }
  const counts = [...count('error'), ...count('warning'), ...count('note')]
  return `${path}: ${counts.length === 0 ? 'nothing to mend' : counts.join(', ')}`
}
