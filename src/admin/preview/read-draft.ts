import { parseKind } from '../../evaluator/batch.ts'
import type { Dialect } from '../../evaluator/dialects/dialect.ts'
import type { Visit, World } from '../../evaluator/world.ts'
import type { Draft, DraftField } from './draft.ts'
import { parseTimeZone } from './moment.ts'
import { checkResolve, clip, type Defaults, readClient, readNames, readNow } from './read-world.ts'

/** A draft that can be evaluated. Its world has a moment and a zone, so that the answer can be had again. */
export interface Request {
  readonly pac: string
  readonly visits: readonly Visit[]
  readonly world: World & { readonly now: number; readonly timeZone: string }
  readonly resolve: boolean
  /** The columns of the answer, at least one; two kinds may run PACs alike. */
  readonly kinds: readonly Kind[]
}

/** A client kind, or a dialect by its own name, and how it runs PACs. */
export interface Kind {
  readonly as: string
  readonly dialect: Dialect
}

/** What is wrong with one field, and what may be meant. */
export interface Problem {
  readonly field: DraftField
  readonly message: string
}

const limits = { pacBytes: 1_048_576, visits: 10_000, urlLength: 8192 } as const

/** Checks a draft: the request that it makes, or every problem, at most one a field. */
export function readDraft(draft: Draft, defaults: Defaults): Request | readonly Problem[] {
  const problems: Problem[] = []
  function read<T>(field: DraftField, reader: () => T): T | undefined {
    try {
      return reader()
    } catch (error) {
      problems.push({ field, message: (error as Error).message })
      return undefined
    }
  }
  const pac = read('pac', () => readPac(draft.pac))
  const visits = read('visits', () => readVisits(draft.visits))
  const addresses = read('client', () => readClient(draft.client, defaults.client))
  const timeZone = read('tz', () => (draft.tz.trim() === '' ? defaults.timeZone : parseTimeZone(draft.tz.trim())))
  const now = read('now', () => readNow(draft.now.trim(), timeZone ?? defaults.timeZone, defaults.now))
  const dns = read('dns', () => {
    checkResolve(draft.resolve, defaults)
    return readNames(draft.dns)
  })
  const kinds = read('as', () => readKinds(draft.as))
  if (!pac || !visits || !addresses || !timeZone || now === undefined || !dns || !kinds) return problems
  return { pac, visits, world: { addresses, now, timeZone, dns }, resolve: draft.resolve, kinds }
}

function readKinds(names: readonly string[]): Kind[] {
  if (names.length === 0) throw new RangeError('there is no client kind: choose at least one')
  return [...new Set(names)].map((as) => {
    const kind = parseKind(as.slice(0, 80))
    if ('error' in kind) throw new RangeError(kind.error)
    return { as, dialect: kind.dialect }
  })
}

function readPac(text: string): string {
  if (text.trim() === '') throw new RangeError('there is no PAC: paste one, or load a live one')
  const bytes = Buffer.byteLength(text)
  if (bytes > limits.pacBytes) throw new RangeError(`the PAC has ${bytes} bytes; clients take less than ${limits.pacBytes}`)
  return text
}

function readVisits(lines: readonly string[]): Visit[] {
  const visits = lines.flatMap((line, i) => (line.trim() === '' ? [] : [readVisit(line.trim(), i + 1)]))
  if (visits.length === 0) throw new RangeError('there is no visit: write one URL a line, such as https://www.example.org/')
  if (visits.length > limits.visits) throw new RangeError(`there are ${visits.length} visits; at most ${limits.visits} at once`)
  return visits
}

function readVisit(text: string, line: number): Visit {
  if (text.length > limits.urlLength) throw new RangeError(`line ${line} has over ${limits.urlLength} characters`)
  const url = URL.parse(text)
  if (url !== null && url.host !== '' && /^(https?|wss?|ftp):$/.test(url.protocol)) return { url: text }
  const meant = URL.parse(`https://${text}`)
  const hint = meant !== null && /^([\w.-]+|\[[\da-f:]+\])(:\d+)?(\/|$)/i.test(text) ? ` (did you mean ${meant.href}?)` : ''
  throw new RangeError(`line ${line}: "${clip(text)}" is not a URL that a browser opens through a proxy${hint}`)
}
