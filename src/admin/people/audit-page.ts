import { html } from 'hono/html'
import type { AuditEntry, AuditQuery } from '../../store/audit.ts'
import type { Frame } from '../frame/env.ts'
import { type Html, layout } from '../frame/layout.ts'
import { timeOf } from '../frame/time.ts'
import type { Words } from '../words/en.ts'
import { peopleTabs } from './people-page.ts'

/** One page of the audit log. */
export interface AuditView {
  readonly entries: readonly AuditEntry[]
  /** The accounts there are. */
  readonly names: readonly string[]
  readonly wanted: Pick<AuditQuery, 'who' | 'action'>
  /** Where the older entries begin; absent: there are none. */
  readonly older: number | undefined
  readonly isFirst: boolean
}

type AuditWords = Words['people']['audit']

/** Who did what, the newest first. */
export function auditPage(frame: Frame, view: AuditView): Html {
  const { people } = frame.words
  const { audit: words } = people
  return layout(frame, {
    title: words.title,
    main: html`<div class="title"><h1>${people.title}</h1><p class="lead">${words.lead}</p></div>
      ${peopleTabs(frame)}
      <section class="panel people-panel" aria-labelledby="audit-heading"><h2 id="audit-heading">${words.title}</h2>
      ${filters(words, view)}
      ${view.entries.length === 0 ? html`<p class="hint">${words.none}</p>` : table(words, view.entries)}
      ${pager(words, view)}</section>`,
  })
}

function filters(words: AuditWords, { wanted, names }: AuditView): Html {
  const people = [...new Set(['wpadd', ...names, ...(wanted.who === undefined ? [] : [wanted.who])])]
  const option = (value: string, text: string, chosen: string | undefined) =>
    html`<option value="${value}" ${value === chosen ? html`selected` : ''}>${text}</option>`
  return html`<form method="get" action="/people/audit" class="people-row">
      <label>${words.who} <select name="who">${option('', words.anybody, wanted.who ?? '')}${people.map((name) => option(name, name, wanted.who))}</select></label>
      <label>${words.action} <select name="action">${option('', words.any, wanted.action ?? '')}${Object.entries(
        words.actions,
      ).map(([action, text]) => option(action, text, wanted.action))}</select></label>
      <button>${words.show}</button>
      <a href="/people/audit.csv${queryOf(wanted)}" download>${words.csv}</a>
    </form>`
}

function table(words: AuditWords, entries: readonly AuditEntry[]): Html {
  return html`<table class="people-table people-audit">
      <thead><tr><th>${words.at}</th><th>${words.who}</th><th>${words.action}</th><th>${words.target}</th><th>${words.before}</th><th>${words.after}</th><th>${words.from}</th></tr></thead>
      <tbody>${entries.map(
        ({ at, who, origin, action, target, before, after }) => html`<tr class="${isRefusal(action) ? 'people-refused' : ''}">
        <th scope="row">${timeOf(at)}</th>
        <td data-label="${words.who}">${who || words.nobody}</td>
        <td data-label="${words.action}" class="people-action">${isRefusal(action) ? html`<span aria-hidden="true">✕ </span>` : ''}${nameOf(action, words)}</td>
        ${value(words.target, target === who ? '' : target)}
        ${value(words.before, described(before))}
        ${value(words.after, described(after))}
        <td data-label="${words.from}" class="people-address">${origin}</td></tr>`,
      )}</tbody>
    </table>`
}

function value(label: string, text: string): Html {
  return html`<td data-label="${label}" class="${text === '' ? 'none' : ''}">${text}</td>`
}

function isRefusal(action: string): boolean {
  return action === 'sign-in-failed' || action === 'link-refused'
}

function nameOf(action: string, { actions }: AuditWords): string {
  return Object.hasOwn(actions, action) ? actions[action as keyof typeof actions] : action
}

// {"role":"viewer"} is read better as: role viewer
function described(json: string | null): string {
  if (json === null) return ''
  return Object.entries(JSON.parse(json) as Record<string, unknown>)
    .filter(([, each]) => !(Array.isArray(each) && each.length === 0))
    .map(([key, each]) => `${key} ${Array.isArray(each) ? each.join(', ') : String(each)}`)
    .join('; ')
}

function pager(words: AuditWords, { older, isFirst, wanted }: AuditView): Html {
  return html`<p class="people-row">${isFirst ? '' : html`<a href="/people/audit${queryOf(wanted)}">${words.newest}</a>`}
      ${older === undefined ? '' : html`<a href="/people/audit${queryOf({ ...wanted, before: String(older) })}">${words.older}</a>`}</p>`
}

function queryOf(values: Readonly<Record<string, string | undefined>>): string {
  const known = Object.entries(values).filter((each): each is [string, string] => each[1] !== undefined)
  return known.length === 0 ? '' : `?${new URLSearchParams(known)}`
}
