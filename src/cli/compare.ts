import { parseArgs } from 'node:util'
import { parseKind } from '../evaluator/batch.ts'
import type { Dialect } from '../evaluator/dialects/dialect.ts'
import { openEvaluator } from '../evaluator/evaluator.ts'
import { rememberNames } from '../evaluator/remember-names.ts'
import type { PacSource } from '../evaluator/world.ts'
import { type Comparison, type CountedVisit, compareVerdicts, count } from '../policy/compare-verdicts.ts'
import { type Command, Misuse, print, printHelp } from './command.ts'
import { worldOptions } from './eval-options.ts'
import { readResolver, readTimeout, readWorld } from './eval-world.ts'
import { type Reading, readPac, readVisits } from './read-input.ts'

const help = `Usage: wpadd compare OLD.pac NEW.pac --visits FILE [OPTION...]

Lists the URLs whose decision changes from one PAC to the other, grouped by change: what a pull request with a new PAC would do.

  --visits FILE       URLs, one a line (uniq -c may have counted them), or a Squid access log (native, common or combined);
                      - for standard input
  --as KIND           the client kind, or the dialect in which it runs PACs (default: chromium; wpadd eval --help lists them)
  --client-ip A       an address of the client (again for more; default: this machine's own)
  --now ISO           the moment of the visits (2026-01-05T09:00:00Z; default: now)
  --tz ZONE           the client's time zone (Europe/Madrid; default: this machine's)
  --dns NAME=A,B      what NAME resolves to (again for more names); other names do not resolve
  --dns-file FILE, --live, --resolver H:P,..., --dns-timeout MS
                      where other names come from (wpadd eval --help)
  --json              {"changes": [{"before", "after", "detail"?, "visits": [{"url", "hits"}]}], "unchanged": {"visits", "hits"},
                       "failing": {"before": {"visits", "hits"}, "after": {...}}, "malformed": N}

Exit status: 0 every decision is the same, 1 at least one changes, 2 misuse.`

const options = {
  visits: { type: 'string' },
  as: { type: 'string', default: 'chromium' },
  ...worldOptions,
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Says which decisions change between two PACs. */
export const compare: Command = {
  help,
  async run(words) {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true })
    if (values.help) return printHelp(help)
    const [old, fresh, ...more] = positionals
    if (old === undefined || fresh === undefined) throw new Misuse('two PAC files are to be named, the old one first')
    if (more.length > 0) throw new Misuse(`two PACs at a time, so "${more[0]}" has no place`)
    if (values.visits === undefined) throw new Misuse('no visits are named (--visits FILE)')
    if ([old, fresh, values.visits].filter((path) => path === '-').length > 1)
      throw new Misuse('standard input can be read once only')
    const dialect = readDialect(values.as)
    const world = await readWorld(values)
    const [before, after] = [await readPac(old), await readPac(fresh)]
    const reading = await readVisits(values.visits)
    const visits = [...reading.visits].map(([url, hits]) => ({ url, hits }))
    const resolver = readResolver(values)
    // both PACs are given the same answers
    const names = resolver && rememberNames(resolver)
    await using evaluator = openEvaluator({ resolveMs: readTimeout(values) + 1000 })
    const decide = (pac: PacSource) => evaluator.evaluate(pac, visits, world, dialect, names?.resolve)
    const comparison = compareVerdicts(visits, await decide(before), await decide(after))
    print(values.json ? JSON.stringify({ ...comparison, malformed: reading.malformed }) : report(comparison, visits, reading))
    return comparison.changes.length === 0 ? 0 : 1
  },
}

function readDialect(as: string): Dialect {
  const kind = parseKind(as)
  if ('error' in kind) throw new Misuse(`--as: ${kind.error}`)
  return kind.dialect
}

function report(
  { changes, unchanged, failing }: Comparison,
  visits: readonly CountedVisit[],
  { malformed, samples }: Reading,
): string {
  const groups = changes.toSorted((a, b) => count(b.visits).hits - count(a.visits).hits)
  const changed = visits.length - unchanged.visits
  return [
    ...groups.flatMap(({ before, after, detail, visits }) => [
      `${before} -> ${after}: ${counted(visits)}`,
      ...(detail === undefined ? [] : [`  the first that fails says: ${detail}`]),
      ...visits.toSorted((a, b) => b.hits - a.hits).map(({ url, hits }) => `  ${String(hits).padStart(7)}  ${url}`),
    ]),
    `${changed} of ${visits.length} visits change their way`,
    ...(failing.after.visits > 0
      ? [`the new PAC fails for ${failing.after.visits} (the old one for ${failing.before.visits})`]
      : []),
    ...(malformed > 0
      ? [`${malformed === 1 ? '1 line is' : `${malformed} lines are`} neither URL nor log, such as line ${samples[0]?.line}`]
      : []),
  ].join('\n')
}

function counted(visits: readonly CountedVisit[]): string {
  const { visits: different, hits } = count(visits)
  return `${different} visit${different === 1 ? '' : 's'}, ${hits} hit${hits === 1 ? '' : 's'}`
}
