import type { AnyNode } from 'acorn'
import { duktape, gecko, jscript, pacparser, qt } from '../engines.ts'
import type { Problem, Rule } from '../finding.ts'
import type { Meaning } from '../meaning.ts'
import type { NodeOf, Script } from '../script.ts'

type Seen = readonly [name: string, mend: string, kinds: readonly string[]]

const old = [...jscript, ...duktape]
const olderThan2017 = [...old, ...qt]
const reserved = new Set(
  'break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with'.split(
    ' ',
  ),
)

/** Syntax that some clients do not know: they refuse the whole script, and go DIRECT. Levels: dialects/languages.ts. */
export const modernSyntax: Rule<Meaning> = {
  name: 'modern-syntax',
  severity: 'warning',
  *find({ script }) {
    for (const node of script.nodes(...inspected)) {
      const seen = isInPattern(node, script) ? undefined : newIn(node, script.text)
      if (seen === undefined) continue
      const [name, mend, kinds] = seen
      yield { at: node.start, message: `${name}: these clients refuse the whole script`, mend, kinds }
    }
    if (script.text.startsWith('#!'))
      yield {
        at: 0,
        message: 'a #! line: these clients refuse the whole script',
        mend: 'take the line away',
        kinds: [...old, ...gecko],
      }
  },
}

export const trailingComma: Rule<Meaning> = {
  name: 'trailing-comma',
  severity: 'warning',
  *find({ script }): Iterable<Problem> {
    for (const at of script.trailingCommas) {
      const closing = closingAfter(script.text, at + 1)
      const mend = 'take the comma away'
      if (closing === ']')
        yield { at, message: 'a comma before ]: JScript counts one element more, which is undefined', mend, kinds: jscript }
      else if (closing === '}') yield { at, message: 'a comma before }: JScript refuses the whole script', mend, kinds: jscript }
      else yield { at, message: 'a comma before ): these clients refuse the whole script', mend, kinds: olderThan2017 }
    }
  },
}

// what stands after the comma, past blanks and comments
function closingAfter(text: string, from: number): string | undefined {
  const gap = /(?:\s|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/)*/y
  gap.lastIndex = from
  gap.exec(text)
  return text[gap.lastIndex]
}

const inspected = [
  'VariableDeclaration',
  'ArrowFunctionExpression',
  'TemplateLiteral',
  'ClassDeclaration',
  'ClassExpression',
  'ForOfStatement',
  'SpreadElement',
  'RestElement',
  'ArrayPattern',
  'ObjectPattern',
  'AssignmentPattern',
  'FunctionDeclaration',
  'FunctionExpression',
  'ChainExpression',
  'LogicalExpression',
  'BinaryExpression',
  'AssignmentExpression',
  'CatchClause',
  'Property',
  'MemberExpression',
  'Literal',
  'AwaitExpression',
  'MetaProperty',
  'ImportExpression',
] as const

const simple: Readonly<Record<string, Seen>> = {
  ArrowFunctionExpression: ['an arrow function', 'write function (x) { return ... }', old],
  TemplateLiteral: ['a template text', 'put texts together with +', old],
  ClassDeclaration: ['class', 'write a function', old],
  ClassExpression: ['class', 'write a function', old],
  ForOfStatement: ['for ... of', 'count: for (var i = 0; i < list.length; i++)', old],
  SpreadElement: ['a spread (...)', 'use concat or apply', old],
  RestElement: ['a rest parameter (...)', 'use arguments', old],
  ArrayPattern: ['taking an array apart', 'take the elements one by one', old],
  ObjectPattern: ['taking an object apart', 'take the properties one by one', old],
  AssignmentPattern: ['a default value of a parameter', 'test for undefined in the function', old],
  ChainExpression: ['?.', 'test with && first', [...olderThan2017]],
  AwaitExpression: ['await', 'a PAC cannot wait: return the answer at once', olderThan2017],
  MetaProperty: ['new.target', 'write it without', jscript],
  ImportExpression: ['import()', 'a PAC is one file: write the text here', [...olderThan2017, ...gecko]],
}

// a pattern is told as a whole
function isInPattern(node: AnyNode, { parentOf }: Script): boolean {
  const parent = parentOf(node)
  const holder = parent?.type === 'Property' ? parentOf(parent) : parent
  return holder?.type === 'ObjectPattern' || holder?.type === 'ArrayPattern'
}

function newIn(node: NodeOf<(typeof inspected)[number]>, text: string): Seen | undefined {
  if (Object.hasOwn(simple, node.type)) return simple[node.type]
  switch (node.type) {
    case 'VariableDeclaration':
      return newDeclaration(node.kind)
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      if (node.async) return ['an async function', 'write a plain function', olderThan2017]
      return node.generator ? ['a generator', 'write a plain function', old] : undefined
    case 'LogicalExpression':
      return node.operator === '??' ? ['??', 'use || or a comparison with null', olderThan2017] : undefined
    case 'BinaryExpression':
      return node.operator === '**' ? ['**', 'use Math.pow', jscript] : undefined
    case 'AssignmentExpression':
      return newAssignment(node.operator)
    case 'CatchClause':
      return node.param ? undefined : ['catch without a name', 'write catch (error)', olderThan2017]
    case 'Property':
      return newProperty(node, text)
    case 'MemberExpression':
      return isReservedName(node.computed, node.property) ? reservedWord : undefined
    default:
      return node.type === 'Literal' ? newLiteral(node) : undefined
  }
}

const reservedWord: Seen = ['a reserved word as a name', 'write it as a text: object["default"]', jscript]

function newDeclaration(kind: string): Seen | undefined {
  if (kind === 'var') return undefined
  return [kind, 'write var', kind === 'const' ? jscript : kind === 'let' ? old : [...olderThan2017, ...pacparser]]
}

function newAssignment(operator: string): Seen | undefined {
  if (operator === '**=') return [operator, 'use Math.pow', jscript]
  return /^(\|\||&&|\?\?)=$/.test(operator) ? [operator, 'write if (...) and a plain assignment', olderThan2017] : undefined
}

function newProperty(node: NodeOf<'Property'>, text: string): Seen | undefined {
  if (node.kind !== 'init') return ['a getter or setter', 'write a function', jscript]
  if (node.shorthand || node.method || node.computed) return ['a short or computed property', 'write name: value', jscript]
  return isReservedName(text[node.key.start] === '[', node.key) ? reservedWord : undefined
}

function isReservedName(computed: boolean, name: AnyNode): boolean {
  return !computed && name.type === 'Identifier' && reserved.has(name.name)
}

function newLiteral(node: NodeOf<'Literal'>): Seen | undefined {
  if (node.regex !== undefined) return newRegExp(node.regex)
  if (typeof node.value === 'bigint') return ['a number with n', 'write a plain number', olderThan2017]
  if (typeof node.value !== 'number' || node.raw === undefined) return undefined
  if (node.raw.includes('_')) return ['a number with _', 'write the digits alone', olderThan2017]
  return /^0[bo]/i.test(node.raw) ? ['a binary or octal number', 'write it in decimal', jscript] : undefined
}

function newRegExp({ pattern, flags }: { pattern: string; flags: string }): Seen | undefined {
  if (/[sdv]/.test(flags)) return ['a new flag of a regular expression', 'write [^] for any character', olderThan2017]
  if (/[uy]/.test(flags)) return ['a new flag of a regular expression', 'write it without', old]
  return /\(\?<|\\[pP]\{/.test(pattern) ? ['a new form in a regular expression', 'write it without', olderThan2017] : undefined
}
