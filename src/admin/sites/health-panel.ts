import { html } from 'hono/html'
import { formatEndpoint } from '../../net/endpoint.ts'
import { may } from '../../store/role.ts'
import type { Frame } from '../frame/env.ts'
import type { Html } from '../frame/layout.ts'
import { timeOf } from '../frame/time.ts'
import type { AdminView } from '../view.ts'
import type { Words } from '../words/en.ts'
import type { PartHealth } from './self-check.ts'

/** How each part answered the last time that the server asked it as a client would. */
export function healthPanel({ words: { sites }, person }: Frame, parts: readonly PartHealth[], view: AdminView): Html {
  const { health } = sites
  const bad = parts.filter(({ ok }) => !ok).length
  const said = bad === 0 ? health.allWell(parts.length) : health.unwell(bad, parts.length)
  return html`<section class="panel sites-health" aria-labelledby="health">
    <div class="panel-head"><h2 id="health">${health.title}</h2>
      ${person !== undefined && may(person.role, 'editor') ? html`<form method="post" action="/sites/check" data-main><button>${health.now}</button></form>` : ''}</div>
    ${parts.length === 0 ? html`<p>${nothingYet(view, sites)}</p>` : html`<p class="${bad === 0 ? 'sites-well' : 'problem'}">${bad === 0 ? '● ' : ''}${said}</p>`}
    ${listeners(view, sites)}
    ${off(view, sites)}
    ${parts.length === 0 ? '' : table(parts, sites)}
    <p class="hint">${health.lead}</p>
  </section>`
}

function nothingYet({ services = {} }: AdminView, { health }: Words['sites']): string {
  return Object.values(services).some((service) => service !== undefined) ? health.waiting : health.nothing
}

const names = { http: 'HTTP', dns: 'DNS', dhcp: 'DHCP' } as const

function listeners({ services = {} }: AdminView, { health }: Words['sites']): Html | '' {
  const open = (['http', 'dns', 'dhcp'] as const).flatMap((name) => {
    const endpoints = services[name]?.listen.map(formatEndpoint) ?? []
    return endpoints.length === 0 ? [] : [html`<li>${names[name]} ${endpoints.map((text) => html`<code>${text}</code> `)}</li>`]
  })
  return open.length === 0
    ? ''
    : html`<ul class="sites-listeners" aria-label="${health.listens}"><li>${health.listens}</li>${open}</ul>`
}

function off({ services }: AdminView, { health }: Words['sites']): Html | '' {
  const closed = (['http', 'dns', 'dhcp'] as const).filter((name) => services !== undefined && services[name] === undefined)
  return closed.length === 0 ? '' : html`<p class="hint">${health.off(closed.map((name) => names[name]).join(', '))}</p>`
}

function table(parts: readonly PartHealth[], { health }: Words['sites']): Html {
  return html`<table class="sites-parts"><thead><tr><th scope="col">${health.part}</th><th scope="col">${health.where}</th>
    <th scope="col">${health.asked}</th><th scope="col">${health.answer}</th><th scope="col">${health.ms}</th>
    <th scope="col">${health.time}</th></tr></thead>
    <tbody>${parts.map((part) => row(part, health))}</tbody></table>`
}

function row({ service, at, asked, ok, answer, ms, checkedAt }: PartHealth, words: Words['sites']['health']): Html {
  return html`<tr>
    <th scope="row">${names[service as keyof typeof names] ?? service}</th>
    <td data-label="${words.where}">${at}</td>
    <td data-label="${words.asked}">${asked}</td>
    <td data-label="${words.answer}" class="${ok ? '' : 'fails'}"><strong>${ok ? '●' : '✕'} ${ok ? words.answers : words.fails}</strong> ${answer}
      ${ok ? '' : html`<br>${adviceFor(service, answer, words)}`}</td>
    <td data-label="${words.ms}">${ms}</td>
    <td data-label="${words.time}">${timeOf(checkedAt)}</td>
  </tr>`
}

function adviceFor(service: string, answer: string, { advice }: Words['sites']['health']): string {
  if (answer === 'ECONNREFUSED' || answer.includes('refuses')) return advice.ECONNREFUSED
  if (answer.startsWith('no answer') || answer.includes('gave no answer') || /timeout|aborted/i.test(answer)) return advice.silent
  return service === 'http' && /^\d{3}/.test(answer) ? advice.status : advice.other
}
