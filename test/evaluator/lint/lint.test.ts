import { describe, expect, it } from 'vitest'
import { openEvaluator } from '../../../src/evaluator/evaluator.ts'
import { lintPac } from '../../../src/evaluator/lint/lint.ts'
import { lintInThread } from '../../../src/evaluator/lint/lint-thread.ts'
import { ruleNames } from '../../../src/evaluator/lint/rules.ts'
import { cost } from '../../support/cost.ts'
import { decideOne } from '../one.ts'
import { badScripts, pac } from './bad-scripts.ts'
import { goodScripts } from './good-scripts.ts'
import { shapes } from './shapes.ts'

const brief = (text: string) => lintPac({ text }).map(({ line, rule }) => `${line} ${rule}`)
const good = pac('return "DIRECT";')

it.each(badScripts)('finds what is wrong: %s', (_, text, findings) => {
  expect(brief(text)).toEqual(findings)
})

it.each(goodScripts)('finds nothing: %s', (_, text) => {
  expect(lintPac({ text })).toEqual([])
})

it('has a bad script for every rule that a script of a few lines can break', () => {
  const shown = new Set(badScripts.flatMap(([, , findings]) => findings.map((finding) => finding.split(' ')[1])))
  expect(ruleNames.filter((name) => !shown.has(name))).toEqual(['size', 'too-deep'])
})

it('says where, how bad, what to do, and for whom', () => {
  expect(lintPac({ text: pac('  let a = host;', '  return a ? "DIRECT" : "DIRECT";') })).toEqual([
    {
      rule: 'modern-syntax',
      severity: 'warning',
      line: 2,
      column: 3,
      message: 'let: these clients refuse the whole script',
      mend: 'write var',
      kinds: ['ie5', 'ie6', 'ie7', 'winhttp', 'windows10', 'jdk', 'dotnet', 'wine', 'libproxy'],
    },
  ])
})

describe('bytes', () => {
  const lint = (bytes: Uint8Array) => lintPac({ bytes }).map(({ rule, severity, line }) => `${line} ${rule} ${severity}`)

  it('are UTF-8, or a finding', () => {
    expect(lint(Buffer.from(`// caf\u00e9\n${good}`, 'utf8'))).toEqual(['1 non-ascii note'])
    expect(lint(Buffer.from(`// caf\u00e9\n${good}`, 'latin1'))).toEqual(['1 non-ascii warning'])
  })

  it('may begin with a mark of UTF-8 or UTF-16', () => {
    expect(lint(Buffer.from(`\ufeff${good}`, 'utf8'))).toEqual(['1 bom warning'])
    expect(lint(Buffer.from(`\ufeff${good}`, 'utf16le'))).toEqual(['1 bom warning'])
  })

  it('H5: are a note from 256 KiB, and an error from 1 MiB', () => {
    const padded = (size: number) => Buffer.from(`${good}//${'x'.repeat(size - good.length - 2)}`)
    expect(lint(padded(256 * 1024 - 1))).toEqual([])
    expect(lint(padded(256 * 1024))).toEqual(['1 size note'])
    expect(lint(padded(1024 * 1024))).toEqual(['1 size error'])
  })
})

describe('a comment', () => {
  const bad = 'if (dnsDomainIs(host, "example.com")) return "DIRECT";'
  const end = 'return "DIRECT";'

  it('silences the next line, and no other', () => {
    expect(brief(pac('// wpadd-lint-disable-next-line dns-domain-dot', bad, end))).toEqual([])
    expect(brief(pac('/* wpadd-lint-disable-next-line dns-domain-dot, alert */', bad, end))).toEqual(['2 unused-silence'])
    expect(brief(pac('// wpadd-lint-disable-next-line dns-domain-dot', end, bad))).toEqual([
      '2 unused-silence',
      '4 unreachable',
      '4 dns-domain-dot',
    ])
  })

  it('silences a rule in the whole file', () => {
    expect(brief(`// wpadd-lint-disable dns-domain-dot -- one network\n${pac(bad, end)}`)).toEqual([])
    expect(brief(`// wpadd-lint-disable\n${pac(end)}`)).toEqual(['1 unknown-silence'])
  })
})

it('tells the first 50 of a rule, and how many more there are', () => {
  const found = lintPac({
    text: pac(
      ...Array.from({ length: 60 }, (_, i) => `if (dnsDomainIs(host, "site${i}.example")) return "DIRECT";`),
      'return "DIRECT";',
    ),
  })
  expect(found).toHaveLength(50)
  expect(found.at(-1)?.message).toMatch(/ \(and 10 more\)$/)
})

it.each(shapes)('takes a real PAC in its stride: %s', (_, text) => {
  const found = lintPac({ text })
  // 300 ms is the bar on a machine of its own; this one is shared
  expect(cost(() => lintPac({ text }), 1)).toBeLessThan(1500)
  expect(found.filter(({ severity }) => severity !== 'note')).toEqual([])
})

it.each([
  ['brackets', (n: number) => pac(`return ${'('.repeat(n)}"DIRECT"${')'.repeat(n)};`)],
  ['blocks', (n: number) => pac('{'.repeat(n), 'return "DIRECT";', '}'.repeat(n))],
  [
    'else if',
    (n: number) =>
      pac(...Array.from({ length: n }, (_, i) => `if (host == "a${i}.example") return "DIRECT"; else`), 'return "DIRECT";'),
  ],
  [
    '||',
    (n: number) =>
      pac(
        `if (${Array.from({ length: n }, (_, i) => `host == "a${i}.example"`).join('\n||')}) return "DIRECT";`,
        'return "DIRECT";',
      ),
  ],
])('a script that is nested 4000 deep is read in a thread, and never ends this one: %s', async (_, make) => {
  expect(lintPac({ text: make(100_000) }).map(({ rule }) => rule)).toContain('too-deep')
  expect(await lintInThread({ text: make(4000) })).toEqual([])
})

it('calls a syntax error what the sandbox calls one', async () => {
  await using evaluator = openEvaluator()
  for (const [what, text, findings] of badScripts) {
    const verdict = await decideOne(evaluator, text)
    const isSyntax = verdict.kind === 'failed' && verdict.reason === 'syntax'
    expect({ what, isSyntax }).toEqual({ what, isSyntax: findings.some((finding) => finding.endsWith(' syntax')) })
  }
})

it.each([
  ['comments that are not closed', `\u00e9${'/*'.repeat(400_000)}`],
  ['quotes that are not closed', `\u00e9${'\\"'.repeat(400_000)}`],
  ['long patterns', pac(`shExpMatch(url, "${'a.'.repeat(200_000)}");`, 'return "DIRECT";')],
  ['long expressions', pac(...Array.from({ length: 60 }, () => `/${'a'.repeat(9000)}/.test(host);`), 'return "DIRECT";')],
  [
    'many lists of many',
    `var list = [${'".a.example",'.repeat(20_000)}""];\n${pac('dnsDomainIs(host, list[0]);'.repeat(20), 'return "DIRECT";')}`,
  ],
])('time grows with the length of a text alone: %s', (_, text) => {
  expect(cost(() => lintPac({ text }), 1)).toBeLessThan(5000)
})
