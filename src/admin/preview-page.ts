import { html } from 'hono/html'
import type { FormText } from './draft.ts'
import { type Html, layout } from './layout.ts'
import type { Preview } from './preview.ts'
import { previewForm } from './preview-form.ts'
import { previewResult } from './preview-result.ts'
import type { Problem } from './read-draft.ts'
import { liveSite } from './site-of-text.ts'
import type { AdminView } from './view.ts'

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

/** The preview page: a PAC, visits and a world; below, what the PAC decides. */
export function previewPage(state: PreviewState): Html {
  const { view, outcome } = state
  const site = liveSite(view, state.text.pac)
  return layout({
    title: 'Preview',
    path: '/',
    version: view.version,
    main: html`<h1>Preview</h1>
      <p class="lead">What a PAC decides, before a browser runs it. Nothing on this page changes what clients are served.</p>
      ${previewForm(state, site, outcome.kind === 'problems' ? outcome.problems : [])}
      <section id="result" aria-labelledby="result-heading" aria-live="polite">${previewResult(outcome, site)}</section>`,
  })
}
