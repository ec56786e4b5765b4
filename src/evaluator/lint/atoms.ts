import type { AnyNode } from 'acorn'
import { type Meaning, textOf } from './meaning.ts'
import { isIpv4, isMask } from './networks.ts'
import { within } from './script.ts'

/** What a condition asks, where it can be told whether another one covers it. */
export type Atom =
  | { readonly kind: 'exact' | 'suffix' | 'prefix'; readonly of: 'host' | 'url'; readonly text: string }
  | { readonly kind: 'network'; readonly of: string; readonly bits: number; readonly network: number }
  | { readonly kind: 'plain' }
  | { readonly kind: 'text'; readonly text: string }

/** Longer texts are compared as a whole, and not with each of their ends. */
const MOST_LETTERS = 256

/** Reads a condition that has no && and ||; undefined when it may be another one each time. */
export function readAtom(node: AnyNode, meaning: Meaning): Atom | undefined {
  return readCall(node, meaning) ?? readComparison(node, meaning) ?? readText(node, meaning)
}

function readCall(node: AnyNode, meaning: Meaning): Atom | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || meaning.declared.has(node.callee.name))
    return undefined
  const [first, second, third] = node.arguments
  const of = meaning.isHost(first) ? 'host' : meaning.isUrl(first) ? 'url' : undefined
  const text = constantText(second, meaning)
  switch (node.callee.name) {
    case 'isPlainHostName':
      return of === 'host' ? { kind: 'plain' } : undefined
    case 'dnsDomainIs':
      return of === 'host' && isShort(text) ? { kind: 'suffix', of, text } : undefined
    case 'shExpMatch':
      return of !== undefined && isShort(text) ? readGlob(of, text) : undefined
    case 'isInNet':
      return first === undefined ? undefined : readNetwork(subjectOf(first, meaning), text, constantText(third, meaning))
    default:
      return undefined
  }
}

function constantText(node: AnyNode | undefined, { constants }: Meaning): string | undefined {
  return textOf(node?.type === 'Identifier' ? constants.get(node.name) : node)
}

function isShort(text: string | undefined): text is string {
  return text !== undefined && text !== '' && text.length <= MOST_LETTERS
}

function readGlob(of: 'host' | 'url', text: string): Atom | undefined {
  if (/[?+[\]()|^${}\\]/.test(text)) return undefined
  const stars = text.split('*').length - 1
  if (stars === 0) return { kind: 'exact', of, text }
  if (stars > 1) return undefined
  if (text.startsWith('*')) return { kind: 'suffix', of, text: text.slice(1) }
  return text.endsWith('*') ? { kind: 'prefix', of, text: text.slice(0, -1) } : undefined
}

// isInNet(host, ...) and isInNet(dnsResolve(host), ...) ask the same
function subjectOf(node: AnyNode, meaning: Meaning): string {
  const value = node.type === 'Identifier' ? (meaning.constants.get(node.name) ?? node) : node
  if (
    value.type === 'CallExpression' &&
    value.callee.type === 'Identifier' &&
    value.callee.name === 'dnsResolve' &&
    meaning.isHost(value.arguments[0])
  )
    return 'host'
  return meaning.isHost(value) ? 'host' : sourceText(value, meaning)
}

function readNetwork(of: string, address: string | undefined, mask: string | undefined): Atom | undefined {
  if (address === undefined || mask === undefined || !isIpv4(address) || !isMask(mask)) return undefined
  const number = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const bits = mask.split('.').reduce((sum, part) => sum + Number(part).toString(2).replace(/0/g, '').length, 0)
  return { kind: 'network', of, bits, network: Math.floor(number(address) / 2 ** (32 - bits)) }
}

function readComparison(node: AnyNode, meaning: Meaning): Atom | undefined {
  if (node.type !== 'BinaryExpression' || !/^===?$/.test(node.operator)) return undefined
  const [subject, other] = textOf(node.left) === undefined ? [node.left, node.right] : [node.right, node.left]
  const of = meaning.isHost(subject) ? 'host' : meaning.isUrl(subject) ? 'url' : undefined
  const text = textOf(other)
  return of !== undefined && isShort(text) ? { kind: 'exact', of, text } : undefined
}

// by its letters; what calls functions of the script or chance may be another each time
function readText(node: AnyNode, meaning: Meaning): Atom | undefined {
  if (node.type !== 'CallExpression' && node.type !== 'BinaryExpression') return undefined
  if (node.end - node.start > MOST_LETTERS * 4) return undefined
  for (const inner of within(node)) {
    if (inner.type === 'AssignmentExpression' || inner.type === 'UpdateExpression') return undefined
    if (inner.type === 'Identifier' && /^(random|exec|shift|pop|next|Date)$/.test(inner.name)) return undefined
    if (inner.type === 'CallExpression' && inner.callee.type === 'Identifier' && meaning.declared.has(inner.callee.name))
      return undefined
  }
  return { kind: 'text', text: sourceText(node, meaning) }
}

function sourceText(node: AnyNode, { script }: Meaning): string {
  return script.text.slice(node.start, node.end).replace(/\s+/g, ' ')
}
