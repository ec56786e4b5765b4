import { afterAll, describe, expect, it } from 'vitest'
import { type BatchRequest, readBatchLine } from '../../src/evaluator/batch.ts'
import { dialectNames, dialects } from '../../src/evaluator/dialects/dialect.ts'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { readOutcome } from '../../src/evaluator/read-outcome.ts'
import { type Case, casesOf, requestOf } from './corpus-cases.ts'
import { openTracing } from './traced.ts'

// A script that tells how it runs must decide as one that does not. `Evaluator.trace` hands out the verdict of the latter; here the
// run that makes the trace is asked for its own.

const evaluator = openEvaluator()
const tracing = openTracing()
afterAll(async () => {
  await evaluator[Symbol.asyncDispose]()
  await tracing[Symbol.asyncDispose]()
})

// hostile scripts end in time or memory, in one way or another; they are in trace.test.ts
function isHostile(one: Case): boolean {
  return /"(timeout|memory|crash)"/.test(JSON.stringify(one.expect))
}

describe.each(dialectNames)('P1: a script of the corpus that is traced, for %s,', (dialect) => {
  it('decides as one that is not', { timeout: 120_000 }, async () => {
    // of some engines nobody has measured cases; some of another's are scripts too
    const isMeasured = casesOf(dialect).some(({ engines }) => engines.length > 0)
    const some = isMeasured ? casesOf(dialect) : casesOf('chromium').filter((_, i) => i % 5 === 0)
    const cases = some.filter((one) => !isHostile(one))
    expect(cases.length).toBeGreaterThan(0)
    for (const one of cases) {
      const { pac, visit, world } = readBatchLine(requestOf(one, dialect)) as BatchRequest
      const pinned = { ...world, now: world.now ?? 0 }
      const ran = await tracing.run({ pac, visit, world: pinned, dialect })
      if (ran === undefined) continue
      const [verdict] = await evaluator.evaluate(pac, [visit], pinned, dialect)
      const traced = readOutcome(ran.outcome, dialects[dialect])
      expect({ id: one.id, ...traced }).toEqual({ id: one.id, ...verdict })
    }
  })
})
