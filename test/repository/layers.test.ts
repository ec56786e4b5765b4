import { expect, it } from 'vitest'
import { importsOf, layerProblems } from './layers.ts'
import { filesLike, textOf } from './tree.ts'

it('imports in src go one way only, never in a circle', () => {
  const files = new Map(filesLike('src/**/*.{ts,js}').map((path) => [path, textOf(path)]))
  expect(files.size).toBeGreaterThan(10)
  expect(layerProblems(files)).toEqual([])
})

const violations: [string, Record<string, string>, RegExp][] = [
  ['outwards', { 'src/net/a.ts': "import { b } from '../sites/b.ts'" }, /sites is further out than net/],
  ['outwards by type', { 'src/net/a.ts': "import type { B } from '../sites/b.ts'" }, /sites is further out than net/],
  ['outwards by re-export', { 'src/net/a.ts': "export * from '../sites/b.ts'" }, /sites is further out than net/],
  ['outwards at run time', { 'src/net/a.ts': "await import('../sites/b.ts')" }, /sites is further out than net/],
  ['outwards by a worker', { 'src/net/a.ts': "new Worker(new URL('../sites/b.ts', import.meta.url))" }, /further out/],
  ['over several lines', { 'src/net/a.ts': "import {\n  a,\n  b,\n} from '../sites/b.ts'" }, /further out/],
  ['a sibling', { 'src/dhcp/a.ts': "import { b } from '../dns/b.ts'" }, /dhcp and dns are siblings/],
  ['events from the evaluator', { 'src/evaluator/a.ts': "import { b } from '../events/b.ts'" }, /events is further out/],
  ['more than values into events', { 'src/events/a.ts': "import { b } from '../evaluator/b.ts'" }, /events may import net alone/],
  ['a PAC', { 'src/sites/a.ts': "import pac from '../../pac/examples/office.pac'" }, /never imported/],
  ['a test', { 'src/sites/a.ts': "import { b } from '../../test/support/b.ts'" }, /outside src/],
  ['an unknown folder', { 'src/helpers/a.ts': "import { b } from '../net/b.ts'" }, /helpers/],
  ['a codec elsewhere', { 'src/dns/listener.ts': "import { Packet } from 'dns2'" }, /only src\/dns\/message.ts/],
  ['the other codec', { 'src/dns/message.ts': "import { Seq } from 'dhcp'" }, /only src\/dhcp\/message.ts/],
  ['sockets where it decides', { 'src/dhcp/respond.ts': "import { createSocket } from 'node:dgram'" }, /it decides/],
  [
    'a circle',
    { 'src/net/a.ts': "import './b.ts'", 'src/net/b.ts': "import './c.ts'", 'src/net/c.ts': "import './a.ts'" },
    /circle: src\/net\/a.ts -> src\/net\/b.ts -> src\/net\/c.ts -> src\/net\/a.ts/,
  ],
  [
    'a circle of types',
    { 'src/net/a.ts': "import type { B } from './b.ts'", 'src/net/b.ts': "import type { A } from './a.ts'" },
    /circle/,
  ],
]

it.each(violations)('catches an import that goes wrong: %s', (_, files, problem) => {
  expect(layerProblems(new Map(Object.entries(files)))).toEqual([expect.stringMatching(problem)])
})

it('finds nothing wrong with imports inwards, of the own folder, of packages', () => {
  const text = [
    "import { createSocket } from 'node:dgram'",
    "import pino from 'pino'",
    "import type { Site } from '../sites/site.ts'",
    "import { respond } from './respond.ts'",
    "import { report } from '../events/sighting.ts'",
  ].join('\n')
  expect(importsOf(text)).toHaveLength(5)
  expect(layerProblems(new Map([['src/dns/listener.ts', text]]))).toEqual([])
  expect(layerProblems(new Map([['src/dns/message.ts', "import { Packet } from 'dns2'"]]))).toEqual([])
})
