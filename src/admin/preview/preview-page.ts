import { html } from 'hono/html'
import { type Html, layout } from '../frame/layout.ts'
import { previewForm } from './preview-form.ts'
import { previewResult } from './preview-result.ts'
import type { PreviewState } from './preview-state.ts'
import { liveSite } from './site-of-text.ts'

/** The preview page: a PAC, visits and a world; below, what the PAC decides. */
export function previewPage(state: PreviewState): Html {
  const { view, outcome } = state
  const site = liveSite(view, state.text.pac)
  return layout({
    title: 'Preview',
    path: '/',
    version: view.version,
    main: html`<div class="title"><h1>Preview</h1>
      <p class="lead">What a PAC decides, before a browser runs it. Nothing on this page changes what clients are served.</p></div>
      ${previewForm(state, site, outcome.kind === 'problems' ? outcome.problems : [])}
      <section id="result" aria-labelledby="result-heading" aria-live="polite">${previewResult(outcome, site)}</section>`,
  })
}
