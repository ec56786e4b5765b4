import { html } from 'hono/html'
import type { Account } from '../../store/accounts.ts'
import { roles } from '../../store/role.ts'
import type { Token } from '../../store/tokens.ts'
import type { Frame } from '../frame/env.ts'
import { type Html, layout } from '../frame/layout.ts'
import { timeOf } from '../frame/time.ts'
import { type Outcome, outcome, roleOptions } from './pieces.ts'
import { tokenTable } from './token-table.ts'

/** What administrators see of everybody. */
export interface PeopleView {
  readonly accounts: readonly (Account & { readonly sessions: number })[]
  /** Who asks. */
  readonly you: string
  readonly tokens: readonly Token[]
  readonly now: number
  readonly outcome: Outcome
  /** The account whose changes are open. */
  readonly open: string | undefined
}

/** The accounts, and everybody's tokens. */
export function peoplePage(frame: Frame, view: PeopleView): Html {
  const { title, lead } = frame.words.people
  return layout(frame, {
    title,
    main: html`<div class="title"><h1>${title}</h1><p class="lead">${lead}</p></div>
      ${peopleTabs(frame)}
      ${outcome(frame, view.outcome)}
      ${accountPanel(frame, view)}
      ${addPanel(frame)}
      ${tokenPanel(frame, view)}`,
  })
}

/** The ways between the pages about people. */
export function peopleTabs({ words, path }: Frame): Html {
  const { accounts, audit } = words.people
  const tab = (to: string, text: string) => html`<a href="${to}" ${path === to ? html`aria-current="page"` : ''}>${text}</a>`
  return html`<nav class="people-tabs" aria-label="${words.people.title}">${tab('/people', accounts.title)}${tab('/people/audit', audit.title)}</nav>`
}

function accountPanel(frame: Frame, { accounts, you, open }: PeopleView): Html {
  const { accounts: words } = frame.words.people
  return html`<section class="panel people-panel" aria-labelledby="accounts-heading"><h2 id="accounts-heading">${words.title}</h2>
      <table class="people-table">
        <thead><tr><th>${words.name}</th><th>${words.role}</th><th>${words.sessions}</th><th>${words.changed}</th><td></td></tr></thead>
        <tbody>${accounts.map(
          (each) => html`<tr>
          <th scope="row">${each.name}${each.name === you ? html` <span class="hint">${words.you}</span>` : ''}</th>
          <td data-label="${words.role}">${frame.words.frame.roles[each.role]}</td>
          <td data-label="${words.sessions}">${words.sessionsOf(each.sessions)}</td>
          <td data-label="${words.changed}">${timeOf(each.changed)}</td>
          <td class="people-act">${changes(frame, each, each.name === you, each.name === open)}</td></tr>`,
        )}</tbody>
      </table></section>`
}

// opened by a click, so that nobody removes an account by one
function changes(frame: Frame, { name, role }: Account, isYou: boolean, isOpen: boolean): Html {
  const { accounts: words } = frame.words.people
  const of = html`<span class="visually-hidden"> ${words.of(name)}</span>`
  return html`<details class="people-changes" ${isOpen ? html`open` : ''}><summary>${words.more}${of}</summary>
      <form method="post" action="/people"><input type="hidden" name="name" value="${name}">
        <div class="people-row"><label>${words.role} <select name="role">${roleOptions(frame, role)}</select></label>
          <button name="do" value="role">${words.saveRole}</button></div>
        ${isYou ? '' : html`<p><button name="do" value="password">${words.reset}</button> <span class="hint">${words.resetHint}</span></p>`}
        <p><button name="do" value="sign-out">${words.signOut}</button></p>
        <p><button class="people-danger" name="do" value="remove">${words.remove}</button> <span class="hint">${words.removeHint}</span></p>
      </form></details>`
}

function addPanel(frame: Frame): Html {
  const { accounts: words, rules } = frame.words.people
  return html`<section class="panel people-panel" aria-labelledby="add-heading"><h2 id="add-heading">${words.add}</h2>
      <form method="post" action="/people" class="fields" data-main>
        <label for="add-name">${words.name}</label>
        <input id="add-name" name="name" required maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" data-slash>
        <label for="add-role">${words.role}</label>
        <select id="add-role" name="role">${roleOptions(frame, 'viewer')}</select>
        <label for="add-password">${words.password}</label>
        <input id="add-password" name="password" type="password" autocomplete="new-password" maxlength="256" aria-describedby="add-hint">
        <p class="hint people-wide" id="add-hint">${words.passwordHint} ${rules}</p>
        <dl class="hint people-wide">${roles.map(
          (role) => html`<dt>${frame.words.frame.roles[role]}</dt><dd>${words.roleHints[role]}</dd>`,
        )}</dl>
        <div class="actions"><input type="hidden" name="do" value="add"><button class="primary">${words.add}</button></div>
      </form></section>`
}

function tokenPanel(frame: Frame, { tokens, now }: PeopleView): Html {
  const { tokens: words } = frame.words.people
  return html`<section class="panel people-panel" aria-labelledby="tokens-heading"><h2 id="tokens-heading">${words.title}</h2>
      ${tokenTable(frame, tokens, '/people', now, true)}</section>`
}
