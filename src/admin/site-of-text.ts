import type { AdminView, SiteView } from './view.ts'

/** The site that serves exactly this text now, if one does. Line ends do not count: a form changes them. */
export function liveSite(view: AdminView, text: string): SiteView | undefined {
  return view.sites.find(({ pac }) => withPlainLineEnds(pac.text) === withPlainLineEnds(text))
}

function withPlainLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}
