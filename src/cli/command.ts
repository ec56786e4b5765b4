import { resolve } from 'node:path'

/** One command of the command line: a file of its own in this folder. */
export interface Command {
  /** What `wpadd COMMAND --help` prints. */
  readonly help: string
  /** Runs it with the words after its name; the exit status: 0 fine, 1 found something wrong, 2 misuse. */
  run(words: readonly string[]): Promise<number>
}

/** The command line is not as `--help` says. The message says what is wrong; the exit status is 2. */
export class Misuse extends Error {
  override readonly name = 'Misuse'
}

/**
 * A path as its user meant it: relative to where they stood, which under `npm run` is not the current folder.
 * INIT_CWD is npm's word for it, and means us only when the package that npm runs is this one.
 */
export function userPath(path: string): string {
  return resolve((isCheckout() ? process.env.INIT_CWD : undefined) ?? '.', path)
}

/** How its user calls this program: in a checkout by npm, which finds the pinned Node. */
export function commandName(): string {
  return isCheckout() ? 'npm run -s wpadd --' : 'wpadd'
}

/** Whether npm runs us as a checkout's own script. */
export function isCheckout(): boolean {
  return process.env.npm_package_name === 'wpadd'
}

/** Prints lines for people or programs on standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Prints what `--help` asks for; the exit status is fine. */
export function printHelp(help: string): number {
  print(help)
  return 0
}
