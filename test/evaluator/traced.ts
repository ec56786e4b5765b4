import type { Dialect } from '../../src/evaluator/dialects/dialect.ts'
import { defaultLimits } from '../../src/evaluator/limits.ts'
import type { Traced } from '../../src/evaluator/tracing/task.ts'
import { TraceThread } from '../../src/evaluator/tracing/trace-thread.ts'
import { type AskedVisit, taskOf } from '../../src/evaluator/tracing/trace-visit.ts'

/** Runs scripts that tell how they run, and says what came of the run itself: `Evaluator.trace` hands out the verdict of another. */
export function openTracing(): { run(asked: AskedVisit): Promise<Traced | undefined> } & AsyncDisposable {
  const thread = new TraceThread(defaultLimits)
  return {
    async run(asked) {
      const task = taskOf(asked, { prepare: 30_000, load: 30_000, run: 30_000 })
      return task && thread.run(task)
    },
    [Symbol.asyncDispose]: () => thread[Symbol.asyncDispose](),
  }
}

/** A visit of one URL, in a world of which little is said. */
export function visitOf(script: string, url = 'http://www.example.org/', dialect: Dialect = 'chromium'): AskedVisit {
  const world = { addresses: [], dns: { 'www.example.org': ['203.0.113.5'] }, now: 0, timeZone: 'UTC' }
  return { pac: { text: script }, visit: { url }, dialect, world }
}
