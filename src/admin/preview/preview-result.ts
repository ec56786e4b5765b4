import { html } from 'hono/html'
import type { Html } from '../frame/layout.ts'
import type { LivePac } from '../view.ts'
import type { Words } from '../words/en.ts'
import { matrixView, type RowDetail } from './matrix-view.ts'
import type { Outcome, PreviewState } from './preview-state.ts'
import { type Told, tell } from './told.ts'

const untold: Told = { summary: '', agreement: '', agrees: true, always: [], basis: '', command: '', isEdited: true, site: '' }

/** What the PAC decided, or why there is nothing to show; the place for it is there in any case, for the page's script. */
export function previewResult(
  { outcome, from, opened }: Pick<PreviewState, 'outcome' | 'from' | 'opened'>,
  site: LivePac | undefined,
  all: Words,
  detail: RowDetail,
): Html {
  const words = all.preview
  const isThere = outcome.kind === 'previewed'
  const told = isThere ? tell(outcome.preview, site, words) : untold
  const preview = isThere ? outcome.preview : { columns: [], request: { visits: [] } }
  return html`<h2 id="result-heading" class="${isThere ? 'visually-hidden' : ''}">${words.verdicts}</h2>
    <div id="nothing">${isThere ? '' : nothing(outcome, words)}</div>
    <div id="outcome" ${isThere ? '' : 'hidden'}>
      <p class="overview" id="stale" role="status" hidden>${words.script.stale}</p>
      <div class="result-head">
        <div role="status"><p class="summary" id="summary">${told.summary}</p>
          <p class="agreement" id="agreement" data-agrees="${String(told.agrees)}">${told.agreement}</p></div>
        <div class="result-tools">${filters(words)}${shares(all)}</div>
      </div>
      ${matrixView(preview, words, from, { opened, detail })}
      <p id="none-left" hidden>${words.script.noneLeft}</p>
      <p class="basis" id="basis">${told.basis}</p>
      ${command(told, words)}
    </div>`
}

function nothing(outcome: Exclude<Outcome, { kind: 'previewed' }>, words: Words['preview']): Html {
  if (outcome.kind === 'stopped') return html`<p class="overview" role="alert">${words.stopped(outcome.why)}</p>`
  return outcome.kind === 'problems' ? html`<p>${words.seeFields}</p>` : html`<p>${words.nothingYet}</p>`
}

// only the script can filter
function filters({ script }: Words['preview']): Html {
  const choice = (value: string, label: string, isChosen: boolean) =>
    html`<label><input type="radio" name="show" value="${value}" form="" ${isChosen ? 'checked' : ''}> ${label}</label>`
  return html`<fieldset class="filters" data-scripted hidden><legend>${script.show}</legend>
      ${choice('all', script.all, true)}${choice('differences', script.differences, false)}${choice('fails', script.fails, false)}</fieldset>`
}

// what leaves the page: files are made by the server, from the same form
function shares({ preview: { share }, frame }: Words): Html {
  const file = (what: string, label: string) =>
    html`<button class="quiet" form="preview" formaction="/preview/${what}" name="do" value="save">${label}</button>`
  return html`<div class="shares" role="group" aria-label="${share.title}">
      <button class="quiet" type="button" id="copy-link" hidden>${share.link}</button>
      <button class="quiet" type="button" data-copy="command" id="copy-command"
        data-copied="${frame.copied}" data-by-hand="${frame.copyByHand}" hidden>${share.command}</button>
      ${file('cases', share.cases)}${file('csv', share.csv)}${file('json', share.json)}${file('record', share.record)}
    </div>`
}

function command({ command: line, isEdited }: Told, { share }: Words['preview']): Html {
  return html`<details class="command" id="command-box" ${line === '' ? 'hidden' : ''}>
    <summary>${share.onCommandLine}</summary>
    <pre tabindex="0" role="region" aria-label="${share.commandLabel}"><code id="command">${line}</code></pre>
    <p class="hint" id="save-first" ${isEdited ? '' : 'hidden'}>${share.saveFirst}</p>
  </details>`
}
