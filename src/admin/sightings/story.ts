import { html } from 'hono/html'
import { isRefusal } from '../../events/meaning.ts'
import type { ClientRow } from '../../store/client-row.ts'
import type { Found, SightingRow } from '../../store/find-sightings.ts'
import type { Html } from '../frame/layout.ts'
import { spanText, timeOf } from '../frame/time.ts'
import type { Words } from '../words/en.ts'

/** One client's story: what is known of it, and what it did, newest first, on one line of time. */
export interface Story {
  readonly client: ClientRow
  readonly found: Found<SightingRow>
  /** The page with the sightings before these; absent: these are the oldest. */
  readonly olderLink: string | undefined
  /** Back to the newest; absent: these are the newest. */
  readonly newestLink: string | undefined
  readonly closeLink: string
}

/** How many sightings of a client are shown at once. */
export const storyLength = 60

/** The story as a section. */
export function storySection({ client, found, olderLink, newestLink, closeLink }: Story, words: Words['sightings']): Html {
  const { story } = words
  return html`<section class="sightings-story" aria-label="${story.title(client.address)}" data-story-of="${client.address}">
    <div class="panel-head"><h2>${story.title(client.address)}</h2><a href="${closeLink}" data-close>${story.close}</a></div>
    <dl>
      ${client.hardware === null ? '' : html`<dt>${story.hardware}</dt><dd><code>${client.hardware}</code></dd>`}
      ${client.user_agent === null ? '' : html`<dt>${story.userAgent}</dt><dd><code>${client.user_agent}</code></dd>`}
      <dt>${story.first}</dt><dd>${timeOf(client.first)}, ${story.seen(client.seen)}</dd>
    </dl>
    ${newestLink === undefined ? '' : html`<p><a href="${newestLink}" data-story-page>${story.newest}</a></p>`}
    <ol class="sightings-line time-line">${found.rows.map((row, i) => step(row, found.rows[i + 1], words))}</ol>
    ${olderLink === undefined ? '' : html`<p><a href="${olderLink}" data-story-page>${story.older}</a></p>`}
  </section>`
}

/** In place of the story of a client that nothing is kept of. */
export function noStory(address: string, closeLink: string, { story }: Words['sightings']): Html {
  return html`<section class="sightings-story" aria-label="${story.title(address)}" data-story-of="${address}">
    <div class="panel-head"><h2>${story.title(address)}</h2><a href="${closeLink}" data-close>${story.close}</a></div>
    <p>${story.gone}</p>
  </section>`
}

// as on the line of a discovery: what was told, nothing, refused, and silence
function stateOf({ via, outcome, answered, told }: SightingRow): 'found' | 'nothing' | 'failed' | 'silent' {
  if (isRefusal({ via, outcome })) return 'failed'
  if (!answered) return 'silent'
  return told === null && outcome !== 'not-modified' ? 'nothing' : 'found'
}

// a pause that is worth a word between two steps
const pauseMs = 60_000

function step(row: SightingRow, before: SightingRow | undefined, words: Words['sightings']): Html {
  const { story } = words
  const pause = before === undefined ? 0 : row.at - before.at
  return html`<li class="time-step" data-state="${stateOf(row)}">
    ${timeOf(row.at)}
    <span class="time-dot" aria-hidden="true"></span>
    <div class="time-what sightings-what"><span class="sightings-via">${row.via.toUpperCase()}</span> <code>${row.detail ?? ''}</code>
      <span class="sightings-outcome">${row.answered ? '→' : '✕'} ${row.outcome}${row.answered ? '' : `, ${story.silence}`}</span>
      ${told(row, words)}</div>
  </li>${pause < pauseMs ? '' : html`<li class="time-step pause">${story.later(spanText(pause))}</li>`}`
}

function told({ told, profile, site }: SightingRow, { story }: Words['sightings']): Html | '' {
  if (told === null) return ''
  const text = told === '\n' ? story.noProxy : told
  return html`<span class="sightings-told">${story.told} <code>${text}</code> (${profile ?? site ?? ''})</span>`
}
