import type { Condition, Lookup } from './lookup.ts'

/** Some lookups of a plan, and what has to hold of them before anything after them is done. */
export interface Part {
  readonly lookups: readonly Lookup[]
  readonly passes: readonly Condition[]
}

/** Where the lookups of a target stand: what has to hold before them, of the phases before and of the targets before. */
export interface Place {
  readonly reach: readonly Condition[]
  readonly gate: readonly Condition[]
  readonly id: string
}
