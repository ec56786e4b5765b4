import { expect, it } from 'vitest'
import { readReport, unproven } from './ran.ts'
import { readRows, testNames, withTests } from './requirements.ts'
import { numberedTests, numberedTitles, numbers } from './titles.ts'
import { textOf } from './tree.ts'

const rows = readRows(textOf('REQUIREMENTS.md'))

it('REQUIREMENTS.md has every number once, in order', () => {
  expect(rows.map(({ number }) => number)).toEqual(numbers)
})

it('every row says what is required, and has tests or a state', () => {
  const bare = rows.filter(({ requirement, state, tests }) => requirement === '' || (state === '' && tests.length === 0))
  expect(bare).toEqual([])
  const unexplained = rows.filter(({ state }) => state.startsWith('not applicable') && !/^not applicable, because \w/.test(state))
  expect(unexplained).toEqual([])
})

it('nothing that discovery requires is left "not yet"', () => {
  const discovery = rows.filter(({ number }) => /^[WDNHC]|^S[12]$/.test(number))
  expect(discovery.filter(({ state, tests }) => state.includes('not yet') || tests.length === 0)).toEqual([])
})

it('every test that REQUIREMENTS.md names exists (npm run requirements writes them)', () => {
  const names = testNames(numberedTests())
  expect(rows.flatMap(({ tests }) => tests).filter((name) => !names.has(name))).toEqual([])
})

it('every numbered test has a number that REQUIREMENTS.md lists', () => {
  const strange = numberedTests().filter((test) => test.numbers.some((number) => !numbers.includes(number)))
  expect(strange).toEqual([])
})

it.each([
  ["it('D3 D8: pads', () => {})", ['D3 D8: pads']],
  ['test("N1: a \'quoted\' name", () => {})', ["N1: a 'quoted' name"]],
  ["it.each([1])('H1: %s', () => {})", ['H1: %s']],
  ["it(\n  'H1: over lines',\n  () => {})", ['H1: over lines']],
  ["it('C2: it\\'s', () => {})", ["C2: it's"]],
  [`describe(\`P3: \${limit}\`, () => {})`, [`P3: \${limit}`]],
  ["it('pads D3: nothing', () => {})", []],
  ["const text = 'D3: no title'", []],
])('reads the numbered titles of %s', (text, titles) => {
  expect(numberedTitles('a.test.ts', text).map(({ title }) => title)).toEqual(titles)
})

it('writes the tests of a row, keeps what people wrote, and takes away what is gone', () => {
  const before = [
    '# Text stays',
    '| number | requirement | tests or state |',
    '| D1 | one | not yet |',
    '| D2 | two | relayed: not yet<br>`a.test.ts: D2: gone` |',
    '| D3 | three | `a.test.ts: D3: gone` |',
    '| D4 | four | not applicable, because so |',
  ]
  const tests = numberedTitles('b.test.ts', "it('D1 D2: a|b')")
  expect(withTests(before.join('\n'), tests).split('\n')).toEqual([
    before[0],
    before[1],
    '| D1 | one | `b.test.ts: D1 D2: a/b` |',
    '| D2 | two | relayed: not yet<br>`b.test.ts: D1 D2: a/b` |',
    '| D3 | three | not yet |',
    before[5],
  ])
})

const ran = (title: string, status = 'passed', ...groups: string[]) => ({ file: 'a.test.ts', titles: [...groups, title], status })

it.each([
  ['a.test.ts: D1: one', [ran('D1: one')], []],
  ['a.test.ts: D1: %s is %j', [ran('D1: this is {"that":1}')], []],
  ['a.test.ts: D1: where $state', [ran('D1: where no name is there'), ran('D1: where all are', 'skipped')], []],
  ['a.test.ts: P3: $' + '{limit}', [ran('it ends', 'passed', 'P3: memory')], []],
  ["a.test.ts: D1: a/b 'c'", [ran('D1: a|b `c`')], []],
  ['a.test.ts: D1: one', [], ['did not run: a.test.ts: D1: one']],
  ['a.test.ts: D1: one', [ran('D1: one more'), { ...ran('D1: one'), file: 'b.test.ts' }], ['did not run: a.test.ts: D1: one']],
  ['a.test.ts: D1: one', [ran('D1: one', 'skipped')], ['skipped: a.test.ts: D1: one']],
  ['a.test.ts: D1: %s', [ran('D1: one'), ran('D1: two', 'failed')], ['failed: a.test.ts: D1: %s']],
])('holds %j against the tests that ran', (name, tests, problems) => {
  expect(unproven([name], tests)).toEqual(problems)
})

it("reads vitest's JSON report", () => {
  const assertionResults = [{ ancestorTitles: ['group'], title: 'D1: one', status: 'passed', fullName: 'group D1: one' }]
  const report = { testResults: [{ name: '/home/test/wpadd/test/dhcp/a.test.ts', assertionResults }] }
  expect(readReport(JSON.stringify(report))).toEqual([{ file: 'dhcp/a.test.ts', titles: ['group', 'D1: one'], status: 'passed' }])
})
