import { html, raw } from 'hono/html'
import { may, type Role } from '../../store/role.ts'
import { importMap } from '../modules.ts'
import { type Language, languages } from '../words/words.ts'
import type { Frame } from './env.ts'

/** A piece of a page: text that is escaped already. */
export type Html = ReturnType<typeof html>

/** The page proper: a title, its content, and the browser modules that it uses (`preview` for `assets/preview.js`). */
export interface Page {
  readonly title: string
  readonly main: Html
  readonly modules?: readonly string[]
  /** Whether those import packages by their names. */
  readonly usesPackages?: boolean
}

/** The pages that the frame leads to, in their order. */
export const pages = [
  { path: '/', name: 'preview', needs: 'viewer' },
  { path: '/compare', name: 'compare', needs: 'viewer' },
  { path: '/discovery', name: 'discovery', needs: 'viewer' },
  { path: '/sightings', name: 'sightings', needs: 'viewer' },
  { path: '/sites', name: 'sites', needs: 'viewer' },
  { path: '/people', name: 'people', needs: 'administrator' },
] as const satisfies readonly { path: string; name: string; needs: Role }[]

/** The frame of every page that a signed-in person sees. */
export function layout(frame: Frame, page: Page): Html {
  return shell(
    frame,
    page,
    html`${head(frame)}
    <main id="main" tabindex="-1">${page.main}</main>
    ${foot(frame)}
    ${keys(frame)}`,
  )
}

/** A page with nothing but a heading and a few sentences: sign-in, errors. Whoever is signed in goes on from it to any page. */
export function plainPage(frame: Frame, title: string, body: Html): Html {
  const brand = frame.person === undefined ? html`<p class="brand">wpadd</p>` : ''
  const main = html`<main class="plain" id="main" tabindex="-1">${brand}<h1>${title}</h1>${body}</main>${foot(frame)}`
  return shell(frame, { title, main }, frame.person === undefined ? main : html`${head(frame)}${main}${keys(frame)}`)
}

function head(frame: Frame): Html {
  const { words, person, path } = frame
  const { pages: names } = words.frame
  const shown = pages.filter(({ needs }) => person !== undefined && may(person.role, needs))
  return html`<a class="skip" href="#main">${words.frame.skip}</a>
    <header>
      <span class="brand">wpadd</span>
      <nav aria-label="${names.label}">${shown.map((each) => link(each.path, names[each.name], path))}</nav>
      ${person === undefined ? '' : account(frame, person.name)}
    </header>`
}

// the page of a subject also stands for the pages beneath it
function link(to: string, text: string, path: string): Html {
  const here = to === path || (to !== '/' && path.startsWith(`${to}/`))
  return html`<a href="${to}" ${here ? html`aria-current="page"` : ''}>${text}</a>`
}

function account({ words, path }: Frame, name: string): Html {
  return html`<div class="account"><a href="/account" ${path === '/account' ? html`aria-current="page"` : ''}>${name}</a>
      <form method="post" action="/sign-out"><button class="quiet">${words.frame.signOut}</button></form></div>`
}

function foot({ words, language, version }: Frame): Html {
  const each = Object.entries(languages) as [Language, { name: string }][]
  return html`<footer>
      <span>wpadd <span class="version">${version}</span></span>
      <nav aria-label="${words.frame.language}">${each.map(([tag, { name }]) =>
        tag === language
          ? html`<span lang="${tag}" aria-current="true">${name}</span>`
          : html`<a href="/language/${tag}" lang="${tag}" hreflang="${tag}">${name}</a>`,
      )}</nav>
    </footer>`
}

function keys({ words }: Frame): Html {
  const { title, close, list, visits, evaluate, escape: closing } = words.frame.keys
  return html`<dialog id="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">${title}</h2>
      <dl>
        <dt><kbd>?</kbd></dt><dd>${list}</dd>
        <dt><kbd>/</kbd></dt><dd>${visits}</dd>
        <dt><kbd>Ctrl</kbd> <kbd>Enter</kbd></dt><dd>${evaluate}</dd>
        <dt><kbd>Esc</kbd></dt><dd>${closing}</dd>
      </dl>
      <form method="dialog"><button>${close}</button></form>
    </dialog>`
}

function shell(frame: Frame, { title, modules = [], usesPackages = false }: Page, body: Html): Html {
  return html`<!doctype html>
<html lang="${frame.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} - wpadd</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/style.css">
${usesPackages ? html`<script type="importmap">${raw(importMap)}</script>` : ''}
${['frame', ...modules].map((name) => html`<script type="module" nonce="${frame.nonce}" src="/assets/${name}.js"></script>`)}
</head>
<body>${body}</body>
</html>`
}
