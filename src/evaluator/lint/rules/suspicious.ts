import type { Problem, Rule } from '../finding.ts'
import { type Meaning, nameOf } from '../meaning.ts'

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
  *find({ script, isHost, isUrl }): Iterable<Problem> {
    for (const node of script.nodes('Literal')) if (node.regex) yield* dots(node.regex.pattern, node.start)
    for (const { callee, arguments: args } of script.nodes('NewExpression', 'CallExpression')) {
      const [first] = args
      const isRegExp = callee.type === 'Identifier' && callee.name === 'RegExp'
      const isMatch =
        callee.type === 'MemberExpression' &&
        /^(match|search)$/.test(nameOf(callee) ?? '') &&
        (isHost(callee.object) || isUrl(callee.object))
      if ((isRegExp || isMatch) && first?.type === 'Literal' && typeof first.value === 'string')
        yield* dots(first.value, first.start)
    }
  },
}

// www.example.com
const inName =
  /(?<![?\\*+.])[a-z0-9][a-z0-9-]{0,62}\.(?:com|net|org|test|example|local|lan|corp|internal|intern|de|uk|eu|io|[a-z0-9-]+(?:\.[a-z0-9-]+)*)(?![*+?{\w])/i
// ^10. and ^10.*, which is 100.64.0.1 too
const inAddress = /(?<=\^\(?)(?:\d{1,3}\.(?=$|[)|])|\d{1,2}\.(?=\*))/
// .example.com$ and (^|.)example.com$
const atBeginning = /(?<=^|\(\^?\|)\.(?=[a-z0-9-]+(?:\\_[a-z0-9-]+)*\$|\)[a-z0-9])/i

function* dots(pattern: string, at: number): Iterable<Problem> {
  if (pattern.length > 10_000) return
  const outside = pattern.replace(/\[(?:\\.|[^\]\\])*\]/g, '[]').replace(/\\[\s\S]/g, '\\_')
  const [found] = inName.exec(outside) ?? inAddress.exec(outside) ?? atBeginning.exec(outside) ?? []
  if (found !== undefined)
    yield {
      at,
      message: `the dot in "${found}" is any character: it fits ${found.replace('.', 'x')} too`,
      mend: `write ${found.replace(/\./g, '\\.')}`,
    }
}
