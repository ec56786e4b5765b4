import { html } from 'hono/html'
import type { Frame } from '../frame/env.ts'
import { type Html, layout } from '../frame/layout.ts'
import { timeOf } from '../frame/time.ts'
import type { AdminView, PacView, ProfileView, SiteView } from '../view.ts'
import type { Words } from '../words/en.ts'
import { healthPanel } from './health-panel.ts'
import type { PartHealth } from './self-check.ts'

/** What this server answers, site by site, and whether it does. */
export function sitesPage(frame: Frame, view: AdminView, parts: readonly PartHealth[]): Html {
  const { title, lead, site } = frame.words.sites
  return layout(frame, {
    title,
    main: html`<div class="title"><h1>${title}</h1><p class="lead">${lead}</p></div>
      ${healthPanel(frame, parts, view)}
      <div class="sites-all">${view.sites.map((each) => siteSection(each, site))}</div>`,
  })
}

type SiteWords = Words['sites']['site']

function siteSection(site: SiteView, words: SiteWords): Html {
  const { name, pac } = site
  return html`<section class="panel site">
    <h2>${name}</h2>
    <dl>
      <dt>${words.clients}</dt><dd>${codes(site.subnets, words.everyNetwork)}</dd>
      <dt>${words.names}</dt><dd>${codes(
        site.domains.map((domain) => `wpad.${domain}`),
        words.noNames,
      )}</dd>
      <dt>${words.addresses}</dt><dd>${codes(site.addresses, words.none)}</dd>
      <dt>${words.option}</dt><dd>${site.url === '\n' ? words.noProxy : html`<code>${site.url}</code>`}</dd>
      ${served(pac, words)}
    </dl>
    ${warnings(pac.warnings)}
    <p class="sites-links">${links(name, name, undefined, words)}
      <a href="/sightings?site=${encodeURIComponent(name)}">${words.sightings}<span class="visually-hidden">${words.of(name)}</span></a></p>
    ${profiles(site, words)}
  </section>`
}

function served(pac: PacView, words: SiteWords): Html {
  return html`<dt>${words.pac}</dt><dd>${pac.file === undefined ? words.builtIn : html`<code>${pac.file}</code>`}</dd>
      <dt>${words.revision}</dt><dd><code>${pac.id}</code>, <span class="figure">${words.bytes(Buffer.byteLength(pac.text))}</span></dd>
      ${pac.file === undefined ? '' : html`<dt>${words.since}</dt><dd>${timeOf(Date.parse(pac.since))}</dd>`}`
}

function profiles({ name, profiles = [] }: SiteView, words: SiteWords): Html | '' {
  if (profiles.length === 0) return ''
  return html`<h3>${words.profiles}</h3>
    <p>${words.profilesLead}</p>
    ${profiles.map((profile) => profileSection(name, profile, words))}`
}

function profileSection(site: string, { name, when, pac }: ProfileView, words: SiteWords): Html {
  return html`<dl>
      <dt>${words.profile}</dt><dd>${name}</dd>
      <dt>${words.when}</dt><dd>${codes(when, words.always)}</dd>
      ${served(pac, words)}
    </dl>
    ${warnings(pac.warnings)}
    <p class="sites-links">${links(`${site}/${name}`, site, name, words)}</p>`
}

function links(pac: string, site: string, profile: string | undefined, words: SiteWords): Html {
  const query = profile === undefined ? '' : `?profile=${encodeURIComponent(profile)}`
  return html`<a href="/?site=${encodeURIComponent(pac)}">${words.preview}<span class="visually-hidden">${words.of(pac)}</span></a>
    <a href="/sites/${encodeURIComponent(site)}/pac${query}">${words.text}<span class="visually-hidden">${words.of(pac)}</span></a>`
}

/** The text of a PAC, to read and to copy. */
export function pacTextPage(frame: Frame, name: string, { id, text }: PacView): Html {
  const { sites, frame: common } = frame.words
  const title = sites.text.title(name)
  return layout(frame, {
    title,
    main: html`<div class="title"><h1>${title}</h1><p class="lead"><code>${id}</code>, ${sites.site.bytes(Buffer.byteLength(text))}</p></div>
      <p class="sites-links"><a href="/sites">${sites.text.back}</a> <a href="/?site=${encodeURIComponent(name)}">${sites.site.preview}</a>
      <a href="/compare?before=${encodeURIComponent(name)}">${sites.text.compare}</a>
      <button type="button" data-copy="pac-text" data-copied="${common.copied}" data-by-hand="${common.copyByHand}" hidden>${common.copy}</button></p>
      <pre class="sites-text" id="pac-text" tabindex="0" role="region" aria-label="${title}">${text}</pre>`,
  })
}

/** What a PAC's checks found. */
export function warnings(sentences: readonly string[]): Html | '' {
  if (sentences.length === 0) return ''
  return html`<ul class="warnings">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`
}

function codes(values: readonly string[], none: string): Html | string {
  return values.length === 0 ? none : html`${values.map((value, i) => html`${i === 0 ? '' : ', '}<code>${value}</code>`)}`
}
