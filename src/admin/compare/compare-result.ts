import { html } from 'hono/html'
import { type CountedVisit, none } from '../../policy/compare-verdicts.ts'
import { choicesOf, lookOf } from '../assets/decision.js'
import { figure, fill } from '../assets/texts.js'
import type { Frame } from '../frame/env.ts'
import type { Html } from '../frame/layout.ts'
import { kindTitle } from '../preview/kind-columns.ts'
import { formatMoment } from '../preview/moment.ts'
import type { Reading } from './compare-form-text.ts'
import type { Compared, CompareState } from './compare-state.ts'
import type { Group } from './total.ts'

/** The most groups, and the most visits of one, that a page shows; the rest is in the download. */
export const shown = { groups: 200, visits: 20 } as const

/** What changes, or why there is nothing to show. */
export function compareResult(frame: Frame, { compared, problems }: CompareState): Html {
  const words = frame.words.compare
  const heading = html`<h2 id="result-heading">${words.result}</h2>`
  if (compared === undefined)
    return html`${heading}<div id="compared"><p class="compare-empty">${problems.length > 0 ? words.seeFields : words.empty}</p></div>`
  return html`${heading}<div id="compared">${outcome(frame, compared)}</div>`
}

function outcome(frame: Frame, { request, reading, groups, unchanged, failing, stopped }: Compared): Html {
  const { words: all, language } = frame
  const words = all.compare
  const say = (text: Parameters<typeof fill>[0], values: Parameters<typeof fill>[1]) => fill(text, values, language)
  const changed = groups.reduce((sum, { visits, hits }) => ({ visits: sum.visits + visits, hits: sum.hits + hits }), none)
  const [visits, hits] = [changed.visits + unchanged.visits, changed.hits + unchanged.hits]
  return html`
    ${stopped === undefined ? '' : html`<p class="warnings compare-note">${say(words.stoppedWhy, { why: stopped, done: visits, of: request.visits.length })}</p>`}
    <p class="summary" role="status">${
      changed.visits === 0
        ? say(words.unchangedAll, { n: visits })
        : html`<strong>${say(words.changed, { n: changed.visits, of: visits })}</strong>${visits === hits ? '' : `, ${say(words.hits, { n: changed.hits, of: hits })}`}`
    }.</p>
    ${groups.length === 0 ? '' : list(frame, groups, changed.visits <= shown.visits)}
    ${groups.length > shown.groups ? html`<p class="hint">${say(words.moreGroups, { n: groups.length - shown.groups })}</p>` : ''}
    <div class="compare-foot">
      ${groups.length === 0 ? '' : download(frame)}
      ${changed.visits > 0 ? html`<p>${say(visits === hits ? words.unchangedOnce : words.unchanged, { n: unchanged.visits, hits: unchanged.hits })}</p>` : ''}
      ${failing.before.visits + failing.after.visits === 0 ? '' : html`<p class="compare-fails">${say(words.failing, { before: failing.before.visits, after: failing.after.visits })}</p>`}
      ${malformed(frame, reading)}
      <p class="basis">${say(words.basis, {
        as: kindTitle(request.dialect),
        moment: formatMoment(request.world.now, request.world.timeZone),
        client: request.world.addresses.join(', '),
      })}</p>
    </div>`
}

// hits that say no more than the visits are left out
function list(frame: Frame, groups: readonly Group[], isOpen: boolean): Html {
  const { columns } = frame.words.compare
  const isOnce = groups.every(({ visits, hits }) => visits === hits)
  return html`<div class="compare-list ${isOnce ? 'once' : ''}">
      <div class="compare-columns" aria-hidden="true"><span>${columns.before}</span><span></span><span>${columns.after}</span><span>${columns.visits}</span><span>${columns.hits}</span></div>
      ${groups.slice(0, shown.groups).map((group) => groupRow(frame, group, group.examples ?? [], isOpen))}
    </div>`
}

/** One way in which decisions change, with the visits that it concerns behind it. The page's script fills the same row in. */
export function groupRow(frame: Frame, group: Group, examples: readonly CountedVisit[], isOpen = false): Html {
  const { language } = frame
  const words = frame.words.compare
  const number = (name: 'visits' | 'hits') =>
    html`<span class="compare-count ${name}"><span class="figure" data-slot="${name}">${figure(group[name], language)}</span>
          <span class="compare-unit" data-slot="${name}-unit">${fill(words.units[name], { n: group[name] }, language)}</span></span>`
  return html`<details class="compare-group" ${isOpen ? 'open' : ''}>
      <summary>
        ${decision('before', group.before, group.after)}<span class="compare-arrow"><span aria-hidden="true">→</span></span>${decision('after', group.after, group.before)}
        ${number('visits')}${number('hits')}
      </summary>
      <p class="compare-why" ${group.detail === undefined ? 'hidden' : ''}>${words.why} <code data-slot="detail">${group.detail ?? ''}</code></p>
      <ol class="compare-examples" data-slot="examples">${examples.map(
        ({ url, hits }) => html`<li><code>${url}</code><span class="figure">${figure(hits, language)}</span></li>`,
      )}</ol>
      <p class="hint" data-slot="more" ${group.visits > examples.length ? '' : 'hidden'}>${fill(words.more, { n: group.visits - examples.length }, language)}</p>
    </details>`
}

function decision(slot: 'before' | 'after', text: string, other: string): Html {
  const { look, shape } = lookOf(text)
  return html`<span class="${`compare-decision ${look}`}" data-slot="${slot}"><span class="compare-shape" aria-hidden="true">${shape}</span> <span class="compare-said">${choicesOf(text, other).map((each) => (each.isNew ? html`<strong>${each.text}</strong>` : each.text))}</span></span>`
}

function download({ words: { compare: words } }: Frame): Html {
  return html`<p class="compare-download">${words.download}
      <button form="compare" name="do" value="csv">${words.csv}</button>
      <button form="compare" name="do" value="json">${words.json}</button></p>`
}

function malformed({ words: { compare: words }, language }: Frame, { malformed: n, samples, beyond, visits }: Reading): Html {
  return html`${
    n === 0
      ? ''
      : html`<div class="warnings compare-note"><p>${fill(words.malformed, { n }, language)}</p>
        <ul>${samples.map(({ line, text }) => html`<li>${fill(words.line, { line }, language)} <code>${text}</code></li>`)}</ul></div>`
  }
    ${beyond === 0 ? '' : html`<p class="warnings compare-note">${fill(words.beyond, { n: beyond, most: visits.size }, language)}</p>`}`
}
