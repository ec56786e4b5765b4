/** A text without some characters at its ends. In time that grows with its length, which a regular expression for the end does not. */
export function trimOf(text: string, characters: string): string {
  let from = 0
  let to = text.length
  while (from < to && characters.includes(text.charAt(from))) from++
  while (to > from && characters.includes(text.charAt(to - 1))) to--
  return text.slice(from, to)
}
