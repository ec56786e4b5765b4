import { type Node, type Options, parse } from 'acorn'
import type { Dialect } from './dialect.ts'

// What older compilers refuse, and what they take otherwise than QuickJS. Apart from the other rules, because the compiler's front end is
// needed in the worker alone.

/** A script as QuickJS is to run it in the engine's stead; or the engine's SyntaxError. */
export type Translated = { readonly text: string } | { readonly error: string }

const translators: Partial<Record<Dialect, (script: string) => Translated>> = {
  winhttp: asJScript,
  kde: asQtScript,
  libproxy: asDuktape,
  pacparser: asUtf8,
}

/** Reads a script as the engine's own compiler does. What is no script at all is left for QuickJS to refuse. */
export function translate(dialect: Dialect, script: string): Translated {
  return translators[dialect]?.(script) ?? { text: script }
}

/** JScript 5.8 knows ECMAScript 3: no comma at the end of an object, no accessors (documented). */
function asJScript(script: string): Translated {
  const { error } = parseAs(script, 3)
  return error === undefined ? { text: script } : { error }
}

/** Qt's engine knows ECMAScript 2016 (documented: "JavaScript Host Environment" of Qt 6). */
function asQtScript(script: string): Translated {
  const { error } = parseAs(script, 7)
  return error === undefined ? { text: script } : { error }
}

// beside ES5: short and computed properties, methods, **, 0b and 0o, new.target, and const, which is a var by another name
const notInDuktape = new Set([
  'ArrowFunctionExpression',
  'TemplateLiteral',
  'TaggedTemplateExpression',
  'ClassDeclaration',
  'ClassExpression',
  'ForOfStatement',
  'SpreadElement',
  'RestElement',
  'ArrayPattern',
  'ObjectPattern',
  'AssignmentPattern',
])

/** duktape 2.7, by what the library itself takes and refuses. */
function asDuktape(script: string): Translated {
  if (parseAs(script, 5).error === undefined) return { text: script }
  const { tree, error } = parseAs(script, 7)
  if (tree === undefined) return error === undefined ? { text: script } : { error }
  const consts: number[] = []
  const refused = findNode(tree, (node) => {
    if (isConst(node)) consts.push(node.start)
    return isRefusedByDuktape(node)
  })
  if (refused !== undefined)
    return { error: `${refused.type} is not known (line ${script.slice(0, refused.start).split('\n').length})` }
  return { text: consts.reduce((text, at) => `${text.slice(0, at)}var  ${text.slice(at + 5)}`, script) }
}

interface Detail extends Node {
  readonly kind?: string
  readonly generator?: boolean
  readonly regex?: { readonly flags: string }
}

function isConst(node: Detail): boolean {
  return node.type === 'VariableDeclaration' && node.kind === 'const'
}

function isRefusedByDuktape(node: Detail): boolean {
  if (node.type === 'VariableDeclaration') return node.kind === 'let'
  return notInDuktape.has(node.type) || node.generator === true || (node.regex !== undefined && /[uy]/.test(node.regex.flags))
}

/** pacparser's QuickJS takes a byte that is not UTF-8 (a lone surrogate here, see pacparser-script.ts) in a comment alone. */
function asUtf8(script: string): Translated {
  const lone = /(?<![\ud800-\udbff])[\udc80-\udcff]/g
  if (script.search(lone) < 0) return { text: script }
  const comments: [number, number][] = []
  parseAs(script, 'latest', (_isBlock, _text, start, end) => comments.push([start, end]))
  const isElsewhere = [...script.matchAll(lone)].some(({ index }) => !comments.some(([from, to]) => from <= index && index < to))
  return isElsewhere ? { error: 'a text is not UTF-8' } : { text: script.replace(lone, '\ufffd') }
}

function parseAs(
  script: string,
  ecmaVersion: Options['ecmaVersion'],
  onComment?: (isBlock: boolean, text: string, start: number, end: number) => void,
): { readonly tree?: Node; readonly error?: string } {
  try {
    return { tree: parse(script, { ecmaVersion, sourceType: 'script', ...(onComment && { onComment }) }) }
  } catch (error) {
    // of deep nesting the sandbox has its own opinion
    return error instanceof SyntaxError && !error.message.includes('stack space') ? { error: error.message } : {}
  }
}

// the first node, in no particular order, of which `is` holds; without recursion, since scripts may be deep
function findNode(tree: Node, is: (node: Detail) => boolean): Node | undefined {
  const waiting: unknown[] = [tree]
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null) continue
    if ('type' in value && 'start' in value && is(value as Detail)) return value as Node
    for (const child of Object.values(value)) if (typeof child === 'object' && child !== null) waiting.push(child)
  }
  return undefined
}
