import type { AdminView } from '../view.ts'
import type { FormText } from './draft.ts'
import type { Preview } from './preview.ts'
import type { Problem } from './read-draft.ts'

/** Everything that the preview page shows. */
export interface PreviewState {
  readonly view: AdminView
  /** The fields, as they were typed. */
  readonly text: FormText
  /** What a field left empty means, for its hint. */
  readonly hints: { readonly client: string; readonly timeZone: string }
  readonly outcome: Outcome
}

/** What came of the fields. */
export type Outcome =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'previewed'; readonly preview: Preview }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }
  | { readonly kind: 'stopped'; readonly why: string }
