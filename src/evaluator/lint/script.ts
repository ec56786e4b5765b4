import type { AnyNode, Comment, Program } from 'acorn'
import { parse } from 'acorn'
import type { SourceText } from './text.ts'

export type NodeOf<T extends AnyNode['type']> = Extract<AnyNode, { type: T }>
export type FunctionNode = NodeOf<'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression'>

/** A call of a function by its plain name: `dnsResolve(host)`. */
export interface NamedCall {
  readonly name: string
  readonly node: NodeOf<'CallExpression'>
  readonly args: readonly AnyNode[]
}

/** A script that was read, with what the rules ask of it again and again. */
export interface Script {
  readonly source: SourceText
  readonly text: string
  readonly program: Program
  readonly comments: readonly Comment[]
  /** Offsets of commas before a closing bracket. */
  readonly trailingCommas: readonly number[]
  /** The nodes of some types, each type in the order of the text. */
  nodes<T extends AnyNode['type']>(...types: T[]): NodeOf<T>[]
  parentOf(node: AnyNode): AnyNode | undefined
  /** The function around a node; undefined at the top of the script. */
  functionAround(node: AnyNode): FunctionNode | undefined
  /** Calls by plain name, in the order of the text. */
  readonly calls: readonly NamedCall[]
}

/** Why a text is no script. */
export interface NotAScript {
  readonly at: number
  readonly message: string
  readonly tooDeep: boolean
}

/** A script that a larger stack would read. */
export const tooDeep: NotAScript = { at: 0, message: 'is nested too deeply to be read', tooDeep: true }

/** Reads a script at the newest level of the language, so that what older clients refuse can be named. */
export function readScript(source: SourceText): Script | NotAScript {
  const comments: Comment[] = []
  const trailingCommas: number[] = []
  try {
    const program = parse(source.text, {
      ecmaVersion: 'latest',
      sourceType: 'script',
      onComment: comments,
      onTrailingComma: (at) => trailingCommas.push(at),
    })
    return indexed(source, program, comments, trailingCommas)
  } catch (error) {
    if (error instanceof RangeError) return tooDeep
    if (!(error instanceof SyntaxError)) throw error
    // acorn's own word for a stack that is too small
    if (/stack space/.test(error.message)) return tooDeep
    const at = 'pos' in error && typeof error.pos === 'number' ? error.pos : 0
    return { at, message: error.message.replace(/ \(\d+:\d+\)$/, ''), tooDeep: false }
  }
}

function indexed(source: SourceText, program: Program, comments: Comment[], trailingCommas: number[]): Script {
  const parents = new Map<AnyNode, AnyNode>()
  const byType = new Map<string, AnyNode[]>()
  const waiting: AnyNode[] = [program]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const known = byType.get(node.type)
    if (known === undefined) byType.set(node.type, [node])
    else known.push(node)
    const children = childrenOf(node)
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i] as AnyNode
      parents.set(child, node)
      waiting.push(child)
    }
  }
  const nodes = <T extends AnyNode['type']>(...types: T[]): NodeOf<T>[] => {
    const found = types.flatMap((type) => (byType.get(type) ?? []) as NodeOf<T>[])
    return types.length === 1 ? found : found.sort((a, b) => a.start - b.start)
  }
  const parentOf = (node: AnyNode) => parents.get(node)
  const calls = nodes('CallExpression')
    .flatMap(namedCall)
    .sort((a, b) => a.node.start - b.node.start)
  return {
    source,
    text: source.text,
    program,
    comments,
    trailingCommas,
    nodes,
    parentOf,
    functionAround: functionsAround(parentOf),
    calls,
  }
}

// each node's function is looked up once, however deep it lies
function functionsAround(parentOf: (node: AnyNode) => AnyNode | undefined): (node: AnyNode) => FunctionNode | undefined {
  const known = new Map<AnyNode, FunctionNode | undefined>()
  return (node) => {
    const path: AnyNode[] = []
    let at: AnyNode | undefined = node
    while (at !== undefined && !known.has(at) && (at === node || !isFunction(at))) {
      path.push(at)
      at = parentOf(at)
    }
    const found = at === undefined || (at !== node && isFunction(at)) ? at : known.get(at)
    for (const passed of path) known.set(passed, found)
    return found
  }
}

/** What a node is made of, in the order of the text. */
export function childrenOf(node: AnyNode): AnyNode[] {
  if (node.type === 'Literal' || node.type === 'Identifier') return []
  const found: AnyNode[] = []
  for (const value of Object.values(node) as unknown[]) {
    if (isNode(value)) found.push(value)
    else if (Array.isArray(value)) for (const item of value) if (isNode(item)) found.push(item)
  }
  return found
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

function namedCall(node: NodeOf<'CallExpression'>): NamedCall[] {
  return node.callee.type === 'Identifier' ? [{ name: node.callee.name, node, args: node.arguments }] : []
}

/** Everything below a node and the node itself, in the order of the text; without functions inside it when `skipFunctions`. */
export function* within(top: AnyNode, skipFunctions = false): Generator<AnyNode> {
  const waiting = [top]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node
    if (skipFunctions && node !== top && isFunction(node)) continue
    waiting.push(...childrenOf(node).reverse())
  }
}

export function isFunction(node: AnyNode): node is FunctionNode {
  return node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
}
