import type * as acorn from 'acorn'
import { parseBounded } from './parse-bounded.ts'
import { childrenOf, nameOf } from './script-names.ts'

// A script of which it is known that it keeps nothing (`keepsNothing`) may be written in another way, if no visit can tell. Two ways of
// writing cost public files most of their time, and each has a faster one that says the same:
//
// A list that a function makes anew at each call is made once, when nobody can get hold of it but by its elements.
// `host.endsWith("." + domain)` makes a text for each domain; looking for the domain first, and then for the dot, makes none.
//
// Line ends stay where they are, so that an exception names the line of the file.

const MOST_CHARACTERS = 512 * 1024
const MOST_NODES = 200_000
const LEAST_ELEMENTS = 8
const PREFIX = 'wpadd$'
/** Properties of a script's own objects that would change what the texts' methods and the plus sign do. */
const MEANINGFUL = /^(?:endsWith|toString|valueOf|length|__proto__)$/
/** What finds a value in a list of plain values, and makes nothing that has the list in it. */
const FINDING = /^(?:indexOf|lastIndexOf|includes|join)$/

type AnyNode = acorn.AnyNode
interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * The same script, written so that it takes less time; `undefined` when nothing would be gained. The script must keep nothing, and
 * the methods of texts must be the engine's own after it was loaded. Throws what acorn throws.
 */
export function specialise(script: string): string | undefined {
  if (script.length > MOST_CHARACTERS || script.includes(PREFIX) || !/\[|\bendsWith\b/.test(script)) return undefined
  const found = new Findings(parseBounded(script, MOST_NODES, 'whole'))
  const lists = found.lists()
  const edits = [...lists.map((list, i) => hoisted(script, list, i)), ...found.tails().map((call) => tailFirst(script, call))]
  if (found.isOdd || edits.length === 0) return undefined
  const made = lists.map(({ start, end }, i) => `\nvar ${PREFIX}${i} = ${script.slice(start, end)};`)
  return edited(script, edits) + made.join('')
}

/** What a script has that can be written in another way, and how it uses it. */
class Findings {
  /** Whether it has something that takes more thought than it is worth. */
  isOdd = false
  readonly #parents = new Map<AnyNode, AnyNode>()
  readonly #lists: acorn.VariableDeclarator[] = []
  readonly #tails: acorn.CallExpression[] = []
  readonly #uses = new Map<string, AnyNode[]>()
  readonly #declared = new Map<string, number>()

  constructor(program: acorn.Program) {
    this.#read(program)
  }

  /** Lists of plain values that a function makes, of which no part but plain values is ever had. */
  lists(): AnyNode[] {
    return this.#lists.filter((one) => this.#isOnlyRead(one)).map(({ init }) => init as AnyNode)
  }

  /** `text.endsWith("." + name)` where what precedes it cannot be taken for a call of it. */
  tails(): acorn.CallExpression[] {
    return this.#tails.filter((call) => !this.#startsStatement(call))
  }

  #read(node: AnyNode): void {
    this.#look(node)
    for (const child of childrenOf(node)) {
      this.#parents.set(child, node)
      this.#read(child)
    }
  }

  #look(node: AnyNode): void {
    if (isFunction(node)) for (const param of node.params) this.#declare(nameOf(param))
    switch (node.type) {
      case 'FunctionDeclaration':
        this.#declare(nameOf(node.id as AnyNode))
        return
      case 'CatchClause':
        if (node.param) this.#declare(nameOf(node.param as AnyNode))
        return
      case 'VariableDeclarator':
        this.#declare(nameOf(node.id as AnyNode))
        if (node.init && isLongList(node.init) && this.#isInFunction(node)) this.#lists.push(node)
        return
      case 'Identifier':
        if (!isKey(node, this.#parents.get(node))) this.#use(node)
        return
      case 'CallExpression':
        if (isTail(node)) this.#tails.push(node)
        return
      case 'Literal':
        this.isOdd ||= node.regex !== undefined
        return
      case 'NewExpression':
        this.isOdd ||= nameOf(node.callee as AnyNode) === 'RegExp'
        return
      case 'Property':
        this.isOdd ||= MEANINGFUL.test(nameOf(node.key as AnyNode)) || isFunction(node.value as AnyNode)
        return
    }
  }

  #declare(name: string): void {
    this.#declared.set(name, (this.#declared.get(name) ?? 0) + 1)
  }

  #use(node: acorn.Identifier): void {
    const known = this.#uses.get(node.name)
    if (known === undefined) this.#uses.set(node.name, [node])
    else known.push(node)
  }

  #isInFunction(node: AnyNode): boolean {
    for (let above = this.#parents.get(node); above !== undefined; above = this.#parents.get(above))
      if (isFunction(above)) return true
    return false
  }

  #isOnlyRead({ id, init }: acorn.VariableDeclarator): boolean {
    const name = nameOf(id as AnyNode)
    const depth = depthOf(init as AnyNode)
    const uses = this.#uses.get(name) ?? []
    return this.#declared.get(name) === 1 && uses.every((use) => use === id || this.#isReading(use, depth))
  }

  // list.length, list[i] down to a plain value, list.indexOf(...) of plain values
  #isReading(use: AnyNode, depth: number): boolean {
    let value = use
    for (let left = depth; left > 0; left--) {
      const member = this.#parents.get(value)
      if (member?.type !== 'MemberExpression' || member.object !== value) return false
      if (!member.computed) return nameOf(member.property) === 'length' || (left === 1 && this.#isFinding(member))
      value = member
    }
    return true
  }

  #isFinding(member: acorn.MemberExpression): boolean {
    const call = this.#parents.get(member)
    return FINDING.test(nameOf(member.property)) && call?.type === 'CallExpression' && call.callee === member
  }

  // a bracket at the start of a line goes on with the line before, where that has no semicolon
  #startsStatement(node: AnyNode): boolean {
    let first = node
    let above = this.#parents.get(first)
    while (above !== undefined && above.start === first.start) {
      first = above
      above = this.#parents.get(first)
    }
    return above === undefined || /^(Program|BlockStatement|SwitchCase)$/.test(above.type)
  }
}

function isFunction(node: AnyNode): node is acorn.FunctionDeclaration | acorn.FunctionExpression | acorn.ArrowFunctionExpression {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)
}

function isKey(node: AnyNode, parent: AnyNode | undefined): boolean {
  if (parent?.type === 'MemberExpression') return parent.property === node && !parent.computed
  return parent?.type === 'Property' && parent.key === node && !parent.computed && parent.value !== node
}

function isLongList(node: AnyNode): boolean {
  return node.type === 'ArrayExpression' && node.elements.length >= LEAST_ELEMENTS && depthOf(node) > 0
}

/** How deep lists of plain values stand in each other; 0 for what is no such list. */
function depthOf({ elements }: AnyNode & { elements?: unknown }): number {
  let below = 0
  for (const element of elements as (AnyNode | null)[]) {
    if (element === null || isPlain(element)) continue
    const depth = element.type === 'ArrayExpression' ? depthOf(element) : 0
    if (depth === 0) return 0
    below = Math.max(below, depth)
  }
  return below + 1
}

function isPlain(node: AnyNode): boolean {
  if (node.type === 'UnaryExpression') return node.operator === '-' && isPlain(node.argument)
  return node.type === 'Literal' && node.regex === undefined
}

// only names and their elements, which can be looked at twice
function isTail({ callee, optional, arguments: given }: acorn.CallExpression): boolean {
  if (optional || callee.type !== 'MemberExpression' || callee.computed || callee.optional) return false
  if (nameOf(callee.property) !== 'endsWith') return false
  const [sum] = given
  if (callee.object.type !== 'Identifier' || given.length !== 1) return false
  if (sum?.type !== 'BinaryExpression' || sum.operator !== '+' || sum.left.type !== 'Literal') return false
  return typeof sum.left.value === 'string' && sum.left.value.length === 1 && isElement(sum.right)
}

function isElement(node: AnyNode): boolean {
  if (node.type === 'Identifier') return true
  if (node.type !== 'MemberExpression' || node.optional) return false
  return isElement(node.object as AnyNode) && (!node.computed || isElement(node.property) || isIndex(node.property))
}

function isIndex(node: AnyNode): boolean {
  return node.type === 'Literal' && (typeof node.value === 'number' || typeof node.value === 'string')
}

function written(node: AnyNode): string {
  if (node.type !== 'MemberExpression') return node.type === 'Literal' ? JSON.stringify(node.value) : nameOf(node)
  const [object, property] = [written(node.object as AnyNode), written(node.property as AnyNode)]
  return node.computed ? `${object}[${property}]` : `${object}.${property}`
}

function hoisted(script: string, { start, end }: AnyNode, number: number): Edit {
  const lineEnds = script.slice(start, end).replace(/[^\n\r\u2028\u2029]/g, '')
  return { start, end, text: `${PREFIX}${number}${lineEnds}` }
}

function tailFirst(script: string, call: acorn.CallExpression): Edit {
  const { start, end } = call
  const { left, right } = call.arguments[0] as acorn.BinaryExpression
  const [text, first, tail] = [(call.callee as acorn.MemberExpression).object as AnyNode, left as AnyNode, right].map(written)
  const isBefore = `${text}[${text}.length - ${tail}.length - 1] === ${first}`
  const asItWas = script.slice(start, end)
  return { start, end, text: `(${text}.endsWith(${tail}) && (typeof ${tail} === "string" ? ${isBefore} : ${asItWas}))` }
}

function edited(script: string, edits: readonly Edit[]): string {
  let at = 0
  let text = ''
  for (const { start, end, text: changed } of edits.toSorted((one, other) => one.start - other.start)) {
    text += script.slice(at, start) + changed
    at = end
  }
  return text + script.slice(at)
}
