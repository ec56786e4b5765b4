import type { AnyNode } from 'acorn'
import { holders } from '../completion.ts'
import { asksDns, looksAtNames } from '../engines.ts'
import type { Problem, Rule } from '../finding.ts'
import { type Meaning, textOf } from '../meaning.ts'
import { isIpv4 } from '../networks.ts'
import { type FunctionNode, type NamedCall, type NodeOf, type Script, within } from '../script.ts'

/** What is known when a call comes to run: it stands behind a test of the name, behind returns for some names, or behind nothing. */
type Guard = { readonly kind: 'tested' } | { readonly kind: 'ladder'; readonly plainOnly: boolean } | { readonly kind: 'nothing' }

interface Lookup {
  readonly call: NamedCall
  readonly guard: Guard
  /** The first test of the name alone that stands behind it, and could stand before. */
  readonly later: AnyNode | undefined
}

/** A DNS question before a test that needs none. */
export const dnsFirst: Rule<Meaning> = {
  name: 'dns-first',
  severity: 'warning',
  *find(meaning): Iterable<Problem> {
    for (const { call, later } of firstLookups(meaning)) {
      if (later === undefined) continue
      const line = meaning.script.text.slice(0, later.start).split(/\r\n|[\n\r]/).length
      const mend = `move it behind the test of line ${line}, which looks at the name alone`
      yield { at: call.node.start, message: `${call.name} asks DNS before a test that needs no DNS`, mend }
    }
  },
}

/** A DNS question for every visit: each page waits for it, and a slow DNS server stops browsing. */
export const dnsEveryUrl: Rule<Meaning> = {
  name: 'dns-every-url',
  severity: 'warning',
  *find(meaning): Iterable<Problem> {
    for (const { call, guard, later } of firstLookups(meaning)) {
      if (later !== undefined || guard.kind === 'tested') continue
      const mend = 'answer for known names first, or ask only for what is an address: /^[0-9.]+$/.test(host)'
      const message = `${call.name} asks DNS for every URL`
      if (guard.kind === 'nothing') yield { at: call.node.start, message, mend }
      // plain names are the few; and where isResolvable decides, every other name is asked for
      else if (guard.plainOnly || call.name === 'isResolvable')
        yield { at: call.node.start, message: `${message} that comes this far`, mend, severity: 'note' }
    }
  },
}

// the first in each function that is no more than its own: what comes after it costs no other question
function firstLookups(meaning: Meaning): Lookup[] {
  const found = new Map<FunctionNode, Lookup>()
  const entries = new Set<AnyNode>(meaning.entries.values())
  const facts = new Facts(meaning)
  const asking = askingFunctions(meaning)
  for (const call of meaning.script.calls) {
    if (!(asksDns.has(call.name) && !meaning.declared.has(call.name)) && !asking.has(call.name)) continue
    if (!asksForHost(call, meaning)) continue
    const entry = meaning.script.functionAround(call.node)
    if (entry === undefined || !entries.has(entry) || found.has(entry)) continue
    const guard = guardOf(call.node, entry, facts)
    if (guard.kind === 'tested') continue
    found.set(entry, { call, guard, later: laterTest(call.node, entry, facts) })
  }
  return [...found.values()]
}

function asksForHost({ name, args }: NamedCall, meaning: Meaning): boolean {
  const [first, network] = args
  if (first === undefined || textOf(first) !== undefined || !meaning.isHost(first)) return false
  // what is no network is false without a question
  return name !== 'isInNet' || (args.length >= 3 && meaning.textsOf(network).every(({ value }) => isIpv4(value)))
}

// functions of the script that ask for what they are given, before anything else
function askingFunctions({ script, functions, calls, entries }: Meaning): Set<string> {
  const found = new Set<string>()
  const names = new Map([...functions].map(([name, node]) => [node, name]))
  for (const { name, args, node } of calls) {
    const around = script.functionAround(node)
    const own = around && names.get(around)
    if (around === undefined || own === undefined || entries.has(own) || !asksDns.has(name)) continue
    const [parameter] = around.params
    const isGiven = parameter?.type === 'Identifier' && args[0]?.type === 'Identifier' && args[0].name === parameter.name
    if (isGiven && isFirstThing(node, around, script)) found.add(own)
  }
  return found
}

function isFirstThing(node: AnyNode, around: FunctionNode, { parentOf }: Script): boolean {
  let child = node
  for (let at = parentOf(node); at !== undefined && at !== around; child = at, at = parentOf(at)) {
    const test = conditionOf(at)
    if (test !== undefined && test !== child) return false
    if (at.type === 'BlockStatement' && at.body[0] !== child) return false
  }
  return true
}

/** What is asked of nodes again and again, each answered once. */
class Facts {
  readonly meaning: Meaning
  readonly #returning: ReadonlySet<AnyNode>
  readonly #tests = new Map<AnyNode, NodeOf<'CallExpression' | 'BinaryExpression'>[]>()
  readonly #returns = new Map<AnyNode, { readonly at: number; readonly isPlain: boolean }[]>()

  constructor(meaning: Meaning) {
    this.meaning = meaning
    this.#returning = holders(meaning.script, meaning.script.nodes('ReturnStatement'))
  }

  /** Whether an expression looks at the name or the URL, other than by DNS. */
  looks(node: AnyNode): boolean {
    for (const inner of within(node, true)) if (this.isLook(inner)) return true
    return false
  }

  isLook(node: AnyNode): boolean {
    if (!this.meaning.isHost(node) && !this.meaning.isUrl(node)) return false
    if (node.type !== 'Identifier') return false
    const parent = this.meaning.script.parentOf(node)
    const isAsked = parent?.type === 'CallExpression' && parent.callee.type === 'Identifier' && asksDns.has(parent.callee.name)
    return !isAsked
  }

  /** The tests of the name by a PAC function or a comparison, in a function. */
  testsIn(entry: FunctionNode): NodeOf<'CallExpression' | 'BinaryExpression'>[] {
    const known = this.#tests.get(entry)
    if (known !== undefined) return known
    const { script, calls } = this.meaning
    const byCall = calls
      .filter(({ name, args }) => looksAtNames.has(name) && this.meaning.isHost(args[0]))
      .map(({ node }) => node)
    const byName = script
      .nodes('BinaryExpression')
      .filter((node) => /^===?$/.test(node.operator) && this.meaning.isHost(node.left))
    const found = [...byCall, ...byName].filter((node) => script.functionAround(node) === entry)
    found.sort((a, b) => a.start - b.start)
    this.#tests.set(entry, found)
    return found
  }

  /** The statements of a block that return for some names. */
  returnsOf(statements: readonly AnyNode[], block: AnyNode): { readonly at: number; readonly isPlain: boolean }[] {
    const known = this.#returns.get(block)
    if (known !== undefined) return known
    const found = statements.flatMap((statement) => {
      const test = testOf(statement)
      if (test === undefined || !this.looks(test) || !this.#returning.has(statement)) return []
      return [{ at: statement.start, isPlain: isPlainTest(test) }]
    })
    this.#returns.set(block, found)
    return found
  }
}

function testOf(node: AnyNode): AnyNode | undefined {
  if (node.type === 'IfStatement') return node.test
  if (node.type === 'SwitchStatement') return node.discriminant
  return node.type === 'ForStatement' || node.type === 'ForInStatement' || node.type === 'WhileStatement' ? node.body : undefined
}

function isPlainTest(node: AnyNode): boolean {
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'isPlainHostName'
}

function guardOf(node: AnyNode, entry: FunctionNode, facts: Facts): Guard {
  const { script } = facts.meaning
  let ladder: boolean[] = []
  let child: AnyNode = node
  for (let at = script.parentOf(node); at !== undefined && at !== entry; child = at, at = script.parentOf(at)) {
    const test = conditionOf(at)
    if (test !== undefined && test !== child && facts.looks(test)) {
      const isElse = (at.type === 'IfStatement' || at.type === 'ConditionalExpression') && child === at.alternate
      const isOr = at.type === 'LogicalExpression' && at.operator === '||'
      if (!isElse && !isOr) return { kind: 'tested' }
      ladder.push(isPlainTest(test))
    }
    if (at.type === 'SwitchCase' && at.test && at.test !== child && isLadderCase(at, facts)) return { kind: 'tested' }
    if (at.type === 'SwitchStatement')
      for (const one of at.cases)
        if (one.start < child.start && isLadderCase(one, facts))
          ladder.push(one.test !== null && isPlainTest(one.test as AnyNode))
    if (at.type === 'BlockStatement') {
      const before = facts.returnsOf(at.body, at).filter((one) => one.at < child.start)
      ladder = [...ladder, ...before.map(({ isPlain }) => isPlain)]
    }
  }
  return ladder.length === 0 ? { kind: 'nothing' } : { kind: 'ladder', plainOnly: ladder.every(Boolean) }
}

// switch (true) { case isPlainHostName(host): ... }
function isLadderCase(node: NodeOf<'SwitchCase'>, facts: Facts): boolean {
  const parent = facts.meaning.script.parentOf(node)
  if (parent?.type !== 'SwitchStatement' || parent.discriminant.type !== 'Literal' || parent.discriminant.value !== true)
    return false
  return Boolean(node.test && facts.looks(node.test))
}

function conditionOf(node: AnyNode): AnyNode | undefined {
  if (node.type === 'IfStatement' || node.type === 'ConditionalExpression') return node.test
  if (node.type === 'LogicalExpression') return node.left
  return node.type === 'SwitchStatement' ? node.discriminant : undefined
}

function laterTest(node: AnyNode, entry: FunctionNode, facts: Facts): AnyNode | undefined {
  const { script } = facts.meaning
  // what stands under the same condition needs the answer
  let dependent: [number, number] = [node.start, node.end]
  let child: AnyNode = node
  for (let at = script.parentOf(node); at !== undefined && at !== entry; child = at, at = script.parentOf(at)) {
    if ((at.type === 'IfStatement' || at.type === 'ConditionalExpression') && at.test === child)
      dependent = [at.consequent.start, at.consequent.end]
  }
  return facts.testsIn(entry).find(({ start }) => start > node.end && !(start >= dependent[0] && start < dependent[1]))
}
