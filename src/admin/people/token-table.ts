import { html } from 'hono/html'
import type { Token } from '../../store/tokens.ts'
import type { Frame } from '../frame/env.ts'
import type { Html } from '../frame/layout.ts'
import { timeOf } from '../frame/time.ts'

/** Tokens with a button that removes each; `action` is where the form goes. `now` says which have expired. */
export function tokenTable(frame: Frame, tokens: readonly Token[], action: string, now: number, withOwner = false): Html {
  const { tokens: words, accounts } = frame.words.people
  if (tokens.length === 0) return html`<p class="hint">${withOwner ? words.none.all : words.none.own}</p>`
  return html`<table class="people-table">
      <thead><tr><th>${words.name}</th>${withOwner ? html`<th>${words.owner}</th>` : ''}<th>${words.role}</th><th>${words.made}</th>
        <th>${words.used}</th><th>${words.expires}</th><td></td></tr></thead>
      <tbody>${tokens.map(
        (token) => html`<tr>
        <th scope="row">${token.name}</th>
        ${withOwner ? html`<td data-label="${words.owner}">${token.owner}</td>` : ''}
        <td data-label="${words.role}">${frame.words.frame.roles[token.role]}</td>
        <td data-label="${words.made}">${timeOf(token.made)}</td>
        <td data-label="${words.used}">${token.used === null ? words.never : timeOf(token.used)}</td>
        <td data-label="${words.expires}">${token.expires <= now ? html`<strong>${words.expired}</strong> ` : ''}${timeOf(token.expires)}</td>
        <td class="people-act"><form method="post" action="${action}"><input type="hidden" name="id" value="${token.id}">
          <button name="do" value="remove-token">${words.remove}<span class="visually-hidden"> ${accounts.of(token.name)}</span></button></form></td>
      </tr>`,
      )}</tbody>
    </table>`
}
