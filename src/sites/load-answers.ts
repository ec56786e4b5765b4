import type { Revision } from '../revisions/revision.ts'
import type { Profile } from './find-profile.ts'
import type { SiteAnswer } from './find-site.ts'
import type { Site } from './site.ts'

/** A site, and where its PAC and those of its profiles are read from; `undefined` is the built-in one of `pac: none`. */
export interface SiteSource extends Site {
  readonly pacFile: string | undefined
  readonly profiles: readonly (Profile & { readonly pacFile: string | undefined })[]
}

/** What every site's clients are told from now on, and the PAC files that were refused on the way. */
export interface LoadedAnswers {
  readonly answers: readonly SiteAnswer[]
  /** Files whose new text was refused; where an older text was known, its site goes on with that. */
  readonly refused: readonly { readonly file: string; readonly error: Error; readonly kept: boolean }[]
}

/** One PAC that is served: the site's, or that of one of its profiles, then named `SITE/PROFILE`. */
export interface ServedPac {
  readonly name: string
  readonly revision: Revision
}

/** The files that these sites and their profiles are served from, each once. */
export function pacFilesOf(sites: readonly SiteSource[]): string[] {
  const files = sites.flatMap(({ pacFile, profiles }) => [pacFile, ...profiles.map((profile) => profile.pacFile)])
  return [...new Set(files)].filter((file) => file !== undefined)
}

/** Every PAC of these answers, in configuration order. */
export function servedPacs(answers: readonly SiteAnswer[]): ServedPac[] {
  return answers.flatMap(({ site, revision, profiles = [] }) => [
    { name: site.name, revision },
    ...profiles.map((each) => ({ name: `${site.name}/${each.profile.name}`, revision: each.revision })),
  ])
}

/**
 * Reads the PAC of every site and profile, each file once. A file that is refused keeps the revision that is in `last` (the last good
 * one goes on being served); without one its site has no answer and is left out, which the caller decides about.
 */
export async function loadAnswers(
  sites: readonly SiteSource[],
  last: ReadonlyMap<string, Revision>,
  load: (file: string, last: Revision | undefined) => Promise<Revision>,
  direct: Revision,
): Promise<LoadedAnswers> {
  const revisions = new Map<string | undefined, Revision>([[undefined, direct]])
  const refused: { file: string; error: Error; kept: boolean }[] = []
  await Promise.all(
    pacFilesOf(sites).map(async (file) => {
      const known = last.get(file)
      try {
        revisions.set(file, await load(file, known))
      } catch (error) {
        refused.push({ file, error: error as Error, kept: known !== undefined })
        if (known !== undefined) revisions.set(file, known)
      }
    }),
  )
  return { answers: sites.flatMap((site) => answerOf(site, revisions) ?? []), refused }
}

function answerOf(site: SiteSource, revisions: ReadonlyMap<string | undefined, Revision>): SiteAnswer | undefined {
  const revision = revisions.get(site.pacFile)
  const profiles = site.profiles.flatMap((profile) => {
    const own = revisions.get(profile.pacFile)
    return own === undefined ? [] : [{ profile, revision: own }]
  })
  // a profile left out would give its clients the PAC of the others
  if (revision === undefined || profiles.length < site.profiles.length) return undefined
  return { site, revision, profiles }
}
