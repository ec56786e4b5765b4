import type { Finding } from '../../evaluator/lint/finding.ts'
import type { AdminView } from '../view.ts'
import type { FormText } from './draft.ts'
import type { Opened } from './opened.ts'
import type { Preview } from './preview.ts'
import type { Problem } from './read-draft.ts'
import type { Defaults } from './read-world.ts'

/** Everything that the preview page shows. */
export interface PreviewState {
  readonly view: AdminView
  /** The fields, as they were typed. */
  readonly text: FormText
  /** What a field left empty means, for its hint. */
  readonly hints: Defaults
  readonly outcome: Outcome
  /** What lint finds in the text; `undefined` when it could not look. */
  readonly findings: readonly Finding[] | undefined
  /** The first visit that is shown: without a script, a long matrix comes in parts. */
  readonly from: number
  /** The cell whose way to its decision is shown. */
  readonly opened: Opened | undefined
}

/** What came of the fields. */
export type Outcome =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'previewed'; readonly preview: Preview }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }
  | { readonly kind: 'stopped'; readonly why: string }
