import { type Answer, answersOf, UNKNOWN } from '../answers.ts'
import { apple, chromium, duktape, gecko, jscript, pacparser, qt } from '../engines.ts'
import type { Problem, Rule } from '../finding.ts'
import type { Meaning } from '../meaning.ts'

interface Entry {
  readonly at: number
  readonly text: string
  readonly word: string
  readonly rest: string
}

const known = new Set(['DIRECT', 'PROXY', 'HTTP', 'HTTPS', 'SOCKS', 'SOCKS4', 'SOCKS5', 'QUIC'])
const all = [...chromium, ...gecko, ...jscript, ...duktape, ...qt, ...apple, ...pacparser]
const butGecko = all.filter((kind) => !gecko.some((other) => other === kind))

// who leaves the entry out (measured, or documented: the dialects' readAnswer)
const unknownTo: Readonly<Record<string, readonly string[]>> = {
  HTTP: butGecko,
  HTTPS: [...jscript, ...duktape],
  SOCKS4: jscript,
  SOCKS5: jscript,
  QUIC: all,
}

/** The entries of an answer; an unknown part may hold entries of its own, so what touches it is left out. */
function entriesOf(answer: Answer): Entry[] {
  return answer.text.split(';').flatMap((piece) => {
    const text = piece.trim()
    if (text === '' || text.startsWith(UNKNOWN)) return []
    const [word = ''] = text.split(/\s/)
    return [{ at: answer.node.start, text, word, rest: text.slice(word.length).trim() }]
  })
}

/** Words that a client does not know: it leaves the entry out, and goes DIRECT when nothing else is left. */
export const proxyWord: Rule<Meaning> = {
  name: 'proxy-word',
  severity: 'warning',
  *find(meaning) {
    for (const answer of answersOf(meaning)) {
      const entries = entriesOf(answer)
      const last = entries.findLastIndex((entry) => /^(PROXY|SOCKS)$/i.test(entry.word))
      for (const [i, { at, word }] of entries.entries()) {
        const problem = wordProblem(word, i < last)
        if (problem !== undefined) yield { at, ...problem }
      }
    }
  },
}

function wordProblem(word: string, isFollowed: boolean): Omit<Problem, 'at'> | undefined {
  const name = word.toUpperCase()
  const kinds = unknownTo[name]
  if (kinds === undefined) {
    if (known.has(name) || word.includes(UNKNOWN)) return undefined
    return {
      message: `"${word}" is no way to a proxy: clients leave the entry out and go DIRECT`,
      mend: `write ${meant(word)}`,
      severity: 'error',
    }
  }
  const message = `${word} is not known to these clients, which leave the entry out`
  if (isFollowed) return { message: `${message} and take the next`, mend: 'nothing, if that is meant', kinds, severity: 'note' }
  return { message, mend: name === 'HTTP' ? 'write PROXY' : 'put a PROXY entry behind it for these clients', kinds }
}

function meant(word: string): string {
  const glued = /^(PROXY|SOCKS[45]?|HTTPS?)[:=]?(\S+)/i.exec(word)
  if (glued?.[1] !== undefined) return `${glued[1].toUpperCase()} ${glued[2]?.replace(/^\/\//, '') ?? ''}`
  return /^[\w.-]+:\d+$/.test(word) ? `PROXY ${word}` : 'PROXY host:port, SOCKS5 host:port or DIRECT'
}

/** Entries that are no `WORD host:port`. */
export const proxySyntax: Rule<Meaning> = {
  name: 'proxy-syntax',
  severity: 'error',
  *find(meaning) {
    for (const answer of answersOf(meaning)) {
      if (answer.text.trim() === '')
        yield {
          at: answer.node.start,
          message: 'an empty answer: some clients go DIRECT, some take it for a failure',
          mend: 'write "DIRECT"',
          severity: 'warning',
        }
      else if (/^\s/.test(answer.text) && answer.isReturned)
        yield {
          at: answer.node.start,
          message: 'a blank at the beginning: these clients leave the first entry out',
          mend: 'take it away',
          kinds: [...gecko, ...duktape],
          severity: 'warning',
        }
      for (const entry of entriesOf(answer)) yield* malformed(entry)
      yield* sameEntries(entriesOf(answer))
    }
  },
}

function* sameEntries(entries: readonly Entry[]): Iterable<Problem> {
  const seen = new Set<string>()
  for (const { at, text } of entries) {
    if (seen.has(text) && !text.includes(UNKNOWN))
      yield {
        at,
        message: `"${text}" stands twice: what failed once is tried again`,
        mend: 'take one of them away',
        severity: 'warning',
      }
    seen.add(text)
  }
}

function* malformed({ at, text, word, rest }: Entry): Iterable<Problem> {
  const name = word.toUpperCase()
  if (!known.has(name)) return
  if (name === 'DIRECT') {
    if (rest !== '' && !rest.startsWith(UNKNOWN))
      yield { at, message: `"${text}": DIRECT stands alone`, mend: 'put a semicolon between the entries' }
  } else if (rest === '') yield { at, message: `${word} names no host`, mend: `write ${word} proxy.example.com:3128` }
  else if (/^[a-z]+:\/\//i.test(rest))
    yield {
      at,
      message: `"${rest}" is a URL, not a host and a port`,
      mend: `write ${word} ${rest.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '')}`,
    }
  else if (/,|\s(PROXY|SOCKS[45]?|HTTPS?|DIRECT)\b/i.test(rest))
    yield { at, message: `"${text}": entries are kept apart by semicolons`, mend: 'write ; between the entries' }
  else if (/\s/.test(rest)) yield { at, message: `"${rest}" is not a host and a port`, mend: `write ${word} host:port` }
  else if (/[^/]\/+/.test(rest))
    yield { at, message: `"${rest}": a proxy has no path`, mend: 'write the host and the port alone' }
  else if (/^[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*$/i.test(rest))
    yield {
      at,
      message: `"${rest}": which part of an IPv6 address is the port is not clear`,
      mend: 'write the address in brackets: [2001:db8::1]:3128',
    }
  else if (/^[^[:@]+:[^:@]*:[^:@]*$/.test(rest))
    yield { at, message: `"${rest}" names two ports`, mend: 'write one host and one port' }
}

/** Clients differ in the port that they take when none is said. */
export const proxyPort: Rule<Meaning> = {
  name: 'proxy-port',
  severity: 'warning',
  *find(meaning) {
    for (const { at, word, rest } of answersOf(meaning).flatMap(entriesOf)) {
      if (!known.has(word.toUpperCase()) || word.toUpperCase() === 'DIRECT' || rest === '') continue
      if (/[\0\s,/@]/.test(rest)) continue
      const [, port] = /:(\w*)$/.exec(rest.replace(/^\[[^\]]*\]/, '')) ?? []
      const mend = `write ${word} ${rest.replace(/:\w*$/, '')}:3128, with the proxy's own port`
      if (port === undefined || port === '')
        yield { at, message: `"${rest}" names no port: clients take 80, 443, 1080 or none`, mend }
      else if (!/^\d+$/.test(port) || Number(port) < 1 || Number(port) > 65535)
        yield { at, message: `"${port}" is not a port`, mend, severity: 'error' }
    }
  },
}
