import { readFile, stat } from 'node:fs/promises'
import { caseTableOf, parseCaseTable } from '../../revisions/case-table.ts'
import type { LivePac } from '../view.ts'

const mostBytes = 1024 * 1024
const mostVisits = 3

/** Visits worth looking at first: those of the PAC's case table, else three that are likely to be decided differently. */
export async function firstVisits(site: LivePac | undefined): Promise<readonly string[]> {
  const cases = site?.pac.file === undefined ? [] : await visitsOfCases(caseTableOf(site.pac.file))
  const usual = ['https://www.example.org/', 'http://intranet/', `http://www.${site?.domains[0] ?? 'example.com'}/`]
  return [...new Set(cases.length > 0 ? cases : usual)].slice(0, mostVisits)
}

// a table that is missing, too long or wrong is told of elsewhere (wpadd check); here it is no table
async function visitsOfCases(file: string): Promise<string[]> {
  try {
    if ((await stat(file)).size > mostBytes) return []
    return parseCaseTable(await readFile(file, 'utf8')).map(({ visit }) => visit)
  } catch {
    return []
  }
}
