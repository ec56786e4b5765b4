import type * as acorn from 'acorn'
import { constants, functions, made, methods, methodsWithFunction, plainSyntax, statics } from './harmless-names.ts'
import { parseBounded } from './parse-bounded.ts'
import {
  blockNames,
  childrenOf,
  functionNames,
  isHasOwnProperty,
  isPath,
  isTextOrFunction,
  lexicalNames,
  nameOf,
  varNames,
} from './script-names.ts'

// Most PACs only look at a URL and at the world. Of such a script it can be shown that a visit changes nothing that a later one could
// see, so that its heap need not be put back after each call, and that running it again from its start after a name was asked gives
// what going on gives. A script that is not understood is taken for one that keeps something: that costs time, nothing else.
//
// The proof is one of a closed world. What runs when the file is loaded makes data and functions, and nothing else (`atLoad`): so
// each value that can be called later is a function of the script or one of the functions named here. Every function of the
// script assigns to variables of its own call alone, and calls nothing else than those (`inFunction`).

const MOST_CHARACTERS = 4 * 1024 * 1024
const MOST_NODES = 400_000
const MOST_SCOPES = 200

type AnyNode = acorn.AnyNode
type FunctionNode =
  | acorn.FunctionDeclaration
  | acorn.AnonymousFunctionDeclaration
  | acorn.FunctionExpression
  | acorn.ArrowFunctionExpression

class NotUnderstood extends Error {}

/** Whether it is certain that no visit of a script changes anything that a later visit, or the same one run again, could see. */
export function keepsNothing(script: string): boolean {
  if (script.length > MOST_CHARACTERS) return false
  try {
    const program = parseBounded(script, MOST_NODES, 'without data')
    new Proof(program).prove(program)
    return true
  } catch {
    return false // not understood, no script, or too deep
  }
}

class Proof {
  /** Names that the script declares at its top: data and functions of its own. */
  readonly #globals: ReadonlySet<string>
  readonly #functions: ReadonlySet<string>
  /** What the running function and its blocks declare, the innermost last. */
  #scopes: ReadonlySet<string>[] = []
  /** What the functions around it declare. */
  readonly #outer: ReadonlySet<string>[] = []

  constructor(program: acorn.Program) {
    this.#functions = new Set(functionNames(program.body))
    this.#globals = new Set([...varNames(program.body), ...lexicalNames(program.body), ...this.#functions])
  }

  prove(program: acorn.Program): void {
    for (const statement of program.body) this.#atLoad(statement)
  }

  #atLoad(node: AnyNode): void {
    switch (node.type) {
      case 'FunctionDeclaration':
        this.#function(node)
        return
      case 'VariableDeclaration':
        for (const { id, init } of node.declarations) {
          mustHold(id.type === 'Identifier')
          if (init && !isHasOwnProperty(init)) this.#data(init)
        }
        return
      case 'EmptyStatement':
        return
      case 'BlockStatement':
        for (const statement of node.body) this.#atLoad(statement)
        return
      case 'IfStatement':
        mustHold(node.test.type === 'UnaryExpression' && isPath(node.test.argument) && !node.alternate)
        this.#atLoad(node.consequent)
        return
      case 'ExpressionStatement':
        if (node.directive === undefined) this.#definition(node.expression)
        return
      default:
        throw new NotUnderstood()
    }
  }

  // String.prototype.endsWith = function ...; globalThis.FindProxyForURL = FindProxyForURL
  #definition(node: AnyNode): void {
    mustHold(node.type === 'AssignmentExpression' && node.operator === '=' && isPath(node.left))
    const { right } = node as acorn.AssignmentExpression
    if (right.type === 'FunctionExpression') this.#function(right)
    else mustHold(right.type === 'Identifier' && this.#functions.has(right.name))
  }

  // a value that has no function in it but the script's own
  #data(node: AnyNode): void {
    switch (node.type) {
      case 'Literal':
        mustHold(!/[gy]/.test(node.regex?.flags ?? '')) // those remember where they last matched
        return
      case 'Identifier':
        mustHold(this.#globals.has(node.name) || constants.has(node.name))
        return
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        this.#function(node)
        return
      case 'ArrayExpression':
        for (const element of node.elements) if (element !== null) this.#data(element)
        return
      case 'ObjectExpression':
        for (const property of node.properties) this.#data(this.#propertyValue(property))
        return
      case 'UnaryExpression':
        mustHold(node.operator !== 'delete')
        this.#data(node.argument)
        return
      case 'BinaryExpression':
        this.#data(node.left)
        this.#data(node.right)
        return
      case 'CallExpression':
        // "a b c".split(" ")
        mustHold(node.callee.type === 'MemberExpression' && !node.callee.computed && node.callee.object.type === 'Literal')
        mustHold(nameOf((node.callee as acorn.MemberExpression).property) === 'split')
        for (const argument of node.arguments) mustHold(argument.type === 'Literal')
        return
      default:
        throw new NotUnderstood()
    }
  }

  #propertyValue(property: acorn.Property | acorn.AssignmentProperty | acorn.SpreadElement): AnyNode {
    mustHold(property.type === 'Property' && property.kind === 'init' && !property.computed)
    const { key, value } = property as acorn.Property
    mustHold(nameOf(key) !== '__proto__')
    return value as AnyNode
  }

  #function(node: FunctionNode): void {
    mustHold(!node.async && !node.generator && node.params.every((param) => param.type === 'Identifier'))
    const outer = this.#scopes
    const own = node.params.map((param) => nameOf(param))
    const { body } = node
    const statements = body.type === 'BlockStatement' ? body.body : []
    // what an outer function declares may be read, but belongs to another call: it is not for this one to change
    this.#scopes = [new Set([...own, ...varNames(statements)])]
    mustHold(this.#outer.length + outer.length < MOST_SCOPES) // each is looked through for a name
    this.#outer.push(...outer)
    this.#inFunction(body)
    this.#outer.length -= outer.length
    this.#scopes = outer
  }

  #inFunction(node: AnyNode): void {
    switch (node.type) {
      case 'Literal':
        return
      case 'Identifier':
        mustHold(this.#isDeclared(node.name) || constants.has(node.name))
        return
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        this.#function(node)
        return
      case 'UnaryExpression':
        mustHold(node.operator !== 'delete')
        this.#inFunction(node.argument)
        return
      case 'AssignmentExpression':
        this.#target(node.left)
        this.#inFunction(node.right)
        return
      case 'UpdateExpression':
        this.#target(node.argument)
        return
      case 'MemberExpression':
        this.#member(node)
        return
      case 'CallExpression':
        this.#call(node)
        return
      case 'NewExpression':
        mustHold(node.callee.type === 'Identifier' && made.has(node.callee.name) && !this.#isDeclared(node.callee.name))
        mustHold(nameOf(node.callee) === 'Date' || node.arguments.length === 1)
        for (const argument of node.arguments) this.#inFunction(argument)
        return
      case 'Property':
        this.#property(node)
        return
      case 'LabeledStatement':
        this.#inFunction(node.body)
        return
      case 'BreakStatement':
      case 'ContinueStatement':
        return
      default:
        mustHold(plainSyntax.has(node.type))
        this.#block(node)
        return
    }
  }

  // what stands under the name of a harmless method would be called as one, and a native function can be had in many ways
  #property(node: acorn.Property | acorn.AssignmentProperty): void {
    const value = this.#propertyValue(node)
    const name = nameOf(node.key as AnyNode)
    mustHold(isTextOrFunction(value) || !(methods.has(name) || methodsWithFunction.has(name) || name === 'replace'))
    this.#inFunction(value)
  }

  #block(node: AnyNode): void {
    const names = blockNames(node)
    mustHold(this.#scopes.length < MOST_SCOPES)
    this.#scopes.push(new Set(names))
    if (node.type === 'ForInStatement' || node.type === 'ForOfStatement') {
      mustHold(!('await' in node && node.await))
      if (node.left.type !== 'VariableDeclaration') this.#target(node.left)
    }
    for (const child of childrenOf(node)) this.#inFunction(child)
    this.#scopes.pop()
  }

  #target(node: AnyNode): void {
    mustHold(node.type === 'Identifier' && this.#isLocal(node.name))
  }

  #member(node: acorn.MemberExpression): void {
    if (node.object.type === 'ThisExpression') {
      mustHold(!node.computed && nameOf(node.property) === 'length')
      return
    }
    mustHold(node.object.type !== 'Super')
    this.#inFunction(node.object as AnyNode)
    if (node.computed) this.#inFunction(node.property)
  }

  #call({ callee, arguments: given }: acorn.CallExpression): void {
    const values = given as AnyNode[]
    if (callee.type === 'Identifier') {
      mustHold((functions.has(callee.name) || this.#globals.has(callee.name)) && !this.#isOfACall(callee.name))
      mustHold(functions.get(callee.name)?.isDisjointFrom(this.#globals) ?? true)
      for (const value of values) this.#inFunction(value)
      return
    }
    mustHold(callee.type === 'MemberExpression' && !callee.computed)
    const { object, property } = callee as acorn.MemberExpression
    const name = nameOf(property)
    if (name === 'replace') mustHold(values.length === 2 && isTextOrFunction(values[1] as AnyNode))
    else if (methodsWithFunction.has(name)) mustHold(values.length === 1 && isTextOrFunction(values[0] as AnyNode))
    else if (name === 'call') {
      this.#ofHasOwnProperty(object as AnyNode, values)
      return
    } else mustHold(methods.has(name) || this.#isStatic(object as AnyNode, name))
    if (object.type !== 'ThisExpression' && !this.#isStatic(object as AnyNode, name)) this.#inFunction(object as AnyNode)
    for (const value of values) this.#inFunction(value)
  }

  #isStatic(object: AnyNode, name: string): boolean {
    return object.type === 'Identifier' && !this.#isDeclared(object.name) && statics[object.name]?.has(name) === true
  }

  // Object.prototype.hasOwnProperty.call(table, name), or by a name that the script has given it
  #ofHasOwnProperty(object: AnyNode, values: AnyNode[]): void {
    const isNamed = object.type === 'Identifier' && this.#globals.has(object.name) && !this.#isOfACall(object.name)
    mustHold(isNamed || (isHasOwnProperty(object) && !this.#isDeclared('Object')))
    for (const value of values) this.#inFunction(value)
  }

  #isLocal(name: string): boolean {
    return this.#scopes.some((scope) => scope.has(name))
  }

  // whether it means what a call has declared, its own or that of a function around it
  #isOfACall(name: string): boolean {
    return this.#isLocal(name) || this.#outer.some((scope) => scope.has(name))
  }

  #isDeclared(name: string): boolean {
    return this.#globals.has(name) || this.#isOfACall(name)
  }
}

function mustHold(condition: boolean): asserts condition {
  if (!condition) throw new NotUnderstood()
}
