import { html } from 'hono/html'
import type { Html } from './layout.ts'

/** A file of the machine in front of somebody. */
export interface FileField {
  readonly name: string
  readonly id?: string
  /** What the button says. */
  readonly text: string
  /** What is opened, for those who do not see where the button stands. */
  readonly label?: string
  readonly accept?: string
}

/**
 * A button that opens a file, in the words of the page. Without a script it is the browser's own control, which says what was chosen; a form
 * of the class `scripted` says that itself.
 */
export function fileField({ name, id = name, text, label, accept }: FileField): Html {
  return html`<label class="file"><span class="file-button">${text}${label === undefined ? '' : html`<span class="visually-hidden"> (${label})</span>`}</span>
    <input type="file" id="${id}" name="${name}" ${accept === undefined ? '' : html`accept="${accept}"`}></label>`
}
