import { parseArgs } from 'node:util'
import { userPath } from './command.ts'

/** What a command about a configuration is told. */
export interface ConfigWords {
  /** Where the configuration stands; absent: the demonstration's. */
  readonly file: string | undefined
  readonly json: boolean
  readonly help: boolean
}

/** Reads `--config FILE`, `--json` and `--help`. Throws for any other word, as parseArgs does. */
export function readConfigWords(words: readonly string[]): ConfigWords {
  const { values } = parseArgs({
    args: [...words],
    options: { config: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  const { config, json = false, help = false } = values
  return { file: config === undefined ? undefined : userPath(config), json, help }
}
