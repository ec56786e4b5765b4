import { globSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { filesLike, root, textOf } from './tree.ts'

interface Configuration {
  readonly test: { readonly include: string[]; readonly exclude?: string[] }
}

const scripts: Record<string, string> = JSON.parse(textOf('package.json')).scripts
const testFiles = filesLike('**/*.test.ts')

/** The vitest configurations of the npm scripts that CI runs. */
function configurationsOfCi(): string[] {
  const gate = textOf('.ci/run')
  const names = Object.keys(scripts).filter((name) => new RegExp(`npm (run )?${name}\\b`).test(gate))
  return names.flatMap((name) => /vitest run .*--config (\S+)/.exec(scripts[name] ?? '')?.[1] ?? [])
}

async function filesOf(configuration: string): Promise<string[]> {
  const { default: loaded }: { default: Configuration } = await import(pathToFileURL(`${root}/${configuration}`).href)
  return globSync(loaded.test.include, { cwd: root, exclude: loaded.test.exclude ?? [] })
}

/** Tests that only seem to run: set aside, or alone. */
function setAside(text: string): string[] {
  return text.match(/\b(it|test|describe|suite)\s*\.(only|skip|todo|fails)\b|\bx(it|describe)\(/g) ?? []
}

it('every test file is run by exactly one configuration that CI runs', async () => {
  const configurations = configurationsOfCi()
  expect(configurations).toContain('test/vitest.config.ts')
  const run = (await Promise.all(configurations.map(filesOf))).flat().sort()
  expect(run).toEqual(testFiles)
})

it('every vitest configuration is one that CI runs', () => {
  expect(filesLike('**/vitest*.config.*').sort()).toEqual(configurationsOfCi().sort())
})

it('nothing calls itself a test that no pattern matches', () => {
  const strays = filesLike('test/**/*.{ts,js,mts,cts}', 'src/**/*.{ts,js}')
    .filter((path) => !path.endsWith('.test.ts'))
    .filter(
      (path) =>
        /[.-](test|spec)s?\.|__tests__/.test(path) || /import\s*\{[^}]*\b(it|test)\b[^}]*\}\s*from 'vitest'/.test(textOf(path)),
    )
  expect(strays).toEqual([])
})

it('no test is skipped, alone or yet to be written', () => {
  const aside = testFiles.flatMap((path) => setAside(textOf(path)).map((found) => `${path}: ${found}`))
  expect(aside).toEqual([])
})

it.each(['only', 'skip', 'todo', 'fails'])('finds a test that is set aside by %s', (word) => {
  expect(setAside(`it.${word}('x', () => {})`)).toHaveLength(1)
  expect(setAside(`describe.${word}('x', () => {})`)).toHaveLength(1)
  expect(setAside(`it('${word}', () => {})`)).toEqual([])
})
