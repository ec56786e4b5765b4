import type { DialectRules } from './dialects/rules.ts'
import type { Failure, Verdict } from './verdict.ts'

const failures: Readonly<Record<string, Failure>> = {
  s: 'syntax',
  m: 'missing-function',
  x: 'exception',
  n: 'not-a-string',
  t: 'timeout',
  k: 'timeout',
  h: 'timeout',
  o: 'memory',
  l: 'memory',
}

/** Reads an outcome as it comes from the sandbox (the letters are those of pac/builtins/visits.js) for one dialect. */
export function readOutcome(text: string, rules: DialectRules): Verdict {
  const letter = text.charAt(0)
  const rest = text.slice(1)
  if (letter === 'a') return { kind: 'answered', raw: rest, proxies: rules.readAnswer(rest) }
  if (letter === 'u') return readEscaped(unescape(rest), rules)
  return failed(failures[letter] ?? 'exception', detailOf(letter, rest), rules)
}

/** A verdict that says why there is no answer, and what the client does then. */
export function failed(reason: Failure, detail: string, rules: DialectRules): Verdict & { readonly kind: 'failed' } {
  return { kind: 'failed', reason, detail, clientDoes: rules.onFailure }
}

function readEscaped(raw: string, rules: DialectRules): Verdict {
  if (!rules.asciiAnswers || /^[\0-\x7f]*$/.test(raw)) return { kind: 'answered', raw, proxies: rules.readAnswer(raw) }
  return failed('non-ascii-result', `the answer has a character outside ASCII: ${JSON.stringify(raw.slice(0, 200))}`, rules)
}

function detailOf(letter: string, rest: string): string {
  switch (letter) {
    case 's':
    case 'x':
      return unescape(rest)
    case 'm':
      return `FindProxyForURL is ${rest}, not a function`
    case 'n':
      return `FindProxyForURL returned ${rest}, not a string`
    // on a busy machine either may come of the same script
    case 't':
    case 'k':
      return 'it did not end in time'
    case 'h':
      return 'not tried: visits before it did not end in time'
    case 'l':
      return `the answer has ${rest} characters`
    default:
      return 'it used more memory than a PAC may have'
  }
}
