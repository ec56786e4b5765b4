import * as v from 'valibot'
import { parseKind } from '../../evaluator/batch.ts'
import type { Dialect } from '../../evaluator/dialects/dialect.ts'
import type { CountedVisit } from '../../policy/compare-verdicts.ts'
import { readVisitLine } from '../assets/visit-lines.js'
import { parseTimeZone } from '../preview/moment.ts'
import { checkResolve, clip, type Defaults, readClient, readNames, readNow } from '../preview/read-world.ts'
import { type AdminView, livePacs } from '../view.ts'
import type { CompareRequest } from './comparer.ts'

const side = v.strictObject({
  pac: v.optional(v.string('is not text')),
  site: v.optional(v.string('is not the name of a site')),
})
const url = v.string('is not a URL')

/** The JSON form of a comparison, with the names of `wpadd eval --batch`. */
export const comparisonJson = v.strictObject({
  before: side,
  after: side,
  visits: v.array(
    v.union(
      [url, v.strictObject({ url, hits: v.pipe(v.number(), v.integer(), v.minValue(1)) })],
      'is neither a URL nor {url, hits}',
    ),
    'is not a list of visits',
  ),
  as: v.optional(v.string('is not a client kind'), 'chromium'),
  client: v.optional(v.strictObject({ ips: v.array(v.string('is not an address'), 'is not a list of addresses') })),
  now: v.optional(v.string('is not a moment'), ''),
  tz: v.optional(v.string('is not a time zone'), ''),
  dns: v.optional(v.record(v.string(), v.array(v.string('is not an address'), 'is not a list of addresses')), {}),
  resolve: v.optional(v.boolean('is not true or false'), false),
})

export type ComparisonJson = v.InferOutput<typeof comparisonJson>

export type ComparisonField = Exclude<keyof ComparisonJson, 'resolve'>

/** What is wrong with one field. */
export interface ComparisonProblem {
  readonly field: ComparisonField
  readonly message: string
}

/** How many different visits one request may bring. */
export const mostVisits = 20_000
const mostPacBytes = 1_048_576

/** Checks a comparison: what can be run, or every problem, at most one a field. */
export function readComparison(
  json: ComparisonJson,
  view: AdminView,
  defaults: Defaults,
): CompareRequest | readonly ComparisonProblem[] {
  const problems: ComparisonProblem[] = []
  function read<T>(field: ComparisonField, reader: () => T): T | undefined {
    try {
      return reader()
    } catch (error) {
      problems.push({ field, message: (error as Error).message })
      return undefined
    }
  }
  const before = read('before', () => readSide(json.before, view))
  const after = read('after', () => readSide(json.after, view))
  const visits = read('visits', () => readVisits(json.visits))
  const dialect = read('as', () => readDialect(json.as))
  const addresses = read('client', () => readClient(json.client?.ips ?? [], defaults.client))
  const timeZone = read('tz', () => (json.tz.trim() === '' ? defaults.timeZone : parseTimeZone(json.tz.trim())))
  const now = read('now', () => readNow(json.now.trim(), timeZone ?? defaults.timeZone, defaults.now))
  const dns = read('dns', () => {
    checkResolve(json.resolve, defaults)
    return readNames(Object.entries(json.dns).map(([name, list]) => `${name} = ${list.join(', ')}`))
  })
  if (!before || !after || !visits || !dialect || !addresses || !timeZone || now === undefined || !dns) return problems
  return { before, after, visits, dialect, world: { addresses, now, timeZone, dns }, resolve: json.resolve }
}

function readSide({ pac, site }: ComparisonJson['before'], view: AdminView): string {
  if ((pac === undefined) === (site === undefined))
    throw new RangeError('give either the text as pac, or the name of a site as site')
  if (site !== undefined) return liveText(site, view)
  if (pac === undefined || pac.trim() === '') throw new RangeError('there is no PAC: paste one, choose a file or a live one')
  const bytes = Buffer.byteLength(pac)
  if (bytes > mostPacBytes) throw new RangeError(`the PAC has ${bytes} bytes; clients take less than ${mostPacBytes}`)
  return pac
}

function liveText(site: string, view: AdminView): string {
  const live = livePacs(view).find(({ name }) => name === site)
  if (live === undefined) throw new RangeError(`there is no site "${clip(site)}"`)
  return live.pac.text
}

function readVisits(given: ComparisonJson['visits']): CountedVisit[] {
  const hits = new Map<string, number>()
  for (const [i, each] of given.entries()) {
    const { url, hits: number } = typeof each === 'string' ? { url: each, hits: 1 } : each
    const visit = readVisitLine(url)
    if (typeof visit === 'string') throw new RangeError(`${i}: "${clip(url)}" is not a URL that a browser opens through a proxy`)
    hits.set(visit.url, (hits.get(visit.url) ?? 0) + number)
  }
  if (hits.size === 0) throw new RangeError('there is no visit: give URLs such as https://www.example.org/, or a log')
  if (hits.size > mostVisits) throw new RangeError(`there are ${hits.size} different visits; at most ${mostVisits} at once`)
  return [...hits].map(([url, number]) => ({ url, hits: number }))
}

function readDialect(as: string): Dialect {
  const kind = parseKind(as)
  if ('error' in kind) throw new RangeError(kind.error)
  return kind.dialect
}
