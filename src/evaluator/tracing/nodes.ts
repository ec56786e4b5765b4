import type { AnyNode, Expression, Pattern } from 'acorn'
import type { Piece, Rule } from './points.ts'

/** Where a node stands. */
export function pieceOf({ start, end }: AnyNode): Piece {
  return { start, end }
}

/** Whether a statement does something of its own when control comes by. */
export function runs(statement: AnyNode): boolean {
  switch (statement.type) {
    case 'FunctionDeclaration':
    case 'BlockStatement':
    case 'EmptyStatement':
      return false
    case 'LabeledStatement':
      return statement.body.type !== 'FunctionDeclaration'
    default:
      return !('directive' in statement)
  }
}

/** The operands of a chain of ||, each of which is enough. */
export function alternativesOf(test: Expression): Piece[] {
  const found: Piece[] = []
  let rest = test
  while (rest.type === 'LogicalExpression' && rest.operator === '||') {
    found.push(pieceOf(rest.right))
    rest = rest.left
  }
  return [...found, pieceOf(rest)]
}

/** Notes a variable that is assigned to with everything that it stands under. */
export function noteAssignment(left: Pattern | Expression, rule: Rule | undefined): void {
  if (left.type !== 'Identifier') return
  for (let outer = rule; outer !== undefined; outer = outer.outer) outer.assigns.add(left.name)
}

/** Whether the value of an expression may be what a function in it returned. */
export function mayCall(value: Expression): boolean {
  switch (value.type) {
    case 'CallExpression':
      return true
    case 'ConditionalExpression':
      return mayCall(value.consequent) || mayCall(value.alternate)
    case 'LogicalExpression':
      return mayCall(value.left) || mayCall(value.right)
    default:
      return false
  }
}

/** The nodes in a node. */
export function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node)
    .flat()
    .filter((value): value is AnyNode => typeof value === 'object' && value !== null && 'type' in value && 'start' in value)
}
