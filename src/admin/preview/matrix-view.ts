import { html } from 'hono/html'
import type { Html } from '../frame/layout.ts'
import type { Words } from '../words/en.ts'
import { kindTitle } from './kind-columns.ts'
import { type Opened, openValue } from './opened.ts'
import type { Column, Preview } from './preview.ts'
import { type Decision, traceView } from './trace-view.ts'
import { type CellState, cellState, type VerdictWords, verdictWords } from './verdict-words.ts'

/** How many visits the server draws at a time. */
export const rowsAtOnce = 200

/** Draws what follows a visit's row, if anything does. */
export type RowDetail = (visit: number) => Html | ''

/** The matrix, visits by client kinds, from one visit on. Each cell is a button that opens the way to its decision. */
export function matrixView(
  preview: Pick<Preview, 'columns'> & { readonly request: Pick<Preview['request'], 'visits'> },
  words: Words['preview'],
  from: number,
  { opened, detail }: { readonly opened: Opened | undefined; readonly detail: RowDetail },
): Html {
  const { columns, request } = preview
  const { visits } = request
  const shown = visits.slice(from, from + rowsAtOnce)
  return html`<table class="matrix" id="matrix" role="table" aria-describedby="basis" aria-rowcount="${visits.length + 1}">
      <thead role="rowgroup"><tr role="row" aria-rowindex="1">
        <th role="columnheader" scope="col">${words.visit}</th>
        ${columns.map(({ as }) => html`<th role="columnheader" scope="col" data-as="${as}">${kindTitle(as)}</th>`)}
      </tr></thead>
      <tbody role="rowgroup">${shown.map(({ url }, i) => html`${row(url, columns, from + i, words, opened)}${detail(from + i)}`)}</tbody>
    </table>
    ${pager(visits.length, from, words)}`
}

function row(url: string, columns: readonly Column[], at: number, words: Words['preview'], opened: Opened | undefined): Html {
  const [reference, ...rest] = columns.map(({ verdicts }) => verdictWords(verdicts[at]!, words))
  return html`<tr role="row" aria-rowindex="${at + 2}">
    <th role="rowheader" scope="row" class="visit">${url}</th>
    ${[reference!, ...rest].map((cell, i) => {
      const { as } = columns[i]!
      return matrixCell(
        cell,
        i === 0 ? undefined : reference,
        { as, value: openValue({ visit: at, as }), isOpen: opened?.visit === at && opened.as === as },
        words,
      )
    })}
  </tr>`
}

/** Why kinds decide the visit above otherwise; nothing when nobody knows. */
export function whyRow(reasons: readonly string[], columns: number): Html | '' {
  if (reasons.length === 0) return ''
  return html`<tr role="row" class="why"><td role="cell" colspan="${columns + 1}"><ul>${reasons.map((reason) => html`<li>${reason}</li>`)}</ul></td></tr>`
}

/** The way to a decision, below its visit. */
export function openedRow(decision: Decision, columns: number, words: Words['preview']): Html {
  return html`<tr role="row" class="opened"><td role="cell" colspan="${columns + 1}">${traceView(decision, words)}</td></tr>`
}

// a screen reader hears what colour and shape say
function matrixCell(
  cell: VerdictWords,
  reference: VerdictWords | undefined,
  open: { as: string; value: string; isOpen: boolean },
  words: Words['preview'],
): Html {
  const state = cellState(cell, reference)
  return html`<td role="cell" class="cell ${state} ${cell.look}" data-label="${kindTitle(open.as)}">
      <button name="open" value="${open.value}" form="preview" title="${words.open}" ${open.isOpen ? html`aria-expanded="true"` : ''}>${inside(cell, state, reference, words)}</button></td>`
}

function inside(cell: VerdictWords, state: CellState, reference: VerdictWords | undefined, words: Words['preview']): Html {
  if (state === 'same') return html`<span class="quiet">${words.same}</span>`
  const next = cell.chain.length === 0 || cell.look === 'fails' ? '' : cell.chain.join(', ')
  // where the first choice is the same, what differs is behind it
  const isWhole = state === 'differs' && cell.first === reference?.first
  return html`${state === 'differs' ? html`<span class="unlike" aria-hidden="true">≠</span><span class="visually-hidden">${words.differs}: </span>` : ''}
      <span class="shape" aria-hidden="true">${cell.shape}</span><span class="first">${cell.first}</span>
      ${next === '' ? '' : html`<span class="rest ${isWhole ? 'whole' : ''}" aria-hidden="true">→ ${isWhole ? next : cell.rest}</span><span class="visually-hidden">, ${words.next} ${next}</span>`}`
}

function pager(all: number, from: number, words: Words['preview']): Html | '' {
  if (all <= rowsAtOnce) return ''
  const button = (at: number, text: string) => html`<button form="preview" name="from" value="${at}">${text}</button>`
  return html`<p class="pager">${words.rest(from + 1, Math.min(all, from + rowsAtOnce), all)}
      ${from > 0 ? button(Math.max(0, from - rowsAtOnce), words.earlier) : ''}
      ${from + rowsAtOnce < all ? button(from + rowsAtOnce, words.later) : ''}</p>`
}
