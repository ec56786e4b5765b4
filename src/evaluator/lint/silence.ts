import type { Comment } from 'acorn'
import type { Finding } from './finding.ts'

/** A comment that silences rules: for the next line, or for the file. */
interface Silence {
  readonly rule: string
  readonly at: number
  /** The line that it is about; undefined: the file. */
  readonly line: number | undefined
  used: boolean
}

type LineOf = (offset: number) => { readonly line: number; readonly column: number }

/**
 * Takes away what comments silence: `// wpadd-lint-disable-next-line RULE` and, for the file, `// wpadd-lint-disable RULE`, several
 * rules with commas between them. One that names an unknown rule, or silences nothing, is a finding itself.
 */
export function applySilences(
  findings: readonly Finding[],
  comments: readonly Comment[],
  known: ReadonlySet<string>,
  lineOf: LineOf,
): Finding[] {
  const silences = comments.flatMap((comment) => readSilences(comment, lineOf))
  const byPlace = Map.groupBy(silences, ({ rule, line }) => `${rule} ${line ?? ''}`)
  const left = findings.filter(({ rule, line }) => {
    const found = [...(byPlace.get(`${rule} ${line}`) ?? []), ...(byPlace.get(`${rule} `) ?? [])]
    for (const silence of found) silence.used = true
    return found.length === 0
  })
  return [...left, ...silences.filter(({ used }) => !used).map((silence) => idle(silence, known, lineOf))]
}

function readSilences({ value, start, end }: Comment, lineOf: LineOf): Silence[] {
  const [, nextLine, names] = /^[\s*]*wpadd-lint-disable(-next-line)?(?![\w-])([^\n]*)/.exec(value) ?? []
  if (names === undefined) return []
  const line = nextLine === undefined ? undefined : lineOf(end).line + 1
  // a reason may stand behind --
  const rules = (names.split('--')[0] ?? '').split(/[\s,*]+/).filter((name) => name !== '')
  return (rules.length === 0 ? [''] : rules).map((rule) => ({ rule, at: start, line, used: false }))
}

function idle({ rule, at }: Silence, known: ReadonlySet<string>, lineOf: LineOf): Finding {
  const place = lineOf(at)
  if (known.has(rule))
    return {
      rule: 'unused-silence',
      severity: 'warning',
      ...place,
      message: `there is no ${rule} to silence here`,
      mend: 'take the comment away',
    }
  const message = rule === '' ? 'names no rule' : `there is no rule ${rule}`
  return { rule: 'unknown-silence', severity: 'warning', ...place, message, mend: 'name a rule of docs/lint.md' }
}
