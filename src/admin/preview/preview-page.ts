import { html, raw } from 'hono/html'
import type { Frame } from '../frame/env.ts'
import { type Html, layout } from '../frame/layout.ts'
import type { Words } from '../words/en.ts'
import { matrixLines } from './matrix.ts'
import type { RowDetail } from './matrix-view.ts'
import { previewForm } from './preview-form.ts'
import { previewResult } from './preview-result.ts'
import type { PreviewState } from './preview-state.ts'
import { liveSite } from './site-of-text.ts'
import { tell } from './told.ts'

/** The preview page: a PAC, visits and a world; below, what the PAC decides. */
export function previewPage(frame: Frame, state: PreviewState, detail: RowDetail = () => ''): Html {
  const words = frame.words.preview
  const { view, outcome } = state
  const site = liveSite(view, state.text.pac)
  return layout(frame, {
    title: words.title,
    modules: ['preview'],
    main: html`<div class="title"><h1>${words.title}</h1>
      <p class="lead">${words.lead}</p></div>
      ${previewForm(state, site, outcome.kind === 'problems' ? outcome.problems : [], words)}
      <section id="result" aria-labelledby="result-heading">${previewResult(state, site, words, detail)}</section>
      ${data('preview-words', scriptWords(frame))}
      ${data('preview-findings', state.findings ?? null)}
      ${data('preview-lines', firstLines(state, words))}`,
  })
}

// the matrix as its script is told it, so that it need not ask again for what is there
function firstLines({ outcome, view, text }: PreviewState, words: Words['preview']): readonly object[] {
  if (outcome.kind !== 'previewed') return []
  const { preview } = outcome
  const linesOf = matrixLines(words)
  return [...preview.columns.flatMap(linesOf), { kind: 'told', ...tell(preview, liveSite(view, text.pac), words) }]
}

function scriptWords({ words }: Frame): object {
  const { sessionEnded, noAnswer, copied, copyByHand } = words.frame
  const { script, share, fields, findings, nothingDone, open } = words.preview
  const { linkLong, linkBad, link } = share
  const { title, none, severities, mend, kinds } = findings
  const found = { title, none, severities, mend, kinds }
  const frame = { sessionEnded, copied, copyByHand, noAnswer: noAnswer('%') }
  return { ...script, ...frame, fields, nothingDone, open, link, linkLong, linkBad, findings: found }
}

/** Data for a script. `<` is escaped, so that no text ends the element. */
function data(id: string, value: unknown): Html {
  return html`<script type="application/json" id="${id}">${raw(JSON.stringify(value).replaceAll('<', '\\u003c'))}</script>`
}
