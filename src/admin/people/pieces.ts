import { html } from 'hono/html'
import { type Role, roles } from '../../store/role.ts'
import type { Frame } from '../frame/env.ts'
import type { Html } from '../frame/layout.ts'
import { Refusal } from './changes.ts'

/** What came of a form: what was done, or why it was not, or a secret that is shown this once. */
export interface Outcome {
  readonly done?: string | undefined
  readonly problem?: string | undefined
  readonly secret?: { readonly label: string; readonly text: string } | undefined
}

/** The outcome above the content. */
export function outcome({ words }: Frame, { done, problem, secret }: Outcome): Html {
  return html`${done === undefined ? '' : html`<p class="people-done" role="status">${done}</p>`}
    ${problem === undefined ? '' : html`<div class="overview" role="alert"><strong>${words.people.notDone}</strong><p>${problem}</p></div>`}
    ${secret === undefined ? '' : secretShown(words.frame, secret)}`
}

function secretShown(words: Frame['words']['frame'], { label, text }: { label: string; text: string }): Html {
  return html`<div class="people-secret" role="status"><p>${label}</p>
      <p><code id="secret">${text}</code>
        <button type="button" data-copy="secret" data-copied="${words.copied}" data-by-hand="${words.copyByHand}" hidden>${words.copy}</button></p></div>`
}

/** The roles to choose from, up to `most`. */
export function roleOptions({ words }: Frame, chosen: Role, most: Role = 'administrator'): Html[] {
  return roles
    .slice(0, roles.indexOf(most) + 1)
    .map((role) => html`<option value="${role}" ${role === chosen ? html`selected` : ''}>${words.frame.roles[role]}</option>`)
}

/** Does `work`; a Refusal becomes the sentence that a person is told. */
export async function orSentence({ words }: Frame, work: () => Outcome | Promise<Outcome>): Promise<Outcome> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal) return { problem: words.people.refusals[error.reason] }
    throw error
  }
}

/** The text of a form's field; what is missing or a file is empty. */
export function field(form: Readonly<Record<string, unknown>>, name: string): string {
  const value = form[name]
  return typeof value === 'string' ? value.slice(0, 2000) : ''
}
