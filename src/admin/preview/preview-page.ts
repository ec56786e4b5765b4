import { html } from 'hono/html'
import type { Frame } from '../frame/env.ts'
import { jsonBlock } from '../frame/json-block.ts'
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
    usesPackages: true,
    main: html`<div class="title"><h1>${words.title}</h1>
      <p class="lead">${words.lead}</p></div>
      ${previewForm(frame, state, site, outcome.kind === 'problems' ? outcome.problems : [])}
      <section id="result" aria-labelledby="result-heading">${previewResult(state, site, frame.words, detail)}</section>
      ${jsonBlock('preview-words', scriptWords(frame))}
      ${jsonBlock('preview-findings', { findings: state.findings ?? null })}
      ${jsonBlock('preview-lines', firstLines(state, words))}`,
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
  const { script, share, findings, nothingDone, open } = words.preview
  const fields = { ...words.preview.fields, ...words.world.fields }
  const { linkLong, linkBad, link } = share
  const { title, none, severities, plural, mend, kinds, line } = findings
  // % stands for the number
  const found = { title, none, severities, plural, mend, kinds, line: line('%') }
  const frame = { sessionEnded, copied, copyByHand, noAnswer: noAnswer('%') }
  return { ...script, ...frame, fields, nothingDone, open, link, linkLong, linkBad, findings: found }
}
