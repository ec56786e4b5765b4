import { html } from 'hono/html'
import type { Frame } from '../frame/env.ts'
import { type Html, layout } from '../frame/layout.ts'
import type { AdminView, PacView, ProfileView, SiteView } from '../view.ts'

/** What this server answers, site by site. */
export function sitesPage(frame: Frame, view: AdminView): Html {
  const { title, lead } = frame.words.sites
  return layout(frame, {
    title,
    main: html`<h1>${title}</h1>
      <p class="lead">${lead}</p>
      ${view.sites.map(siteSection)}`,
  })
}

function siteSection(site: SiteView): Html {
  const { pac } = site
  return html`<section class="panel site">
    <h2>${site.name}</h2>
    <dl>
      <dt>clients in</dt><dd>${codes(site.subnets, 'every network')}</dd>
      <dt>names</dt><dd>${codes(
        site.domains.map((domain) => `wpad.${domain}`),
        'none: DNS answers nothing for this site',
      )}</dd>
      <dt>addresses</dt><dd>${codes(site.addresses, 'none')}</dd>
      <dt>option 252</dt><dd>${site.url === '\n' ? 'a single newline: no proxy here' : html`<code>${site.url}</code>`}</dd>
      <dt>PAC</dt><dd>${source(pac)}</dd>
      <dt>revision</dt><dd><code>${pac.id}</code>, <span class="figure">${Buffer.byteLength(pac.text)}</span> bytes</dd>
      ${pac.file === undefined ? '' : html`<dt>last modified</dt><dd><time datetime="${pac.since}">${pac.since}</time></dd>`}
    </dl>
    ${warnings(pac.warnings)}
    <p>${previewLink(site.name)}</p>
    ${profiles(site)}
  </section>`
}

function profiles({ name, profiles = [] }: SiteView): Html | '' {
  if (profiles.length === 0) return ''
  return html`<h3>Profiles</h3>
    <p>Clients of this site that are served another PAC: the first profile that fits counts.</p>
    ${profiles.map((profile) => profileSection(name, profile))}`
}

function profileSection(site: string, { name, when, pac }: ProfileView): Html {
  return html`<dl>
      <dt>profile</dt><dd>${name}</dd>
      <dt>when</dt><dd>${codes(when, 'always')}</dd>
      <dt>PAC</dt><dd>${source(pac)}</dd>
      <dt>revision</dt><dd><code>${pac.id}</code>, <span class="figure">${Buffer.byteLength(pac.text)}</span> bytes</dd>
    </dl>
    ${warnings(pac.warnings)}
    <p>${previewLink(`${site}/${name}`)}</p>`
}

function source({ file }: PacView): Html | string {
  return file === undefined ? 'built in: everything DIRECT' : html`<code>${file}</code>`
}

function previewLink(name: string): Html {
  return html`<a href="/?site=${encodeURIComponent(name)}">Preview this PAC<span class="visually-hidden"> of ${name}</span></a>`
}

/** What a PAC's checks found. */
export function warnings(sentences: readonly string[]): Html | '' {
  if (sentences.length === 0) return ''
  return html`<ul class="warnings">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`
}

function codes(values: readonly string[], none: string): Html | string {
  return values.length === 0 ? none : html`${values.map((value, i) => html`${i === 0 ? '' : ', '}<code>${value}</code>`)}`
}
