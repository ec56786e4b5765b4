import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseConfig } from '../../src/config/config.ts'
import { ConfigError } from '../../src/config/problem.ts'

const folder = join(import.meta.dirname, 'seeds/config')

/** Configurations as people write them, right and wrong. */
export function seeds(): Buffer[] {
  return readdirSync(folder)
    .sort()
    .map((file) => readFileSync(join(folder, file)))
}

/**
 * Reads a configuration twice: as it is, and with the letters that a keyboard has in place of the others, since YAML is done with
 * most of the first at once. Whether either is a good one. Throws when a bad one is anything but a list of problems for people.
 */
export function target(bytes: Buffer): boolean {
  const asIs = isGood(bytes.toString('utf8'))
  return isGood(typed(bytes)) || asIs
}

const marks = ' \n-:,[]{}&*!|>\'"#%@`?.0159/_~a'

function typed(bytes: Buffer): string {
  const isTypable = (byte: number) => byte === 0x0a || (byte >= 0x20 && byte < 0x7f)
  return Array.from(bytes, (byte) => (isTypable(byte) ? String.fromCharCode(byte) : marks[byte % marks.length])).join('')
}

function isGood(text: string): boolean {
  try {
    parseConfig(text, 'fuzz.yaml')
    return true
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    if (error.problems.length === 0 || error.message === '') throw new Error('a refusal without a reason', { cause: error })
    for (const { message, line } of error.problems) {
      if (message.trim() === '') throw new Error('a problem without words', { cause: error })
      if (line !== undefined && !(line >= 1)) throw new Error(`a problem at line ${line}`, { cause: error })
    }
    return false
  }
}
