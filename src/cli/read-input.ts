import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { openVisitLines } from '../admin/assets/visit-lines.js'
import type { PacSource } from '../evaluator/world.ts'
import { Misuse, userPath } from './command.ts'
import { whyUnreadable } from './eval-world.ts'

/** A PAC's bytes; `-` is standard input. */
export async function readPac(path: string): Promise<PacSource> {
  if (path === '-') return { bytes: await buffer(process.stdin) }
  return {
    bytes: await readFile(userPath(path)).catch((error: NodeJS.ErrnoException) => {
      throw new Error(whyUnreadable(path, error), { cause: error })
    }),
  }
}

/** What was read of a list or log of visits. */
export type Reading = ReturnType<typeof openVisitLines>['reading']

const mostVisits = 100_000

/** The visits of a list or a log; `-` is standard input. Throws Misuse when there are none, or over 100,000 different ones. */
export async function readVisits(path: string): Promise<Reading> {
  const lines = openVisitLines(mostVisits)
  const input = path === '-' ? process.stdin : createReadStream(userPath(path))
  input.setEncoding('utf8')
  try {
    for await (const part of input) lines.push(part)
  } catch (error) {
    throw new Misuse(`--visits: ${whyUnreadable(path, error as NodeJS.ErrnoException)}`)
  }
  lines.end()
  const { visits, beyond, samples } = lines.reading
  const [first] = samples
  const why = first === undefined ? '' : ` (line ${first.line}: "${first.text}" is neither a URL nor a line of a log)`
  if (visits.size === 0) throw new Misuse(`--visits: there is no visit in ${path}${why}`)
  if (beyond > 0) throw new Misuse(`--visits: there are over ${mostVisits} different visits in ${path}: split it`)
  return lines.reading
}
