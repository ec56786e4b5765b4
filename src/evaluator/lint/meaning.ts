import type { AnyNode } from 'acorn'
import { Completion } from './completion.ts'
import { type FunctionNode, isFunction, type NamedCall, type NodeOf, type Script } from './script.ts'

/** A text that a place in the script has for certain, or may have; and where it is written. */
export interface WrittenText {
  readonly value: string
  readonly node: AnyNode
}

/** A script with what its names stand for, as far as that can be seen without running it. */
export interface Meaning {
  readonly script: Script
  readonly completion: Completion
  /** Every `FindProxyForURL` and `FindProxyForURLEx` that is a function, the last of each name. */
  readonly entries: ReadonlyMap<string, FunctionNode>
  /** Variables that are given a value once, where they are declared, and what that is. */
  readonly constants: ReadonlyMap<string, AnyNode>
  /** What variables are given by `var` and `=`; not those that change in another way, or are made of themselves. */
  readonly values: ReadonlyMap<string, readonly AnyNode[]>
  /** Names that the script declares or assigns to, anywhere. */
  readonly declared: ReadonlySet<string>
  /** Functions by name, the last of each. */
  readonly functions: ReadonlyMap<string, FunctionNode>
  /** Functions that a call of an entry may reach, by their names; the entries among them. */
  readonly reachable: ReadonlySet<FunctionNode>
  /** Calls of PAC functions that the script does not define itself. */
  readonly calls: readonly NamedCall[]
  isHost(node: AnyNode | undefined): boolean
  isUrl(node: AnyNode | undefined): boolean
  /** The texts that an expression may be: of a literal, a constant, a choice, the elements of a list that is gone through. */
  textsOf(node: AnyNode | undefined): WrittenText[]
  /** Names for which the script asks `typeof`. */
  readonly probed: ReadonlySet<string>
}

export const entryNames = ['FindProxyForURL', 'FindProxyForURLEx'] as const
/** How far variables are followed to what they stand for. */
const MOST_STEPS = 6
/** How many texts the rules are given: a list of thousands that is asked at hundreds of places is looked at as often. */
const MOST_TEXTS = 1_000_000

export function readMeaning(script: Script): Meaning {
  const written = countWrites(script)
  const constants = new Map([...written].flatMap(([name, { times, init }]) => (times === 1 && init ? [[name, init]] : [])))
  const values = new Map([...written].flatMap(([name, { values }]) => (values === undefined ? [] : [[name, values]])))
  const functions = namedFunctions(script)
  const declared = new Set(written.keys())
  const entries = new Map(entryNames.flatMap((name) => entryOf(name, functions)))
  const [urlName, hostName] = parametersOf(entries.get('FindProxyForURL') ?? entries.get('FindProxyForURLEx'))
  const follow = (node: AnyNode | undefined, steps = MOST_STEPS): AnyNode | undefined => {
    const bare = node && withoutCase(node)
    const value = bare?.type === 'Identifier' ? constants.get(bare.name) : undefined
    return value !== undefined && steps > 0 ? follow(value, steps - 1) : bare
  }
  let left = MOST_TEXTS
  const isNamed = (name: string, node: AnyNode | undefined): boolean => {
    const found = follow(node)
    return found?.type === 'Identifier' && found.name === name
  }
  return {
    script,
    completion: new Completion(script),
    entries,
    constants,
    values,
    declared,
    functions,
    reachable: reachableFrom(script, entries, functions),
    calls: script.calls.filter(({ name }) => !declared.has(name)),
    isHost: (node) => isNamed(hostName, node),
    isUrl: (node) => isNamed(urlName, node),
    textsOf(node) {
      const found = left > 0 ? textsOf(node, follow) : []
      left -= found.length
      return found
    },
    probed: new Set(script.nodes('UnaryExpression').flatMap(probedName)),
  }
}

/** The text of a literal, or of literals put together. */
export function textOf(node: AnyNode | null | undefined): string | undefined {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? undefined
  if (node?.type !== 'BinaryExpression' || node.operator !== '+') return undefined
  const parts = operands(node, '+').map((part) => (part.type === 'BinaryExpression' ? undefined : textOf(part)))
  return parts.includes(undefined) ? undefined : parts.join('')
}

/** The operands of a chain `a || b || c`, from the left; of a node that is no such chain, itself. */
export function operands(node: AnyNode, operator: string): AnyNode[] {
  const found: AnyNode[] = []
  const waiting: AnyNode[] = [node]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if ((at.type === 'LogicalExpression' || at.type === 'BinaryExpression') && at.operator === operator)
      waiting.push(at.right, at.left)
    else found.push(at)
  }
  return found
}

// host.toLowerCase() is the host
function withoutCase(node: AnyNode): AnyNode {
  let at = node
  while (
    at.type === 'CallExpression' &&
    at.callee.type === 'MemberExpression' &&
    /^to(Locale)?LowerCase$|^trim$/.test(nameOf(at.callee) ?? '')
  )
    at = at.callee.object
  return at
}

/** `b` of `a.b` and of `a["b"]`. */
export function nameOf(node: NodeOf<'MemberExpression'>): string | undefined {
  if (node.computed) return textOf(node.property)
  return node.property.type === 'Identifier' ? node.property.name : undefined
}

function textsOf(node: AnyNode | undefined, follow: (node: AnyNode | undefined) => AnyNode | undefined): WrittenText[] {
  const found: WrittenText[] = []
  const waiting = [node]
  for (let steps = 0; waiting.length > 0 && steps < 100_000; steps++) {
    const at = follow(waiting.pop())
    const value = textOf(at)
    if (at === undefined) continue
    if (value !== undefined) found.push({ value, node: at })
    else if (at.type === 'ConditionalExpression') waiting.push(at.alternate, at.consequent)
    else if (at.type === 'MemberExpression' && at.computed) waiting.push(...elementsOf(follow(at.object)).reverse())
  }
  return found
}

function elementsOf(node: AnyNode | undefined): AnyNode[] {
  if (node?.type !== 'ArrayExpression') return []
  return node.elements.filter((element) => element !== null && element.type === 'Literal') as AnyNode[]
}

interface Writes {
  times: number
  init: AnyNode | undefined
  values: AnyNode[] | undefined
}

function countWrites(script: Script): Map<string, Writes> {
  const found = new Map<string, Writes>()
  const known = (name: string): Writes => {
    const writes = found.get(name) ?? { times: 0, init: undefined, values: [] }
    found.set(name, writes)
    return writes
  }
  const write = (name: string) => {
    const writes = known(name)
    writes.times++
    writes.values = undefined
  }
  const give = (name: string, value: AnyNode | undefined, isInit: boolean) => {
    const writes = known(name)
    if (isInit && writes.times === 0) writes.init = value
    writes.times++
    if (value !== undefined) writes.values?.push(value)
  }
  for (const { id, init } of script.nodes('VariableDeclarator'))
    if (id.type === 'Identifier') give(id.name, init ?? undefined, true)
    else for (const name of boundNames(id)) write(name)
  for (const { left, right, operator } of script.nodes('AssignmentExpression'))
    if (left.type === 'Identifier' && operator === '=') give(left.name, right, false)
    else for (const name of boundNames(left)) write(name)
  for (const { left } of script.nodes('ForInStatement', 'ForOfStatement'))
    if (left.type !== 'VariableDeclaration') for (const name of boundNames(left)) write(name)
    else for (const { id } of left.declarations) for (const name of boundNames(id)) write(name)
  for (const { argument } of script.nodes('UpdateExpression')) for (const name of boundNames(argument)) write(name)
  for (const node of script.nodes('FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression')) {
    if (node.id) write(node.id.name)
    for (const param of node.params) for (const name of boundNames(param)) write(name)
  }
  for (const { id } of script.nodes('ClassDeclaration', 'ClassExpression')) if (id) write(id.name)
  for (const { param } of script.nodes('CatchClause')) if (param) for (const name of boundNames(param)) write(name)
  return found
}

/** The names that a pattern binds. */
export function boundNames(pattern: AnyNode): string[] {
  if (pattern.type === 'Identifier') return [pattern.name]
  if (pattern.type === 'AssignmentPattern') return boundNames(pattern.left)
  if (pattern.type === 'RestElement') return boundNames(pattern.argument)
  if (pattern.type === 'ArrayPattern') return pattern.elements.flatMap((element) => (element ? boundNames(element) : []))
  if (pattern.type !== 'ObjectPattern') return []
  return pattern.properties.flatMap((property) => boundNames(property.type === 'Property' ? property.value : property))
}

function namedFunctions(script: Script): Map<string, FunctionNode> {
  const found = new Map<string, FunctionNode>()
  for (const node of script.nodes('FunctionDeclaration')) if (node.id) found.set(node.id.name, node)
  for (const { id, init } of script.nodes('VariableDeclarator'))
    if (id.type === 'Identifier' && init && isFunction(init)) found.set(id.name, init)
  for (const { left, right } of script.nodes('AssignmentExpression')) {
    const name = left.type === 'Identifier' ? left.name : left.type === 'MemberExpression' ? nameOf(left) : undefined
    if (name !== undefined && isFunction(right)) found.set(name, right)
  }
  return found
}

function entryOf(name: string, functions: ReadonlyMap<string, FunctionNode>): [string, FunctionNode][] {
  const found = functions.get(name)
  return found === undefined ? [] : [[name, found]]
}

function parametersOf(entry: FunctionNode | undefined): [url: string, host: string] {
  const [url, host] = entry?.params ?? []
  return [url?.type === 'Identifier' ? url.name : 'url', host?.type === 'Identifier' ? host.name : 'host']
}

function probedName(node: NodeOf<'UnaryExpression'>): string[] {
  return node.operator === 'typeof' && node.argument.type === 'Identifier' ? [node.argument.name] : []
}

// by names alone: a name that stands in a function is taken for a call
function reachableFrom(
  script: Script,
  entries: ReadonlyMap<string, FunctionNode>,
  functions: ReadonlyMap<string, FunctionNode>,
): Set<FunctionNode> {
  const named = new Map<FunctionNode | undefined, Set<FunctionNode>>()
  for (const [node, name] of references(script)) {
    const target = functions.get(name)
    if (target === undefined) continue
    const user = script.functionAround(node)
    named.set(user, (named.get(user) ?? new Set()).add(target))
  }
  const found = new Set<FunctionNode>()
  const waiting = [...entries.values()]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (found.has(at)) continue
    found.add(at)
    waiting.push(...(named.get(at) ?? []))
  }
  return found
}

function* references(script: Script): Generator<[AnyNode, string]> {
  for (const { node, name } of script.calls) yield [node, name]
  for (const node of script.nodes('CallExpression')) {
    const name = node.callee.type === 'MemberExpression' ? nameOf(node.callee) : undefined
    if (name !== undefined) yield [node, name]
  }
}
