import type { AnyNode } from 'acorn'
import { duktape, jscript, qt } from '../engines.ts'
import type { Problem, Rule } from '../finding.ts'
import { type Meaning, nameOf } from '../meaning.ts'
import { isFunction, type NodeOf } from '../script.ts'

type Missing = readonly [mend: string, kinds: readonly string[]]

const old = [...jscript, ...duktape]
const notInAll = [...old, ...qt]
const loop = 'write a for loop'
const methods: Readonly<Record<string, Missing>> = {
  endsWith: ['compare host.substring(host.length - 4), or use dnsDomainIs', jscript],
  startsWith: ['compare host.substring(0, 4)', jscript],
  includes: ['use indexOf(...) >= 0', jscript],
  repeat: [loop, jscript],
  trim: ['use replace(/^\\s+|\\s+$/g, "")', jscript],
  trimStart: ['use replace(/^\\s+/, "")', old],
  trimEnd: ['use replace(/\\s+$/, "")', old],
  padStart: [loop, old],
  padEnd: [loop, old],
  replaceAll: ['use replace(/.../g, ...)', old],
  matchAll: ['use exec in a loop', old],
  forEach: [loop, jscript],
  map: [loop, jscript],
  filter: [loop, jscript],
  some: [loop, jscript],
  every: [loop, jscript],
  reduce: [loop, jscript],
  find: [loop, old],
  findIndex: [loop, old],
  flat: [loop, old],
  flatMap: [loop, old],
  bind: ['write a function', jscript],
  reduceRight: [loop, jscript],
  findLast: [loop, notInAll],
  fill: [loop, old],
  at: ['use charAt, or an index', notInAll],
  codePointAt: ['use charCodeAt', old],
  normalize: ['leave it away', old],
  trimLeft: ['use replace(/^\\s+/, "")', jscript],
  trimRight: ['use replace(/\\s+$/, "")', jscript],
}
const statics: Readonly<Record<string, Missing>> = {
  'Object.keys': ['write for (var key in object)', jscript],
  'Object.create': ['write {} and hasOwnProperty', jscript],
  'Object.assign': ['write for (var key in object)', jscript],
  'Object.values': ['write for (var key in object)', old],
  'Object.entries': ['write for (var key in object)', old],
  'Object.fromEntries': [loop, old],
  'Object.is': ['use ===', old],
  'Object.defineProperty': ['write a plain property', jscript],
  'Object.getOwnPropertyNames': ['write for (var key in object)', jscript],
  'Object.getPrototypeOf': ['write it without', jscript],
  'Object.freeze': ['leave it away', jscript],
  'Object.hasOwn': ['use hasOwnProperty', old],
  'Array.isArray': ['test for length', jscript],
  'Array.from': [loop, old],
  'Array.of': ['write [...]', old],
  'Date.now': ['write new Date().getTime()', jscript],
  'Number.parseInt': ['use parseInt', old],
  'Number.isInteger': ['compare with Math.floor', old],
  'Number.isNaN': ['use isNaN', old],
  'Number.isFinite': ['use isFinite', old],
  'Number.parseFloat': ['use parseFloat', old],
  'Math.trunc': ['use Math.floor', jscript],
  'Math.sign': ['compare with 0', jscript],
  'Math.log2': ['use Math.log(x) / Math.LN2', jscript],
  'Math.imul': ['use *', old],
  'String.raw': ['write a plain text', old],
  'String.fromCodePoint': ['use String.fromCharCode', old],
}
const globals: Readonly<Record<string, Missing>> = {
  Map: ['use a plain object', old],
  Set: ['use a plain object', old],
  WeakMap: ['use a plain object', old],
  Promise: ['a PAC cannot wait: return the answer at once', old],
  Symbol: ['use a text', jscript],
  globalThis: ['write var at the top of the script', jscript],
  BigInt: ['use plain numbers', old],
}

/** Functions of newer engines: an old one fails when it comes to them. */
export const modernMethod: Rule<Meaning> = {
  name: 'modern-method',
  severity: 'warning',
  *find(meaning) {
    const polyfilled = polyfills(meaning)
    const own = ownMethods(meaning)
    for (const node of meaning.script.nodes('CallExpression')) {
      if (node.callee.type !== 'MemberExpression') continue
      const name = nameOf(node.callee)
      if (name === undefined || polyfilled.has(name)) continue
      const { object } = node.callee
      const full = object.type === 'Identifier' ? `${object.name}.${name}` : ''
      if (Object.hasOwn(statics, full)) yield missing(node.callee.property, full, statics[full])
      else if (Object.hasOwn(methods, name) && !own.has(name) && !isOwn(meaning, object, name))
        yield missing(node.callee.property, `.${name}()`, methods[name])
      else if ((name === 'indexOf' || name === 'lastIndexOf') && isArray(meaning, object))
        yield missing(node.callee.property, `${name} of an array`, [loop, jscript])
    }
    for (const node of meaning.script.nodes('NewExpression', 'MemberExpression')) yield* globalOf(node, meaning)
  },
}

function missing(at: AnyNode, what: string, found: Missing | undefined): Problem {
  const [mend, kinds] = found ?? ['write it without', old]
  return { at: at.start, message: `${what} is not known to these clients: the script fails there`, mend, kinds }
}

function globalOf(node: NodeOf<'NewExpression' | 'MemberExpression'>, { declared, probed }: Meaning): Problem[] {
  const base = node.type === 'NewExpression' ? node.callee : node.object
  if (base.type !== 'Identifier' || declared.has(base.name) || probed.has(base.name)) return []
  return Object.hasOwn(globals, base.name) ? [missing(base, base.name, globals[base.name])] : []
}

// String.prototype.endsWith = ..., or a question whether it is there: the author knows
function polyfills({ script }: Meaning): Set<string> {
  const found = new Set<string>()
  for (const node of script.nodes('MemberExpression')) {
    const name = nameOf(node)
    const parent = script.parentOf(node)
    if (name === undefined || (parent?.type === 'CallExpression' && parent.callee === node)) continue
    if (
      Object.hasOwn(methods, name) ||
      (node.object.type === 'Identifier' && Object.hasOwn(statics, `${node.object.name}.${name}`))
    )
      found.add(name)
  }
  return found
}

// { find: function (host) { ... } }: who calls find may mean this one
function ownMethods({ script }: Meaning): Set<string> {
  return new Set(
    script.nodes('Property').flatMap(({ key, value }) => (key.type === 'Identifier' && isFunction(value) ? [key.name] : [])),
  )
}

// an object of the script's own may have a method of that name
function isOwn({ constants, functions }: Meaning, object: AnyNode, name: string): boolean {
  if (functions.has(name)) return true
  const value = object.type === 'Identifier' ? constants.get(object.name) : undefined
  if (value?.type !== 'ObjectExpression') return object.type === 'ThisExpression'
  return value.properties.some(
    (property) => property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === name,
  )
}

function isArray({ constants }: Meaning, object: AnyNode): boolean {
  const value = object.type === 'Identifier' ? constants.get(object.name) : object
  return value?.type === 'ArrayExpression'
}
