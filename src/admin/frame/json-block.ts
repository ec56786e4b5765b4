import { html, raw } from 'hono/html'
import type { Html } from './layout.ts'

/** Data for a page's script, which reads it by `id`. A `<` in it can end the element, so it is escaped (HTML, 4.12.1.3). */
export function jsonBlock(id: string, value: object): Html {
  return html`<script type="application/json" id="${id}">${raw(JSON.stringify(value).replaceAll('<', '\\u003c'))}</script>`
}
