import { readFile, writeFile } from 'node:fs/promises'
import { type Evaluation, makeRecord, type ReadRecord, type Recorded, readRecord } from '../evaluator/record.ts'
import { Misuse, userPath } from './command.ts'
import { whyUnreadable } from './eval-world.ts'
import { version } from './version.ts'

/** Writes an evaluation to a file, with every name that was asked. */
export async function saveRecord(path: string, evaluation: Evaluation, outcomes: readonly Recorded[]): Promise<void> {
  const text = `${JSON.stringify(makeRecord(evaluation, outcomes, version), null, 2)}\n`
  await writeFile(userPath(path), text).catch((error: Error) => {
    throw new Misuse(`--save: ${path} cannot be written: ${error.message}`, { cause: error })
  })
}

/** Reads what `saveRecord` wrote. */
export async function loadRecord(path: string): Promise<ReadRecord> {
  const text = await readFile(userPath(path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Misuse(`--replay: ${whyUnreadable(path, error)}`)
  })
  try {
    return readRecord(text)
  } catch (error) {
    throw new Misuse(`--replay: ${path}: ${(error as Error).message}`, { cause: error })
  }
}
