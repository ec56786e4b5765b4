import type { FailedCase } from '../revisions/case-table.ts'

/** A case table that was run, or what kept it from being run. */
export interface TestedTable {
  readonly file: string
  readonly visits: readonly string[]
  readonly failed: readonly FailedCase[]
  /** Why no case was run: a table or a PAC that can't be read. */
  readonly problem?: string
}

/** The report that CI systems read: JUnit's XML, a suite for each table and a case for each visit. */
export function junitReport(tables: readonly TestedTable[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${tables.map(suite).join('')}</testsuites>\n`
}

function suite({ file, visits, failed, problem }: TestedTable): string {
  if (problem !== undefined) {
    const error = `<testcase name="the table"><error message="${escaped(problem)}"/></testcase>`
    return `  <testsuite name="${escaped(file)}" tests="1" failures="0" errors="1">${error}</testsuite>\n`
  }
  const cases = visits.map((visit, i) => {
    const failure = failed.find(({ index }) => index === i + 1)
    const name = `    <testcase name="${escaped(`${i + 1} ${visit}`)}"`
    if (failure === undefined) return `${name}/>\n`
    return `${name}><failure message="${escaped(`expected ${failure.expect}, got ${failure.got}`)}"/></testcase>\n`
  })
  return `  <testsuite name="${escaped(file)}" tests="${visits.length}" failures="${failed.length}" errors="0">\n${cases.join('')}  </testsuite>\n`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' }

// XML 1.0 has no other control characters at all, not even escaped
function escaped(text: string): string {
  return text.replace(/[&<>"\n]/g, (character) => entities[character]!).replace(/[^\x20-\uffff]/g, '\ufffd')
}
