import type { Revision } from '../revisions/revision.ts'
import type { SiteAnswer } from './find-site.ts'
import type { Site } from './site.ts'

/** What every site's clients are told from now on, and the PAC files that were refused on the way. */
export interface LoadedAnswers {
  readonly answers: readonly SiteAnswer[]
  /** Files whose new text was refused; where an older text was known, its site goes on with that. */
  readonly refused: readonly { readonly file: string; readonly error: Error; readonly kept: boolean }[]
}

/**
 * Reads the PAC of every site, each file once. A file that is refused keeps the revision that is in `last` (the last good one goes
 * on being served); without one its site has no answer and is left out, which the caller decides about.
 */
export async function loadAnswers(
  sites: readonly (Site & { readonly pacFile: string | undefined })[],
  last: ReadonlyMap<string, Revision>,
  load: (file: string, last: Revision | undefined) => Promise<Revision>,
  direct: Revision,
): Promise<LoadedAnswers> {
  const files = [...new Set(sites.flatMap(({ pacFile }) => (pacFile === undefined ? [] : [pacFile])))]
  const revisions = new Map<string, Revision>()
  const refused: { file: string; error: Error; kept: boolean }[] = []
  await Promise.all(
    files.map(async (file) => {
      const known = last.get(file)
      try {
        revisions.set(file, await load(file, known))
      } catch (error) {
        refused.push({ file, error: error as Error, kept: known !== undefined })
        if (known !== undefined) revisions.set(file, known)
      }
    }),
  )
  const answers = sites.flatMap((site) => {
    const revision = site.pacFile === undefined ? direct : revisions.get(site.pacFile)
    return revision === undefined ? [] : [{ site, revision }]
  })
  return { answers, refused }
}
