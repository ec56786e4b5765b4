import type { AnyNode } from 'acorn'
import type { Problem, Rule } from '../finding.ts'
import { boundNames, type Meaning } from '../meaning.ts'
import { type FunctionNode, isFunction, type NodeOf, type Script, within } from '../script.ts'

/** What a script remembers from one visit to the next. */
export const globalState: Rule<Meaning> = {
  name: 'global-state',
  severity: 'warning',
  *find({ script, reachable }): Iterable<Problem> {
    const globals = topNames(script)
    const locals = new Map<FunctionNode, ReadonlySet<string>>()
    for (const node of script.nodes('AssignmentExpression', 'UpdateExpression')) {
      const target = node.type === 'UpdateExpression' ? node.argument : node.left
      const around = script.functionAround(node)
      if (target.type !== 'Identifier' || around === undefined || !reachable.has(around)) continue
      if (isLocal(target.name, around, script, locals)) continue
      yield* stateProblem(node, target.name, globals.has(target.name), script)
    }
    yield* rememberingRegExps(script, globals)
    const isOurs = (name: string, node: AnyNode) => {
      const around = script.functionAround(node)
      return globals.has(name) && around !== undefined && reachable.has(around) && !isLocal(name, around, script, locals)
    }
    yield* growing(script, isOurs)
  },
}

function* stateProblem(
  node: NodeOf<'AssignmentExpression' | 'UpdateExpression'>,
  name: string,
  isDeclared: boolean,
  script: Script,
): Iterable<Problem> {
  if (isDeclared && (isSetOnce(node, name, script) || isReset(node, script))) return
  const keeps = isDeclared || node.type === 'UpdateExpression' || node.operator !== '='
  if (keeps && !isCounter(node, script))
    yield {
      at: node.start,
      message: `${name} lives on from one visit to the next: answers depend on what was asked before, and Chromium starts a function again after DNS`,
      mend: 'keep it in the function: var',
    }
  else if (!isDeclared && !isCounter(node, script))
    yield {
      at: node.start,
      message: `${name} is declared nowhere, and becomes a variable of the whole script`,
      mend: `write var ${name}`,
      severity: 'note',
    }
}

// for (i = 0; ...; i++) without var: told where it begins
function isCounter(node: AnyNode, script: Script): boolean {
  const parent = script.parentOf(node)
  return parent?.type === 'ForStatement' && parent.update === node
}

function topNames({ program }: Script): Set<string> {
  return new Set(
    program.body.flatMap((statement) =>
      statement.type === 'VariableDeclaration' ? statement.declarations.flatMap(({ id }) => boundNames(id)) : [],
    ),
  )
}

function isLocal(name: string, around: FunctionNode, script: Script, known: Map<FunctionNode, ReadonlySet<string>>): boolean {
  for (let at: FunctionNode | undefined = around; at !== undefined; at = script.functionAround(at)) {
    const names = known.get(at) ?? localNames(at)
    known.set(at, names)
    if (names.has(name)) return true
  }
  return false
}

function localNames(node: FunctionNode): Set<string> {
  const found = new Set(node.params.flatMap((param) => boundNames(param)))
  for (const inner of within(node, true)) {
    if (inner.type === 'VariableDeclarator') for (const name of boundNames(inner.id)) found.add(name)
    if (inner.type === 'CatchClause' && inner.param) for (const name of boundNames(inner.param)) found.add(name)
    if (isFunction(inner) && inner.id) found.add(inner.id.name)
  }
  return found
}

// if (!table) table = build(); and table = table || build(): the same after the first visit
function isSetOnce(node: AnyNode, name: string, script: Script): boolean {
  if (node.type !== 'AssignmentExpression' || !['=', '||=', '??='].includes(node.operator)) return false
  if (node.operator !== '=') return true
  if (node.right.type === 'LogicalExpression' && mentions(node.right.left, name)) return true
  for (let at = script.parentOf(node); at !== undefined && !isFunction(at); at = script.parentOf(at))
    if (at.type === 'IfStatement' && mentions(at.test, name)) return true
  return false
}

// at the beginning of a function, whatever was there before
function isReset(node: AnyNode, script: Script): boolean {
  const statement = script.parentOf(node)
  const block = statement && script.parentOf(statement)
  if (node.type !== 'AssignmentExpression' || node.operator !== '=' || node.left.type !== 'Identifier') return false
  if (block?.type !== 'BlockStatement' || !isFunction(script.parentOf(block) ?? block)) return false
  const { name } = node.left
  if (mentions(node.right, name)) return false
  return block.body.every((other) => other.start >= node.start || !mentions(other, name))
}

function mentions(node: AnyNode, name: string): boolean {
  for (const inner of within(node)) if (inner.type === 'Identifier' && inner.name === name) return true
  return false
}

// seen.push(host), count[host]++; a cache, count[host] = answer, gives the same again
function* growing(script: Script, isOurs: (name: string, node: AnyNode) => boolean): Iterable<Problem> {
  for (const node of script.nodes('UpdateExpression', 'AssignmentExpression')) {
    const target = node.type === 'UpdateExpression' ? node.argument : node.left
    if (target.type !== 'MemberExpression' || target.object.type !== 'Identifier' || !isOurs(target.object.name, node)) continue
    const { name } = target.object
    const adds = node.type === 'AssignmentExpression' && node.right.type !== 'LogicalExpression' && mentions(node.right, name)
    if (node.type === 'UpdateExpression' || node.operator !== '=' || adds) yield grows(node, name)
  }
  for (const node of script.nodes('CallExpression')) {
    const { callee } = node
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || !isOurs(callee.object.name, node)) continue
    if (callee.property.type === 'Identifier' && /^(push|unshift|shift|pop|splice)$/.test(callee.property.name))
      yield grows(node, callee.object.name)
  }
}

function grows({ start }: AnyNode, name: string): Problem {
  return {
    at: start,
    message: `${name} lives on from one visit to the next, and changes with each`,
    mend: 'keep it in the function: var',
  }
}

// /x/g.test(host) goes on where it stopped the last time
function* rememberingRegExps(script: Script, globals: ReadonlySet<string>): Iterable<Problem> {
  const remembering = new Set<string>()
  for (const { id, init } of script.nodes('VariableDeclarator'))
    if (id.type === 'Identifier' && globals.has(id.name) && init?.type === 'Literal' && init.regex?.flags.includes('g'))
      remembering.add(id.name)
  for (const { callee, start } of script.nodes('CallExpression')) {
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || !remembering.has(callee.object.name))
      continue
    if (callee.property.type === 'Identifier' && /^(test|exec)$/.test(callee.property.name))
      yield {
        at: start,
        message: `${callee.object.name} has the flag g: it goes on where it stopped at the last visit, and misses`,
        mend: 'take the flag g away',
      }
  }
}
