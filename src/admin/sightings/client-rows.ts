import { html } from 'hono/html'
import type { Way } from '../../events/meaning.ts'
import type { ClientRow } from '../../store/client-row.ts'
import type { CurrentPac } from '../../store/find-clients.ts'
import type { Html } from '../frame/layout.ts'
import { momentText, timeOf } from '../frame/time.ts'
import type { Words } from '../words/en.ts'
import { isCurrent } from './describe.ts'

/** What a row needs beside its client. */
export interface RowContext {
  readonly words: Words['sightings']
  readonly current: readonly CurrentPac[]
  /** Where a click on the client leads: its story opened, or closed. */
  readonly linkOf: (address: string) => string
  readonly isOpen: (address: string) => boolean
}

const ways: readonly Way[] = ['dhcp', 'names', 'http']

/** One client, a row. */
export function clientRow(row: ClientRow, { words, current, linkOf, isOpen }: RowContext): Html {
  const { table } = words
  const open = isOpen(row.address)
  return html`<tr data-client="${row.address}" data-latest="${row.latest}">
    <th scope="row"><a href="${linkOf(row.address)}" aria-expanded="${open}" data-story>${row.address}</a>
      ${row.name === null ? '' : html`<span class="sightings-name">${row.name}</span>`}</th>
    <td data-label="${table.ways}"><span class="sightings-ways">${ways.map((way) => wayMark(row, way, words))}</span></td>
    <td data-label="${table.pac}">${pacCell(row, words, current)}</td>
    <td data-label="${table.site}">${row.site}</td>
    <td data-label="${table.last}">${timeOf(row.last)}</td>
  </tr>`
}

// a word in a box: filled when the client asked that way, dashed when not, struck when it was turned away by it
function wayMark(row: ClientRow, way: Way, words: Words['sightings']): Html {
  const name = words.ways[way]
  const at = row[way]
  const outcome = row[`${way}_outcome`]
  if (at === null || outcome === null)
    return html`<span class="sightings-way" title="${words.way.not(name)}"><span aria-hidden="true">${name}</span><span
      class="visually-hidden">${words.way.not(name)}. </span></span>`
  const said = words.way.asked(name, outcome, momentText(at))
  return html`<span class="sightings-way asked" title="${said}"><span aria-hidden="true">${name}</span><span
    class="visually-hidden">${said}. </span></span>`
}

function pacCell(row: ClientRow, { pac: words }: Words['sightings'], current: readonly CurrentPac[]): Html {
  const turnedAway = row.refused === 1 ? html` <span class="sightings-state refused">✕ ${lastOutcome(row)}</span>` : ''
  if (row.pac === '') {
    if (row.standing === 'none') return html`<span class="sightings-quiet">${words.none}</span>${turnedAway}`
    return html`<span class="sightings-state never">○ ${words.never}</span>${turnedAway}`
  }
  const state = isCurrent(row, current)
    ? html`<span class="sightings-state current">● ${words.current}</span>`
    : html`<span class="sightings-state old">◐ ${words.old}</span>`
  return html`${state} <code title="${row.pac_of}">${row.pac}</code>
    <span class="sightings-since">${words.since(momentText(row.pac_since ?? row.last))}</span>${turnedAway}`
}

function lastOutcome(row: ClientRow): string {
  const last = ways.toSorted((a, b) => (row[b] ?? 0) - (row[a] ?? 0))[0]!
  return row[`${last}_outcome`] ?? ''
}
