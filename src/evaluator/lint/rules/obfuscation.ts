import type { AnyNode } from 'acorn'
import type { Problem, Rule } from '../finding.ts'
import { type Meaning, nameOf, textOf } from '../meaning.ts'
import { isFunction, type NodeOf } from '../script.ts'

type Calling = NodeOf<'CallExpression' | 'NewExpression'>

/** Text that hides what it does. */
export const obfuscation: Rule<Meaning> = {
  name: 'obfuscation',
  severity: 'warning',
  *find({ script, declared }): Iterable<Problem> {
    const mend = 'write what it does as plain text; if you did not write it, do not serve it'
    for (const node of script.nodes('CallExpression', 'NewExpression')) {
      const message = hiddenScript(node, declared) ?? hiddenText(node, declared)
      if (message !== undefined) yield { at: node.start, message, mend }
    }
    for (const node of script.nodes('Literal')) {
      if (typeof node.value !== 'string' || node.raw === undefined) continue
      if (/(?:\\x[2-7][0-9a-f]|\\u00[2-7][0-9a-f]){6}/i.test(node.raw))
        yield { at: node.start, message: 'letters written as numbers: they hide what they say', mend }
      else if (isEncoded(node.value)) yield { at: node.start, message: `${node.value.length} letters of encoded text`, mend }
    }
    const brackets = script.nodes('UnaryExpression').find(isOfBrackets)
    if (brackets !== undefined) yield { at: brackets.start, message: 'letters made of brackets: they hide what they say', mend }
  },
}

// eval(...), this["eval"](...), new Function(...), "".constructor.constructor(...)
function hiddenScript({ callee }: Calling, declared: ReadonlySet<string>): string | undefined {
  const name = callee.type === 'Identifier' && !declared.has(callee.name) ? callee.name : ''
  const member = callee.type === 'MemberExpression' ? nameOf(callee) : undefined
  const made = name === 'eval' || name === 'Function' ? name : member === 'eval' || member === 'Function' ? member : undefined
  if (made !== undefined) return `${made} makes script out of text, which nobody can review`
  if (member !== 'constructor' || callee.type !== 'MemberExpression') return undefined
  const { object } = callee
  const isOfFunction = isFunction(object) || (object.type === 'MemberExpression' && nameOf(object) === 'constructor')
  return isOfFunction ? 'the constructor of functions makes script out of text, which nobody can review' : undefined
}

function hiddenText({ callee, arguments: args }: Calling, declared: ReadonlySet<string>): string | undefined {
  const [first] = args
  const name = callee.type === 'Identifier' && !declared.has(callee.name) ? callee.name : ''
  const text = first?.type === 'Literal' && typeof first.value === 'string' ? first.value : undefined
  const isDecoded =
    name === 'unescape' ? text !== undefined : /^decodeURI/.test(name) && /(?:%[2-7][0-9a-f]){4}/i.test(text ?? '')
  if (name === 'atob' || isDecoded) return `${name} of a text that is written here: it hides what it says`
  if (callee.type !== 'MemberExpression') return undefined
  const { object } = callee
  const member = nameOf(callee)
  // String.fromCharCode(68, 73, ...), and with apply
  const maker = member === 'apply' || member === 'call' ? object : callee
  if (maker.type === 'MemberExpression' && nameOf(maker) === 'fromCharCode' && countNumbers(args) >= 4)
    return 'a text written as numbers: it hides what it says'
  if (member === 'toString' && isNumber(object) && first?.type === 'Literal' && Number(first.value) > 16)
    return 'a text written as a number: it hides what it says'
  return member === 'join' && isReversed(object) ? 'a text written backwards: it hides what it says' : undefined
}

function countNumbers(args: readonly AnyNode[]): number {
  return args.reduce(
    (sum, arg) => sum + (arg.type === 'ArrayExpression' ? arg.elements.filter(isNumber).length : Number(isNumber(arg))),
    0,
  )
}

function isNumber(node: AnyNode | null): boolean {
  return node?.type === 'Literal' && typeof node.value === 'number'
}

// "TCERID".split("").reverse()
function isReversed(node: AnyNode): boolean {
  const isCallOf = (at: AnyNode, name: string): at is NodeOf<'CallExpression'> =>
    at.type === 'CallExpression' && at.callee.type === 'MemberExpression' && nameOf(at.callee) === name
  if (!isCallOf(node, 'reverse') || node.callee.type !== 'MemberExpression') return false
  const split = node.callee.object
  return isCallOf(split, 'split') && split.callee.type === 'MemberExpression' && textOf(split.callee.object) !== undefined
}

// ![] and +[]
function isOfBrackets({ operator, argument }: NodeOf<'UnaryExpression'>): boolean {
  return (operator === '!' || operator === '+') && argument.type === 'ArrayExpression' && argument.elements.length === 0
}

// base64 or hexadecimal; lists have separators
function isEncoded(text: string): boolean {
  const [run] = /[A-Za-z0-9+/_-]{200,}={0,2}/.exec(text) ?? []
  if (run === undefined) return false
  return /^[0-9a-f]+$/i.test(run) || (/[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run))
}
