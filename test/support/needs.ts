import { spawnSync } from 'node:child_process'
import type { TestContext } from 'vitest'

/** Skips a test, loudly, where a tool is missing; in CI that is a failure, since CI installs them all. `mend` says how to have it. */
export function needs(context: TestContext, tool: string, mend: string): void {
  if (isInstalled(tool)) return
  skipLoudly(context, `${tool} is not installed (${mend})`)
}

/** Skips a test with its reason on standard error, or fails it in CI. */
export function skipLoudly(context: TestContext, reason: string): void {
  if (process.env.CI) throw new Error(reason)
  process.stderr.write(`SKIPPED "${context.task.name}": ${reason}\n`)
  context.skip(reason)
}

export function isInstalled(tool: string): boolean {
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', tool]).status === 0
}
