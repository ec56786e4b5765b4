import { html } from 'hono/html'
import type { Html } from '../frame/layout.ts'
import type { Words } from '../words/en.ts'
import { type Asked, linkTo } from './read-filter.ts'

// what a client can have come to last, as far as people look for it; the address line takes any other
const outcomes = [
  ...['ack', 'nothing of ours requested', 'not an allowed network', 'no site for this client', 'unknown subnet'],
  ...['noerror', 'nodata', 'nxdomain', 'refused', 'not allowed', 'rate limited'],
  ...['pac', 'not-modified', 'not-found', 'no-site', 'forbidden', 'too-often', 'bad-request'],
]

/** The filter, a form that is sent in the address line. */
export function filterForm({ written, wrong }: Asked, sites: readonly string[], words: Words['sightings']): Html {
  const { filter, ways } = words
  const ownOutcome = written.outcome !== undefined && !outcomes.includes(written.outcome) ? [written.outcome] : []
  return html`<form class="sightings-filter panel" method="get" action="/sightings" data-main>
    <h2>${filter.title}</h2>
    <div class="sightings-fields">
      ${field('text', filter.text, html`<input id="text" name="text" value="${written.text ?? ''}" maxlength="256" data-slash autocomplete="off" spellcheck="false">`)}
      ${field(
        'site',
        filter.site,
        choice(
          'site',
          sites.filter((site) => site !== '').map((site) => [site, site]),
          written.site,
          filter.any,
        ),
      )}
      ${field('way', filter.way, choice('way', Object.entries(ways), written.way, filter.any))}
      ${field(
        'outcome',
        filter.outcome,
        choice(
          'outcome',
          [...outcomes, ...ownOutcome].map((each) => [each, each]),
          written.outcome,
          filter.any,
        ),
      )}
      ${field('from', filter.from, moment('from', written.from, wrong))}
      ${field('to', filter.to, moment('to', written.to, wrong))}
    </div>
    ${wrong.map((name) => html`<p class="problem" id="${name}-problem">${filter.wrong(filter[name])}</p>`)}
    ${written.group === undefined ? '' : html`<input type="hidden" name="group" value="${written.group}">`}
    <p class="actions"><button class="primary">${filter.show}</button>
      ${Object.keys(written).length === 0 ? '' : html`<a href="${linkTo({ written: {} })}">${filter.all}</a>`}</p>
  </form>`
}

function field(name: string, label: string, control: Html): Html {
  return html`<div><label for="${name}">${label}</label>${control}</div>`
}

function moment(name: 'from' | 'to', value: string | undefined, wrong: Asked['wrong']): Html {
  const isWrong = wrong.includes(name)
  return html`<input id="${name}" name="${name}" value="${value ?? ''}" placeholder="2026-01-05 09:00" maxlength="40" autocomplete="off"
    aria-invalid="${isWrong}" ${isWrong ? html`aria-describedby="${name}-problem"` : ''}>`
}

function choice(name: string, options: readonly (readonly [string, string])[], chosen: string | undefined, any: string): Html {
  return html`<select id="${name}" name="${name}"><option value="">${any}</option>${options.map(
    ([value, text]) => html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${text}</option>`,
  )}</select>`
}
