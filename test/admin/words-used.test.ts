import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { en } from '../../src/admin/words/en.ts'

const folder = new URL('../../src/admin/', import.meta.url)
const sources = globSync('**/*.{ts,js}', { cwd: folder })
  .filter((path) => !path.startsWith('words/'))
  // what is said of a search is put together beside the search
  .concat('../clients/advice.ts')
  .map((path) => readFileSync(new URL(path, folder), 'utf8'))
  .join('\n')
const names = new Set(sources.match(/[A-Za-z][\w-]*/g))
// what is looked up by a value (`roles[role]`) is read as a whole
const lookedUp = new Set(Array.from(sources.matchAll(/(\w+)\[/g), ([, name]) => name))

function unread(entries: object, path: readonly string[] = []): string[] {
  return Object.entries(entries).flatMap(([name, entry]) => {
    if (!names.has(name)) return [[...path, name].join('.')]
    return typeof entry === 'object' && !lookedUp.has(name) ? unread(entry, [...path, name]) : []
  })
}

describe('the catalogue', () => {
  it('has no entry that no page reads', () => {
    expect(unread(en)).toEqual([])
  })

  it('is missed where a name is not read', () => {
    expect(unread({ frame: { skip: 'x', neverReadByAnyPage: 'y' } })).toEqual(['frame.neverReadByAnyPage'])
  })
})
