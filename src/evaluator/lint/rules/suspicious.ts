import type { Problem, Rule } from '../finding.ts'
import type { Meaning } from '../meaning.ts'

/** Text that hides what it does. */
export const obfuscation: Rule<Meaning> = {
  name: 'obfuscation',
  severity: 'warning',
  *find({ script, declared }): Iterable<Problem> {
    const mend = 'write what it does as plain text; if you did not write it, do not serve it'
    for (const node of script.nodes('CallExpression', 'NewExpression')) {
      const name = node.callee.type === 'Identifier' && !declared.has(node.callee.name) ? node.callee.name : ''
      if (name === 'eval' || name === 'Function')
        yield { at: node.start, message: `${name} makes script out of text, which nobody can review`, mend }
      else if (name === 'atob' || (name === 'unescape' && node.arguments[0]?.type === 'Literal'))
        yield { at: node.start, message: `${name} of a text that is written here: it hides what it says`, mend }
      else if (
        /fromCharCode$/.test(script.text.slice(node.callee.start, Math.min(node.callee.end, node.callee.start + 40))) &&
        node.arguments.filter(({ type }) => type === 'Literal').length >= 4
      )
        yield { at: node.start, message: 'a text written as numbers: it hides what it says', mend }
    }
    for (const node of script.nodes('Literal')) {
      if (typeof node.value !== 'string' || node.raw === undefined) continue
      if (/(?:\\x[2-7][0-9a-f]|\\u00[2-7][0-9a-f]){6}/i.test(node.raw))
        yield { at: node.start, message: 'letters written as numbers: they hide what they say', mend }
      else if (isEncoded(node.value)) yield { at: node.start, message: `${node.value.length} letters of encoded text`, mend }
    }
  },
}

// base64 or hexadecimal; lists have separators
function isEncoded(text: string): boolean {
  const [run] = /[A-Za-z0-9+/_-]{200,}={0,2}/.exec(text) ?? []
  if (run === undefined) return false
  return /^[0-9a-f]+$/i.test(run) || (/[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run))
}

/** alert is for its author's trials. */
export const alertLeft: Rule<Meaning> = {
  name: 'alert',
  severity: 'warning',
  most: 1,
  *find({ calls }) {
    for (const { name, node } of calls)
      if (name === 'alert')
        yield {
          at: node.start,
          message: "alert writes into the client's log at every visit",
          mend: 'take it away; wpadd eval shows what a script does',
        }
  },
}

/** `.` in a regular expression is any character. */
export const regExpDot: Rule<Meaning> = {
  name: 'regexp-dot',
  severity: 'warning',
  *find({ script }): Iterable<Problem> {
    for (const node of script.nodes('Literal')) if (node.regex) yield* dots(node.regex.pattern, node.start)
    for (const { callee, arguments: args } of script.nodes('NewExpression', 'CallExpression')) {
      const [first] = args
      const isRegExp = callee.type === 'Identifier' && callee.name === 'RegExp'
      if (isRegExp && first?.type === 'Literal' && typeof first.value === 'string') yield* dots(first.value, first.start)
    }
  },
}

function* dots(pattern: string, at: number): Iterable<Problem> {
  if (pattern.length > 10_000) return
  const outside = pattern.replace(/\[(?:\\.|[^\]\\])*\]/g, '[]').replace(/\\[\s\S]/g, '\\_')
  const [found] =
    /(?<![?\\*+.])[a-z0-9][a-z0-9-]{0,62}\.(?:com|net|org|test|example|local|lan|corp|internal|intern|de|uk|eu|io|[a-z0-9-]+(?:\.[a-z0-9-]+)*)(?![*+?{\w])/i.exec(
      outside,
    ) ?? []
  if (found !== undefined)
    yield {
      at,
      message: `the dot in "${found}" is any character: it fits ${found.replace('.', 'x')} too`,
      mend: `write ${found.replace(/\./g, '\\.')}`,
    }
}
