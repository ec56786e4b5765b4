import { add, type Change, type Comparison, type Count, type CountedVisit, count, none } from '../../policy/compare-verdicts.ts'

/** One way in which decisions change, and for how many visits. */
export interface Group extends Count {
  readonly before: string
  readonly after: string
  /** Why the first of them fails, if one of the two PACs does. */
  readonly detail?: string
  /** The visits themselves, those of most hits first; absent where they were not kept. */
  readonly examples?: readonly CountedVisit[]
}

/** Everything that the portions of a comparison say together. */
export interface Total {
  take(part: Comparison): void
  /** How many visits have been compared. */
  seen(): number
  /** The groups, those of most hits first. */
  result(): { readonly groups: readonly Group[] } & Omit<Comparison, 'changes'>
}

/** Starts a total; with `keepVisits` each group holds its visits. */
export function openTotal(keepVisits: boolean): Total {
  const groups = new Map<string, Group & { examples?: CountedVisit[] }>()
  let unchanged = none
  let failing = { before: none, after: none }
  function join({ before, after, visits, detail }: Change): void {
    const key = `${before}\n${after}`
    const known = groups.get(key) ?? { before, after, ...none, ...(detail !== undefined && { detail }) }
    const examples = keepVisits ? { examples: [...(known.examples ?? []), ...visits] } : {}
    groups.set(key, { ...known, ...add(known, count(visits)), ...examples })
  }
  return {
    take(part) {
      part.changes.forEach(join)
      unchanged = add(unchanged, part.unchanged)
      failing = { before: add(failing.before, part.failing.before), after: add(failing.after, part.failing.after) }
    },
    seen: () => [...groups.values()].reduce((sum, { visits }) => sum + visits, unchanged.visits),
    result: () => ({ groups: [...groups.values()].map(byHits).sort((a, b) => b.hits - a.hits), unchanged, failing }),
  }
}

function byHits(group: Group): Group {
  return group.examples === undefined ? group : { ...group, examples: group.examples.toSorted((a, b) => b.hits - a.hits) }
}
