import { html } from 'hono/html'

/** A piece of a page: text that is escaped already. */
export type Html = ReturnType<typeof html>

/** The frame of every page that a signed-in person sees. */
export function layout(page: { title: string; path: '/' | '/sites' | undefined; version: string; main: Html }): Html {
  const link = (path: string, text: string) =>
    html`<a href="${path}" ${path === page.path ? html`aria-current="page"` : ''}>${text}</a>`
  return shell(
    page.title,
    html`<header>
      <span class="brand">wpadd</span>
      <nav aria-label="Pages">${link('/', 'Preview')}${link('/sites', 'Sites')}</nav>
      <span class="version">${page.version}</span>
      <form method="post" action="/sign-out"><button class="quiet">Sign out</button></form>
    </header>
    <main>${page.main}</main>`,
  )
}

/** A page with nothing but a heading and a few sentences: sign-in, errors. */
export function plainPage(title: string, body: Html): Html {
  return shell(title, html`<main class="plain"><p class="brand">wpadd</p><h1>${title}</h1>${body}</main>`)
}

function shell(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} - wpadd</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/style.css">
<script type="module" src="/assets/preview.js"></script>
</head>
<body>${body}</body>
</html>`
}
