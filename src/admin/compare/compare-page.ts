import { html } from 'hono/html'
import type { Frame } from '../frame/env.ts'
import { jsonBlock } from '../frame/json-block.ts'
import { type Html, layout } from '../frame/layout.ts'
import { compareForm } from './compare-form.ts'
import { compareResult, groupRow } from './compare-result.ts'
import type { CompareState } from './compare-state.ts'
import type { ComparisonProblem } from './read-comparison.ts'

/** Two PACs, visits and a world; below, the decisions that change. */
export function comparePage(frame: Frame, state: CompareState): Html {
  const { words, language } = frame
  return layout(frame, {
    title: words.compare.title,
    modules: ['compare'],
    main: html`<div class="title"><h1>${words.compare.title}</h1><p class="lead">${words.compare.lead}</p></div>
      <div id="problems">${state.problems.length > 0 ? overview(frame, state.problems) : ''}</div>
      ${compareForm(frame, state)}
      <section id="result" class="compare-result" aria-labelledby="result-heading">${compareResult(frame, state)}</section>
      <template id="compare-group">${groupRow(frame, { before: '', after: '', visits: 0, hits: 0 }, [])}</template>
      ${jsonBlock('compare-words', { ...words.compare, language, sessionEnded: words.frame.sessionEnded, noAnswer: words.frame.noAnswer('{why}') })}`,
  })
}

function overview({ words }: Frame, problems: readonly ComparisonProblem[]): Html {
  const labels = { ...words.compare, ...words.world.fields }
  return html`<div class="overview" role="alert">
    <h2>${words.compare.nothingDone}</h2>
    <ul>${problems.map(({ field, message }) => html`<li><a href="#${target(field)}">${labels[field]}</a>: ${message}</li>`)}</ul>
  </div>`
}

function target(field: ComparisonProblem['field']): string {
  return field === 'before' || field === 'after' ? `${field}-site` : field
}
