import { type AnyNode, type Expression, type Program, parse } from 'acorn'
import { traceBounds } from '../trace.ts'
import { Inserts } from './inserts.ts'
import { alternativesOf, childrenOf, mayCall, noteAssignment, pieceOf, runs } from './nodes.ts'
import type { Piece, Points, Return, Rule } from './points.ts'

type NodeOf<T extends AnyNode['type']> = Extract<AnyNode, { type: T }>
type FunctionNode = NodeOf<'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression'>

/** A script that tells what it does to the hooks of pac/builtins/tracing.js, which it finds under `name`. */
export interface Instrumented extends Points {
  readonly text: string
}

type Placed = readonly [AnyNode, Place]

/** What is known of the place at which a node stands. */
interface Place {
  /** The function around it; -1 at the top, where nothing is told, since it does not run when a visit is decided. */
  readonly inside: number
  readonly rule: Rule | undefined
}

const TOP: Place = { inside: -1, rule: undefined }
const MOST_FUNCTIONS = 65_536

/**
 * Makes a script tell which statements run, how conditions come out, which functions it calls and what it returns. No line moves, and
 * nothing behaves otherwise: conditions and values go through a hook that hands them on, a statement gets a count put before
 * it. Left alone are the body of `with` (its object would see the name of the hooks), texts given to `eval` and `Function`,
 * and calls other than by plain name. `undefined` when the script is too long, or the parser does not take it.
 */
export function instrument(script: string, name: string): Instrumented | undefined {
  if (script.length > traceBounds.script || script.includes(name)) return undefined
  try {
    const instrumenter = new Instrumenter(script, name)
    instrumenter.visitAll(parse(script, { ecmaVersion: 'latest', sourceType: 'script' }))
    const { text, points } = instrumenter.result()
    return { ...points, text }
  } catch {
    // no script for the parser, or one that is nested too deeply for it
    return undefined
  }
}

class Instrumenter {
  readonly #name: string
  readonly #inserts: Inserts
  readonly #statements: Piece[] = []
  readonly #branches: Piece[] = []
  readonly #rules: Rule[] = []
  readonly #returns: Return[] = []
  readonly #calls: number[] = []
  #functions = 0
  #switches = 0
  #cut = false

  constructor(script: string, name: string) {
    this.#name = name
    this.#inserts = new Inserts(script, name)
  }

  /** Visits every node, those further out first; without recursion, since scripts may be deep. */
  visitAll(program: Program): void {
    const waiting: Placed[] = [[program, TOP]]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      for (const child of this.#visit(...next)) waiting.push(child)
  }

  result(): { readonly text: string; readonly points: Points } {
    const points = {
      statements: this.#statements,
      branches: this.#branches,
      rules: this.#rules,
      returns: this.#returns,
      calls: this.#calls,
      cut: this.#cut,
    }
    return { text: this.#inserts.text(), points }
  }

  // makes a node tell, and gives what is to be visited in it
  #visit(node: AnyNode, place: Place): readonly Placed[] {
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.#function(node)
      case 'WithStatement':
        return []
    }
    if (place.inside < 0) return placed(childrenOf(node), place)
    switch (node.type) {
      case 'IfStatement':
        return this.#if(node, place)
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'ForStatement':
        return this.#loop(node, place)
      case 'SwitchStatement':
        return this.#switch(node, place)
      default:
        this.#mark(node, place)
        return placed(childrenOf(node), place)
    }
  }

  // nodes whose parts stand where they do themselves
  #mark(node: AnyNode, place: Place): void {
    switch (node.type) {
      case 'BlockStatement':
      case 'StaticBlock':
        this.#list(node.body)
        break
      case 'ForInStatement':
      case 'ForOfStatement':
        this.#single(node.body)
        break
      case 'ReturnStatement':
        this.#return(node, place)
        break
      case 'ConditionalExpression':
        this.#test(node.test, place)
        break
      case 'LogicalExpression':
        if (node.operator !== '??') this.#test(node.left, place)
        break
      case 'UnaryExpression':
        if (node.operator === '!' && node.argument.type === 'LogicalExpression') this.#test(node.argument, place)
        break
      case 'CallExpression':
        this.#call(node)
        break
      case 'AssignmentExpression':
        noteAssignment(node.left, place.rule)
        break
    }
  }

  #function({ params, body }: FunctionNode): readonly Placed[] {
    const inside = Math.min(this.#functions++, MOST_FUNCTIONS - 1)
    const place: Place = { inside, rule: undefined }
    if (body.type !== 'BlockStatement') {
      this.#value(body, { ...pieceOf(body), rule: undefined, variable: undefined, value: body }, inside)
      return placed([...params, body], place)
    }
    const directives = body.body.filter((statement) => 'directive' in statement)
    const last = directives.at(-1)
    this.#inserts.open(last?.end ?? body.start + 1, `${last === undefined ? '' : ';'}${this.#name}.h[${inside}]=0;`)
    const rest = body.body.slice(directives.length)
    this.#list(rest)
    return placed([...params, ...rest], place)
  }

  // statements one after the other
  #list(statements: readonly AnyNode[]): void {
    for (const statement of statements) if (runs(statement)) this.#inserts.open(statement.start, this.#count(statement))
  }

  // a statement that stands alone where a block could be
  #single(statement: AnyNode | null | undefined): void {
    if (statement == null || !runs(statement)) return
    this.#inserts.around(statement, `{${this.#count(statement)}`, '}')
  }

  #count(statement: AnyNode): string {
    if (this.#statements.length >= traceBounds.statements) {
      this.#cut = true
      return ''
    }
    const number = this.#statements.push(pieceOf(statement))
    const name = this.#name
    return `${name}.t[${name}.t[0]=${number}]++||${name}.f(${number});`
  }

  #if(node: NodeOf<'IfStatement'>, place: Place): readonly Placed[] {
    const { test, consequent, alternate } = node
    this.#test(test, place)
    this.#single(consequent)
    this.#single(alternate)
    const otherwise = alternate == null ? [] : [alternate]
    return [...placed([test, ...otherwise], place), [consequent, this.#under(test, place)]]
  }

  #loop(node: NodeOf<'WhileStatement' | 'DoWhileStatement' | 'ForStatement'>, place: Place): readonly Placed[] {
    const { body, test } = node
    if (test != null) this.#test(test, place)
    this.#single(body)
    const rest = childrenOf(node).filter((child) => child !== body)
    // the body of do runs whether its condition holds or not
    const inner = test == null || node.type === 'DoWhileStatement' ? place : this.#under(test, place)
    return [...placed(rest, place), [body, inner]]
  }

  #switch(node: NodeOf<'SwitchStatement'>, place: Place): readonly Placed[] {
    const number = this.#switches++
    const cases = node.cases.flatMap(({ start, test }) => (test == null ? [] : [{ start, end: test.end }]))
    const rule: Rule = { ...pieceOf(node), any: cases, isSwitch: true, outer: place.rule, assigns: new Set() }
    this.#rules.push(rule)
    this.#inserts.around(node.discriminant, `${this.#name}.d(${number},(`, '))')
    for (const { start, test, consequent } of node.cases) {
      this.#list(consequent)
      if (test == null) continue
      const branch = this.#branches.push({ start, end: test.end })
      this.#inserts.around(test, `${this.#name}.k(${branch},${place.inside},${number},(`, '))')
    }
    const tests = node.cases.flatMap(({ test }) => (test == null ? [] : [test]))
    const consequents = node.cases.flatMap(({ consequent }) => consequent)
    return [...placed([node.discriminant, ...tests], place), ...placed(consequents, { ...place, rule })]
  }

  // a condition, or its parts: what holds && and || together is told by its parts
  #test(test: Expression, place: Place): void {
    let last = test
    while (last.type === 'LogicalExpression' && last.operator !== '??') last = last.right
    const branch = this.#branches.push(pieceOf(last))
    this.#inserts.around(last, `${this.#name}.b(${branch},${place.inside},(`, '))')
  }

  // the place of what runs when a condition holds
  #under(test: Expression, place: Place): Place {
    const rule: Rule = { ...pieceOf(test), any: alternativesOf(test), isSwitch: false, outer: place.rule, assigns: new Set() }
    this.#rules.push(rule)
    return { ...place, rule }
  }

  #return(node: NodeOf<'ReturnStatement'>, { inside, rule }: Place): void {
    const { argument } = node
    const variable = argument?.type === 'Identifier' ? argument.name : undefined
    const told: Return = { ...pieceOf(node), rule, variable, value: argument == null ? undefined : pieceOf(argument) }
    if (argument != null) this.#value(argument, told, inside)
    else {
      const number = this.#returns.push(told)
      this.#inserts.close(node.start + 'return'.length, ` ${this.#name}.r(${number},${inside},false,void 0)`)
    }
  }

  #value(value: Expression, told: Return, inside: number): void {
    const number = this.#returns.push(told)
    this.#inserts.around(value, `${this.#name}.r(${number},${inside},${mayCall(value)},(`, '))')
  }

  #call({ callee, optional, start }: NodeOf<'CallExpression'>): void {
    if (callee.type !== 'Identifier' || callee.name === 'eval' || optional) return
    const number = this.#calls.push(start) - 1
    this.#inserts.around(callee, `${this.#name}.c(${number},(`, '))')
  }
}

function placed(nodes: readonly AnyNode[], place: Place): Placed[] {
  return nodes.map((node) => [node, place])
}
