import { words } from './english.ts'
import type { Preview } from './preview.ts'
import { cellState, verdictWords } from './verdict-words.ts'

/** What every answer to a program begins with: the world that the verdicts hold in. */
export function worldJson({ request, dns, milliseconds }: Preview): object {
  const { addresses, now, timeZone } = request.world
  return { client: { ips: addresses }, now: new Date(now).toISOString(), tz: timeZone, dns, milliseconds }
}

/** A matrix for programs: each visit with a verdict a kind; `differs`: whether some kind decides otherwise than the first, or fails. */
export function matrixJson(preview: Preview): object {
  const { columns, request } = preview
  return {
    as: columns.map(({ as }) => as),
    ...worldJson(preview),
    verdicts: request.visits.map(({ url }, i) => {
      const cells = columns.map(({ verdicts }) => verdictWords(verdicts[i]!, words))
      const differs = cells.slice(1).some((cell) => cellState(cell, cells[0]) !== 'same')
      return { url, differs, verdicts: Object.fromEntries(columns.map(({ as, verdicts }) => [as, verdicts[i]])) }
    }),
  }
}
