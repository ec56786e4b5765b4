import { apple, chromium, duktape, jscript } from '../engines.ts'
import type { Problem, Rule } from '../finding.ts'
import type { SourceText } from '../text.ts'

const large = 256 * 1024
/** What Chromium and Windows refuse (C2; Wine dlls/jsproxy/main.c). */
const tooLarge = 1024 * 1024

export const size: Rule<SourceText> = {
  name: 'size',
  severity: 'note',
  *find({ size: bytes }) {
    const mend = 'keep one entry for a domain instead of one for each host in it, and let the proxy itself decide about the rest'
    if (bytes >= tooLarge)
      yield {
        at: 0,
        message: `${bytes} bytes: 1 MiB and more is refused, and the client goes DIRECT`,
        mend,
        severity: 'error',
        kinds: [...chromium, ...jscript],
      }
    else if (bytes >= large)
      yield { at: 0, message: `${bytes} bytes: every client fetches and compiles all of it, again and again`, mend }
  },
}

export const bom: Rule<SourceText> = {
  name: 'bom',
  severity: 'warning',
  *find({ hasBom }) {
    const message = 'begins with a byte order mark, which old clients take for a part of the script'
    if (hasBom)
      yield {
        at: 0,
        message,
        mend: 'save it as ASCII, or as UTF-8 without a byte order mark',
        kinds: [...jscript, ...duktape, ...apple],
      }
  },
}

export const nonAscii: Rule<SourceText> = {
  name: 'non-ascii',
  severity: 'warning',
  most: 1,
  *find({ text, isUtf8 }): Iterable<Problem> {
    const mend = 'write ASCII: \\u00e9 in texts, xn-- names for hosts, plain words in comments'
    const comments = isUtf8 ? commentSpans(text) : []
    let next = 0
    // a line of Chinese is one place
    for (const { index, 0: found } of text.matchAll(/[^\0-\x7f][^\n\r]*/g)) {
      while ((comments[next]?.[1] ?? Infinity) <= index) next++
      const inComment = (comments[next]?.[0] ?? Infinity) <= index
      const message = isUtf8
        ? `"${[...found][0]}" is outside ASCII, and clients differ in the encoding that they read it by`
        : 'a byte outside ASCII that is not UTF-8: libproxy refuses the whole script, others read other letters'
      yield { at: index, message, mend, severity: inComment ? 'note' : 'warning' }
    }
  },
}

// from the text alone, so that a script which does not parse has its comments too; what is not closed goes on to the end, once
function commentSpans(text: string): [number, number][] {
  const pieces = /"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?|\/\/[^\n\r]*|\/\*[\s\S]*?(?:\*\/|$)/g
  const found: [number, number][] = []
  for (const { index, 0: piece } of text.matchAll(pieces)) if (piece.startsWith('/')) found.push([index, index + piece.length])
  return found
}
