import { isDeepStrictEqual } from 'node:util'
import { type AdminView, livePacs, type SiteView } from '../view.ts'
import type { Note } from './changes.ts'

const by = { who: 'wpadd', origin: 'configuration' }

/** What the audit log says of a start: the PACs that are served from now on. */
export function startNote(view: AdminView): Note {
  const pacs = Object.fromEntries(livePacs(view).map(({ name, pac }) => [name, pac.id]))
  return { ...by, action: 'started', target: view.version, after: pacs }
}

/** What the audit log says when `after` takes the place of `before`: each PAC and each site that is another one now. */
export function publicationNotes(before: AdminView, after: AdminView): Note[] {
  return [
    ...changed(sites(before), sites(after)).map((change) => ({ ...by, action: 'configuration-taken', ...change })),
    ...changed(pacs(before), pacs(after)).map((change) => ({ ...by, action: 'pac-published', ...change })),
  ]
}

type Named = ReadonlyMap<string, object>
type Change = Pick<Note, 'target' | 'before' | 'after'>

function changed(before: Named, after: Named): Change[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)]
    return isDeepStrictEqual(was, is) ? [] : [{ target: name, ...(was && { before: was }), ...(is && { after: is }) }]
  })
}

function sites({ sites }: AdminView): Named {
  return new Map(sites.map((site) => [site.name, settings(site)]))
}

function settings({ subnets, domains, addresses, url }: SiteView): object {
  return { subnets, domains, addresses, url: url.trim() }
}

function pacs(view: AdminView): Named {
  return new Map(livePacs(view).map(({ name, pac }) => [name, { revision: pac.id, ...(pac.file && { file: pac.file }) }]))
}
