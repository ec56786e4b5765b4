import { closest, distance } from 'fastest-levenshtein'
import type * as v from 'valibot'
import { formatPath, type Problem } from './problem.ts'
import type { YamlText } from './read-yaml.ts'

/** Says what valibot found in the administrator's words: the path, the value as it is written, the nearest known key. */
export function describeIssue(issue: v.BaseIssue<unknown>, schema: v.GenericSchema, yaml: YamlText): Problem {
  const keys = (issue.path ?? []).map(({ key }) => key)
  const place = { path: formatPath(keys), line: yaml.lineOf(keys) }
  if (issue.type === 'strict_object') {
    const known = knownKeys(schema, keys.slice(0, -1))
    if (issue.expected === 'never') return { ...place, message: `is not a known key${nearest(String(keys.at(-1)), known)}` }
    if (issue.received === 'undefined') return { ...place, message: 'is missing' }
    return {
      ...place,
      message: `${quote(yaml.sourceOf(keys))}is not a section (its keys are ${knownKeys(schema, keys).join(', ')})`,
    }
  }
  // a message of ours that quotes the value itself needs no second quotation
  const quoted = issue.kind === 'schema' ? quote(yaml.sourceOf(keys)) : ''
  return { ...place, message: `${quoted}${issue.message}${yamlTrap(issue.input)}` }
}

// people write 0:67, yes and 1.0 and mean text
function yamlTrap(input: unknown): string {
  return input !== null && typeof input === 'object' && !Array.isArray(input)
    ? ' (YAML reads it as a map: write it in quotes)'
    : ''
}

function quote(source: string | undefined): string {
  if (source === undefined || source === '') return ''
  const line = source.split('\n')[0]!
  return `${line.length > 80 ? `${line.slice(0, 80)}…` : line} `
}

function nearest(key: string, known: readonly string[]): string {
  if (known.length === 0) return ''
  const best = closest(key, known as string[])
  return distance(key, best) <= Math.max(2, key.length / 3) ? ` (did you mean ${best}?)` : ` (known here: ${known.join(', ')})`
}

/** The keys that `schema` has at `keys`, seen through optional, array, pipe and lazy wrappers. */
function knownKeys(schema: v.GenericSchema, keys: readonly unknown[]): string[] {
  let here = unwrap(schema)
  for (const key of keys) {
    const next = typeof key === 'number' ? here.item : (here.entries as Record<string, unknown> | undefined)?.[String(key)]
    if (next === undefined) return []
    here = unwrap(next)
  }
  return Object.keys((here.entries as object | undefined) ?? {})
}

function unwrap(schema: unknown): Record<string, unknown> {
  let here = schema as Record<string, unknown>
  for (;;) {
    const pipe = here.pipe as unknown[] | undefined
    const structured = pipe?.findLast((part) => (part as { kind: string }).kind === 'schema')
    if (structured !== undefined && structured !== here && pipe!.indexOf(structured) > 0)
      here = structured as Record<string, unknown>
    else if ('wrapped' in here) here = here.wrapped as Record<string, unknown>
    else if ('getter' in here) here = (here.getter as (input: unknown) => Record<string, unknown>)({})
    else return here
  }
}
