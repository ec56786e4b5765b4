import type { Outcomes } from './outcomes.ts'
import type { Patience } from './patience.ts'
import type { LoadedPac, Sandbox, Stop, VisitTexts } from './sandbox/sandbox.ts'

const letters: Readonly<Record<Stop, string>> = { timeout: 't', memory: 'o', broken: 'xthe engine itself failed' }

/**
 * Runs visits in a sandbox in which their script is loaded, and returns those that another sandbox has to do again, because this
 * one was spent. A visit that does not end costs itself alone: the script is put back to where it was after loading, and
 * the next visit goes on. After a few of those the rest is not tried.
 */
export function decideVisits(
  sandbox: Sandbox,
  pac: LoadedPac,
  task: VisitTexts & { readonly visits: number; readonly world: string },
  outcomes: Outcomes,
  patience: Patience,
): number[] {
  const { visits, world } = task
  const texts = pac.readsUrls ? task : { hosts: task.hosts, urls: '' }
  const again: number[] = []
  for (let from = 0; from < visits; ) {
    if (patience.isOver) outcomes.set(from++, 'h')
    else if (sandbox.isSpent()) again.push(from++)
    else {
      const stop = sandbox.run(texts, from, visits)
      const done = stop?.at ?? visits
      again.push(...readRun(sandbox, from, done, outcomes))
      if (stop !== undefined) outcomes.set(done, letters[stop.why])
      if (stop !== undefined) patience.spoil()
      if (stop !== undefined && stop.why !== 'broken') sandbox.restore(pac, world)
      from = done + 1
    }
  }
  return again
}

/** Runs one visit on its own. Whatever goes wrong, and any exception after memory was refused, is this visit's doing. */
export function decideAlone(sandbox: Sandbox, texts: VisitTexts, visit: number, outcomes: Outcomes): void {
  const stop = sandbox.run(texts, visit, visit + 1)
  const text = stop === undefined ? sandbox.texts()?.[sandbox.codeOf(visit)] : letters[stop.why]
  const isForMemory = text === undefined || (text.startsWith('x') && stop === undefined && sandbox.isSpent())
  outcomes.set(visit, isForMemory ? 'o' : text)
}

// reads what visits `from` to `to` came out with; the numbers of those that cannot be believed
function readRun(sandbox: Sandbox, from: number, to: number, outcomes: Outcomes): number[] {
  const texts = sandbox.texts()
  const again: number[] = []
  for (let visit = from; visit < to; visit++) {
    const text = texts?.[sandbox.codeOf(visit)]
    if (text === undefined || (text.startsWith('x') && sandbox.isSpent())) again.push(visit)
    else outcomes.set(visit, text)
  }
  return again
}
