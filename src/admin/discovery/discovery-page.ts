import { html } from 'hono/html'
import { clientKinds } from '../../clients/known-kinds.ts'
import { may } from '../../store/role.ts'
import type { Frame } from '../frame/env.ts'
import { jsonBlock } from '../frame/json-block.ts'
import { type Html, layout } from '../frame/layout.ts'
import type { Event } from './discoverer.ts'
import { line } from './discovery-line.ts'
import { onlyIn, planSteps } from './plan-steps.ts'
import type { Asks, Whom } from './reach.ts'
import type { Discovery, DiscoveryField, DiscoveryProblem, DiscoveryText } from './read-discovery.ts'

/** One client kind on the page: its plan, and what came of it where its lookups were made. */
export interface Drawn {
  readonly discovery: Discovery
  readonly events?: readonly Event[]
}

/** Everything that the Discovery page shows. */
export interface DiscoveryState {
  readonly text: DiscoveryText & { readonly with: string; readonly asks: Asks }
  readonly problems: readonly DiscoveryProblem[]
  /** The kind, and the one beside it. */
  readonly drawn: readonly Drawn[]
  /** Why nothing was made, or not all of it. */
  readonly stopped?: string
  /** Who is asked. */
  readonly whom: Whom
}

/** A client kind and a name; below, its lookups on a line of time. */
export function discoveryPage(frame: Frame, state: DiscoveryState): Html {
  const words = frame.words.discovery
  const { whom } = state
  const plans = state.drawn.map(({ discovery }) => planSteps(discovery))
  return layout(frame, {
    title: words.title,
    modules: ['discovery'],
    main: html`<div class="title"><h1>${words.title}</h1><p class="lead">${words.lead}</p></div>
      ${form(frame, state)}
      <p id="discovery-note" class="discovery-note" role="status" ${state.stopped === undefined ? 'hidden' : ''}>${state.stopped ?? ''}</p>
      <div id="result" class="${`discovery-plans${state.drawn.length > 1 ? ' two' : ''}`}">
        ${state.drawn.map((drawn, i) => {
          const [mine = [], other] = [plans[i], plans[1 - i]]
          return line(frame, i, drawn, mine, other === undefined ? undefined : onlyIn(mine, other), whom)
        })}
      </div>
      ${jsonBlock('discovery-words', { ...words, language: frame.language, sessionEnded: frame.words.frame.sessionEnded, noAnswer: frame.words.frame.noAnswer('{why}') })}`,
  })
}

function form(frame: Frame, { text, problems }: DiscoveryState): Html {
  const words = frame.words.discovery
  const messages = new Map(problems.map(({ field, message }) => [field, message]))
  const told = (field: DiscoveryField) =>
    html`aria-describedby="${field}-problem" aria-invalid="${messages.has(field) ? 'true' : 'false'}"`
  const problem = (field: DiscoveryField) => html`<p class="problem" id="${field}-problem">${messages.get(field) ?? ''}</p>`
  const kinds = (chosen: string) =>
    [...clientKinds.values()].map(
      ({ name, title }) => html`<option value="${name}" ${name === chosen ? 'selected' : ''}>${name} – ${title}</option>`,
    )
  const asks = (value: Asks, label: string) =>
    html`<label class="check"><input type="radio" name="asks" value="${value}" ${text.asks === value ? 'checked' : ''}> ${label}</label>`
  return html`<form id="discovery" class="panel discovery-form" method="get" action="/discovery" data-main>
      <div><label for="kind">${words.kind}</label><select id="kind" name="kind" data-slash ${told('kind')}>${kinds(text.kind)}</select>${problem('kind')}</div>
      <div><label for="with">${words.other}</label><select id="with" name="with"><option value="">${words.noOther}</option>${kinds(text.with)}</select></div>
      <div><label for="fqdn">${words.fqdn}</label><input id="fqdn" name="fqdn" value="${text.fqdn}" autocomplete="off" spellcheck="false"
        autocapitalize="off" ${told('fqdn')}>${problem('fqdn')}</div>
      <div><label for="search">${words.search}</label><input id="search" name="search" value="${text.search}" placeholder="${words.searchHint}"
        autocomplete="off" spellcheck="false" autocapitalize="off" ${told('search')}>${problem('search')}</div>
      <fieldset class="discovery-asks"><legend>${words.asks}</legend>${asks('server', words.asksServer)}${asks('network', words.asksNetwork)}</fieldset>
      <div class="discovery-actions">
        <button id="show">${words.show}</button>
        ${
          frame.person !== undefined && may(frame.person.role, 'editor')
            ? html`<button id="make" class="primary" formmethod="post">${words.make}</button>
              <button type="button" id="stop" hidden>${words.stop}</button>`
            : html`<span class="hint">${words.needsEditor}</span>`
        }
      </div>
    </form>`
}
