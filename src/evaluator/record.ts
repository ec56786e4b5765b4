import { isDeepStrictEqual } from 'node:util'
import * as v from 'valibot'
import { findDialect } from './dialects/dialect.ts'
import type { Evaluator } from './evaluator.ts'
import type { Trace } from './trace.ts'
import type { Verdict } from './verdict.ts'
import { isZone, type PacSource, type Resolve, type Visit, type World } from './world.ts'

/** An evaluation that can be done again anywhere: what was asked, the whole world, and what came out. Plain JSON. */
export interface EvaluationRecord {
  readonly format: 1
  /** The version that wrote it. */
  readonly wpadd: string
  readonly pac: { readonly text: string } | { readonly base64: string; readonly contentType?: string }
  /** Client kinds or dialects. */
  readonly as: readonly string[]
  readonly visits: readonly Visit[]
  readonly world: {
    readonly addresses: readonly string[]
    /** ISO 8601. */
    readonly now: string
    readonly tz: string
    /** Every name that was asked or pinned; any other does not resolve. */
    readonly dns: Readonly<Record<string, readonly string[]>>
  }
  /** For each of `as` the verdicts of all visits, in their order. */
  readonly verdicts: readonly Recorded[]
}

/** What came of one visit for one kind. */
export interface Recorded {
  readonly as: string
  readonly url: string
  readonly verdict: Verdict
  readonly trace?: Trace
}

/** A verdict that is another one than it was. */
export interface Changed {
  readonly as: string
  readonly url: string
  readonly was: Verdict
  readonly is: Verdict
}

/** What is evaluated: everything that a record holds but the outcome. */
export interface Evaluation {
  readonly pac: PacSource
  readonly as: readonly string[]
  readonly visits: readonly Visit[]
  readonly world: World & { readonly now: number; readonly timeZone: string }
}

/** The longest record, in characters. */
export const LONGEST_RECORD = 64 * 1024 * 1024
const MOST_KINDS = 100
const MOST_VERDICTS = 100_000

/** Makes a record. `version` is this program's. */
export function makeRecord(
  { pac, as, visits, world }: Evaluation,
  verdicts: readonly Recorded[],
  version: string,
): EvaluationRecord {
  const { addresses, now, timeZone, dns } = world
  return {
    format: 1,
    wpadd: version,
    pac: 'text' in pac ? { text: pac.text } : { base64: Buffer.from(pac.bytes).toString('base64'), ...typeOf(pac) },
    as,
    visits,
    world: { addresses, now: new Date(now).toISOString(), tz: timeZone, dns },
    verdicts,
  }
}

function typeOf({ contentType }: { readonly contentType?: string }): { readonly contentType?: string } {
  return contentType === undefined ? {} : { contentType }
}

const text = v.string('is not text')
const addresses = v.array(text, 'is not a list of addresses')
const kind = v.pipe(
  text,
  v.check((as) => findDialect(as) !== undefined, 'is no kind that can be evaluated'),
)
const verdict = v.variant(
  'kind',
  [
    v.object({ kind: v.literal('answered'), raw: text, proxies: v.array(v.looseObject({ type: text })) }),
    v.object({ kind: v.literal('bypassed'), detail: text }),
    v.object({ kind: v.literal('failed'), reason: text, detail: text, clientDoes: v.picklist(['direct', 'error']) }),
  ],
  'is not a verdict',
)
const fields = v.object(
  {
    format: v.literal(1, 'is not a format that this version reads (it reads 1)'),
    wpadd: text,
    pac: v.union(
      [v.strictObject({ text }), v.strictObject({ base64: v.pipe(text, v.base64()), contentType: v.optional(text) })],
      'is neither {"text"} nor {"base64", "contentType"}',
    ),
    as: v.pipe(
      v.array(kind, 'is not a list of kinds'),
      v.minLength(1, 'is empty'),
      v.maxLength(MOST_KINDS, 'has too many kinds'),
    ),
    visits: v.array(v.object({ url: text, host: v.optional(text) }, 'is not a visit'), 'is not a list of visits'),
    world: v.object(
      {
        addresses,
        now: v.pipe(text, v.transform(Date.parse), v.number('is not an ISO date')),
        tz: v.pipe(text, v.check(isZone, 'is not a time zone')),
        dns: v.record(v.string(), addresses, 'is not an object of lists of addresses'),
      },
      'is not an object',
    ),
    verdicts: v.pipe(
      v.array(v.object({ as: text, url: text, verdict }, 'is not an object'), 'is not a list'),
      v.maxLength(MOST_VERDICTS, `has more than ${MOST_VERDICTS} verdicts`),
    ),
  },
  'is not a JSON object',
)

/** A record as it is done again. */
export interface ReadRecord {
  readonly evaluation: Evaluation
  readonly verdicts: readonly Recorded[]
}

/** Reads a record. Throws a RangeError that names the field and what is wrong with it. */
export function readRecord(text: string): ReadRecord {
  if (text.length > LONGEST_RECORD)
    throw new RangeError(`a record of ${text.length} characters is over the limit of ${LONGEST_RECORD}`)
  const read = v.safeParse(fields, parseJson(text))
  if (!read.success) throw new RangeError(problem(read.issues[0]))
  const { pac, as, visits, world, verdicts } = read.output
  if (verdicts.length !== as.length * visits.length)
    throw new RangeError(`verdicts has ${verdicts.length}, and there are ${visits.length} visits for each of ${as.length} kinds`)
  return {
    evaluation: {
      pac:
        'text' in pac
          ? pac
          : { bytes: Buffer.from(pac.base64, 'base64'), ...(pac.contentType !== undefined && { contentType: pac.contentType }) },
      as,
      visits: visits.map(({ url, host }) => ({ url, ...(host !== undefined && { host }) })),
      world: { addresses: world.addresses, dns: world.dns, now: world.now, timeZone: world.tz },
    },
    verdicts: verdicts as unknown as Recorded[],
  }
}

/** Evaluates all visits for all kinds: the verdicts in the order in which a record has them. Rejects as `evaluate` does. */
export async function evaluateAll(
  { pac, as, visits, world }: Evaluation,
  evaluator: Pick<Evaluator, 'evaluate'>,
  resolve?: Resolve,
): Promise<Recorded[]> {
  const recorded: Recorded[] = []
  for (const name of as) {
    const verdicts = await evaluator.evaluate(pac, visits, world, findDialect(name), resolve)
    recorded.push(...verdicts.map((verdict, i) => ({ as: name, url: visits[i]?.url ?? '', verdict })))
  }
  return recorded
}

/** The verdicts that are not what they were; the wording of a detail does not count. */
export function changes(before: readonly Recorded[], after: readonly Recorded[]): Changed[] {
  return after.flatMap(({ as, url, verdict: is }, i) => {
    const was = before[i]?.verdict
    return was === undefined || isDeepStrictEqual(essence(was), essence(is)) ? [] : [{ as, url, was, is }]
  })
}

function essence(verdict: Verdict): unknown {
  return JSON.parse(JSON.stringify({ ...verdict, detail: undefined }))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new RangeError(`it is not JSON: ${(error as Error).message}`, { cause: error })
  }
}

function problem(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue)
  const isMissing = issue.input === undefined && issue.kind === 'schema'
  const what = isMissing ? 'is missing' : issue.message
  return path === null ? `the record ${what}` : `${path} ${what}`
}
