import { html } from 'hono/html'
import { dialectNames } from '../../evaluator/dialects/dialect.ts'
import { fill } from '../assets/texts.js'
import type { Frame } from '../frame/env.ts'
import type { Html } from '../frame/layout.ts'
import { livePacs } from '../view.ts'
import type { CompareState } from './compare-state.ts'
import type { ComparisonField } from './read-comparison.ts'

type Side = 'before' | 'after'

/** The fields of the comparison, with what is wrong at each. */
export function compareForm(frame: Frame, state: CompareState): Html {
  const words = frame.words.compare
  const { text, hints } = state
  const messages = new Map(state.problems.map(({ field, message }) => [field, message]))
  const told = (field: ComparisonField) =>
    html`aria-describedby="${field}-problem" aria-invalid="${messages.has(field) ? 'true' : 'false'}"`
  const problem = (field: ComparisonField) => html`<p class="problem" id="${field}-problem">${messages.get(field) ?? ''}</p>`
  const side = (name: Side) => sidePanel(frame, state, name, told(name), problem(name))
  // the textarea starts with a line end, because HTML drops the first one
  return html`<form id="compare" class="compare" method="post" action="/compare" enctype="multipart/form-data" data-main>
      ${side('before')}
      ${side('after')}
      <section class="panel compare-visits">
        <div class="panel-head"><h2><label for="visits">${words.visits}</label></h2><span class="hint">${words.visitsHint}</span></div>
        <textarea id="visits" data-slash name="visits" rows="6" wrap="off" spellcheck="false" autocapitalize="off"
          ${told('visits')}>${'\n'}${text.visits}</textarea>
        <p class="compare-file"><input type="file" id="visits-file" name="visits-file" aria-label="${words.visitsFile}">
          <button type="button" class="quiet" id="visits-file-remove" hidden>${words.removeFile}</button>
          <span class="hint" id="visits-file-hint" hidden>${words.visitsFileHint}</span></p>
        ${problem('visits')}
      </section>
      <section class="panel">
        <div class="panel-head"><h2>${words.world}</h2><span class="hint">${words.worldHint}</span></div>
        <div class="fields">
          <label for="as">${words.as}</label>
          <div><select id="as" name="as" ${told('as')}>${dialectNames.map(
            (name) => html`<option value="${name}" ${name === text.as ? 'selected' : ''}>${name}</option>`,
          )}</select>${problem('as')}</div>
          <label for="client">${words.client}</label>
          <div><input id="client" name="client" value="${text.client}" placeholder="${hints.client}" autocomplete="off" spellcheck="false"
            ${told('client')}>${problem('client')}</div>
          <label for="now">${words.now}</label>
          <div><input id="now" name="now" value="${text.now}" placeholder="${words.nowHint}" autocomplete="off" ${told('now')}>${problem('now')}</div>
          <label for="tz">${words.tz}</label>
          <div><input id="tz" name="tz" value="${text.tz}" placeholder="${hints.timeZone}" autocomplete="off" spellcheck="false"
            ${told('tz')}>${problem('tz')}</div>
          <label for="dns">${words.dns}</label>
          <div><textarea id="dns" name="dns" rows="2" wrap="off" spellcheck="false" autocapitalize="off"
            placeholder="www.example.org = 192.0.2.5, 2001:db8::5" ${told('dns')}>${'\n'}${text.dns}</textarea>${problem('dns')}</div>
          <span></span>
          <label class="check"><input type="checkbox" name="resolve" value="live" ${text.resolve ? 'checked' : ''} ${hints.mayResolve ? '' : 'disabled'}> ${words.resolve}</label>
        </div>
      </section>
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
          <p class="compare-file"><input type="file" name="${name}-file" id="${name}-file" aria-label="${words.pacFile[name]}"></p>
        </div>
        ${livePacs(view).map(
          (live) => html`<div class="compare-live" data-site="${live.name}" ${live.name === site ? '' : 'hidden'}>
            <p class="hint">${words.liveHint} <code>${live.pac.id}</code></p>
            <pre tabindex="0" role="region" aria-label="${fill(words.live, { name: live.name }, language)} (${words[name]})"><code>${live.pac.text}</code></pre></div>`,
        )}
        ${problem}
      </section>`
}
