import { html } from 'hono/html'
import type { Html } from '../frame/layout.ts'
import { warnings } from '../sites/sites-page.ts'
import { type LivePac, livePacs } from '../view.ts'
import type { DraftField } from './draft.ts'
import type { PreviewState } from './preview-state.ts'
import type { Problem } from './read-draft.ts'

const labels: Record<DraftField, string> = {
  pac: 'PAC',
  visits: 'Visits',
  client: 'Client addresses',
  now: 'Moment',
  tz: 'Time zone',
  dns: 'Pinned names',
}

/** The fields of the preview, with what is wrong at each. `site` is the one whose live PAC the text is. */
export function previewForm(state: PreviewState, site: LivePac | undefined, problems: readonly Problem[]): Html {
  const { text, hints, view } = state
  const messages = new Map(problems.map(({ field, message }) => [field, message]))
  const told = (field: DraftField) => attributes(field, messages.has(field))
  const problem = (field: DraftField) => html`<p class="problem" id="${field}-problem" data-swap>${messages.get(field) ?? ''}</p>`
  // the textarea starts with a line end, because HTML drops the first one
  return html`<div id="problems" data-swap>${problems.length > 0 ? overview(problems) : ''}</div>
    <form id="preview" method="post" action="/" enctype="multipart/form-data">
      <button class="visually-hidden" name="do" value="evaluate" tabindex="-1" aria-hidden="true">Evaluate</button>
      <section class="panel pac">
        <div class="panel-head">
          <h2><label for="pac">${labels.pac}</label></h2>
          <div class="load" id="load" data-swap>${loadControls(livePacs(view), site)}</div>
        </div>
        <div class="editor"><textarea id="pac" name="pac" rows="14" wrap="off" spellcheck="false" autocomplete="off"
          autocapitalize="off" ${told('pac')}>${'\n'}${text.pac}</textarea></div>
        ${problem('pac')}
        <div id="warnings" data-swap>${site === undefined ? '' : warnings(site.pac.warnings)}</div>
      </section>
      <section class="panel visits">
        <div class="panel-head"><h2><label for="visits">${labels.visits}</label></h2><span class="hint">one URL a line</span></div>
        <textarea id="visits" data-slash name="visits" rows="4" wrap="off" spellcheck="false" autocapitalize="off"
          ${told('visits')}>${'\n'}${text.visits}</textarea>
        ${problem('visits')}
      </section>
      <section class="panel world">
        <div class="panel-head"><h2>World</h2><span class="hint">what the PAC may ask about</span></div>
        <div class="fields">
          <label for="client">${labels.client}</label>
          <div><input id="client" name="client" value="${text.client}" placeholder="${hints.client}" autocomplete="off" spellcheck="false"
            ${told('client')}>${problem('client')}</div>
          <label for="now">${labels.now}</label>
          <div><input id="now" name="now" value="${text.now}" placeholder="now, or 2026-01-05T09:00" autocomplete="off"
            ${told('now')}>${problem('now')}</div>
          <label for="tz">${labels.tz}</label>
          <div><input id="tz" name="tz" value="${text.tz}" placeholder="${hints.timeZone}" autocomplete="off" spellcheck="false"
            ${told('tz')}>${problem('tz')}</div>
          <label for="dns">${labels.dns}</label>
          <div><textarea id="dns" name="dns" rows="2" wrap="off" spellcheck="false" autocapitalize="off"
            placeholder="www.example.org = 192.0.2.5, 2001:db8::5" ${told('dns')}>${'\n'}${text.dns}</textarea>${problem('dns')}</div>
          <span></span>
          <label class="check"><input type="checkbox" name="resolve" value="live" ${text.resolve ? 'checked' : ''}>
            ask this server’s DNS for other names</label>
        </div>
      </section>
      <div class="actions">
        <button class="primary" name="do" value="evaluate">Evaluate</button>
        <span class="hint keys" hidden><kbd>Ctrl</kbd> <kbd>Enter</kbd> evaluates, <kbd>/</kbd> goes to the visits</span>
      </div>
    </form>`
}

function loadControls(pacs: readonly LivePac[], site: LivePac | undefined): Html | string {
  if (pacs.length === 0) return ''
  return html`<label for="site">live PAC of</label>
    <select id="site" name="site">
      ${site === undefined ? html`<option value="" selected>(edited or pasted)</option>` : ''}
      ${pacs.map(({ name }) => html`<option value="${name}" ${name === site?.name ? 'selected' : ''}>${name}</option>`)}
    </select>
    <button name="do" value="load">Load</button>`
}

function overview(problems: readonly Problem[]): Html {
  return html`<div class="overview" role="alert">
    <h2>Nothing was evaluated; what you typed is kept</h2>
    <ul>${problems.map(({ field, message }) => html`<li><a href="#${field}">${labels[field]}</a>: ${message}</li>`)}</ul>
  </div>`
}

function attributes(field: DraftField, wrong: boolean): Html {
  return html`aria-describedby="${field}-problem" aria-invalid="${wrong ? 'true' : 'false'}"`
}
