import { html } from 'hono/html'
import type { Html } from '../frame/layout.ts'
import { type LivePac, livePacs } from '../view.ts'
import type { Words } from '../words/en.ts'
import type { DraftField } from './draft.ts'
import { findingsView } from './findings-view.ts'
import { kindTitle, offeredKinds, usualKinds } from './kind-columns.ts'
import type { PreviewState } from './preview-state.ts'
import type { Problem } from './read-draft.ts'

/** The fields of the preview, with what is wrong at each. `site` is the one whose live PAC the text is. */
export function previewForm(
  state: PreviewState,
  site: LivePac | undefined,
  problems: readonly Problem[],
  words: Words['preview'],
): Html {
  const { text, hints, view } = state
  const { fields } = words
  const messages = new Map(problems.map(({ field, message }) => [field, message]))
  const told = (field: DraftField) => attributes(field, messages.has(field))
  const problem = (field: DraftField) => html`<p class="problem" id="${field}-problem">${messages.get(field) ?? ''}</p>`
  // a textarea starts with a line end, because HTML drops the first one
  return html`<div id="problems">${problems.length > 0 ? overview(problems, words) : ''}</div>
    <form id="preview" data-main method="post" action="/" enctype="multipart/form-data">
      <button class="visually-hidden" name="do" value="evaluate" tabindex="-1" aria-hidden="true">${words.evaluate}</button>
      <section class="panel pac">
        <div class="panel-head">
          <h2><label for="pac" id="pac-label">${fields.pac}</label></h2>
          ${loadControls(livePacs(view), site, words)}
        </div>
        <div class="editor" id="editor"><textarea id="pac" name="pac" rows="13" wrap="off" spellcheck="false" autocomplete="off"
          autocapitalize="off" ${told('pac')}>${'\n'}${text.pac}</textarea></div>
        <p class="hint" id="editor-keys" hidden>${words.editorKeys}</p>
        ${problem('pac')}
        <div id="findings">${findingsView(state.findings, words)}</div>
      </section>
      <section class="panel visits">
        <div class="panel-head"><h2><label for="visits">${fields.visits}</label></h2><span class="hint">${words.visitsHint}</span></div>
        <textarea id="visits" data-slash name="visits" rows="5" wrap="off" spellcheck="false" autocapitalize="off"
          ${told('visits')}>${'\n'}${text.visits}</textarea>
        ${problem('visits')}
        <label class="file">${words.load.visits} <input type="file" name="visits-file" accept=".txt,.log,.csv,text/plain"></label>
      </section>
      <section class="panel world">
        <div class="panel-head"><h2>${words.world}</h2><span class="hint">${words.worldHint}</span></div>
        <div class="fields">
          <label for="client">${fields.client}</label>
          <div><input id="client" name="client" value="${text.client}" placeholder="${hints.client}" autocomplete="off" spellcheck="false"
            ${told('client')}>${problem('client')}</div>
          <label for="now">${fields.now}</label>
          <div><input id="now" name="now" value="${text.now}" placeholder="${words.nowHint}" autocomplete="off"
            ${told('now')}>${problem('now')}</div>
          <label for="tz">${fields.tz}</label>
          <div><input id="tz" name="tz" value="${text.tz}" placeholder="${hints.timeZone}" autocomplete="off" spellcheck="false"
            ${told('tz')}>${problem('tz')}</div>
          <label for="dns">${fields.dns}</label>
          <div><textarea id="dns" name="dns" rows="2" wrap="off" spellcheck="false" autocapitalize="off"
            placeholder="www.example.org = 192.0.2.5, 2001:db8::5" ${told('dns')}>${'\n'}${text.dns}</textarea>${problem('dns')}</div>
          <span></span>
          <label class="check"><input type="checkbox" name="resolve" value="live" ${text.resolve ? 'checked' : ''} ${hints.mayResolve ? '' : 'disabled'}>
            ${words.resolve}</label>
        </div>
      </section>
      <div class="actions">
        ${kinds(text.as, words)}
        <button class="primary" name="do" value="evaluate">${words.evaluate}</button>
      </div>
      ${problem('as')}
    </form>`
}

function loadControls(pacs: readonly LivePac[], site: LivePac | undefined, { load }: Words['preview']): Html {
  const live = html`<label for="site">${load.site}</label>
    <select id="site" name="site">
      <option value="" ${site === undefined ? 'selected' : ''}>${load.edited}</option>
      ${pacs.map(({ name }) => html`<option value="${name}" ${name === site?.name ? 'selected' : ''}>${name}</option>`)}
    </select>
    <button name="do" value="load" id="load-button">${load.button}</button>`
  return html`<div class="load">${pacs.length === 0 ? '' : live}
      <label class="file">${load.file} <input type="file" name="pac-file" accept=".pac,.dat,.js,text/plain"></label></div>`
}

function kinds(chosen: readonly string[], words: Words['preview']): Html {
  const box = (
    as: string,
  ) => html`<label class="kind"><input type="checkbox" name="as" value="${as}" ${chosen.includes(as) ? 'checked' : ''}>
      ${kindTitle(as)}</label>`
  const more = offeredKinds.filter((as) => !usualKinds.includes(as))
  const isOpen = more.some((as) => chosen.includes(as))
  return html`<fieldset class="kinds" id="as" aria-describedby="as-problem"><legend>${words.fields.as}</legend>
      ${usualKinds.map(box)}
      <details ${isOpen ? 'open' : ''}><summary>${words.moreKinds}</summary><div>${more.map(box)}</div></details></fieldset>`
}

function overview(problems: readonly Problem[], words: Words['preview']): Html {
  return html`<div class="overview" role="alert">
    <h2>${words.nothingDone}</h2>
    <ul>${problems.map(({ field, message }) => html`<li><a href="#${field}">${words.fields[field]}</a>: ${message}</li>`)}</ul>
  </div>`
}

function attributes(field: DraftField, wrong: boolean): Html {
  return html`aria-describedby="${field}-problem" aria-invalid="${wrong ? 'true' : 'false'}"`
}
