import { distance } from 'fastest-levenshtein'
import { apple, chromium, duktape, extendedFunctions, gecko, jscript, pacparser, qt } from '../engines.ts'
import type { Problem, Rule } from '../finding.ts'
import type { Meaning } from '../meaning.ts'
import { type FunctionNode, within } from '../script.ts'

const standard = 'function FindProxyForURL(url, host) { ... }'

/** What a client calls has to be there, under its name, with its parameters in their order. */
export const entryPoint: Rule<Meaning> = {
  name: 'entry-point',
  severity: 'error',
  *find(meaning) {
    yield* missingEntry(meaning)
    for (const [name, entry] of meaning.entries) yield* oddEntry(name, entry, meaning)
    for (const { kind, declarations, start } of meaning.script.nodes('VariableDeclaration'))
      for (const { id } of declarations)
        if (kind !== 'var' && id.type === 'Identifier' && id.name === 'FindProxyForURL')
          yield {
            at: start,
            message: `${kind} FindProxyForURL is not found by Chromium, Firefox and others`,
            mend: `write ${standard}`,
          }
  },
}

function* missingEntry({ script, entries, declared, functions }: Meaning): Iterable<Problem> {
  if (entries.has('FindProxyForURL') || declared.has('FindProxyForURL')) return
  // put together at run time, as a property of the global object
  if (/["']FindProxyForURL["']|\.FindProxyForURL\s*=|FindProxy["']\s*\+/.test(script.text)) return
  // whoever makes script out of text may make this function; rule obfuscation tells it
  if (script.calls.some(({ name }) => name === 'eval' || name === 'Function')) return
  const mend = `add ${standard}`
  const extended = entries.get('FindProxyForURLEx')
  if (extended !== undefined) {
    const kinds = [...chromium, ...gecko, ...duktape, ...qt, ...apple, ...pacparser]
    yield {
      at: extended.start,
      message: 'only FindProxyForURLEx: these clients look for FindProxyForURL and find none',
      mend,
      kinds,
    }
    return
  }
  const near = [...functions].find(([name]) => distance(name.toLowerCase(), 'findproxyforurl') <= 2)
  if (near === undefined) yield { at: 0, message: 'there is no FindProxyForURL, which every client calls', mend }
  else
    yield { at: near[1].start, message: `${near[0]} is not FindProxyForURL, which every client calls`, mend: `write ${standard}` }
}

function* oddEntry(name: string, entry: FunctionNode, { script }: Meaning): Iterable<Problem> {
  const [first, second] = entry.params.map((param) => (param.type === 'Identifier' ? param.name.toLowerCase() : ''))
  if (first === 'host' || second === 'url')
    yield { at: entry.start, message: `${name} is given the URL first, then the host`, mend: `write function ${name}(url, host)` }
  if (entry.async || entry.generator)
    yield {
      at: entry.start,
      message: `${name} gives a promise or an iterator, not a text: clients go DIRECT`,
      mend: 'write a plain function',
    }
  const around = script.functionAround(entry)
  const isGiven = script.parentOf(entry)?.type === 'AssignmentExpression'
  if (around !== undefined && !isGiven)
    yield {
      at: entry.start,
      message: `${name} stands inside another function, where no client finds it`,
      mend: 'move it to the top of the script',
    }
}

/** What only some clients have or call. */
export const extendedEntry: Rule<Meaning> = {
  name: 'extended-entry',
  severity: 'note',
  *find({ script, entries }) {
    const extended = entries.get('FindProxyForURLEx')
    const plain = entries.get('FindProxyForURL')
    if (extended === undefined || plain === undefined || delegates(extended)) return
    // both hand on what one function decides
    const bodyOf = ({ body }: FunctionNode) => script.text.slice(body.start, body.end)
    if (plain.body.end - plain.body.start < 200 && bodyOf(plain) === bodyOf(extended)) return
    yield {
      at: extended.start,
      message: 'these clients call FindProxyForURLEx, all others FindProxyForURL: two places that decide',
      mend: 'keep both alike, or let one call the other',
      kinds: [...jscript, ...pacparser],
    }
  },
}

function delegates(entry: FunctionNode): boolean {
  for (const node of within(entry))
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'FindProxyForURL') return true
  return false
}

export const extendedFunction: Rule<Meaning> = {
  name: 'extended-function',
  severity: 'warning',
  *find({ script, calls, entries, probed, reachable }) {
    const extended = entries.get('FindProxyForURLEx')
    for (const { name, node } of calls) {
      if (!Object.hasOwn(extendedFunctions, name) || probed.has(name)) continue
      const around = script.functionAround(node)
      if (around !== undefined && (around === extended || !reachable.has(around))) continue
      if (extended !== undefined && around !== entries.get('FindProxyForURL')) continue
      const kinds = [...gecko, ...duktape, ...qt, ...apple]
      yield {
        at: node.start,
        message: `${name} is not known to these clients: the script fails there`,
        mend: `ask first: if (typeof ${name} == "function")`,
        kinds,
      }
    }
  },
}

/** The same function twice: the last one is used, wherever it stands. */
export const duplicateFunction: Rule<Meaning> = {
  name: 'duplicate-function',
  severity: 'warning',
  *find({ script }) {
    const seen = new Map<string, number>()
    for (const node of script.nodes('FunctionDeclaration')) {
      if (!node.id || script.parentOf(node)?.type !== 'Program') continue
      const before = seen.get(node.id.name)
      if (before !== undefined)
        yield {
          at: node.start,
          message: `${node.id.name} is written twice: only this last one is ever called`,
          mend: 'keep one of them',
        }
      seen.set(node.id.name, node.start)
    }
  },
}
