import { html } from 'hono/html'
import { dialectNames } from '../../evaluator/dialects/dialect.ts'
import { fill } from '../assets/texts.js'
import type { Frame } from '../frame/env.ts'
import { fileField } from '../frame/file-field.ts'
import type { Html } from '../frame/layout.ts'
import { kindTitle } from '../preview/kind-columns.ts'
import { problemAt, told, worldPanel } from '../preview/world-panel.ts'
import { livePacs } from '../view.ts'
import type { CompareState } from './compare-state.ts'
import type { ComparisonField } from './read-comparison.ts'

type Side = 'before' | 'after'

/** The fields of the comparison, with what is wrong at each. */
export function compareForm(frame: Frame, state: CompareState): Html {
  const words = frame.words.compare
  const { text, hints } = state
  const messages = new Map(state.problems.map(({ field, message }) => [field, message]))
  const toldOf = (field: ComparisonField) => told(field, messages.get(field))
  const problem = (field: ComparisonField) => problemAt(field, messages.get(field))
  const side = (name: Side) => sidePanel(frame, state, name, toldOf(name), problem(name))
  const kind = html`<label for="as">${words.as}</label>
          <div><select id="as" name="as" ${toldOf('as')}>${dialectNames.map(
            (name) => html`<option value="${name}" ${name === text.as ? 'selected' : ''}>${kindTitle(name)}</option>`,
          )}</select>${problem('as')}</div>`
  // the textarea starts with a line end, because HTML drops the first one
  return html`<form id="compare" class="compare" method="post" action="/compare" enctype="multipart/form-data" data-main>
      ${side('before')}
      ${side('after')}
      <section class="panel compare-visits">
        <div class="panel-head"><h2><label for="visits">${words.visits}</label></h2><span class="hint">${words.visitsHint}</span></div>
        <textarea id="visits" data-slash name="visits" rows="6" wrap="off" spellcheck="false" autocapitalize="off"
          ${toldOf('visits')}>${'\n'}${text.visits}</textarea>
        <div class="compare-file">${fileField({ name: 'visits-file', text: words.openVisits })}
          <span id="visits-file-name" class="compare-chosen" hidden></span>
          <button type="button" class="quiet" id="visits-file-remove" hidden>${words.removeFile}</button>
          <span class="hint" id="visits-file-hint" hidden>${words.visitsFileHint}</span></div>
        ${problem('visits')}
      </section>
      ${worldPanel(frame, { text, hints, problemOf: (field) => messages.get(field) }, kind)}
      <div class="actions">
        <button class="primary" name="do" value="compare">${words.compare}</button>
        <button type="button" id="stop" hidden>${words.stop}</button>
        <span id="progress" class="compare-progress" hidden><progress max="1" value="0" aria-label="${words.compare}"></progress>
          <span class="hint figure"></span></span>
        <span class="hint keys" hidden><kbd>Ctrl</kbd> <kbd>Enter</kbd> ${words.keyCompares}, <kbd>/</kbd> ${words.keyVisits}</span>
        <noscript><p class="hint">${words.noScript}</p></noscript>
      </div>
    </form>`
}

function sidePanel(
  { words: { compare: words }, language }: Frame,
  { text, view }: CompareState,
  name: Side,
  told: Html,
  problem: Html,
): Html {
  const { site, pac } = text[name]
  const id = `${name}-pac`
  return html`<section class="panel compare-side">
        <div class="panel-head">
          <h2>${words[name]}</h2>
          <select id="${name}-site" name="${name}-site" aria-label="${words.source[name]}">
            ${livePacs(view).map(
              (live) =>
                html`<option value="${live.name}" ${live.name === site ? 'selected' : ''}>${fill(words.live, { name: live.name }, language)}</option>`,
            )}
            <option value="" ${site === '' ? 'selected' : ''}>${words.text}</option>
          </select>
        </div>
        <div class="compare-text">
          <textarea id="${id}" name="${id}" rows="12" wrap="off" spellcheck="false" autocomplete="off" autocapitalize="off"
            aria-label="${words.pacText[name]}" ${told}>${'\n'}${pac}</textarea>
          ${fileField({ name: `${name}-file`, text: words.openPac, label: words[name] })}
        </div>
        ${livePacs(view).map(
          (live) => html`<div class="compare-live" data-site="${live.name}" ${live.name === site ? '' : 'hidden'}>
            <p class="hint">${words.liveHint} <code>${live.pac.id}</code></p>
            <pre tabindex="0" role="region" aria-label="${fill(words.live, { name: live.name }, language)} (${words[name]})"><code>${live.pac.text}</code></pre></div>`,
        )}
        ${problem}
      </section>`
}
