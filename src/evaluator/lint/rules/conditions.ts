import type { AnyNode } from 'acorn'
import { arityOf } from '../engines.ts'
import type { Problem, Rule } from '../finding.ts'
import { type Meaning, nameOf, operands, textOf } from '../meaning.ts'

/** Conditions that are always true, or always false, by a slip of the pen. */
export const constantCondition: Rule<Meaning> = {
  name: 'constant-condition',
  severity: 'error',
  *find(meaning): Iterable<Problem> {
    const { script } = meaning
    for (const node of script.nodes('IfStatement', 'ConditionalExpression')) {
      yield* condition(node.test, meaning)
      if (node.type === 'IfStatement' && node.consequent.type === 'EmptyStatement')
        yield {
          at: node.consequent.start,
          message: 'a semicolon ends the if here: what follows is always done',
          mend: 'take the semicolon away',
        }
    }
    for (const { test } of script.nodes('WhileStatement')) if (test.type !== 'Literal') yield* condition(test, meaning)
    for (const node of script.nodes('CallExpression'))
      for (const argument of node.arguments)
        if (argument.type === 'LogicalExpression' && textOf(argument.left) !== undefined)
          yield {
            at: argument.start,
            message: `"${textOf(argument.left)}" ${argument.operator} ... is one of its texts, always the same`,
            mend: 'call the function once for each text',
          }
  },
}

function* condition(test: AnyNode, meaning: Meaning): Iterable<Problem> {
  const waiting = [test]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'LogicalExpression') waiting.push(...operands(node, node.operator).reverse())
    else if (node.type === 'UnaryExpression' && node.operator === '!') waiting.push(node.argument)
    else {
      const problem = always(node, node === test, meaning)
      if (problem !== undefined) yield { at: node.start, message: problem[0], mend: problem[1] }
    }
  }
}

function always(node: AnyNode, isWhole: boolean, { script }: Meaning): readonly [string, string] | undefined {
  const text = textOf(node)
  if (text !== undefined) return [`"${text}" is not compared with anything`, `write host == "${text}"`]
  if (node.type === 'Literal' && isWhole) return [`${node.raw} is always the same`, 'take the condition away']
  if (node.type === 'Identifier' && arityOf(node.name) !== undefined && isRead(node, script))
    return [`${node.name} is not called here, and so always true`, `write ${node.name}(host)`]
  if (node.type === 'AssignmentExpression' && node.operator === '=' && textOf(node.right) !== undefined)
    return [`= gives ${script.text.slice(node.left.start, node.left.end)} a value; it does not compare`, 'write ==']
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const name = nameOf(node.callee)
  if (name !== 'indexOf' && name !== 'lastIndexOf' && name !== 'search') return undefined
  return [
    `${name} is -1 when there is nothing, which counts as true, and 0 at the beginning, which does not`,
    `write ${name}(...) >= 0`,
  ]
}

// if (isInNetEx && ...) asks whether there is such a function
function isRead(node: AnyNode, { parentOf }: Meaning['script']): boolean {
  const parent = parentOf(node)
  return !(
    parent?.type === 'LogicalExpression' &&
    parent.operator === '&&' &&
    parent.left === node &&
    /Ex$|^getC|^sortIp|^alert$/.test(node.type === 'Identifier' ? node.name : '')
  )
}
