import { html } from 'hono/html'
import type { Frame } from '../frame/env.ts'
import { fileField } from '../frame/file-field.ts'
import type { Html } from '../frame/layout.ts'
import { type LivePac, livePacs } from '../view.ts'
import type { Words } from '../words/en.ts'
import type { DraftField } from './draft.ts'
import { findingsView } from './findings-view.ts'
import { kindTitle, offeredKinds, usualKinds } from './kind-columns.ts'
import type { PreviewState } from './preview-state.ts'
import type { Problem } from './read-draft.ts'
import { problemAt, told, worldPanel } from './world-panel.ts'

/** The fields of the preview, with what is wrong at each. `site` is the one whose live PAC the text is. */
export function previewForm(frame: Frame, state: PreviewState, site: LivePac | undefined, problems: readonly Problem[]): Html {
  const words = frame.words.preview
  const { text, hints, view } = state
  const { fields } = words
  const messages = new Map(problems.map(({ field, message }) => [field, message]))
  const toldOf = (field: DraftField) => told(field, messages.get(field))
  const problem = (field: DraftField) => problemAt(field, messages.get(field))
  // a textarea starts with a line end, because HTML drops the first one
  return html`<div id="problems">${problems.length > 0 ? overview(problems, frame) : ''}</div>
    <form id="preview" data-main method="post" action="/" enctype="multipart/form-data">
      <button class="visually-hidden" name="do" value="evaluate" tabindex="-1" aria-hidden="true">${words.evaluate}</button>
      <section class="panel pac">
        <div class="panel-head">
          <h2><label for="pac" id="pac-label">${fields.pac}</label></h2>
          ${loadControls(livePacs(view), site, words)}
        </div>
        <div class="editor" id="editor"><textarea id="pac" name="pac" rows="13" wrap="off" spellcheck="false" autocomplete="off"
          autocapitalize="off" ${toldOf('pac')}>${'\n'}${text.pac}</textarea></div>
        <p class="hint" id="editor-keys" hidden>${words.editorKeys}</p>
        ${problem('pac')}
        <div id="findings">${findingsView(state.findings, words)}</div>
      </section>
      <section class="panel visits">
        <div class="panel-head"><h2><label for="visits">${fields.visits}</label></h2><span class="hint">${words.visitsHint}</span></div>
        <textarea id="visits" data-slash name="visits" rows="5" wrap="off" spellcheck="false" autocapitalize="off"
          ${toldOf('visits')}>${'\n'}${text.visits}</textarea>
        ${problem('visits')}
        ${fileField({ name: 'visits-file', text: words.load.visits, accept: '.txt,.log,.csv,text/plain' })}
      </section>
      ${worldPanel(frame, { text, hints, problemOf: (field) => messages.get(field) })}
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
      ${fileField({ name: 'pac-file', text: load.file, accept: '.pac,.dat,.js,text/plain' })}</div>`
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

function overview(problems: readonly Problem[], { words: { preview: words, world } }: Frame): Html {
  const labels = { ...words.fields, ...world.fields }
  return html`<div class="overview" role="alert">
    <h2>${words.nothingDone}</h2>
    <ul>${problems.map(({ field, message }) => html`<li><a href="#${field}">${labels[field]}</a>: ${message}</li>`)}</ul>
  </div>`
}
