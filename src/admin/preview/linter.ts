import type { Finding } from '../../evaluator/lint/finding.ts'
import type { PacSource } from '../../evaluator/world.ts'
import { type Asker, openGate } from './gate.ts'

/** Looks PACs through, one at a time, beside the evaluator. */
export interface Linter {
  /** What lint finds. Rejects with Busy when too many wait, or when the PAC could not be looked through. */
  find(text: string, asker: Asker): Promise<readonly Finding[]>
}

const mostKept = 16

/** Opens a linter over `lint`, which is expensive: what it found in the newest texts is kept. */
export function openLinter(lint: (pac: PacSource) => Promise<Finding[]>): Linter {
  const gate = openGate({ atOnce: 1, waiting: 32, waitingEach: 4 })
  const kept = new Map<string, readonly Finding[]>()
  return {
    find: async (text, asker) => {
      const known = kept.get(text)
      if (known !== undefined) return known
      const findings = kept.get(text) ?? (await gate(asker, () => lint({ text })))
      kept.set(text, findings)
      for (const [oldest] of kept) {
        if (kept.size <= mostKept) break
        kept.delete(oldest)
      }
      return findings
    },
  }
}
