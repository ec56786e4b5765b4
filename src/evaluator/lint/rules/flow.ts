import type { AnyNode } from 'acorn'
import type { Completion } from '../completion.ts'
import type { Problem, Rule } from '../finding.ts'
import { type Meaning, textOf } from '../meaning.ts'

/** A visit for which the function ends without an answer. */
export const missingReturn: Rule<Meaning> = {
  name: 'missing-return',
  severity: 'error',
  *find({ script, entries, completion }): Iterable<Problem> {
    const forgotten = forgottenReturns(script.nodes('ExpressionStatement'))
    yield* forgotten
    if (forgotten.length > 0) return
    for (const [name, { body, start, generator, async: isAsync }] of entries) {
      if (body.type !== 'BlockStatement' || generator || isAsync || !completion.goesOn(body)) continue
      const message = `${name} can end without an answer: clients then fail, or go DIRECT past the proxy`
      yield { at: start, message, mend: 'end it with a return for everything else: return "PROXY proxy.example.com:3128";' }
    }
  },
}

// if (...) "DIRECT";
function forgottenReturns(statements: readonly AnyNode[]): Problem[] {
  return statements.flatMap((node) => {
    const text = node.type === 'ExpressionStatement' ? textOf(node.expression) : undefined
    if (text === undefined || !/^\s*(DIRECT|(PROXY|HTTPS?|SOCKS[45]?)\s)/i.test(text)) return []
    return [{ at: node.start, message: `"${text}" alone answers nothing`, mend: `write return "${text}";` }]
  })
}

/** Statements after a return. */
export const unreachable: Rule<Meaning> = {
  name: 'unreachable',
  severity: 'warning',
  *find({ script, completion }) {
    for (const { body } of script.nodes('BlockStatement', 'Program')) yield* dead(body, completion)
    for (const { consequent } of script.nodes('SwitchCase')) yield* dead(consequent, completion)
  },
}

function* dead(statements: readonly AnyNode[], completion: Completion): Iterable<Problem> {
  const end = statements.findIndex((statement) => completion.alwaysReturns(statement))
  const next = statements.slice(end + 1).find((statement) => !isHarmless(statement))
  if (end < 0 || next === undefined) return
  yield { at: next.start, message: 'is never reached: the statement before always returns', mend: 'move it up, or take it away' }
}

// functions and bare declarations count wherever they stand; a break after return is a habit
function isHarmless(node: AnyNode): boolean {
  if (node.type === 'VariableDeclaration') return node.kind === 'var' && node.declarations.every(({ init }) => !init)
  return node.type === 'FunctionDeclaration' || node.type === 'EmptyStatement' || node.type === 'BreakStatement'
}
