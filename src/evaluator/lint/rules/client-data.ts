import type { AnyNode } from 'acorn'
import { asksDns } from '../engines.ts'
import type { Problem, Rule } from '../finding.ts'
import { type Meaning, nameOf, textOf } from '../meaning.ts'
import { within } from '../script.ts'

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
    const sources = new Sources(meaning)
    for (const { name, args, node } of meaning.calls) {
      if (!asksDns.has(name) || args[0] === undefined) continue
      const what = sources.leakOf(args[0])
      if (what === undefined) continue
      const message = `${name} sends ${what === 'url' ? 'parts of the URL' : 'the host'} to a DNS server, in a name that is put together`
      yield { at: node.start, message, mend: 'ask for host alone', severity: what === 'url' ? 'error' : 'warning' }
    }
  },
}

type Source = 'url' | 'host' | undefined
type Assigned = ReadonlyMap<string, readonly AnyNode[]>

/** How many steps a text is followed back to the URL. */
const MOST_STEPS = 4

/** What texts are made of; each name is followed back once. */
class Sources {
  readonly #meaning: Meaning
  readonly #assigned: Assigned
  readonly #known = new Map<string, Source>()
  // functions of the script that make a name of what they are given, and what they make it of
  readonly #makers: ReadonlyMap<AnyNode | undefined, readonly AnyNode[]>

  constructor(meaning: Meaning) {
    this.#meaning = meaning
    this.#assigned = assignments(meaning)
    const made = meaning.script
      .nodes('ReturnStatement')
      .flatMap(({ argument }) => (argument && putsTogether(argument) ? [argument] : []))
    this.#makers = Map.groupBy(made, (node) => meaning.script.functionAround(node))
  }

  /** What of the visit a name holds that is put together. */
  leakOf(arg: AnyNode): Source {
    const values = arg.type === 'Identifier' ? (this.#assigned.get(arg.name) ?? []) : [arg]
    const puts = values.flatMap((value) => [value, ...this.#madeBy(value)]).filter(putsTogether)
    if (puts.length === 0) return undefined
    const source = strongest(values.map((value) => this.#sourceOf(value, MOST_STEPS)))
    // a host from which something is taken away is a host
    return source === 'host' && puts.every(isReplacement) ? undefined : source
  }

  #madeBy(node: AnyNode): readonly AnyNode[] {
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return []
    return this.#makers.get(this.#meaning.functions.get(node.callee.name) ?? node) ?? []
  }

  #sourceOf(value: AnyNode, steps: number): Source {
    const found: Source[] = []
    for (const inner of within(value, true)) {
      if (inner.type !== 'Identifier') continue
      if (this.#meaning.isUrl(inner)) return 'url'
      if (this.#meaning.isHost(inner)) found.push('host')
      else if (steps > 0) found.push(this.#sourceOfName(inner.name, steps - 1))
    }
    return strongest(found)
  }

  #sourceOfName(name: string, steps: number): Source {
    const key = `${steps} ${name}`
    if (!this.#known.has(key)) {
      const values = this.#assigned.get(name) ?? []
      this.#known.set(key, strongest(values.map((value) => this.#sourceOf(value, steps))))
    }
    return this.#known.get(key)
  }
}

function strongest(found: readonly Source[]): Source {
  return found.includes('url') ? 'url' : found.find((one) => one !== undefined)
}

// a few of each name: what is put together in a hundred places is no table of hosts
function assignments({ script, functions }: Meaning): Assigned {
  const found = new Map<string, AnyNode[]>()
  const add = (name: string, value: AnyNode) => {
    const known = found.get(name) ?? []
    if (known.length < 4) found.set(name, [...known, value])
  }
  for (const { id, init } of script.nodes('VariableDeclarator'))
    if (id.type === 'Identifier' && init && init.end - init.start < 2000) add(id.name, init)
  for (const { left, right } of script.nodes('AssignmentExpression'))
    if (right.end - right.start < 2000) {
      if (left.type === 'Identifier') add(left.name, right)
      else if (left.type === 'MemberExpression' && left.object.type === 'Identifier') add(left.object.name, right)
    }
  for (const { callee, arguments: args } of script.nodes('CallExpression'))
    if (
      callee.type === 'MemberExpression' &&
      callee.object.type === 'Identifier' &&
      /^(push|unshift)$/.test(nameOf(callee) ?? '')
    )
      for (const arg of args) add(callee.object.name, arg)
  // what a function of the script is given
  for (const { name, args } of script.calls)
    for (const [i, param] of (functions.get(name)?.params ?? []).entries()) {
      const arg = args[i]
      if (param.type === 'Identifier' && arg !== undefined && arg.end - arg.start < 2000) add(param.name, arg)
    }
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

function isReplacement(node: AnyNode): boolean {
  return node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && nameOf(node.callee) === 'replace'
}
