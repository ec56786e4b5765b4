import type { Trace } from '../../evaluator/trace.ts'

/** A line of a script, and how often it ran. */
export interface ScriptLine {
  readonly line: number
  readonly text: string
  readonly times: number
  readonly isDecided: boolean
}

/** A line that is shown, or a number of lines that are left out. */
export type ScriptPiece = ScriptLine | { readonly skipped: number }

/** Lines that did not run are shown when they are this near to one that did. */
const near = 3
const mostLines = 400
const longestLine = 500

/** The lines that ran and those around them; long stretches that did not run are left out, and so is what is too much to read. */
export function scriptPieces(
  pac: string,
  { lines, decided, stopped }: Pick<Trace, 'lines' | 'decided' | 'stopped'>,
): ScriptPiece[] {
  const texts = pac.split(/\r\n|[\n\r]/)
  // a line end at the end begins no line
  if (texts.length > 1 && texts.at(-1) === '') texts.pop()
  const ran = new Map(lines.map(({ line, times }) => [line, times]))
  const last = decided?.line ?? stopped?.line
  if (last !== undefined && !ran.has(last)) ran.set(last, 1)
  const shown = linesNear([...ran.keys()], texts.length, last)
  const pieces: ScriptPiece[] = []
  let before = 0
  for (const line of shown) {
    if (line > before + 1) pieces.push({ skipped: line - before - 1 })
    const text = texts[line - 1] ?? ''
    pieces.push({ line, text: text.slice(0, longestLine), times: ran.get(line) ?? 0, isDecided: line === last })
    before = line
  }
  if (before < texts.length) pieces.push({ skipped: texts.length - before })
  return pieces
}

// those of the end first when there are too many: that is where it was decided
function linesNear(ran: readonly number[], all: number, last: number | undefined): number[] {
  const shown = new Set<number>()
  const add = (line: number) => {
    for (let each = Math.max(1, line - near); each <= Math.min(all, line + near); each++) shown.add(each)
  }
  if (last !== undefined) add(last)
  for (const line of ran) {
    if (shown.size >= mostLines) break
    add(line)
  }
  return [...shown].sort((a, b) => a - b)
}
