import type { Evaluator } from '../../evaluator/evaluator.ts'
import { lintInThread } from '../../evaluator/lint/lint-thread.ts'
import type { Verdict } from '../../evaluator/verdict.ts'
import type { Resolve, World } from '../../evaluator/world.ts'
import { type Asker, openGate } from './gate.ts'
import { type Linter, openLinter } from './linter.ts'
import type { Kind, Request } from './read-draft.ts'

/** What one client kind makes of every visit, in their order. */
export interface Column extends Kind {
  readonly verdicts: readonly Verdict[]
}

/** A request and what came of it: a column a kind, in the order that was asked for. */
export interface Preview {
  readonly request: Request
  readonly columns: readonly Column[]
  /** The names that were pinned, and those that were asked of the resolver with what it said. */
  readonly dns: World['dns']
  readonly milliseconds: number
}

/** Runs previews, one at a time: each may take all the time there is. */
export interface Previewer extends AsyncDisposable {
  readonly linter: Linter
  /**
   * Evaluates kind by kind; `onColumn` is told each column when it is known. Rejects with Busy when too many wait, with TookTooLong
   * when it was stopped, and with the signal's reason when its asker went away.
   */
  run(request: Request, asker: Asker, onColumn?: (column: Column) => void): Promise<Preview>
  /** Lends the evaluator for another job, under the same bounds. */
  lend<T>(asker: Asker, job: (evaluator: Evaluator, resolve: Resolve) => Promise<T>): Promise<T>
}

/** Thrown when a whole preview took too long, though no single visit did. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong'
}

/** How many previews may wait in all and of one person, and how long one may take. */
export interface PreviewLimits {
  readonly waiting: number
  readonly waitingEach: number
  readonly milliseconds: number
}

const usual: PreviewLimits = { waiting: 64, waitingEach: 8, milliseconds: 20_000 }
/** What nobody waits for any more ends by itself within this time, or its thread is ended. */
const unwantedMs = 250

/**
 * Opens a previewer. `open` opens an evaluator: the one of a preview that took too long is closed, and another opened.
 * `resolver` makes one preview's way of resolving the names that are not pinned.
 */
export function openPreviewer(open: () => Evaluator, resolver: () => Resolve, limits: PreviewLimits = usual): Previewer {
  const gate = openGate({ atOnce: 1, ...limits })
  let evaluator = open()

  function renew(): void {
    void evaluator[Symbol.asyncDispose]()
    evaluator = open()
  }

  // the evaluator's thread cannot be asked to stop, so it is ended
  function bounded<T>({ signal }: Asker, job: () => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const stop = (error: Error) => {
      reject(error)
      renew()
    }
    const late = new TookTooLong(`stopped after ${limits.milliseconds / 1000} s: try fewer visits`)
    let timer: NodeJS.Timeout = setTimeout(stop, limits.milliseconds, late)
    const unwanted = () => {
      clearTimeout(timer)
      timer = setTimeout(stop, unwantedMs, signal?.reason as Error)
    }
    signal?.addEventListener('abort', unwanted, { once: true })
    const over = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', unwanted)
    }
    job().finally(over).then(resolve, reject)
    return promise
  }

  async function evaluate(request: Request, { signal }: Asker, onColumn: (column: Column) => void): Promise<Preview> {
    const began = performance.now()
    const { pac, visits, world, resolve } = request
    const found: Record<string, readonly string[]> = {}
    const ask = resolve ? remembering(resolver(), found) : undefined
    const known = new Map<string, readonly Verdict[]>()
    const columns: Column[] = []
    for (const kind of request.kinds) {
      signal?.throwIfAborted()
      const { dialect } = kind
      // what one kind was told of a name, all are told
      const told = { ...world, dns: { ...world.dns, ...found } }
      const verdicts = known.get(dialect) ?? (await evaluator.evaluate({ text: pac }, visits, told, dialect, ask))
      known.set(dialect, verdicts)
      columns.push({ ...kind, verdicts })
      onColumn({ ...kind, verdicts })
    }
    return { request, columns, dns: { ...world.dns, ...found }, milliseconds: performance.now() - began }
  }

  return {
    linter: openLinter(lintInThread),
    run: (request, asker, onColumn = () => {}) => gate(asker, () => bounded(asker, () => evaluate(request, asker, onColumn))),
    lend: (asker, job) => gate(asker, () => bounded(asker, () => job(evaluator, resolver()))),
    [Symbol.asyncDispose]: () => evaluator[Symbol.asyncDispose](),
  }
}

function remembering(resolve: Resolve, found: Record<string, readonly string[]>): Resolve {
  return async (name, signal) => {
    const addresses = await resolve(name, signal)
    Object.defineProperty(found, name, { value: addresses, enumerable: true, configurable: true, writable: true })
    return addresses
  }
}
