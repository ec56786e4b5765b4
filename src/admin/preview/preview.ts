import type { Evaluator } from '../../evaluator/evaluator.ts'
import type { Verdict } from '../../evaluator/verdict.ts'
import type { Resolve } from '../../evaluator/world.ts'
import { openGate } from './gate.ts'
import type { Request } from './read-draft.ts'

/** A request and what came of it: one verdict a visit, in their order. */
export interface Preview {
  readonly request: Request
  readonly verdicts: readonly Verdict[]
  readonly milliseconds: number
}

/** Runs previews, one at a time: each may take all the time there is. */
export interface Previewer extends AsyncDisposable {
  /** Rejects with Busy when too many wait, with TookTooLong when it was stopped. */
  run(request: Request): Promise<Preview>
}

/** Thrown when a whole preview took too long, though no single visit did. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong'
}

/** How many previews may wait, and how long one may take. */
export interface PreviewLimits {
  readonly waiting: number
  readonly milliseconds: number
}

const usual: PreviewLimits = { waiting: 8, milliseconds: 20_000 }

/**
 * Opens a previewer. `open` opens an evaluator: the one of a preview that took too long is closed, and another opened.
 * `resolver` makes one preview's way of resolving the names that are not pinned.
 */
export function openPreviewer(open: () => Evaluator, resolver: () => Resolve, limits: PreviewLimits = usual): Previewer {
  const gate = openGate(1, limits.waiting)
  let evaluator = open()

  async function evaluate({ pac, visits, world, resolve }: Request): Promise<Verdict[]> {
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => {
      late.reject(new TookTooLong(`stopped after ${limits.milliseconds / 1000} s: try fewer visits`))
      void evaluator[Symbol.asyncDispose]()
      evaluator = open()
    }, limits.milliseconds)
    try {
      const asked = evaluator.evaluate({ text: pac }, visits, world, 'chromium', resolve ? resolver() : undefined)
      return await Promise.race([asked, late.promise])
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    run: (request) =>
      gate(async () => {
        const began = performance.now()
        return { request, verdicts: await evaluate(request), milliseconds: performance.now() - began }
      }),
    [Symbol.asyncDispose]: () => evaluator[Symbol.asyncDispose](),
  }
}
