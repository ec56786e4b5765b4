import { html } from 'hono/html'
import type { Frame } from '../frame/env.ts'
import { type Html, layout } from '../frame/layout.ts'
import { previewForm } from './preview-form.ts'
import { previewResult } from './preview-result.ts'
import type { PreviewState } from './preview-state.ts'
import { liveSite } from './site-of-text.ts'

/** The preview page: a PAC, visits and a world; below, what the PAC decides. */
export function previewPage(frame: Frame, state: PreviewState): Html {
  const { words } = frame
  const { view, outcome } = state
  const site = liveSite(view, state.text.pac)
  return layout(frame, {
    title: words.preview.title,
    modules: ['preview'],
    main: html`<div class="title"><h1>${words.preview.title}</h1>
      <p class="lead">${words.preview.lead}</p></div>
      ${previewForm(state, site, outcome.kind === 'problems' ? outcome.problems : [])}
      <section id="result" aria-labelledby="result-heading" aria-live="polite">${previewResult(outcome, site)}</section>`,
  })
}
