import { html, raw } from 'hono/html'
import type { ClientRow } from '../../store/client-row.ts'
import type { CurrentPac, Hour } from '../../store/find-clients.ts'
import type { Found } from '../../store/find-sightings.ts'
import { figure } from '../assets/texts.js'
import type { Frame } from '../frame/env.ts'
import { type Html, layout } from '../frame/layout.ts'
import type { AdminView } from '../view.ts'
import type { Words } from '../words/en.ts'
import { clientRow } from './client-rows.ts'
import { emptyState } from './empty-state.ts'
import { filterForm } from './filter-form.ts'
import { plot, type Span } from './plot.ts'
import { type Asked, linkTo } from './read-filter.ts'
import type { Summary } from './summary.ts'

/** All that the page shows. */
export interface SightingsView {
  readonly asked: Asked
  readonly summary: Summary
  readonly sites: readonly string[]
  readonly hours: readonly Hour[]
  readonly span: Span
  readonly clients: Found<ClientRow>
  readonly current: readonly CurrentPac[]
  /** The open story, and whose it is. */
  readonly story: { readonly of: string; readonly section: Html } | undefined
  readonly view: AdminView
}

/** Who asked, how, and what they were told. */
export function sightingsPage(frame: Frame, shown: SightingsView): Html {
  const words = frame.words.sightings
  const { asked, summary, hours, span, sites } = shown
  const isEmpty = summary.figures.clients === 0 && Object.keys(asked.written).length === 0
  return layout(frame, {
    title: words.title,
    modules: ['sightings'],
    main: html`<div class="title"><h1>${words.title}</h1><p class="lead">${words.lead}</p>${live(words)}</div>
      ${
        isEmpty
          ? emptyState(shown.view, frame.words)
          : html`${figures(shown, words)}
      <div class="sightings-above">${plot(hours, span, words)}${filterForm(asked, sites, words)}</div>`
      }
      <div id="sightings-list">${list(shown, words)}</div>
      ${kept(summary, words, frame.language)}`,
  })
}

// the script shows it: without one the page is as it was drawn
function live({ live }: Words['sightings']): Html {
  return html`<div class="sightings-live" hidden><span role="status" data-live-state>${live.on}</span>
    <button type="button" data-pause aria-pressed="false">${live.pause}</button>
    <script type="application/json" id="sightings-texts">${texts(live)}</script></div>`
}

function texts({ on, pause, resume, ended, lost, paused }: Words['sightings']['live']): Html {
  // what the script says with a number in it, with the number left open
  const counted = { none: paused(0), one: paused(1), many: paused(7).replace('7', '{}') }
  return html`${raw(JSON.stringify({ on, pause, resume, ended, lost, paused: counted }).replaceAll('<', '\\u003c'))}`
}

function figures({ summary, asked }: SightingsView, { figures: words }: Words['sightings']): Html {
  const { figures } = summary
  const chosen = asked.written.group
  const item = (group: 'never' | 'old' | 'refused' | undefined, count: number, text: string, hint?: string) => html`<li>
    <a href="${linkTo(asked, { group, open: undefined })}" ${group === chosen ? html`aria-current="true"` : ''} ${hint ? html`title="${hint}"` : ''}>
    <strong>${count}</strong> ${text}</a></li>`
  return html`<ul class="sightings-figures" id="sightings-figures" aria-label="${words.label}" data-swap>
    ${item(undefined, figures.clients, words.clients)}
    ${item('never', figures.never, words.never, words.neverHint)}
    ${item('old', figures.old, words.old, words.oldHint)}
    ${item('refused', figures.refused, words.refused, words.refusedHint)}
  </ul>`
}

function list(shown: SightingsView, words: Words['sightings']): Html {
  const { asked, clients, story } = shown
  const { table } = words
  const isHere = clients.rows.some(({ address }) => address === story?.of)
  const context = {
    words,
    current: shown.current,
    isOpen: (address: string) => address === story?.of,
    linkOf: (address: string) => linkTo(asked, { ...place(asked), open: address === story?.of ? undefined : address }),
  }
  return html`${story !== undefined && !isHere ? html`<div class="panel">${story.section}</div>` : ''}
    ${asked.filter.before === undefined ? '' : html`<p><a href="${linkTo(asked)}">${words.newest}</a></p>`}
    ${clients.rows.length === 0 && shown.summary.figures.clients > 0 && clients.next === undefined ? html`<p>${words.none}</p>` : ''}
    ${
      clients.rows.length === 0
        ? html`<table class="sightings-table" hidden><tbody id="sightings-rows"></tbody></table>`
        : html`<table class="sightings-table"><caption class="visually-hidden">${table.caption}</caption>
      <thead><tr><th scope="col">${table.client}</th><th scope="col">${table.ways}</th><th scope="col">${table.pac}</th>
        <th scope="col">${table.site}</th><th scope="col">${table.last}</th></tr></thead>
      <tbody id="sightings-rows">${clients.rows.map(
        (row) =>
          html`${clientRow(row, context)}${
            row.address === story?.of ? html`<tr class="sightings-open"><td colspan="5">${story.section}</td></tr>` : ''
          }`,
      )}</tbody></table>`
    }
    ${older(clients, asked, words)}`
}

/** A page of the list that is not the first. */
function place({ filter: { before } }: Asked): { before?: string } {
  return before === undefined ? {} : { before: String(before) }
}

/** How many clients a page of the list has. */
export const listLength = 50

function older({ rows, next }: Found<ClientRow>, asked: Asked, words: Words['sightings']): Html | '' {
  if (next === undefined) return ''
  const text = rows.length === listLength ? words.older : words.further
  return html`<p class="sightings-older"><a href="${linkTo(asked, { before: String(next) })}">${text}</a></p>`
}

function kept({ kept }: Summary, { kept: words }: Words['sightings'], language: string): Html {
  const rows = figure(kept.rows, language)
  const what = kept.addresses === 'full' ? words.full(rows, kept.days) : words.prefix(rows, kept.days)
  return html`<section class="sightings-kept"><h2>${words.title}</h2>
    <p class="hint">${what}</p>
    <div id="sightings-state" data-swap>${kept.problem === undefined ? '' : html`<p class="problem">${words.problem(kept.problem)}</p>`}
    ${kept.dropped === 0 ? '' : html`<p class="hint">${words.dropped(kept.dropped)}</p>`}</div>
    ${kept.notice === '' ? '' : html`<p class="sightings-notice">${kept.notice}</p>`}</section>`
}
