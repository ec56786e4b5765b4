import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { answerBatch, parseKind } from '../evaluator/batch.ts'
import { dialectNames } from '../evaluator/dialects/dialect.ts'
import { openEvaluator } from '../evaluator/evaluator.ts'
import { type Changed, changes, type Evaluation, evaluateAll, type Recorded } from '../evaluator/record.ts'
import { rememberNames } from '../evaluator/remember-names.ts'
import type { Resolve } from '../evaluator/world.ts'
import { type Command, Misuse, print, printHelp } from './command.ts'
import { help, options, type WorldValues } from './eval-options.ts'
import { loadRecord, saveRecord } from './eval-record.ts'
import { changesText, jsonLines, table } from './eval-text.ts'
import { type TracedOutcome, traceAll, traceText } from './eval-trace.ts'
import { readResolver, readTimeout, readWorld } from './eval-world.ts'
import { readPac } from './read-input.ts'

/** What is to be done, and what came of it before. */
interface Asked {
  readonly evaluation: Evaluation
  readonly resolve: Resolve | undefined
  readonly before: readonly Recorded[] | undefined
}

type Values = ReturnType<typeof readWords>['values']

/** Says what a PAC decides. */
export const evaluate: Command = {
  help,
  async run(words) {
    const { values, positionals } = readWords(words)
    if (values.help) return printHelp(help)
    if (values.batch) return batch(positionals)
    const asked =
      values.replay === undefined ? await readAsked(values, positionals) : await readReplay(values.replay, values, positionals)
    await using evaluator = openEvaluator({ resolveMs: readTimeout(values) + 1000 })
    const names = asked.resolve && rememberNames(asked.resolve)
    const { evaluation, before } = asked
    const recorded = await evaluateAll(evaluation, evaluator, names?.resolve)
    const outcomes = values.trace ? await traceAll(evaluation, recorded, evaluator, names?.resolve) : recorded
    const changed = before === undefined ? undefined : changes(before, recorded)
    if (values.save !== undefined) await saveRecord(values.save, withNames(evaluation, names?.answers), outcomes)
    print(values.json ? jsonLines(outcomes, changed) : textOf(evaluation, outcomes, changed))
    if (changed !== undefined) return changed.length > 0 ? 1 : 0
    return recorded.some(({ verdict }) => verdict.kind === 'failed') ? 1 : 0
  },
}

function readWords(words: readonly string[]) {
  return parseArgs({ args: [...words], options, allowPositionals: true })
}

async function readAsked(values: Values, [pacPath, ...urls]: readonly string[]): Promise<Asked> {
  if (pacPath === undefined) throw new Misuse('no PAC file is named')
  if (urls.length === 0) throw new Misuse('no URL is given')
  const as = values.as === 'all' ? dialectNames : [readKind(values.as)]
  const visits = urls.map((url) => ({ url: url.includes('://') ? url : `http://${url}/` }))
  const resolve = readResolver(values)
  const world = await readWorld(values)
  return { evaluation: { pac: await readPac(pacPath), as, visits, world }, resolve, before: undefined }
}

const ofTheWorld: readonly (keyof WorldValues)[] = [
  'client-ip',
  'now',
  'tz',
  'dns',
  'dns-file',
  'live',
  'resolver',
  'dns-timeout',
]

async function readReplay(path: string, values: Values, positionals: readonly string[]): Promise<Asked> {
  const said = ofTheWorld.find((name) => values[name] !== undefined)
  const excess = positionals[0] ?? (values.as === options.as.default ? undefined : '--as') ?? (said && `--${said}`)
  if (excess !== undefined) throw new Misuse(`--replay takes everything from its file, so "${excess}" has no place`)
  const { evaluation, verdicts } = await loadRecord(path)
  return { evaluation, resolve: undefined, before: verdicts }
}

function withNames(evaluation: Evaluation, answers: Evaluation['world']['dns'] | undefined): Evaluation {
  const { world } = evaluation
  return { ...evaluation, world: { ...world, dns: { ...world.dns, ...answers } } }
}

function textOf(
  { pac, visits }: Evaluation,
  outcomes: readonly (Recorded | TracedOutcome)[],
  changed: readonly Changed[] | undefined,
): string {
  const traced = outcomes.filter((outcome): outcome is TracedOutcome => outcome.trace !== undefined)
  const isMany = outcomes.length > visits.length
  const traces = visits.map((visit, i) =>
    traceText(
      pac,
      visit,
      traced.filter((_, at) => at % visits.length === i),
    ),
  )
  return [
    ...(traced.length === 0 || isMany
      ? [
          table(
            visits.map(({ url }) => url),
            outcomes,
          ),
        ]
      : []),
    ...(traced.length === 0 ? [] : traces.map((text) => (isMany ? `\n${text}` : text))),
    ...(changed === undefined ? [] : [changesText(changed, outcomes.length)]),
  ].join('\n')
}

async function batch(positionals: readonly string[]): Promise<number> {
  if (positionals.length > 0) throw new Misuse(`--batch reads requests from standard input, so "${positionals[0]}" has no place`)
  await using evaluator = openEvaluator()
  for await (const line of answerBatch(createInterface({ input: process.stdin, crlfDelay: Infinity }), evaluator)) {
    // a slow reader slows us down, instead of filling our memory
    if (!process.stdout.write(`${line}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve))
  }
  return 0
}

function readKind(name: string): string {
  const kind = parseKind(name)
  if ('error' in kind) throw new Misuse(`--as: ${kind.error}, and all stands for every dialect`)
  return name
}
