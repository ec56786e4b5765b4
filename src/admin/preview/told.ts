import type { LivePac } from '../view.ts'
import type { Words } from '../words/en.ts'
import { basis } from './basis.ts'
import { evalCommand } from './eval-command.ts'
import { kindTitle } from './kind-columns.ts'
import { type Disagreements, disagreements } from './matrix.ts'
import type { Preview } from './preview.ts'
import { summary } from './verdict-words.ts'

/** What is said of a whole matrix, around it. */
export interface Told {
  /** The first kind's verdicts in a sentence. */
  readonly summary: string
  /** Whether the kinds agree, and where they do not how often. */
  readonly agreement: string
  readonly agrees: boolean
  /** The kinds that fail for every visit alike. */
  readonly always: readonly string[]
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
  const { always, visits, fail } = disagreements(preview, words)
  const agrees = visits.length === 0 && fail === 0 && always.length === 0
  const file = site?.pac.file
  const several = preview.columns.length > 1
  const sentence = summary(first?.verdicts ?? [], words)
  return {
    summary: several && !agrees ? `${words.inKind(kindTitle(first?.as ?? ''))}${sentence}` : sentence,
    agreement: agrees ? (several ? words.agree : '') : sentences(always, visits.length, fail, words),
    agrees,
    always: always.map(({ as }) => as),
    basis: basis(preview, site, words),
    command: evalCommand(preview.request, file ?? 'edited.pac') ?? '',
    isEdited: file === undefined,
    site: site?.name ?? '',
  }
}

// kinds that fail alike are told of together
function sentences(always: Disagreements['always'], differ: number, fail: number, words: Words['preview']): string {
  const failing = [...Map.groupBy(always, ({ detail }) => detail)].map(([detail, kinds]) =>
    words.failsAlways(kinds.map(({ as }) => kindTitle(as)).join(', '), kinds.length, detail),
  )
  return [...failing, ...(differ > 0 || fail > 0 ? [`${words.disagree(differ, fail)}.`] : [])].join(' ')
}
