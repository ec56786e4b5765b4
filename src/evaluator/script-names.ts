import type * as acorn from 'acorn'

// Names in a parsed script: what is declared, and where.

type AnyNode = acorn.AnyNode

/** The name that a node is, or the text that it is as a key; '' for what is no plain name. */
export function nameOf(node: AnyNode | acorn.PrivateIdentifier): string {
  if (node.type === 'Identifier') return node.name
  return node.type === 'Literal' ? String(node.value) : ''
}

/** Whether it is a name with names after it: `a.b.c`. */
export function isPath(node: AnyNode): boolean {
  if (node.type !== 'MemberExpression' || node.computed) return false
  return node.object.type === 'Identifier' || isPath(node.object as AnyNode)
}

/** The nodes that a node is made of. */
export function childrenOf(node: AnyNode): AnyNode[] {
  const values = Object.values(node).flat() as unknown[]
  return values.filter((value): value is AnyNode => typeof value === 'object' && value !== null && 'type' in value)
}

/** The functions that statements declare, themselves. */
export function functionNames(statements: readonly AnyNode[]): string[] {
  return statements.flatMap((node) => (node.type === 'FunctionDeclaration' && node.id ? [node.id.name] : []))
}

function declared(node: acorn.VariableDeclaration): string[] {
  return node.declarations.map(({ id }) => nameOf(id as AnyNode))
}

/** What statements declare by `let` and `const`, themselves. */
export function lexicalNames(statements: readonly AnyNode[]): string[] {
  return statements.flatMap((node) => (node.type === 'VariableDeclaration' && node.kind !== 'var' ? declared(node) : []))
}

/** What statements declare by `var`, which reaches the whole function, out of every block. */
export function varNames(nodes: readonly AnyNode[]): string[] {
  return nodes.flatMap((node) => {
    if (node.type === 'VariableDeclaration') return node.kind === 'var' ? declared(node) : []
    return /Statement$|^(SwitchCase|CatchClause)$/.test(node.type) ? varNames(childrenOf(node)) : []
  })
}

/** What a block, a loop, a `switch` or a `catch` declares for itself alone. */
export function blockNames(node: AnyNode): string[] {
  if (node.type === 'CatchClause') return node.param ? [nameOf(node.param as AnyNode)] : []
  if (node.type === 'SwitchStatement') return lexicalNames(node.cases.flatMap(({ consequent }) => consequent))
  return /^(Block|For|ForIn|ForOf)Statement$/.test(node.type) ? lexicalNames(childrenOf(node)) : []
}

/** Whether it is `Object.hasOwnProperty` or that of its prototype. */
export function isHasOwnProperty(node: AnyNode): boolean {
  if (!isPath(node)) return false
  const { object, property } = node as acorn.MemberExpression
  if (nameOf(property) !== 'hasOwnProperty') return false
  if (object.type === 'Identifier') return object.name === 'Object'
  const { object: owner, property: prototype } = object as acorn.MemberExpression
  return nameOf(prototype) === 'prototype' && nameOf(owner as AnyNode) === 'Object'
}

/** Whether it is a text or a function, written where it stands. */
export function isTextOrFunction({ type }: AnyNode): boolean {
  return /^(Literal|TemplateLiteral|FunctionExpression|ArrowFunctionExpression)$/.test(type)
}
