import type { AnyNode } from 'acorn'
import { answering } from '../answers.ts'
import type { Completion } from '../completion.ts'
import type { Problem, Rule } from '../finding.ts'
import { boundNames, type Meaning, textOf } from '../meaning.ts'
import { within } from '../script.ts'

/** A visit for which the function ends without an answer. */
export const missingReturn: Rule<Meaning> = {
  name: 'missing-return',
  severity: 'error',
  *find(meaning): Iterable<Problem> {
    const { script, completion, functions } = meaning
    const forgotten = forgottenReturns(script.nodes('ExpressionStatement'))
    yield* forgotten
    if (forgotten.length > 0) return
    const names = new Map([...functions].map(([name, node]) => [node, name]))
    for (const node of answering(meaning)) {
      const { body, start, generator, async: isAsync } = node
      if (body.type !== 'BlockStatement' || generator || isAsync) continue
      yield* valueless(body.body, meaning)
      if (!completion.goesOn(body)) continue
      const name = names.get(node) ?? 'the function'
      const message = `${name} can end without an answer: clients then fail, or go DIRECT past the proxy`
      yield { at: start, message, mend: 'end it with a return for everything else: return "PROXY proxy.example.com:3128";' }
    }
  },
}

// var proxy; if (isPlainHostName(host)) proxy = "DIRECT"; return proxy;
function* valueless(statements: readonly AnyNode[], meaning: Meaning): Iterable<Problem> {
  const last = statements.at(-1)
  if (last?.type !== 'ReturnStatement' || last.argument?.type !== 'Identifier') return
  const { name } = last.argument
  const isBare = (node: AnyNode) =>
    node.type === 'VariableDeclaration' &&
    node.declarations.some(({ id, init }) => !init && id.type === 'Identifier' && id.name === name)
  const giving = statements.filter((statement) => gives(statement, name))
  const [only] = giving
  if (!statements.some(isBare) || giving.length !== 1 || only?.type !== 'IfStatement' || !looksAtHost(only.test, meaning)) return
  let at: AnyNode | null | undefined = only
  while (at?.type === 'IfStatement') at = at.alternate
  if (at) return
  const message = `${name} has no value when the conditions of the if are false: clients then fail, or go DIRECT`
  yield { at: last.start, message, mend: `give it one first: var ${name} = "PROXY proxy.example.com:3128";` }
}

function gives(statement: AnyNode, name: string): boolean {
  for (const node of within(statement)) {
    if (node.type === 'AssignmentExpression' && boundNames(node.left).includes(name)) return true
    if (node.type === 'VariableDeclarator' && node.init && boundNames(node.id).includes(name)) return true
    if (node.type === 'ForInStatement' && boundNames(node.left).includes(name)) return true
  }
  return false
}

function looksAtHost(test: AnyNode, meaning: Meaning): boolean {
  for (const node of within(test)) if (meaning.isHost(node) || meaning.isUrl(node)) return true
  return false
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
  // a text behind return; is a return that lost its text, which missing-return tells
  if (node.type === 'ExpressionStatement' && textOf(node.expression) !== undefined) return true
  return node.type === 'FunctionDeclaration' || node.type === 'EmptyStatement' || node.type === 'BreakStatement'
}
