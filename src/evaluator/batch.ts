import * as v from 'valibot'
import { type Dialect, findDialect, knownKinds } from './dialects/dialect.ts'
import type { Evaluator } from './evaluator.ts'
import type { Verdict } from './verdict.ts'
import type { PacSource, Visit, World } from './world.ts'

/** One line of a batch, read. */
export interface BatchRequest {
  readonly id: unknown
  readonly pac: PacSource
  readonly visit: Visit
  readonly world: World
  readonly dialect: Dialect
}

/** What is wrong with a line, in a sentence that names the field. */
export interface BatchError {
  readonly id: unknown
  readonly error: string
}

/** One line of the answer. */
export type BatchAnswer = { readonly id: unknown; readonly verdict: Verdict } | BatchError

const LONGEST_LINE = 8 * 1024 * 1024
/** How many lines are read ahead of the answers. */
const READ_AHEAD = 64

const text = v.string('is not text')
const addresses = v.array(text, 'is not a list of addresses')
const fields = v.object(
  {
    pac: v.optional(text),
    pacBase64: v.optional(v.pipe(text, v.base64('is not base64'))),
    contentType: v.optional(text),
    url: text,
    host: v.optional(text),
    as: v.optional(text, 'chromium'),
    client: v.optional(v.object({ ips: v.nullish(addresses, []) }, 'is not an object')),
    dns: v.optional(v.record(v.string(), addresses, 'is not an object of lists of addresses'), {}),
    now: v.optional(v.pipe(text, v.transform(Date.parse), v.number('is not an ISO date'))),
    tz: v.optional(text),
  },
  'is not a JSON object',
)

/** The dialect in which a client kind runs PACs; or why it cannot be had. */
export function parseKind(as: string): { readonly dialect: Dialect } | { readonly error: string } {
  const dialect = findDialect(as)
  return dialect === undefined
    ? { error: `"${as}" is no kind that can be evaluated (${knownKinds.join(', ')} can)` }
    : { dialect }
}

/** Reads one line of a batch. */
export function readBatchLine(line: string): BatchRequest | BatchError {
  const value = parseJson(line)
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null
  if (value instanceof Error) return { id: null, error: value.message }
  const read = v.safeParse(fields, value)
  if (!read.success) return { id, error: problem(read.issues[0]) }
  const { pac, pacBase64, contentType, url, host, as, client, dns, now, tz } = read.output
  const kind = parseKind(as)
  if ('error' in kind) return { id, error: `as: ${kind.error}` }
  if ((pac === undefined) === (pacBase64 === undefined)) return { id, error: 'pac, pacBase64: exactly one of the two is needed' }
  const source: PacSource =
    pac === undefined
      ? { bytes: Buffer.from(pacBase64 ?? '', 'base64'), ...(contentType !== undefined && { contentType }) }
      : { text: pac }
  const world: World = {
    addresses: client?.ips ?? [],
    dns,
    ...(now !== undefined && { now }),
    ...(tz !== undefined && { timeZone: tz }),
  }
  return { id, pac: source, visit: { url, ...(host !== undefined && { host }) }, world, dialect: kind.dialect }
}

/** Answers one line. Never rejects: what cannot be evaluated is an error in the answer. */
export async function answerLine(line: string, evaluator: Evaluator): Promise<BatchAnswer> {
  const request = readBatchLine(line)
  if ('error' in request) return request
  const { id, pac, visit, world, dialect } = request
  try {
    const [verdict] = await evaluator.evaluate(pac, [visit], world, dialect)
    return { id, verdict: verdict as Verdict }
  } catch (error) {
    return { id, error: (error as Error).message }
  }
}

/**
 * Answers a batch, a line for a line, in the same order; an answer is given as soon as it is known, though the next line may be
 * long in coming. Every line is evaluated for itself: two lines with one PAC never see each other's globals.
 */
export async function* answerBatch(lines: AsyncIterable<string>, evaluator: Evaluator): AsyncGenerator<string> {
  const source = lines[Symbol.asyncIterator]()
  const answers: Promise<BatchAnswer>[] = []
  let coming: Promise<IteratorResult<string>> | undefined = source.next()
  for (;;) {
    const [first] = answers
    if (coming !== undefined && answers.length < READ_AHEAD && (first === undefined || (await lineIsFirst(coming, first)))) {
      const line: IteratorResult<string> = await coming
      if (!line.done) answers.push(answerLine(line.value, evaluator))
      coming = line.done ? undefined : source.next()
    } else if (first !== undefined) {
      yield JSON.stringify(await first)
      answers.shift()
    } else return
  }
}

function lineIsFirst(line: Promise<unknown>, answer: Promise<unknown>): Promise<boolean> {
  return Promise.race([line.then(() => true), answer.then(() => false)])
}

function parseJson(line: string): unknown {
  if (line.length > LONGEST_LINE)
    return new RangeError(`a line of ${line.length} characters is over the limit of ${LONGEST_LINE}`)
  try {
    return JSON.parse(line)
  } catch (error) {
    return new SyntaxError(`the line is not JSON: ${(error as Error).message}`)
  }
}

function problem(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue)
  const isMissing = issue.input === undefined && issue.kind === 'schema'
  const what = isMissing ? 'is missing' : issue.message
  return path === null ? `the line ${what}` : `${path} ${what}`
}
