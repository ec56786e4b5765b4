import { html } from 'hono/html'
import type { Hour } from '../../store/find-clients.ts'
import { hourMs } from '../../store/keep-sightings.ts'
import type { Html } from '../frame/layout.ts'
import { momentText } from '../frame/time.ts'
import type { Words } from '../words/en.ts'

/** The span of a plot, whole hours, milliseconds since 1970. */
export interface Span {
  readonly from: number
  readonly to: number
}

const usualHours = 24
const mostHours = 14 * 24

/** What the plot shows: the filter's time, at most its last two weeks, or the last day. */
export function plotSpan(from: number | undefined, to: number | undefined, now: number): Span {
  const end = Math.ceil((to ?? now) / hourMs) * hourMs
  const start = from === undefined ? end - usualHours * hourMs : Math.floor(from / hourMs) * hourMs
  return { from: Math.min(Math.max(start, end - mostHours * hourMs), end - hourMs), to: end }
}

const height = 100

/** Clients per hour as bars, with a table for whoever would rather read, and for whoever cannot see. */
export function plot(hours: readonly Hour[], { from, to }: Span, words: Words['sightings']): Html {
  const slots = Array.from({ length: (to - from) / hourMs }, (_, i) => from + i * hourMs)
  const totals = totalsOf(hours, slots)
  const most = Math.max(1, mostOf(totals))
  const { plot } = words
  return html`<figure class="sightings-plot panel" id="sightings-plot" data-swap>
    <figcaption><h2>${plot.title}</h2> <span class="hint">${plot.summary(mostOf(totals), slots.length)}</span></figcaption>
    <div class="sightings-axes">
      <span class="most">${most}</span><span class="least">0</span>
      <svg viewBox="0 0 ${slots.length * 10} ${height}" preserveAspectRatio="none" role="img" aria-label="${plot.title}">
        <defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="ground" width="4" height="4"></rect><rect class="stripe" width="1.6" height="4"></rect>
        </pattern></defs>
        ${totals.map((total, i) => bar(total, i, most, words))}
      </svg>
      <span class="from">${momentText(from).slice(0, 16)}Z</span><span class="to">${momentText(to).slice(0, 16)}Z</span>
    </div>
    ${totals.some(({ refused }) => refused > 0) ? html`<p class="hint"><span class="sightings-hatch" aria-hidden="true">▨</span> ${plot.refused}</p>` : ''}
    ${siteBySite(hours, slots, words)}
    ${table(hours, words)}
  </figure>`
}

/** What happened in an hour. */
interface Total {
  readonly at: number
  readonly clients: number
  readonly refused: number
}

function totalsOf(hours: readonly Hour[], slots: readonly number[]): Total[] {
  const byHour = Map.groupBy(hours, ({ at }) => at)
  return slots.map((at) => {
    const rows = byHour.get(at) ?? []
    return { at, clients: sum(rows, 'clients'), refused: sum(rows, 'refused') }
  })
}

function mostOf(totals: readonly Total[]): number {
  return Math.max(0, ...totals.map(({ clients }) => clients))
}

// those with the most clients; the table has the rest
const mostSites = 6

// a small plot a site, all on one scale, where there is more than one
function siteBySite(hours: readonly Hour[], slots: readonly number[], words: Words['sightings']): Html | '' {
  const { plot } = words
  const sites = Array.from(
    Map.groupBy(hours, ({ site }) => site),
    ([site, own]) => ({ site, totals: totalsOf(own, slots) }),
  )
  if (sites.length < 2) return ''
  const shown = sites.toSorted((a, b) => mostOf(b.totals) - mostOf(a.totals)).slice(0, mostSites)
  const most = Math.max(1, ...shown.map(({ totals }) => mostOf(totals)))
  return html`<ul class="sightings-sites">${shown.map(
    ({ site, totals }) => html`<li>
      ${site === '' ? html`<span>${plot.noSite}</span>` : html`<a href="/sightings?site=${encodeURIComponent(site)}">${site}</a>`}
      <svg viewBox="0 0 ${slots.length * 10} ${height}" preserveAspectRatio="none" role="img" aria-label="${plot.ofSite(site || plot.noSite, mostOf(totals))}">
        ${totals.map((total, i) => bar(total, i, most, words))}
      </svg>
      <span class="figure" title="${plot.ofSite(site || plot.noSite, mostOf(totals))}">${mostOf(totals)}</span></li>`,
  )}</ul>`
}

function bar(total: Total, i: number, most: number, { plot }: Words['sightings']): Html | '' {
  const { at, clients, refused } = total
  if (clients === 0 && refused === 0) return ''
  // one client among thousands is still to be seen
  const tall = Math.max(2, Math.round((clients / most) * (height - 4)))
  const kind = refused > 0 ? 'bar refused' : 'bar'
  return html`<rect class="${kind}" x="${i * 10 + 1}" y="${height - tall}" width="8" height="${tall}"><title>${plot.bar(
    momentText(at).slice(0, 16),
    clients,
    refused,
  )}</title></rect>`
}

// the newest first, as everywhere on the page; what is older stands in the API
const mostRows = 100

function table(hours: readonly Hour[], { plot }: Words['sightings']): Html | '' {
  if (hours.length === 0) return ''
  const { columns } = plot
  const numbers = ['clients', 'dhcp', 'names', 'http', 'refused'] as const
  return html`<details><summary>${plot.table}</summary>
    <div class="sightings-scroll" tabindex="0" role="region" aria-label="${plot.title}">
    <table><thead><tr><th scope="col">${columns.hour}</th><th scope="col">${columns.site}</th>${numbers.map(
      (name) => html`<th scope="col">${columns[name]}</th>`,
    )}</tr></thead>
    <tbody>${hours
      .slice(-mostRows)
      .reverse()
      .map(
        (hour) => html`<tr><th scope="row">${momentText(hour.at).slice(0, 16)}Z</th>
          <td data-label="${columns.site}">${hour.site === '' ? plot.noSite : hour.site}</td>
          ${numbers.map((name) => html`<td data-label="${columns[name]}">${hour[name]}</td>`)}</tr>`,
      )}</tbody></table></div></details>`
}

function sum(hours: readonly Hour[], name: 'clients' | 'refused'): number {
  return hours.reduce((all, hour) => all + hour[name], 0)
}
