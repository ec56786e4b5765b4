import { mkdirSync, mkdtempDisposableSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type WatchPace, watchPacs } from '../../src/revisions/watch-pacs.ts'

// events alone, and the poll alone
const byEvent: WatchPace = { quiet: 10, poll: 3_600_000 }
const byPoll: WatchPace = { quiet: 3_600_000, poll: 20 }

let folder: ReturnType<typeof mkdtempDisposableSync>
beforeEach(() => {
  folder = mkdtempDisposableSync(join(tmpdir(), 'wpadd-watch-'))
})
afterEach(() => folder.remove())

const at = (name: string) => join(folder.path, name)

/** The files of the first report that comes after `change`. */
async function reportOf(files: readonly string[], change: () => void, pace: WatchPace): Promise<readonly string[]> {
  const { promise, resolve } = Promise.withResolvers<readonly string[]>()
  await using _watch = watchPacs(files, resolve, pace)
  change()
  return await promise
}

const saves: [string, () => void][] = [
  ['written in place', () => writeFileSync(at('a.pac'), 'changed')],
  ['renamed over, as a careful program saves', () => replace('a.pac')],
  ["moved away and written anew, as vim's backup does", () => moveAndWrite('a.pac')],
  ['removed', () => rmSync(at('a.pac'))],
]

function replace(name: string) {
  writeFileSync(at('.new'), 'changed')
  renameSync(at('.new'), at(name))
}

function moveAndWrite(name: string) {
  renameSync(at(name), at(`${name}~`))
  writeFileSync(at(name), 'changed')
}

describe.each([
  ['an event', byEvent],
  ['the poll', byPoll],
])('by %s', (_, pace) => {
  it.each(saves)('sees a file that is %s', async (_, save) => {
    writeFileSync(at('a.pac'), 'first')
    writeFileSync(at('b.pac'), 'other')
    expect(await reportOf([at('a.pac'), at('b.pac')], save, pace)).toEqual([at('a.pac')])
  })

  it('sees a file that appears', async () => {
    expect(await reportOf([at('late.pac')], () => writeFileSync(at('late.pac'), 'here'), pace)).toEqual([at('late.pac')])
  })

  it('sees a Kubernetes ConfigMap switch its link', async () => {
    for (const version of ['..1', '..2']) {
      mkdirSync(at(version))
      writeFileSync(join(at(version), 'a.pac'), version)
    }
    symlinkSync('..1', at('..data'))
    symlinkSync('..data/a.pac', at('a.pac'))
    const switchLink = () => {
      symlinkSync('..2', at('..data_tmp'))
      renameSync(at('..data_tmp'), at('..data'))
    }
    expect(await reportOf([at('a.pac')], switchLink, pace)).toEqual([at('a.pac')])
  })
})

it('sees a file whose folder comes later, by the poll', async () => {
  const late = join(at('sub'), 'a.pac')
  const create = () => {
    mkdirSync(at('sub'))
    writeFileSync(late, 'here')
  }
  expect(await reportOf([late], create, { quiet: 10, poll: 20 })).toEqual([late])
})

it('reports each change once, and what is beside the files not at all', async () => {
  writeFileSync(at('a.pac'), 'first')
  const reports: (readonly string[])[] = []
  let next = Promise.withResolvers<void>()
  await using _watch = watchPacs(
    [at('a.pac')],
    (files) => {
      reports.push(files)
      next.resolve()
    },
    byEvent,
  )
  writeFileSync(at('beside.txt'), 'x')
  writeFileSync(at('a.pac'), 'second, longer')
  await next.promise
  next = Promise.withResolvers<void>()
  writeFileSync(at('beside.txt'), 'y')
  writeFileSync(at('a.pac'), 'third, longer still')
  await next.promise
  expect(reports).toEqual([[at('a.pac')], [at('a.pac')]])
})

it('reports nothing any more once it is disposed of', async () => {
  writeFileSync(at('a.pac'), 'first')
  const reports: (readonly string[])[] = []
  const watch = watchPacs([at('a.pac')], (files) => reports.push(files), { quiet: 0, poll: 10 })
  const closing = watch[Symbol.asyncDispose]()
  writeFileSync(at('a.pac'), 'changed')
  await closing
  await reportOf([at('b.pac')], () => writeFileSync(at('b.pac'), 'later'), byPoll)
  expect(reports).toEqual([])
})
