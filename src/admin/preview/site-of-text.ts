import { type AdminView, type LivePac, livePacs } from '../view.ts'

/** The live PAC that is exactly this text, if one is. Line ends do not count: a form changes them. */
export function liveSite(view: AdminView, text: string): LivePac | undefined {
  return livePacs(view).find(({ pac }) => withPlainLineEnds(pac.text) === withPlainLineEnds(text))
}

/** The live PAC of a site, or of a profile (`SITE/PROFILE`), if there is one of that name. */
export function siteNamed(view: AdminView, name: unknown): LivePac | undefined {
  return livePacs(view).find((site) => site.name === name)
}

function withPlainLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}
