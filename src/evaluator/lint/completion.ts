import type { AnyNode } from 'acorn'
import { isFunction, type Script } from './script.ts'

/** Tells where a script goes on, and where it has returned; each statement is looked at once. */
export class Completion {
  readonly #known = new Map<AnyNode, boolean>()
  readonly #broken: ReadonlySet<AnyNode>
  // by break or continue
  readonly #left: ReadonlySet<AnyNode>

  constructor(script: Script) {
    this.#broken = holders(script, script.nodes('BreakStatement'))
    this.#left = holders(script, script.nodes('BreakStatement', 'ContinueStatement'))
  }

  /** Whether a statement always ends its function. */
  alwaysReturns(node: AnyNode | null | undefined): boolean {
    return !this.goesOn(node) && !(node && this.#broken.has(node))
  }

  /** Whether the script can go on after a statement: not after return and throw, nor where all branches end so. */
  goesOn(node: AnyNode | null | undefined): boolean {
    if (!node) return true
    const known = this.#known.get(node)
    if (known !== undefined) return known
    const found = this.#look(node)
    this.#known.set(node, found)
    return found
  }

  #look(node: AnyNode): boolean {
    switch (node.type) {
      case 'ReturnStatement':
      case 'ThrowStatement':
      case 'BreakStatement':
      case 'ContinueStatement':
        return false
      case 'BlockStatement':
        return node.body.every((one) => this.goesOn(one))
      case 'IfStatement':
        return this.#ifGoesOn(node)
      case 'TryStatement':
        if (node.finalizer && !this.goesOn(node.finalizer)) return false
        return this.goesOn(node.block) || (node.handler ? this.goesOn(node.handler.body) : false)
      case 'SwitchStatement':
        return this.#switchGoesOn(node)
      case 'DoWhileStatement':
        // its body is run once at least
        if (!this.goesOn(node.body) && !this.#left.has(node.body)) return false
        return !isForever(node.test) || this.#broken.has(node.body)
      case 'WhileStatement':
      case 'ForStatement':
        return !isForever(node.test) || this.#broken.has(node.body)
      case 'LabeledStatement':
        return this.goesOn(node.body) || this.#broken.has(node.body)
      default:
        return true
    }
  }

  // a chain of else if may be long
  #ifGoesOn(first: AnyNode): boolean {
    let node: AnyNode | null | undefined = first
    while (node?.type === 'IfStatement') {
      if (this.goesOn(node.consequent)) return true
      node = node.alternate
    }
    return this.goesOn(node)
  }

  #switchGoesOn({ cases }: Extract<AnyNode, { type: 'SwitchStatement' }>): boolean {
    const last = cases.at(-1)
    if (last === undefined || !cases.some(({ test }) => !test)) return true
    return last.consequent.every((one) => this.goesOn(one)) || cases.some((one) => this.#broken.has(one))
  }
}

function isForever(test: AnyNode | null | undefined): boolean {
  return !test || (test.type === 'Literal' && Boolean(test.value))
}

/** What holds one of `inner` in its own function, those themselves included. */
export function holders(script: Script, inner: readonly AnyNode[]): Set<AnyNode> {
  const found = new Set<AnyNode>()
  for (const node of inner)
    for (let at: AnyNode | undefined = node; at !== undefined && !found.has(at) && !isFunction(at); at = script.parentOf(at))
      found.add(at)
  return found
}
