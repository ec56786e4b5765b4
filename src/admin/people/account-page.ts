import { html } from 'hono/html'
import type { Role } from '../../store/role.ts'
import type { Token } from '../../store/tokens.ts'
import type { Frame } from '../frame/env.ts'
import { type Html, layout } from '../frame/layout.ts'
import { timeOf } from '../frame/time.ts'
import { type Outcome, outcome, roleOptions } from './pieces.ts'
import type { Session } from './sessions.ts'
import { tokenTable } from './token-table.ts'

/** What somebody sees of their own account. */
export interface AccountView {
  readonly name: string
  readonly role: Role
  /** The session that asks; absent: a token does. */
  readonly current: Session | undefined
  readonly sessions: readonly Session[]
  readonly tokens: readonly Token[]
  readonly now: number
  readonly outcome: Outcome
}

/** One's own password, sessions and tokens. */
export function accountPage(frame: Frame, view: AccountView): Html {
  const { account } = frame.words.people
  return layout(frame, {
    title: account.title,
    main: html`<div class="title"><h1>${account.title}</h1>
      <p class="lead">${account.lead(view.name, frame.words.frame.roles[view.role])}</p></div>
      ${outcome(frame, view.outcome)}
      ${passwordPanel(frame, view)}
      ${sessionPanel(frame, view)}
      ${tokenPanel(frame, view)}`,
  })
}

function passwordPanel({ words }: Frame, { name, current }: AccountView): Html {
  const { account, rules } = words.people
  const isByLink = current?.by === 'link'
  return html`<section class="panel people-panel" aria-labelledby="password-heading"><h2 id="password-heading">${account.password}</h2>
      <form method="post" action="/account" class="fields">
        <input type="text" name="username" value="${name}" autocomplete="username" hidden>
        ${
          isByLink
            ? html`<p class="hint people-wide">${account.byLink}</p>`
            : html`<label for="current">${account.current}</label>
        <input id="current" name="current" type="password" autocomplete="current-password" required maxlength="256">`
        }
        <label for="next">${account.next}</label>
        <input id="next" name="next" type="password" autocomplete="new-password" required minlength="12" maxlength="256" aria-describedby="rules">
        <label for="again">${account.again}</label>
        <input id="again" name="again" type="password" autocomplete="new-password" required minlength="12" maxlength="256">
        <p class="hint people-wide" id="rules">${rules}</p>
        <div class="actions"><input type="hidden" name="do" value="password"><button class="primary">${account.change}</button></div>
      </form></section>`
}

function sessionPanel({ words }: Frame, { sessions, current }: AccountView): Html {
  const { account } = words.people
  return html`<section class="panel people-panel" aria-labelledby="sessions-heading"><h2 id="sessions-heading">${account.sessions}</h2>
      <table class="people-table">
        <thead><tr><th>${account.browser}</th><th>${account.address}</th><th>${account.since}</th><th>${account.lastUsed}</th><td></td></tr></thead>
        <tbody>${sessions.map(
          (session) => html`<tr>
          <th scope="row">${session.agent || account.unnamed}${session.by === 'link' ? html` <span class="hint">${account.byLinkMark}</span>` : ''}</th>
          <td data-label="${account.address}" class="people-address">${session.address}</td>
          <td data-label="${account.since}">${timeOf(session.began)}</td>
          <td data-label="${account.lastUsed}">${timeOf(session.lastUsed)}</td>
          <td class="people-act">${
            session.id === current?.id
              ? html`<strong>${account.here}</strong>`
              : html`<form method="post" action="/account"><input type="hidden" name="id" value="${session.id}">
                <button name="do" value="end-session">${account.end}<span class="visually-hidden"> ${session.agent} ${session.address}</span></button></form>`
          }</td></tr>`,
        )}</tbody>
      </table>
      ${
        sessions.some(({ id }) => id !== current?.id)
          ? html`<form method="post" action="/account" class="actions"><button name="do" value="end-others">${account.endOthers}</button></form>`
          : ''
      }</section>`
}

const lifetimes = [7, 30, 90, 180, 366]

function tokenPanel(frame: Frame, { tokens, role, now }: AccountView): Html {
  const { tokens: words } = frame.words.people
  return html`<section class="panel people-panel" aria-labelledby="tokens-heading"><h2 id="tokens-heading">${words.title}</h2>
      <p class="hint">${words.lead} <code>Authorization: Bearer wpadd_…</code> <a href="/api/v1/openapi.json">openapi.json</a></p>
      ${tokenTable(frame, tokens, '/account', now)}
      <form method="post" action="/account" class="people-row">
        <label>${words.name} <input name="name" required maxlength="64" placeholder="${words.nameHint}" autocomplete="off"></label>
        <label>${words.role} <select name="role">${roleOptions(frame, 'viewer', role)}</select></label>
        <label>${words.days} <select name="days">${lifetimes.map(
          (days) => html`<option value="${days}" ${days === 90 ? html`selected` : ''}>${words.daysOf(days)}</option>`,
        )}</select></label>
        <input type="hidden" name="do" value="add-token"><button>${words.add}</button>
      </form></section>`
}
