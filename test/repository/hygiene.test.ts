import { basename } from 'node:path'
import { expect, it } from 'vitest'
import { filesLike, root, textOf, trackedFiles } from './tree.ts'

// in pieces, so that this file does not find itself
const unwanted = [`TO${''}DO`, `FIX${''}ME`, `XX${''}X`].map((word) => `\\b${word}\\b`)
const elsewhere = ['/wo' + 'rk/', 'sha' + 'red/(facts|lab|corpus|hooks)'].map((path) => path)
const forbidden = new RegExp([...unwanted, ...elsewhere].join('|'), 'g')

/** What has no place in the project: work put off, and places outside it. */
function misplacedWords(text: string): string[] {
  return text.match(forbidden) ?? []
}

it('no tracked file puts work off or speaks of a place outside the project', () => {
  const texts = trackedFiles().filter(
    (path) => path !== 'package-lock.json' && !/\.(png|ico|wasm|bin|gz)$|^test\/(fixtures|fuzz\/seeds)\//.test(path),
  )
  expect(texts.length).toBeGreaterThan(20)
  const found = texts
    .filter((path) => filesLike(path).length > 0)
    .flatMap((path) => misplacedWords(textOf(path)).map((word) => `${path}: ${word}`))
  expect(found).toEqual([])
})

it('finds such words', () => {
  expect(misplacedWords(`// TO${''}DO: later`)).toHaveLength(1)
  expect(misplacedWords('see /wo' + 'rk/notes')).toHaveLength(1)
  expect(misplacedWords('/etc/network/interfaces, todos, a method')).toEqual([])
})

it('a source file is a job: under 300 lines, and named after it', () => {
  const files = filesLike('src/**/*.{ts,js}')
  const long = files.filter((path) => textOf(path).split('\n').length > 300)
  const vague = files.filter((path) =>
    /^(index|utils?|types?|helpers?|common|misc|constants)\.|Manager|Service/.test(basename(path)),
  )
  const shouting = files.filter((path) => !/^[a-z0-9-]+(\.[a-z]+)+$/.test(basename(path)))
  expect({ long, vague, shouting }).toEqual({ long: [], vague: [], shouting: [] })
})

it('the top level holds what it is meant to hold', () => {
  const meant =
    /^(src|pac|test|deploy|docs|\.ci|\.github|Containerfile|package(-lock)?\.json|tsconfig\.json|biome\.json|\.(gitignore|npmrc|dockerignore|containerignore|editorconfig|gitattributes)|(README|CHANGELOG|CONTRIBUTING|SECURITY|DESIGN|REQUIREMENTS)\.md|LICENSE)$/
  const top = new Set(trackedFiles().map((path) => path.split('/')[0] ?? ''))
  expect([...top].filter((name) => !meant.test(name))).toEqual([])
  expect(root).not.toBe('')
})
