import type { AnyNode } from 'acorn'
import { distance } from 'fastest-levenshtein'
import { arityOf, extendedFunctions, netscapeFunctions } from '../engines.ts'
import type { Problem, Rule } from '../finding.ts'
import { boundNames, type Meaning } from '../meaning.ts'

const functionNames = [...Object.keys(netscapeFunctions), ...Object.keys(extendedFunctions)]
/** Tables of names that the engines' own functions use (measured: visible to scripts). */
const tables = new Set(['wdays', 'months'])

/** A PAC function that the script makes another one. */
export const redefinedBuiltin: Rule<Meaning> = {
  name: 'redefined-builtin',
  severity: 'warning',
  *find({ script, probed }): Iterable<Problem> {
    const isOurs = (name: string) => (arityOf(name) !== undefined && !probed.has(name)) || tables.has(name)
    const say = (name: string, node: AnyNode, severity: 'error' | 'warning'): Problem => ({
      at: node.start,
      message: `${name} is a PAC function, or what one needs: ${severity === 'error' ? 'clients refuse to declare it again' : 'others that use it then go wrong'}`,
      mend: `choose another name, such as my${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      severity,
    })
    for (const node of script.nodes('FunctionDeclaration'))
      if (node.id && isOurs(node.id.name) && script.functionAround(node) === undefined) yield say(node.id.name, node, 'warning')
    for (const node of script.nodes('VariableDeclaration'))
      if (script.functionAround(node) === undefined)
        for (const name of node.declarations.flatMap(({ id }) => boundNames(id)))
          if (isOurs(name)) yield say(name, node, node.kind === 'var' ? 'warning' : 'error')
    for (const { left, start } of script.nodes('AssignmentExpression'))
      if (left.type === 'Identifier' && isOurs(left.name) && arityOf(left.name))
        yield { ...say(left.name, left, 'warning'), at: start }
  },
}

const standardNames = new Set(
  'Object Function Array String Boolean Number Date RegExp Error EvalError RangeError ReferenceError SyntaxError TypeError URIError Math JSON NaN Infinity undefined parseInt parseFloat isNaN isFinite escape unescape encodeURI encodeURIComponent decodeURI decodeURIComponent eval arguments globalThis Map Set WeakMap WeakSet Promise Symbol Proxy Reflect BigInt Intl wdays months ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array isValidIpAddress FindProxyForURL FindProxyForURLEx'.split(
    ' ',
  ),
)
const ofBrowsers = new Set(
  'window document navigator location console XMLHttpRequest fetch setTimeout setInterval clearTimeout localStorage sessionStorage require process module ActiveXObject WScript btoa atob URL self'.split(
    ' ',
  ),
)

/** A name that nobody has declared: the script fails when it comes to it. */
export const undeclared: Rule<Meaning> = {
  name: 'undeclared',
  severity: 'error',
  *find({ script, declared, probed }): Iterable<Problem> {
    // names may come from elsewhere
    if (script.nodes('WithStatement').length > 0 || /\beval\s*\(|\bFunction\s*\(/.test(script.text)) return
    for (const node of script.nodes('Identifier')) {
      const { name } = node
      if (declared.has(name) || standardNames.has(name) || probed.has(name) || arityOf(name) !== undefined) continue
      if (!isReference(node, script.parentOf(node))) continue
      const near = functionNames.find((known) => distance(known.toLowerCase(), name.toLowerCase()) <= (name.length > 6 ? 2 : 1))
      const mend =
        near !== undefined
          ? `write ${near}`
          : ofBrowsers.has(name)
            ? 'a PAC has no page and no network: write it without'
            : 'declare it with var, or write a text in quotes'
      yield { at: node.start, message: `${name} is not known: the script fails when it comes here`, mend }
    }
  },
}

function isReference(node: AnyNode, parent: AnyNode | undefined): boolean {
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === node || parent.computed
    case 'Property':
      return parent.value === node || parent.computed
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'MetaProperty':
      return false
    default:
      return true
  }
}
