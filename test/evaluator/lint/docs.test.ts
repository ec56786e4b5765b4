import { describe, expect, it } from 'vitest'
import { lintPac } from '../../../src/evaluator/lint/lint.ts'
import { ruleNames } from '../../../src/evaluator/lint/rules.ts'
import { examplesOf } from '../../repository/documents.ts'
import { textOf } from '../../repository/tree.ts'

const pages = textOf('docs/lint.md')
  .split(/^## /m)
  .slice(1)
  .map((page) => ({ name: page.split('\n')[0] ?? '', page }))

// what a document cannot show by itself
const made: Readonly<Record<string, (text: string) => string>> = {
  'js bad': (text) => text,
  'js bad, with a byte order mark': (text) => `\ufeff${text}`,
  'js bad, with 256 KiB of comments': (text) => `${text}//${'-'.repeat(256 * 1024)}\n`,
  'js bad, in very many brackets': (text) => text.replace('"DIRECT"', `${'('.repeat(100_000)}"DIRECT"${')'.repeat(100_000)}`),
}

it('there is a page on every rule, in one order, and in the table', () => {
  expect(pages.map(({ name }) => name).toSorted()).toEqual(ruleNames.toSorted())
  for (const { name } of pages) expect(textOf('docs/lint.md')).toContain(`| [${name}](#${name}) |`)
})

describe.each(pages)('$name', ({ name, page }) => {
  const examples = examplesOf(page)
  const bad = examples.filter(({ info }) => info.startsWith('js bad'))
  const good = examples.filter(({ info }) => info === 'js good')

  it('gives its reason in more than a word', () => {
    expect(page.replace(/```[\s\S]*?```/g, '').split(/\s+/).length).toBeGreaterThan(30)
  })

  it('has a bad example with this finding alone, and a good one without any', () => {
    expect([bad.length, good.length]).toEqual([1, 1])
    for (const { info, text } of bad)
      expect([...new Set(lintPac({ text: made[info]?.(text) ?? '' }).map(({ rule }) => rule))]).toEqual([name])
    for (const { text } of good) expect(lintPac({ text })).toEqual([])
  })

  // what cannot be read has no comments, and the last two are about the comments themselves
  const isSilenced = !['syntax', 'too-deep', 'unused-silence', 'unknown-silence'].includes(name)

  it(isSilenced ? 'is silenced by a comment' : 'is not silenced', () => {
    for (const { info, text } of bad) {
      const silenced = `// wpadd-lint-disable ${name} -- meant\n${text}`
      expect(lintPac({ text: made[info]?.(silenced) ?? '' }).length === 0).toBe(isSilenced)
    }
  })
})
