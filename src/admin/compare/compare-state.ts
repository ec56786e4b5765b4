import type { Count } from '../../policy/compare-verdicts.ts'
import type { Defaults } from '../preview/read-world.ts'
import type { AdminView } from '../view.ts'
import type { CompareText, Reading } from './compare-form-text.ts'
import type { CompareRequest } from './comparer.ts'
import type { ComparisonProblem } from './read-comparison.ts'
import type { Group } from './total.ts'

/** Everything that the Compare page shows. */
export interface CompareState {
  readonly view: AdminView
  /** The fields, as they were typed. */
  readonly text: CompareText
  /** What a field left empty means, for its hint. */
  readonly hints: Defaults
  readonly problems: readonly ComparisonProblem[]
  readonly compared: Compared | undefined
}

/** What came of a comparison: as far as it went. */
export interface Compared {
  readonly request: CompareRequest
  readonly reading: Reading
  readonly groups: readonly Group[]
  readonly unchanged: Count
  readonly failing: { readonly before: Count; readonly after: Count }
  /** Why it was not finished. */
  readonly stopped?: string
}
