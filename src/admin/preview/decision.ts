import type { Asker } from './gate.ts'
import type { Opened } from './opened.ts'
import type { Previewer } from './preview.ts'
import type { Kind, Request } from './read-draft.ts'
import type { Decision } from './trace-view.ts'

/** Runs the visit of an opened cell again and follows it; `undefined` when the request has no such cell. */
export async function decisionOf(
  request: Request,
  { visit: at, as }: Opened,
  previews: Previewer,
  asker: Asker,
): Promise<Decision | undefined> {
  const { pac, visits, world, resolve, kinds } = request
  const visit = visits[at]
  const kind = kinds.find((each) => each.as === as)
  if (visit === undefined || kind === undefined) return undefined
  const [reference] = kinds
  return previews.lend(asker, async (evaluator, ask) => {
    const traced = (each: Kind) => evaluator.trace({ text: pac }, visit, world, each.dialect, resolve ? ask : undefined)
    const { verdict, trace } = await traced(kind)
    const decision = { url: visit.url, as, pac, verdict, trace, summary: trace.decided?.text ?? '' }
    if (reference === undefined || reference.dialect === kind.dialect) return decision
    return decision
  })
}
