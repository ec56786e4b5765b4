import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A test that vitest ran, or skipped. */
export interface Ran {
  /** From `test/`, as REQUIREMENTS.md has it. */
  readonly file: string
  /** Its own title, and those of the groups around it. */
  readonly titles: readonly string[]
  readonly status: string
}

interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[]
      readonly title: string
      readonly status: string
    }[]
  }[]
}

/** The tests in the text of one of vitest's JSON reports. */
export function readReport(json: string): Ran[] {
  const { testResults } = JSON.parse(json) as Report
  return testResults.flatMap(({ name, assertionResults }) => {
    const file = name.slice(name.lastIndexOf('/test/') + '/test/'.length)
    return assertionResults.map(({ ancestorTitles, title, status }) => ({ file, titles: [...ancestorTitles, title], status }))
  })
}

/** The tests in every JSON report of a folder. */
export function readReports(folder: string): Ran[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return files.flatMap((name) => readReport(readFileSync(join(folder, name), 'utf8')))
}

/** What is wrong with the tests that REQUIREMENTS.md names (`http/respond.test.ts: H2: ...`), one line each. */
export function unproven(names: readonly string[], ran: readonly Ran[]): string[] {
  return [...new Set(names)].flatMap((name) => {
    const [file = ''] = name.split(': ', 1)
    const title = titlePattern(name.slice(file.length + 2))
    const runs = ran.filter((test) => test.file === file && test.titles.some((each) => title.test(asWritten(each))))
    if (runs.some(({ status }) => status === 'failed')) return [`failed: ${name}`]
    return runs.some(({ status }) => status === 'passed') ? [] : [`${runs.length > 0 ? 'skipped' : 'did not run'}: ${name}`]
  })
}

// as the table writes a title: a cell ends at a bar, and a code span at a backtick
function asWritten(title: string): string {
  return title.replace(/\|/g, '/').replace(/`/g, "'")
}

// a title of a table of tests has placeholders, `%s`, `$name` or `${name}`, which stand for anything
function titlePattern(title: string): RegExp {
  const fixed = title.split(/%[sdifjoOc$#]|\$\{[^}]*\}|\$[\w.]+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${fixed.join('[^]*')}$`)
}
