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

/** How many visits are decided otherwise by another kind than the first, and how many some kind fails for. */
export function disagreements({ columns, request }: Preview, words: Words['preview']): { differ: number; fail: number } {
  const told = new Map<Verdict, VerdictWords>()
  const wordsOf = (verdict: Verdict) => {
    const known = told.get(verdict) ?? verdictWords(verdict, words)
    told.set(verdict, known)
    return known
  }
  let differ = 0
  let fail = 0
  for (const i of request.visits.keys()) {
    const [reference, ...rest] = columns.map(({ verdicts }) => wordsOf(verdicts[i]!))
    const states = rest.map((cell) => cellState(cell, reference))
    if (states.includes('differs') || (reference?.look !== 'fails' && states.includes('fails'))) differ++
    if (reference?.look === 'fails' || states.includes('fails')) fail++
  }
  return { differ, fail }
}
