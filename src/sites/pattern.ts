/** A text with `*` for anything, as an administrator writes it for a Host or a User-Agent; ready to be compared. */
export interface Pattern {
  readonly text: string
  /** Whether the whole of `value` fits; letter case makes no difference. At most 1024 characters of it are looked at. */
  readonly matches: (value: string) => boolean
}

const longestPattern = 128
// a User-Agent may be as long as a request's head
const longestValue = 1024

/**
 * Reads a pattern. It is cut at its asterisks here and searched piece by piece, never turned into a regular expression, so that no
 * value makes it go back: at worst a pattern's length times a value's. Throws a RangeError on one that is empty or too long.
 */
export function parsePattern(text: string): Pattern {
  if (text === '') throw new RangeError('is empty (* stands for any text)')
  if (text.length > longestPattern) throw new RangeError(`is ${text.length} characters long; at most ${longestPattern} fit`)
  const [first = '', ...rest] = text.toLowerCase().split('*')
  const last = rest.pop()
  const holds = (value: string) => (last === undefined ? value === first : holdsPieces(value, first, rest, last))
  return { text, matches: (value) => holds(value.slice(0, longestValue).toLowerCase()) }
}

// each piece as early as it can stand: if that leaves no room for the next, no other place does
function holdsPieces(value: string, first: string, middle: readonly string[], last: string): boolean {
  const end = value.length - last.length
  if (!value.startsWith(first) || !value.endsWith(last)) return false
  let at = first.length
  for (const piece of middle) {
    const found = value.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return at <= end
}
