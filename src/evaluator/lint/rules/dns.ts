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
    if (at.type === 'BlockStatement') {
      const before = facts.returnsOf(at.body, at).filter((one) => one.at < child.start)
      ladder = [...ladder, ...before.map(({ isPlain }) => isPlain)]
    }
  }
  return ladder.length === 0 ? { kind: 'nothing' } : { kind: 'ladder', plainOnly: ladder.every(Boolean) }
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

/** The address of which network card, of several? */
export const myIpAddress: Rule<Meaning> = {
  name: 'my-ip-address',
  severity: 'warning',
  most: 1,
  *find({ calls }) {
    for (const { name, node } of calls)
      if (name === 'myIpAddress') {
        const message =
          'myIpAddress is one address of several on a host with a VPN, Wi-Fi, virtual machines or IPv6, or 127.0.0.1'
        yield {
          at: node.start,
          message,
          mend: 'serve another PAC to each subnet (sites, profiles), or have a branch that is right when it is wrong',
        }
      }
  },
}

/** What a visit holds must not travel in DNS questions, which everyone on the way can read. */
export const dnsLeak: Rule<Meaning> = {
  name: 'dns-leak',
  severity: 'error',
  *find(meaning): Iterable<Problem> {
    const assigned = assignments(meaning)
    for (const { name, args, node } of meaning.calls) {
      if (!asksDns.has(name) || args[0] === undefined) continue
      const what = leakOf(args[0], meaning, assigned)
      if (what === undefined) continue
      const message = `${name} sends ${what === 'url' ? 'parts of the URL' : 'the host'} to a DNS server, in a name that is put together`
      yield { at: node.start, message, mend: 'ask for host alone', severity: what === 'url' ? 'error' : 'warning' }
    }
  },
}

type Assigned = ReadonlyMap<string, readonly AnyNode[]>

/** How many steps a text is followed back to the URL. */
const MOST_STEPS = 4

function leakOf(arg: AnyNode, meaning: Meaning, assigned: Assigned): 'url' | 'host' | undefined {
  const values = arg.type === 'Identifier' ? (assigned.get(arg.name) ?? []) : [arg]
  if (!values.some(putsTogether)) return undefined
  return strongest(values.map((value) => sourceOf(value, meaning, assigned, MOST_STEPS)))
}

function sourceOf(value: AnyNode, meaning: Meaning, assigned: Assigned, steps: number): 'url' | 'host' | undefined {
  const found: ('url' | 'host' | undefined)[] = []
  for (const inner of within(value, true)) {
    if (inner.type !== 'Identifier') continue
    if (meaning.isUrl(inner)) return 'url'
    if (meaning.isHost(inner)) found.push('host')
    else if (steps > 0)
      found.push(...(assigned.get(inner.name) ?? []).map((from) => sourceOf(from, meaning, assigned, steps - 1)))
  }
  return strongest(found)
}

function strongest(found: readonly ('url' | 'host' | undefined)[]): 'url' | 'host' | undefined {
  return found.includes('url') ? 'url' : found.find((one) => one !== undefined)
}

// a few of each name: what is put together in a hundred places is no table of hosts
function assignments({ script }: Meaning): Assigned {
  const found = new Map<string, AnyNode[]>()
  const add = (name: string, value: AnyNode) => {
    const known = found.get(name) ?? []
    if (known.length < 4) found.set(name, [...known, value])
  }
  for (const { id, init } of script.nodes('VariableDeclarator'))
    if (id.type === 'Identifier' && init && init.end - init.start < 2000) add(id.name, init)
  for (const { left, right } of script.nodes('AssignmentExpression'))
    if (left.type === 'Identifier' && right.end - right.start < 2000) add(left.name, right)
  return found
}

// a name of parts, or letters made into others; a dot behind the host is a way to say that it is complete
function putsTogether(node: AnyNode): boolean {
  if (node.type === 'BinaryExpression' && node.operator === '+') return textOf(node.right) !== '.'
  if (node.type === 'TemplateLiteral') return node.expressions.length > 0
  if (node.type !== 'CallExpression') return false
  const { callee } = node
  const name =
    callee.type === 'Identifier'
      ? callee.name
      : callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
        ? callee.property.name
        : ''
  return /^(concat|join|replace|escape|encodeURI(Component)?|btoa|hex\w*|encode\w*)$/i.test(name)
}
