import type { AnyNode } from 'acorn'
import { type Meaning, operands, textOf } from './meaning.ts'
import { type FunctionNode, type Script, within } from './script.ts'

/** An answer as it is put together: what is not known beforehand is a NUL. */
export interface Answer {
  readonly node: AnyNode
  readonly text: string
  /** Whether a client is given all of it as it stands here; not where it may be a part of something. */
  readonly isReturned: boolean
}

/** What stands in an answer for what is not known beforehand. */
export const UNKNOWN = '\0'

/** An expression that may be what a client is given. */
export interface Returned {
  readonly node: AnyNode
  /** Not where it may be no answer but a sign, which the script looks at before it answers: null || "DIRECT". */
  readonly isCertain: boolean
}

const known = new WeakMap<Meaning, { readonly returned: readonly Returned[]; readonly functions: ReadonlySet<FunctionNode> }>()

/** The expressions that the entries return, choices, variables and functions of the script followed to their ends. */
export function returned(meaning: Meaning): readonly Returned[] {
  return lookThrough(meaning).returned
}

/** The entries, and the functions whose answers they hand on as they are: `return choose(host)`. */
export function answering(meaning: Meaning): ReadonlySet<FunctionNode> {
  return lookThrough(meaning).functions
}

// four rules ask
function lookThrough(meaning: Meaning) {
  const found = known.get(meaning) ?? follow(meaning)
  known.set(meaning, found)
  return found
}

function follow(meaning: Meaning) {
  const { script, constants, values } = meaning
  const found = new Map<AnyNode, boolean>()
  const functions = new Set<FunctionNode>()
  const returns = Map.groupBy(script.nodes('ReturnStatement'), (node) => script.functionAround(node))
  const compared = comparedNames(meaning)
  const asked = askedNames(script)
  const waiting: (readonly [node: AnyNode, isCertain: boolean])[] = []
  const enter = (entered: FunctionNode, isCertain: boolean) => {
    if (isCertain) functions.add(entered)
    if (entered.body.type !== 'BlockStatement') waiting.push([entered.body, isCertain])
    for (const { argument } of returns.get(entered) ?? []) if (argument) waiting.push([argument, isCertain])
  }
  for (const entry of meaning.entries.values()) enter(entry, true)
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [node, isCertain] = next
    if (found.get(node) || (found.has(node) && !isCertain)) continue
    found.set(node, isCertain)
    if (node.type === 'ConditionalExpression') waiting.push([node.consequent, isCertain], [node.alternate, isCertain])
    // of a && b the left side is what comes out when it is false
    else if (node.type === 'LogicalExpression')
      waiting.push([node.left, isCertain && node.operator === '&&'], [node.right, isCertain])
    else if (node.type === 'Identifier') {
      const constant = constants.get(node.name)
      const isSign = constant?.type === 'CallExpression' && compared.has(node.name)
      if (constant !== undefined && !isSign) waiting.push([constant, isCertain && constant.type !== 'CallExpression'])
      else if (constant === undefined && !compared.has(node.name))
        for (const value of values.get(node.name) ?? []) waiting.push([value, false])
    } else if (node.type === 'CallExpression' && node.callee.type === 'Identifier') {
      const called = meaning.functions.get(node.callee.name)
      if (called !== undefined && !called.async && !called.generator && !asked.has(node.callee.name)) enter(called, isCertain)
    }
  }
  const ends = [...found].filter(([node]) => node.type !== 'ConditionalExpression' && node.type !== 'LogicalExpression')
  return {
    returned: ends.map(([node, isCertain]) => ({ node, isCertain })).sort((a, b) => a.node.start - b.node.start),
    functions,
  }
}

// if (choose(host)) return choose(host); a test in a test is looked through once
function askedNames(script: Script): Set<string> {
  const found = new Set<string>()
  const tests = script.nodes('IfStatement', 'ConditionalExpression').map(({ test }) => test)
  tests.sort((a, b) => a.start - b.start || b.end - a.end)
  let done = -1
  for (const test of tests) {
    if (test.end <= done) continue
    done = test.end
    for (const inner of within(test))
      if (inner.type === 'CallExpression' && inner.callee.type === 'Identifier') found.add(inner.callee.name)
  }
  return found
}

// variables whose value the script asks for may hold signs, and those that are put together hold parts
function comparedNames({ script, values }: Meaning): Set<string> {
  const found = new Set<string>()
  for (const { left, right } of script.nodes('BinaryExpression'))
    for (const side of [left, right]) if (side.type === 'Identifier') found.add(side.name)
  for (const { discriminant } of script.nodes('SwitchStatement'))
    if (discriminant.type === 'Identifier') found.add(discriminant.name)
  for (const [name, all] of values) if (all.length > MOST_VALUES) found.add(name)
  return found
}

/** A name that is given so many values is used for many things. */
const MOST_VALUES = 200

const looksLikeAnswer = /^\s*(DIRECT\s*(;|$)|(PROXY|HTTPS?|SOCKS[45]?|QUIC)\s+[^\s;])/

const knownAnswers = new WeakMap<Meaning, readonly Answer[]>()

/** The texts that are answers: returned ones, and those elsewhere that begin like one. */
export function answersOf(meaning: Meaning): readonly Answer[] {
  const found = knownAnswers.get(meaning) ?? findAnswers(meaning)
  knownAnswers.set(meaning, found)
  return found
}

function findAnswers(meaning: Meaning): Answer[] {
  const { script } = meaning
  const found = new Map<AnyNode, Answer>()
  for (const { node, isCertain } of returned(meaning)) {
    const text = answerText(node, meaning)
    // an empty text is what a variable has before the answer is known
    if (text !== undefined && (isCertain || text !== '')) found.set(node, { node, text, isReturned: true })
  }
  const inside = insideOf([...found.keys()])
  for (const node of script.nodes('Literal')) {
    if (typeof node.value !== 'string' || !looksLikeAnswer.test(node.value) || inside(node)) continue
    const top = wholeText(node, meaning)
    if (!found.has(top)) found.set(top, { node: top, text: answerText(top, meaning) ?? node.value, isReturned: false })
  }
  return [...found.values()].sort((a, b) => a.node.start - b.node.start)
}

// the chain of + that a literal stands in
function wholeText(node: AnyNode, { script }: Meaning): AnyNode {
  let at = node
  for (;;) {
    const parent = script.parentOf(at)
    if (parent?.type !== 'BinaryExpression' || parent.operator !== '+') return at
    at = parent
  }
}

function insideOf(tops: readonly AnyNode[]): (node: AnyNode) => boolean {
  const starts = tops.map(({ start }) => start)
  return (node) => {
    let low = 0
    let high = starts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((starts[middle] as number) <= node.start) low = middle + 1
      else high = middle
    }
    const top = tops[low - 1]
    return top !== undefined && top !== node && node.end <= top.end
  }
}

/** The text of an answer with its unknown parts marked; undefined when nothing of it is known to be text. */
function answerText(node: AnyNode, { textsOf }: Meaning): string | undefined {
  if (node.type === 'TemplateLiteral') return node.quasis.map(({ value }) => value.cooked ?? '').join(UNKNOWN)
  const whole = textOf(node)
  if (whole !== undefined) return whole
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return undefined
  const parts = operands(node, '+').map((part) => {
    const texts = textsOf(part)
    return textOf(part) ?? (texts.length === 1 ? texts[0]?.value : undefined) ?? UNKNOWN
  })
  return parts.join('').replace(/\0+/g, UNKNOWN)
}
