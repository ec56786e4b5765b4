import type { Evaluator } from '../../evaluator/evaluator.ts'
import { summary } from '../../evaluator/summary.ts'
import type { Failure } from '../../evaluator/verdict.ts'
import { type Way, whyDiffer } from '../../evaluator/why-differ.ts'
import type { Resolve } from '../../evaluator/world.ts'
import { words } from './english.ts'
import type { Asker } from './gate.ts'
import { kindTitle } from './kind-columns.ts'
import type { Opened } from './opened.ts'
import type { Previewer } from './preview.ts'
import type { Kind, Request } from './read-draft.ts'
import type { Decision } from './trace-view.ts'
import { cellState, verdictWords } from './verdict-words.ts'

/** Stands for the kinds in a reason until they are all known; no script can write it. */
const anyKind = '\u{f8ff}'
/** Failures of a whole PAC, whatever is visited. */
const cannotRead: readonly Failure[] = ['syntax', 'missing-function']

/** Runs the visit of an opened cell again and follows it; `undefined` when the request has no such cell. */
export async function decisionOf(
  request: Request,
  { visit: at, as }: Opened,
  previews: Previewer,
  asker: Asker,
): Promise<Decision | undefined> {
  const { pac, visits, kinds } = request
  const visit = visits[at]
  const kind = kinds.find((each) => each.as === as)
  if (visit === undefined || kind === undefined) return undefined
  return previews.lend(asker, async (evaluator, resolve) => {
    const wayOf = follower(request, at, evaluator, resolve)
    const way = await wayOf(kind)
    const { verdict, trace } = way
    const [reference] = kinds
    const why =
      reference === undefined || reference.dialect === kind.dialect ? undefined : whyDiffer(visit, await wayOf(reference), way)
    return { url: visit.url, as, pac, verdict, trace, summary: summary(trace, verdict), ...(why !== undefined && { why }) }
  })
}

/** Why kinds decide a visit otherwise than the first one does. */
export interface Disagreement {
  readonly visit: number
  /** A sentence a reason; each names the kinds that it is about. */
  readonly reasons: readonly string[]
}

/** Finds the reasons for some visits; one that is not in the request is left out. */
export function disagreementsOf(
  request: Request,
  wanted: readonly number[],
  previews: Previewer,
  asker: Asker,
): Promise<Disagreement[]> {
  return previews.lend(asker, async (evaluator, resolve) => {
    const all: Disagreement[] = []
    for (const at of wanted) {
      asker.signal?.throwIfAborted()
      if (request.visits[at] !== undefined) all.push({ visit: at, reasons: await reasonsFor(request, at, evaluator, resolve) })
    }
    return all
  })
}

async function reasonsFor(
  request: Request,
  at: number,
  evaluator: Evaluator,
  resolve: Resolve,
): Promise<Disagreement['reasons']> {
  const [reference, ...rest] = request.kinds
  const visit = request.visits[at]
  if (reference === undefined || visit === undefined) return []
  const wayOf = follower(request, at, evaluator, resolve)
  const first = await wayOf(reference)
  const expected = verdictWords(first.verdict, words)
  // kinds with the same reason are told of together
  const reasons = new Map<string, string[]>()
  for (const kind of rest.filter(({ dialect }) => dialect !== reference.dialect)) {
    const way = await wayOf(kind)
    // said once for the whole matrix
    if (way.verdict.kind === 'failed' && cannotRead.includes(way.verdict.reason)) continue
    const isSame = cellState(verdictWords(way.verdict, words), expected) === 'same'
    const why = isSame ? undefined : whyDiffer(visit, first, { ...way, as: anyKind })
    if (why !== undefined) reasons.set(why, [...(reasons.get(why) ?? []), way.as])
  }
  return [...reasons].map(([why, names]) => {
    const kinds = names.join(', ')
    return why.includes(anyKind) ? why.replaceAll(anyKind, kinds) : `${kinds}: ${why}`
  })
}

// follows one visit in one dialect after another, each once, all in one world: names are asked once
function follower({ pac, visits, world, resolve: mayAsk }: Request, at: number, evaluator: Evaluator, resolve: Resolve) {
  const visit = visits[at]!
  const known = new Map<string, Way>()
  return async ({ as, dialect }: Kind): Promise<Way> => {
    const way = known.get(dialect)
    if (way !== undefined) return { ...way, as: kindTitle(as) }
    const { verdict, trace } = await evaluator.trace({ text: pac }, visit, world, dialect, mayAsk ? resolve : undefined)
    const found = { as: kindTitle(as), dialect, verdict, trace }
    known.set(dialect, found)
    return found
  }
}
