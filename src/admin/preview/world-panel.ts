import { html } from 'hono/html'
import type { Frame } from '../frame/env.ts'
import type { Html } from '../frame/layout.ts'
import type { Defaults } from './read-world.ts'

/** A field of the world. */
export type WorldField = 'client' | 'now' | 'tz' | 'dns'

/** The world as it was typed, and what is wrong with it. */
export interface WorldState {
  readonly text: Readonly<Record<WorldField, string>> & { readonly resolve: boolean }
  /** What a field left empty means. */
  readonly hints: Defaults
  readonly problemOf: (field: WorldField) => string | undefined
}

/** The fields of everything that a PAC may ask about. `first` stands before them. */
export function worldPanel({ words: { world: words, frame } }: Frame, state: WorldState, first: Html | '' = ''): Html {
  const { text, hints } = state
  const row = (field: WorldField, control: Html) =>
    html`<label for="${field}">${words.fields[field]}</label>
          <div>${control}${problemAt(field, state.problemOf(field))}</div>`
  const line = (field: WorldField, placeholder: string) =>
    row(
      field,
      html`<input id="${field}" name="${field}" value="${text[field]}" placeholder="${placeholder}" autocomplete="off" spellcheck="false"
            ${told(field, state.problemOf(field))}>`,
    )
  // the textarea starts with a line end, because HTML drops the first one
  return html`<section class="panel world">
        <div class="panel-head"><h2>${words.title}</h2><span class="hint">${words.hint}</span></div>
        <div class="fields">
          ${first}
          ${line('client', hints.client)}
          ${line('now', words.nowHint)}
          ${line('tz', hints.timeZone)}
          ${row(
            'dns',
            html`<textarea id="dns" name="dns" rows="2" wrap="off" spellcheck="false" autocapitalize="off"
            placeholder="www.example.org = 192.0.2.5, 2001:db8::5" ${told('dns', state.problemOf('dns'))}>${'\n'}${text.dns}</textarea>`,
          )}
          <span></span>
          <div><label class="check"><input type="checkbox" name="resolve" value="live" ${text.resolve ? 'checked' : ''}
            ${hints.mayResolve ? '' : html`disabled aria-describedby="resolve-needs"`}> ${words.resolve}</label>
            ${hints.mayResolve ? '' : html`<p class="hint" id="resolve-needs">${words.resolveNeeds(frame.roles.editor)}</p>`}</div>
        </div>
      </section>`
}

/** What ties a field to the sentence that says what is wrong with it. */
export function told(field: string, problem: string | undefined): Html {
  return html`aria-describedby="${field}-problem" aria-invalid="${problem === undefined ? 'false' : 'true'}"`
}

/** That sentence; an empty one is filled in by the page's script. */
export function problemAt(field: string, problem: string | undefined): Html {
  return html`<p class="problem" id="${field}-problem">${problem ?? ''}</p>`
}
