import { describe, expect, it } from 'vitest'
import { caseTable, csv, record } from '../../src/admin/preview/exports.ts'
import { disagreements, matrixLines } from '../../src/admin/preview/matrix.ts'
import { matrixJson } from '../../src/admin/preview/matrix-json.ts'
import type { Preview } from '../../src/admin/preview/preview.ts'
import { tell } from '../../src/admin/preview/told.ts'
import { languages } from '../../src/admin/words/words.ts'
import { readRecord } from '../../src/evaluator/record.ts'
import type { Verdict } from '../../src/evaluator/verdict.ts'
import { parseCaseTable } from '../../src/revisions/case-table.ts'

const words = languages.en.words.preview
const direct: Verdict = { kind: 'answered', raw: 'DIRECT', proxies: [{ type: 'direct' }] }
const proxy: Verdict = { kind: 'answered', raw: 'PROXY p.test:1', proxies: [{ type: 'http', host: 'p.test', port: 1 }] }
const bypassed: Verdict = { kind: 'bypassed', detail: 'localhost' }
const thrown: Verdict = { kind: 'failed', reason: 'exception', detail: 'no such thing', clientDoes: 'direct' }
const refused: Verdict = { kind: 'failed', reason: 'syntax', detail: 'line 3 is refused', clientDoes: 'direct' }

type Row = readonly [Verdict, Verdict, Verdict]

// a matrix of what chromium, firefox and winhttp decide, visit by visit
function preview(...rows: readonly Row[]): Preview {
  const kinds = [
    { as: 'chromium', dialect: 'chromium' },
    { as: 'firefox', dialect: 'firefox' },
    { as: 'windows10', dialect: 'winhttp' },
  ] as const
  const world = { addresses: ['192.0.2.7'], now: Date.UTC(2026, 0, 5, 9), timeZone: 'Europe/Madrid', dns: {} }
  const visits = rows.map((_, i) => ({ url: `http://v${i}.test/` }))
  return {
    request: { pac: 'the text', visits, world, resolve: true, kinds },
    columns: kinds.map((kind, at) => ({ ...kind, verdicts: rows.map((row) => row[at]!) })),
    dns: { 'v0.test': ['203.0.113.5'] },
    milliseconds: 1.5,
  }
}

describe('how kinds disagree', () => {
  it.each<[string, readonly Row[], object]>([
    ['alike', [[direct, direct, direct]], { visits: [], fail: 0, always: [] }],
    ['asked or not, a client goes the same way', [[direct, bypassed, direct]], { visits: [], fail: 0 }],
    [
      'another choice',
      [
        [direct, direct, direct],
        [direct, proxy, direct],
      ],
      { visits: [1], fail: 0 },
    ],
    [
      'one fails',
      [
        [direct, thrown, direct],
        [direct, direct, direct],
      ],
      { visits: [0], fail: 1 },
    ],
    [
      'all fail alike',
      [
        [thrown, thrown, thrown],
        [direct, direct, direct],
      ],
      { visits: [], fail: 1 },
    ],
    [
      'one fails always',
      [
        [direct, direct, refused],
        [proxy, proxy, refused],
      ],
      { visits: [], fail: 0, always: [{ as: 'windows10', detail: 'line 3 is refused' }] },
    ],
  ])('%s', (_, rows, expected) => {
    expect(disagreements(preview(...rows), words)).toMatchObject(expected)
  })

  it('is told in a sentence, each kind that always fails once', () => {
    const told = tell(preview([direct, direct, refused], [direct, proxy, refused]), undefined, words)
    expect(told).toMatchObject({
      summary: 'Chromium: 2 visits: 2 DIRECT.',
      agreement: 'Windows 10, 11 fails for every visit: line 3 is refused. 1 visit is decided otherwise by some kind.',
      agrees: false,
      always: ['windows10'],
    })
    expect(tell(preview([direct, direct, direct]), undefined, words)).toMatchObject({
      summary: '1 visit: 1 DIRECT.',
      agreement: 'Every client kind decides alike.',
    })
  })
})

it('sends each verdict once, and a number a cell', () => {
  const lines = preview([direct, direct, proxy], [proxy, { ...direct }, direct]).columns.flatMap(matrixLines(words))
  expect(lines.map((line) => (line.kind === 'look' ? `${line.id} ${line.first}` : `${line.as} ${line.ids}`))).toEqual([
    '0 DIRECT',
    '1 p.test:1',
    'chromium 0,1',
    'firefox 0,0',
    'windows10 1,0',
  ])
})

describe('what is taken along', () => {
  const matrix = preview([direct, direct, proxy])

  it('a case table has a case a cell, with the names that were asked pinned', () => {
    const cases = parseCaseTable(caseTable(matrix))
    expect(cases).toHaveLength(3)
    expect(cases[2]).toEqual({
      visit: 'http://v0.test/',
      client: ['192.0.2.7'],
      now: Date.UTC(2026, 0, 5, 9),
      tz: 'Europe/Madrid',
      dns: { 'v0.test': ['203.0.113.5'] },
      as: 'windows10',
      expect: 'PROXY p.test:1',
    })
  })

  it('a case table keeps hostile text as text', () => {
    const raw = `" , as: [x]\n- { visit: 'y' } # \u2028 {{`
    const hostile: Verdict = { kind: 'answered', raw, proxies: [{ type: 'direct' }] }
    expect(parseCaseTable(caseTable(preview([hostile, direct, direct]))).map((one) => one.expect)).toEqual([
      raw,
      'DIRECT',
      'DIRECT',
    ])
  })

  it('CSV quotes, and makes no formulas', () => {
    const formula: Verdict = { kind: 'answered', raw: '=HYPERLINK("http://evil.test","x")', proxies: [{ type: 'direct' }] }
    const [head, first, , third] = csv(preview([formula, direct, proxy])).split('\r\n')
    expect(head).toBe('visit,as,first,then,state,said')
    expect(first).toBe(`http://v0.test/,chromium,DIRECT,,reference,"'=HYPERLINK(""http://evil.test"",""x"")"`)
    expect(third).toBe('http://v0.test/,windows10,p.test:1,,differs,PROXY p.test:1')
  })

  it('JSON says which visits differ', () => {
    expect(matrixJson(matrix)).toMatchObject({
      as: ['chromium', 'firefox', 'windows10'],
      dns: { 'v0.test': ['203.0.113.5'] },
      verdicts: [{ url: 'http://v0.test/', differs: true, verdicts: { chromium: direct, windows10: proxy } }],
    })
  })

  it('a record can be read again', () => {
    const { evaluation, verdicts } = readRecord(record(matrix, '0.1.0'))
    expect(evaluation).toMatchObject({ pac: { text: 'the text' }, world: { dns: { 'v0.test': ['203.0.113.5'] } } })
    expect(verdicts.map(({ as }) => as)).toEqual(['chromium', 'firefox', 'windows10'])
  })
})
