import type { LivePac } from '../view.ts'
import type { Words } from '../words/en.ts'
import { basis } from './basis.ts'
import { evalCommand } from './eval-command.ts'
import { kindTitle } from './kind-columns.ts'
import { disagreements } from './matrix.ts'
import type { Preview } from './preview.ts'
import { summary } from './verdict-words.ts'

/** What is said of a whole matrix, around it. */
export interface Told {
  /** The first kind's verdicts in a sentence. */
  readonly summary: string
  /** Whether the kinds agree, and where they do not how often. */
  readonly agreement: string
  readonly agrees: boolean
  readonly basis: string
  /** The same question for a terminal; empty when it would be too long. */
  readonly command: string
  /** The file that the command names has to be saved first. */
  readonly isEdited: boolean
  /** The site whose live PAC it is; empty: none's. */
  readonly site: string
}

/** Sums a preview up. */
export function tell(preview: Preview, site: LivePac | undefined, words: Words['preview']): Told {
  const [first] = preview.columns
  const { differ, fail } = disagreements(preview, words)
  const agrees = differ === 0 && fail === 0
  const file = site?.pac.file
  const several = preview.columns.length > 1
  const sentence = summary(first?.verdicts ?? [], words)
  return {
    summary: several && !agrees ? `${words.inKind(kindTitle(first?.as ?? ''))}${sentence}` : sentence,
    agreement: agrees ? (several ? words.agree : '') : `${words.disagree(differ, fail)}.`,
    agrees,
    basis: basis(preview, site, words),
    command: evalCommand(preview.request, file ?? 'edited.pac') ?? '',
    isEdited: file === undefined,
    site: site?.name ?? '',
  }
}
