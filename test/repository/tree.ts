import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of the checkout. */
export const root = join(import.meta.dirname, '../..')

/** The files of the checkout that match, tracked or about to be, with paths from its root; never what npm installed or tsc made. */
export function filesLike(...patterns: string[]): string[] {
  return globSync(patterns, { cwd: root, exclude: ['node_modules', 'dist', '.git'] }).sort()
}

/** The tracked files. The checkout may belong to another user than the one who runs the tests. */
export function trackedFiles(): string[] {
  const list = execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  return list.split('\0').filter(Boolean)
}

export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
