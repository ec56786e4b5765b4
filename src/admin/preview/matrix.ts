import type { Verdict } from '../../evaluator/verdict.ts'
import type { Words } from '../words/en.ts'
import type { Column, Preview } from './preview.ts'
import { cellState, type VerdictWords, verdictWords } from './verdict-words.ts'

/** Numbers verdicts, so that each is sent and put into words once: a PAC has few, and a matrix many cells. */
export class VerdictNumbers {
  readonly #byObject = new Map<Verdict, number>()
  readonly #byText = new Map<string, number>()

  /** Its number, and whether nobody has asked for it yet. */
  of(verdict: Verdict): { readonly id: number; readonly isNew: boolean } {
    const known = this.#byObject.get(verdict)
    if (known !== undefined) return { id: known, isNew: false }
    const text = JSON.stringify(verdict)
    const same = this.#byText.get(text)
    const id = same ?? this.#byText.size
    this.#byText.set(text, id)
    this.#byObject.set(verdict, id)
    return { id, isNew: same === undefined }
  }
}

/** What a page's script is told, a JSON object a line. `look` comes before the first `cells` with its id. */
export type MatrixLine =
  | ({ readonly kind: 'look'; readonly id: number } & VerdictWords)
  | { readonly kind: 'cells'; readonly as: string; readonly ids: readonly number[] }

/** Puts columns into lines; one for a whole matrix, since the ids go on from column to column. */
export function matrixLines(words: Words['preview']): (column: Column) => MatrixLine[] {
  const numbers = new VerdictNumbers()
  return ({ as, verdicts }) => {
    const looks: MatrixLine[] = []
    const ids = verdicts.map((verdict) => {
      const { id, isNew } = numbers.of(verdict)
      if (isNew) looks.push({ kind: 'look', id, ...verdictWords(verdict, words) })
      return id
    })
    return [...looks, { kind: 'cells', as, ids }]
  }
}

/** How the kinds of a matrix disagree with the first of them. */
export interface Disagreements {
  /** Those that fail for every visit alike, with what is said of it: a PAC that they cannot read. They count below no more. */
  readonly always: readonly { readonly as: string; readonly detail: string }[]
  /** The visits that another kind decides otherwise, or fails for where the first one does not. */
  readonly visits: readonly number[]
  /** How many visits some kind fails for. */
  readonly fail: number
}

/** Compares every kind with the first. */
export function disagreements(
  { columns, request }: Pick<Preview, 'columns' | 'request'>,
  words: Words['preview'],
): Disagreements {
  const always = columns.flatMap(({ as, verdicts: [first, ...rest] }) =>
    first?.kind === 'failed' && rest.every((each) => each === first) ? [{ as, detail: first.detail }] : [],
  )
  const counted = columns.filter(({ as }, i) => i === 0 || !always.some((each) => each.as === as))
  const told = new Map<Verdict, VerdictWords>()
  const wordsOf = (verdict: Verdict) => {
    const known = told.get(verdict) ?? verdictWords(verdict, words)
    told.set(verdict, known)
    return known
  }
  const visits: number[] = []
  let fail = 0
  for (const i of request.visits.keys()) {
    const [reference, ...rest] = counted.map(({ verdicts }) => wordsOf(verdicts[i]!))
    const states = rest.map((cell) => cellState(cell, reference))
    const isFailing = reference?.look === 'fails'
    if (states.includes('differs') || (!isFailing && states.includes('fails'))) visits.push(i)
    if ((isFailing && always[0]?.as !== columns[0]?.as) || states.includes('fails')) fail++
  }
  return { always, visits, fail }
}
