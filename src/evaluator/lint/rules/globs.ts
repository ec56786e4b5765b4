import type { AnyNode } from 'acorn'
import { chromium, gecko } from '../engines.ts'
import type { Problem, Rule } from '../finding.ts'
import type { Meaning } from '../meaning.ts'

interface Glob {
  readonly at: number
  readonly text: string
  readonly of: 'host' | 'url' | 'other'
}

/** A host has 253 letters at most; longer patterns are nobody's mistake. */
const MOST_LETTERS = 500

function globsOf(meaning: Meaning): Glob[] {
  return meaning.calls.flatMap(({ name, args }) => {
    if (name !== 'shExpMatch' || args.length < 2) return []
    const of = meaning.isHost(args[0]) ? 'host' : meaning.isUrl(args[0]) ? 'url' : 'other'
    const texts = meaning.textsOf(args[1]).filter(({ value }) => value.length <= MOST_LETTERS)
    return texts.map(({ value, node }) => ({ at: node.start, text: value, of }) as const)
  })
}

/** Signs of regular expressions: in a shell expression they mean themselves, in most engines they do something else by accident. */
export const globRegExp: Rule<Meaning> = {
  name: 'glob-regexp',
  severity: 'warning',
  *find(meaning) {
    for (const { at, text } of globsOf(meaning)) {
      const mend = 'use * and ? alone, in one shExpMatch for each pattern; for more, a regular expression: /.../.test(host)'
      const [sign] = /^\.\*|\\.|[\^$|+(){}]|\[|\]/.exec(text) ?? []
      if (sign === undefined) continue
      const [what, does] = signs(sign)
      yield { at, message: `"${text}": ${what} is no sign of a shell expression${does}`, mend }
    }
  },
}

function signs(sign: string): readonly [string, string] {
  if (sign === '.*') return ['.*', ', but a dot and any text']
  if (sign.startsWith('\\')) return [`the backslash of ${sign}`, ': the pattern then never matches, or fails']
  if (sign === '|') return ['|', ': it splits the whole pattern, so that its ends are no longer held']
  return [sign, ': engines take it for a regular expression, or fail']
}

/** `*example.com` is also evil-example.com; `*example.com*` is also a page of anyone's that has it in its address. */
export const globWide: Rule<Meaning> = {
  name: 'glob-wide',
  severity: 'warning',
  *find(meaning) {
    for (const { at, text, of } of globsOf(meaning)) {
      const open = openEnd(text) ?? (of === 'host' ? anyForDot(text) : undefined)
      if (open !== undefined) yield { at, message: `"${text}" fits ${open[0]}`, mend: open[1] }
      if (open !== undefined) continue
      const [, domain, tail] = /^(?:[a-z*]+:\/\/)?\*([a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+)(.*)$/i.exec(text) ?? []
      if (domain === undefined || /^[\d.]+$/.test(domain) || (of === 'url' && isFile(domain, tail))) continue
      const message = `"${text}" fits notreally${domain} too: there is no dot after *`
      yield { at, message, mend: `write shExpMatch(host, "*.${domain}") || host == "${domain}"` }
    }
  },
}

// *.example.com* and http://www.example.com*
function openEnd(text: string): readonly [string, string] | undefined {
  const [, domain] = /^(?:[a-z*]+:\/\/)?(\*?[a-z0-9.-]*[a-z0-9]\.[a-z]{2,})\*$/i.exec(text) ?? []
  if (domain === undefined || /\.(gz|bz2|xz)$/.test(domain) || /^\*[a-z0-9]/i.test(domain)) return undefined
  return [`${domain.replace('*', 'www')}.evil.test too: nothing ends the name`, `write shExpMatch(host, "${domain}")`]
}

// *?example?com
function anyForDot(text: string): readonly [string, string] | undefined {
  if (!/^[a-z0-9*?-]+[a-z0-9]\?(com|net|org|edu|gov|local|lan|corp|test|example|[a-z]{2})$/i.test(text)) return undefined
  return [`${text.replace(/\?/g, 'x').replace(/\*/g, '')} too: ? is any character`, `write "${text.replace(/\?/g, '.')}"`]
}

function isFile(domain: string, tail: string | undefined): boolean {
  return tail === '' && /^[\w-]+\.(pac|dat|js|zip|exe|gz)$/.test(domain)
}

/** Patterns that fit no host, or no URL. */
export const globNever: Rule<Meaning> = {
  name: 'glob-never',
  severity: 'warning',
  *find(meaning): Iterable<Problem> {
    for (const { at, text, of } of globsOf(meaning)) {
      if (/[\\^$|+(){}[\]]/.test(text)) continue
      const reason = of === 'host' ? neverAHost(text) : of === 'url' ? neverAUrl(text) : undefined
      if (reason !== undefined) yield { at, message: `"${text}" never matches: ${reason[0]}`, mend: reason[1] }
    }
  },
}

type Never = readonly [reason: string, mend: string]

function neverAHost(text: string): Never | undefined {
  const [, inside] = /^(?:[a-z*]+:\/\/)?([^/]*)/i.exec(text) ?? []
  if (text.includes('/')) return ['a host has no scheme and no path', `write shExpMatch(host, "${inside ?? '*.example.com'}")`]
  if (/:\d+$/.test(text) && !/:.*:/.test(text)) return ['the host comes without its port', 'take the port away, or look at url']
  if (text === '') return ['a host is not empty', 'write the host']
  if (text.startsWith('.') && !text.startsWith('.*')) return ['a host does not begin with a dot', `write "*${text}"`]
  if (/^[\d.]+$/.test(text) && text.split('.').filter(Boolean).length < 4)
    return ['this is a part of an address', `write "${text.replace(/\.?$/, '.*')}"`]
  if (/[,;]/.test(text)) return ['this is no list', 'write one shExpMatch for each pattern, with || between them']
  if (/\s/.test(text)) return ['a host has no blanks', 'take the blank away']
  return /[A-Z]/.test(text) ? ['hosts come in lower case', `write "${text.toLowerCase()}"`] : undefined
}

function neverAUrl(text: string): Never | undefined {
  const mendTo = (better: string) => `write shExpMatch(url, "${better}"), or look at host`
  const [, scheme, rest = ''] = /^([a-z*]+):\/\/(.*)$/i.exec(text) ?? []
  if (scheme === undefined) {
    if (/^[\w.-]*[a-z0-9]\.[\w.*-]*(\/|$)/i.test(text) && !text.startsWith('*'))
      return ['a URL begins with its scheme', mendTo(`*://${withPath(text)}`)]
    if (/^\.[\w-]+\./.test(text)) return ['a URL begins with its scheme', mendTo(`*://*${withPath(text)}`)]
    if (/^\*\.[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text) && !/\.(gz|zip|exe|js|css|html?)$/.test(text))
      return ['after the host a URL has a / at least', mendTo(`*://${text}/*`)]
    return undefined
  }
  if (!rest.includes('/') && !rest.endsWith('*')) return ['after the host a URL has a / at least', mendTo(`${text}/*`)]
  const [host = ''] = rest.split('/')
  return /[A-Z]/.test(host) ? ['hosts come in lower case', mendTo(text.toLowerCase())] : undefined
}

function withPath(text: string): string {
  return text.includes('/') ? text : `${text}/*`
}

/** A domain without a wildcard is one host. */
export const globExact: Rule<Meaning> = {
  name: 'glob-exact',
  severity: 'note',
  *find(meaning) {
    const wider = new Set(Array.from(meaning.script.text.matchAll(/[*"']\.([a-z0-9-]+\.[a-z]{2,})/g), ([, name]) => name))
    for (const { at, text, of } of globsOf(meaning)) {
      if (of !== 'host' || !/^[a-z0-9-]+\.[a-z]{2,}$/.test(text)) continue
      if (wider.has(text)) continue
      yield {
        at,
        message: `"${text}" is this one host, not www.${text}`,
        mend: `write "*.${text}" beside it, or host == "${text}" when one host is meant`,
      }
    }
  },
}

/** Paths that clients do not hand over: Chromium not of https and wss, Firefox of nothing (requirement C7). */
export const httpsPath: Rule<Meaning> = {
  name: 'https-path',
  severity: 'warning',
  *find(meaning): Iterable<Problem> {
    for (const { at, text, of } of globsOf(meaning)) {
      if (of !== 'url' || neverAUrl(text) !== undefined) continue
      const [, scheme = '*', path = ''] =
        /^(?:(\*|[a-z]+\*?):\/\/)?[^/]*(\/.*)?$/i.exec(text.replace(/^\*\/(\/|(?=[^/]+\.[^/]+\/))/, '*://')) ?? []
      const needsPath = !/^\/?\*?$/.test(path) || /^\*(\.[a-z0-9]{2,4}|\?.*)$/i.test(text)
      if (!needsPath) continue
      yield* pathProblem(at, text, scheme)
    }
    yield* matchedPaths(meaning)
    for (const { at, text } of comparedUrls(meaning)) {
      const [, scheme = '', path = ''] = /^([a-z]+):\/\/[^/]*(\/.*)?$/i.exec(text) ?? []
      if (path.length > 1) yield* pathProblem(at, text, scheme)
    }
  },
}

// /^https:\/\/www\.example\.com\/private/.test(url)
function* matchedPaths(meaning: Meaning): Iterable<Problem> {
  for (const { callee, arguments: args } of meaning.script.nodes('CallExpression')) {
    if (callee.type !== 'MemberExpression') continue
    const other = meaning.isUrl(args[0]) ? callee.object : meaning.isUrl(callee.object) ? args[0] : undefined
    const value = other?.type === 'Identifier' ? meaning.constants.get(other.name) : other
    if (value?.type !== 'Literal' || value.regex === undefined) continue
    // a slash between square brackets belongs to no path
    const pattern = value.regex.pattern.replace(/\[(?:\\.|[^\]\\])*\]/g, '_')
    const [, scheme = '', path = ''] = /^\^(https?)\??:\\\/\\\/(?:\\[^/]|[^\\])*\\\/(.+)$/.exec(pattern) ?? []
    if (path !== '' && !/^(\.\*)?\$?$/.test(path)) yield* pathProblem(value.start, value.raw ?? '', scheme)
  }
}

function* pathProblem(at: number, text: string, scheme: string): Iterable<Problem> {
  const mend = 'decide by the host; the proxy itself can decide by the path'
  const isPlain = /^(http|ftp)$/i.test(scheme)
  const message = `"${text}" needs the path, which these clients ${isPlain ? 'cut off' : 'cut off where the scheme is https'}`
  yield { at, message, mend, kinds: isPlain ? gecko : [...chromium, ...gecko], severity: isPlain ? 'note' : 'warning' }
}

// url == "https://...", url.indexOf("https://...") and url.substring(0, 30) == "https://..."
function comparedUrls(meaning: Meaning): { at: number; text: string }[] {
  const found: AnyNode[] = []
  for (const { left, right, operator } of meaning.script.nodes('BinaryExpression'))
    if (/^[!=]==?$/.test(operator) && (meaning.isUrl(left) || isPieceOfUrl(left, meaning))) found.push(right)
  for (const { callee, arguments: args } of meaning.script.nodes('CallExpression'))
    if (callee.type === 'MemberExpression' && meaning.isUrl(callee.object) && args[0]) found.push(args[0])
  return found.flatMap((node) => meaning.textsOf(node).map(({ value, node: { start } }) => ({ at: start, text: value })))
}

function isPieceOfUrl(node: AnyNode, meaning: Meaning): boolean {
  return node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && meaning.isUrl(node.callee.object)
}
