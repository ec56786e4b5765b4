import { readFileSync, writeFileSync } from 'node:fs'
import { argv, stderr, stdout } from 'node:process'
import { readReports, unproven } from './ran.ts'
import { type NumberedTest, numberedTests } from './titles.ts'
import { root } from './tree.ts'

const notYet = 'not yet'

/** A row of REQUIREMENTS.md. `state` is what people wrote in the last column; the tests beside it are named by file and title. */
export interface Row {
  readonly number: string
  readonly requirement: string
  readonly state: string
  readonly tests: readonly string[]
}

/** The rows of its tables, in order. */
export function readRows(markdown: string): Row[] {
  return markdown.split('\n').flatMap((line) => readRow(line) ?? [])
}

/** The same text with the last column made anew: what people wrote there stays, the tests are those that there are. */
export function withTests(markdown: string, tests: readonly NumberedTest[]): string {
  return markdown
    .split('\n')
    .map((line) => {
      const row = readRow(line)
      return row === undefined ? line : writeRow(row, tests.filter(({ numbers }) => numbers.includes(row.number)).map(nameOf))
    })
    .join('\n')
}

function nameOf({ file, title }: NumberedTest): string {
  // a cell ends at a bar, and a code span at a backtick
  return `${file}: ${title.replace(/\|/g, '/').replace(/`/g, "'")}`
}

/** How a test is named in the table. */
export function testNames(tests: readonly NumberedTest[]): Set<string> {
  return new Set(tests.map(nameOf))
}

function readRow(line: string): Row | undefined {
  const match = /^\| ([A-Z]\d+) \| (.*?) \| (.*) \|$/.exec(line)
  if (match === null) return undefined
  const [, number = '', requirement = '', last = ''] = match
  const parts = last.split('<br>')
  const tests = parts.filter((part) => /^`.*`$/.test(part)).map((part) => part.slice(1, -1))
  return { number, requirement, state: parts.filter((part) => !/^`.*`$/.test(part)).join('<br>'), tests }
}

function writeRow({ number, requirement, state }: Row, names: readonly string[]): string {
  const kept = state === '' || (state === notYet && names.length > 0) ? [] : [state]
  const last = [...kept, ...[...new Set(names)].map((name) => `\`${name}\``)]
  return `| ${number} | ${requirement} | ${last.length > 0 ? last.join('<br>') : notYet} |`
}

// `npm run requirements` writes the table; with --check it only says whether that would change anything; with --ran FOLDER it
// holds the table against vitest's JSON reports there
if (import.meta.filename === argv[1]) {
  const file = `${root}/REQUIREMENTS.md`
  const before = readFileSync(file, 'utf8')
  const after = withTests(before, numberedTests())
  const reports = argv[argv.indexOf('--ran') + 1]
  if (argv.includes('--ran') && reports !== undefined) {
    const names = readRows(before).flatMap(({ tests }) => tests)
    const wrong = unproven(names, readReports(reports))
    stdout.write(
      `${wrong.length === 0 ? `all ${names.length} mentions of a test in REQUIREMENTS.md ran and passed` : wrong.join('\n')}\n`,
    )
    process.exitCode = wrong.length === 0 ? 0 : 1
  } else if (before === after) stdout.write('REQUIREMENTS.md names the tests that there are\n')
  else if (argv.includes('--check')) {
    stderr.write('REQUIREMENTS.md is behind the tests: npm run requirements\n')
    process.exitCode = 1
  } else writeFileSync(file, after)
}
