import { type Basis, isDoubtful } from '../../clients/basis.ts'
import { type Condition, type Lookup, planned } from '../../clients/lookup.ts'
import { planDiscovery } from '../../clients/plan-discovery.ts'
import type { Discovery } from './read-discovery.ts'

/** A lookup as the page shows it, before it is made. */
export interface Step {
  readonly id: string
  /** From 1 on, in the client's order. */
  readonly number: number
  readonly via: Lookup['via']
  readonly ask: string
  readonly waitsMs: number
  readonly basis: Basis
  readonly isDoubtful: boolean
  readonly note: string | undefined
  /** Not asked by us, as the name is not the organisation's. */
  readonly isOutside: boolean
  readonly when: readonly When[]
}

/** Conditions of one form, with the numbers of the steps that they look at. */
export interface When {
  readonly says: 'ifFound' | 'ifNothing' | 'unlessOver' | 'dependsOn'
  readonly steps: string
}

/** The plan of a discovery as steps. Pure but for the addresses that `discovery` has. */
export function planSteps({ kind, host }: Discovery): Step[] {
  const plan = planDiscovery(kind, host)
  const numbers = new Map(plan.map(({ id }, i) => [id, i + 1]))
  return plan.map((lookup, i) => ({
    id: lookup.id,
    number: i + 1,
    via: lookup.via,
    ask: planned(lookup),
    waitsMs: lookup.milliseconds,
    basis: lookup.basis,
    isDoubtful: isDoubtful(lookup.basis),
    note: lookup.note,
    isOutside: lookup.via === 'dns' && lookup.outside === true,
    when: conditions(lookup.when, numbers),
  }))
}

/** The steps that only one of two plans has: their `ask` and what they go through stand nowhere in the other. */
export function onlyIn(steps: readonly Step[], other: readonly Step[]): ReadonlySet<number> {
  const key = ({ via, ask }: Step) => `${via} ${ask}`
  const there = new Set(other.map(key))
  return new Set(steps.filter((step) => !there.has(key(step))).map(({ number }) => number))
}

function conditions(when: readonly Condition[], numbers: ReadonlyMap<string, number>): When[] {
  const all = when
    .map((condition) => ({ says: formOf(condition), steps: condition.of.flatMap((id) => numbers.get(id) ?? []) }))
    .filter(({ steps }) => steps.length > 0)
  const found = all.filter(({ says }) => says === 'ifFound').map(({ steps }) => ranges(steps))
  // where something must have been found, that the search went on so far says no more
  const telling = all.filter(({ says, steps }) => says !== 'unlessOver' || !found.includes(ranges(steps)))
  const joined = Map.groupBy(telling, ({ says, steps }) => (says === 'ifFound' ? `${says} ${ranges(steps)}` : says))
  return [...joined.values()].map((same) => ({ says: same[0]!.says, steps: ranges(same.flatMap(({ steps }) => steps)) }))
}

function formOf(condition: Condition): When['says'] {
  if ('some' in condition) return condition.some.length === 1 && condition.some[0] === 'found' ? 'ifFound' : 'dependsOn'
  return condition.none.length === 1 && condition.none[0] === 'found' ? 'ifNothing' : 'unlessOver'
}

// 1, 2, 3, 5 -> 1-3, 5
function ranges(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b)
  const runs: [number, number][] = []
  for (const number of sorted) {
    const last = runs.at(-1)
    if (last !== undefined && number <= last[1] + 1) last[1] = number
    else runs.push([number, number])
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
}
