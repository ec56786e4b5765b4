import type { AnyNode } from 'acorn'
import { type Meaning, operands, textOf } from './meaning.ts'

/** An answer as it is put together: what is not known beforehand is a NUL. */
export interface Answer {
  readonly node: AnyNode
  readonly text: string
}

/** What stands in an answer for what is not known beforehand. */
export const UNKNOWN = '\0'

/** The expressions that the entries return, choices and constants followed to their ends. */
export function returned(meaning: Meaning): AnyNode[] {
  const { script, entries, constants } = meaning
  const functions = new Set<AnyNode>(entries.values())
  const found = new Set<AnyNode>()
  const waiting: (AnyNode | null | undefined)[] = script
    .nodes('ReturnStatement')
    .filter((node) => functions.has(script.functionAround(node) as AnyNode))
    .map((node) => node.argument)
  for (const entry of entries.values()) if (entry.body.type !== 'BlockStatement') waiting.push(entry.body)
  while (waiting.length > 0) {
    const node = waiting.pop()
    if (!node || found.has(node)) continue
    if (node.type === 'ConditionalExpression') waiting.push(node.consequent, node.alternate)
    else if (node.type === 'LogicalExpression') waiting.push(node.left, node.right)
    else if (node.type === 'Identifier' && constants.has(node.name)) waiting.push(constants.get(node.name))
    else found.add(node)
  }
  return [...found].sort((a, b) => a.start - b.start)
}

const looksLikeAnswer = /^\s*(DIRECT\s*(;|$)|(PROXY|HTTPS?|SOCKS[45]?|QUIC)\s+[^\s;])/

/** The texts that are answers: returned ones, and those elsewhere that begin like one. */
export function answersOf(meaning: Meaning): Answer[] {
  const { script } = meaning
  const found = new Map<AnyNode, Answer>()
  for (const node of returned(meaning)) {
    const text = answerText(node, meaning)
    if (text !== undefined) found.set(node, { node, text })
  }
  const inside = insideOf([...found.keys()])
  for (const node of script.nodes('Literal')) {
    if (typeof node.value !== 'string' || !looksLikeAnswer.test(node.value) || inside(node)) continue
    const top = wholeText(node, meaning)
    if (!found.has(top)) found.set(top, { node: top, text: answerText(top, meaning) ?? node.value })
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
