import type { PacSource } from '../world.ts'
import type { Finding, Rule } from './finding.ts'
import { readMeaning } from './meaning.ts'
import { ruleNames, scriptRules, textRules } from './rules.ts'
import { type NotAScript, readScript, type Script, tooDeep } from './script.ts'
import { applySilences } from './silence.ts'
import { lineCounter, readSource, type SourceText } from './text.ts'

/** How many findings of a rule are told one by one. */
const MOST_OF_A_RULE = 50
/** Texts over this are not parsed: no client takes half of it. In UTF-16 units. */
const MOST_READ = 4 * 1024 * 1024

type LineOf = ReturnType<typeof lineCounter>

/**
 * The mistakes in a PAC, in the order of the text. Pure, never throws on what a PAC may hold, and takes time that grows with its
 * length. A script that is nested some thousand levels deep needs a thread with a large stack (lint-thread.ts); without one it
 * is a finding, `too-deep`.
 */
export function lintPac(pac: PacSource): Finding[] {
  const source = readSource(pac)
  const lineOf = lineCounter(source.text)
  const found = textRules.flatMap((rule) => findingsOf(rule, source, lineOf))
  const script = source.text.length > MOST_READ ? tooLong : readScript(source)
  const all = 'program' in script ? withScript(found, script, lineOf) : [...found, unreadable(script, source, lineOf)]
  return capped(all).sort((a, b) => a.line - b.line || a.column - b.column)
}

const tooLong: NotAScript = { at: 0, message: 'is too long to be read as a script', tooDeep: true }

function withScript(found: readonly Finding[], script: Script, lineOf: LineOf): Finding[] {
  try {
    const meaning = readMeaning(script)
    const all = [...found, ...scriptRules.flatMap((rule) => findingsOf(rule, meaning, lineOf))]
    return applySilences(all, script.comments, new Set(ruleNames), lineOf)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return [...found, unreadable(tooDeep, script.source, lineOf)]
  }
}

function findingsOf<Subject>(rule: Rule<Subject>, subject: Subject, lineOf: LineOf): Finding[] {
  return [...rule.find(subject)].map(({ at, severity, kinds, message, mend }) => ({
    rule: rule.name,
    severity: severity ?? rule.severity,
    ...lineOf(at),
    message,
    mend,
    ...(kinds === undefined ? {} : { kinds }),
  }))
}

function unreadable({ at, message, tooDeep: isDeep }: NotAScript, { text }: SourceText, lineOf: LineOf): Finding {
  if (isDeep)
    return {
      rule: 'too-deep',
      severity: 'warning',
      ...lineOf(at),
      message,
      mend: 'write it flatter: a list and a loop instead of conditions in conditions',
    }
  return {
    rule: 'syntax',
    severity: 'error',
    ...lineOf(at),
    message: `${message}: no client can run this`,
    mend: syntaxMend(text, at),
  }
}

function syntaxMend(text: string, at: number): string {
  const here = text.slice(at, at + 20)
  if (/^\s*<(script|!DOCTYPE|html)/i.test(text)) return 'a PAC is script alone: take the HTML away'
  if (/[\u2018\u2019\u201c\u201d]/.test(here)) return 'write straight quotes: " and \''
  if (at >= text.trimEnd().length) return 'something that was opened is not closed: count the brackets and quotes'
  if (/^(and|or)\b/i.test(here)) return 'write && or ||'
  return 'look at this place and the line before: a bracket, a quote, a comma or an operator is missing or too many'
}

// the first ones of each rule, the last of them with the number of those that are left out
function capped(findings: readonly Finding[]): Finding[] {
  const mostOf = new Map<string, number>([...textRules, ...scriptRules].map(({ name, most }) => [name, most ?? MOST_OF_A_RULE]))
  return [...Map.groupBy(findings, ({ rule }) => rule)].flatMap(([rule, all]) => {
    const most = mostOf.get(rule) ?? MOST_OF_A_RULE
    const sorted = all.toSorted((a, b) => a.line - b.line || a.column - b.column)
    const left = sorted.length - most
    return sorted
      .slice(0, most)
      .map((one, i) => (left > 0 && i === most - 1 ? { ...one, message: `${one.message} (and ${left} more)` } : one))
  })
}
