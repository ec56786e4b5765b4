import type { AnyNode } from 'acorn'
import { organisationOf } from '../../../net/public-suffix.ts'
import type { Problem, Rule } from '../finding.ts'
import { type Meaning, nameOf, textOf, type WrittenText } from '../meaning.ts'

function secondArguments(meaning: Meaning, wanted: string): WrittenText[] {
  return meaning.calls.flatMap(({ name, args }) => (name === wanted ? meaning.textsOf(args[1]) : []))
}

/** dnsDomainIs looks at the end of the host, letter by letter. */
export const dnsDomainDot: Rule<Meaning> = {
  name: 'dns-domain-dot',
  severity: 'warning',
  *find(meaning) {
    for (const { value, node } of secondArguments(meaning, 'dnsDomainIs')) {
      // nobody can register a name that ends in localhost and is not below it
      if (!/^[\w-]+(\.[\w-]+)*$/.test(value) || /^[\d.]+$/.test(value) || value === 'localhost') continue
      const isOneHost = organisationOf(value.toLowerCase()) !== value.toLowerCase() && value.includes('.')
      const message = `dnsDomainIs(host, "${value}") is true of evil${value} too: it looks at the end of the text`
      const mend = isOneHost
        ? `write host == "${value}", or ".${value}" for what is below it`
        : `write ".${value}", and host == "${value}" beside it`
      yield { at: node.start, message, mend, severity: isOneHost ? 'note' : 'warning' }
    }
  },
}

/** localHostOrDomainIs compares one host, short or whole. */
export const localHostOrDomain: Rule<Meaning> = {
  name: 'local-host-or-domain',
  severity: 'warning',
  *find(meaning): Iterable<Problem> {
    for (const { value, node } of secondArguments(meaning, 'localHostOrDomainIs')) {
      const domain = value.replace(/^[.*]+/, '')
      const mend = `write dnsDomainIs(host, ".${domain}") for a domain`
      if (/^[.*]/.test(value))
        yield { at: node.start, message: `"${value}" is no host: localHostOrDomainIs compares one whole name`, mend }
      else if (!value.includes('.'))
        yield {
          at: node.start,
          message: `"${value}" has no domain: this is host == "${value}"`,
          mend: `write the whole name, "${value}.example.com"`,
        }
      else if (organisationOf(value) === value)
        yield { at: node.start, message: `"${value}" is a domain: localHostOrDomainIs is not true of www.${value}`, mend }
    }
  },
}

/** == knows no wildcards, and a host is a name alone. */
export const plainComparison: Rule<Meaning> = {
  name: 'plain-comparison',
  severity: 'warning',
  *find(meaning): Iterable<Problem> {
    for (const { operator, left, right } of meaning.script.nodes('BinaryExpression')) {
      if (!/^[!=]==?$/.test(operator)) continue
      yield* neverAsLong(left, right, meaning)
      yield* neverAsLong(right, left, meaning)
      const isHost = meaning.isHost(left) || meaning.isHost(right)
      if (!isHost && !meaning.isUrl(left) && !meaning.isUrl(right)) continue
      for (const { value, node } of meaning.textsOf(meaning.isHost(left) || meaning.isUrl(left) ? right : left))
        yield* neverEqual(value, node.start, isHost)
    }
  },
}

function* neverEqual(value: string, at: number, isHost: boolean): Iterable<Problem> {
  const never = `is never "${value}"`
  if (value.includes('*'))
    yield { at, message: `${operatorNote} "${value}"`, mend: `write shExpMatch(${isHost ? 'host' : 'url'}, "${value}")` }
  else if (!isHost && /^[a-z]+:\/\/[^/]+$/i.test(value))
    yield { at, message: `url ${never}: it has a / behind the host at least`, mend: `write "${value}/", or look at host` }
  else if (!isHost) return
  else if (/\//.test(value)) yield { at, message: `host ${never}: it has no scheme and no path`, mend: 'write the host alone' }
  else if (/^[^:]+:\d+$/.test(value))
    yield { at, message: `host ${never}: it comes without its port`, mend: 'take the port away, or look at url' }
  else if (/^\./.test(value))
    yield { at, message: `host ${never}: it does not begin with a dot`, mend: `write dnsDomainIs(host, "${value}")` }
  else if (/[A-Z]/.test(value))
    yield { at, message: `host ${never}: hosts come in lower case`, mend: `write "${value.toLowerCase()}"` }
}

// url.substring(0, 5) == "https:"; a piece may be shorter than asked for, but only of what is short itself, and a URL is not
function* neverAsLong(piece: AnyNode, other: AnyNode, meaning: Meaning): Iterable<Problem> {
  const text = textOf(other)
  const length = lengthOfPiece(piece)
  if (text === undefined || length === undefined || text.length === length) return
  const isOfUrl =
    piece.type === 'CallExpression' && piece.callee.type === 'MemberExpression' && meaning.isUrl(piece.callee.object)
  if (text.length < length && !isOfUrl) return
  const message = `a piece of ${length} characters is never "${text}", which has ${text.length}`
  yield { at: other.start, message, mend: 'make the numbers fit the text' }
}

// of substring(2, 5), slice(2, 5) and substr(2, 3), by the numbers that are written there
function lengthOfPiece(node: AnyNode): number | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const name = nameOf(node.callee)
  const [from, to] = node.arguments.map((argument) => (argument.type === 'Literal' ? argument.value : undefined))
  if (typeof from !== 'number' || typeof to !== 'number' || !/^(substring|slice|substr)$/.test(name ?? '')) return undefined
  if (name === 'substr') return to
  return name === 'slice' ? Math.max(to - from, 0) : Math.abs(to - from)
}

const operatorNote = '== knows no wildcards, so this is never true:'
