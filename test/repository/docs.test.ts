import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import { deadEnds, documents, examplesOf, matches, transcriptsOf } from './documents.ts'
import { root, textOf } from './tree.ts'

const run = promisify(execFile)
const options = { cwd: root, timeout: 60_000, env: { ...process.env, INIT_CWD: root, NODE: process.execPath } }
const examples = documents().flatMap((path) => examplesOf(textOf(path)).map((example) => ({ path, ...example })))

describe.each(documents())('%s', (path) => {
  it('leads nowhere that is not there', () => {
    expect(deadEnds(path, textOf(path))).toEqual([])
  })
})

for (const { path, line, info, text } of examples) {
  const where = `${path}:${line}`
  if (info === 'yaml config') {
    it(`${where} is a configuration`, () => {
      expect(parseConfig(text, 'wpadd.yaml').sites.length).toBeGreaterThan(0)
    })
  }
  if (info === 'json') {
    it(`${where} is JSON`, () => {
      expect(JSON.parse(text)).toBeDefined()
    })
  }
  if (info === 'ts runnable') {
    // as if the file lay at the root, so that its imports are `./src/...`; the package's own name would mean what was built, if anything was
    it(`${where} runs`, async () => {
      const started = run(process.execPath, ['--input-type=module-typescript', '-'], options)
      started.child.stdin?.end(text.replaceAll("'wpadd/evaluator'", "'./src/evaluator/library.ts'"))
      await expect(started).resolves.toMatchObject({ stderr: '' })
    })
  }
  if (info === 'console') {
    it.each(transcriptsOf(text))(`${where} $command`, async ({ command, expected }) => {
      // exit 1 is an answer too: what was looked for is wrong
      const script = `"$NODE" src/main.ts ${command.replace(/^wpadd /, '')}`
      const { stdout, stderr } = await run('sh', ['-c', script], options).catch((error) => error)
      const printed = `${stdout}${stderr}`
      if (!matches(printed, expected)) expect(printed.trim()).toBe(expected)
    })
  }
}

it('finds the examples of a document, and the commands among them that are ours', () => {
  const markdown =
    'text\n\n```yaml config\nsites: []\n```\n\n  ```console\n$ dig x\nno\n$ wpadd eval a.pac http://b/\nDIRECT\n...\n```\n'
  const [config, transcript] = examplesOf(markdown)
  expect(config).toEqual({ info: 'yaml config', text: 'sites: []\n', line: 3 })
  expect(transcript).toMatchObject({ info: 'console', line: 7 })
  expect(transcriptsOf(transcript?.text ?? '')).toEqual([{ command: 'wpadd eval a.pac http://b/', expected: 'DIRECT\n...' }])
})

it.each([
  ['a\nb\n', 'a\nb', true],
  ['a\nb\nc\n', 'a\n...\nc', true],
  ['a\nb\nc\n', 'a\n...', true],
  ['a\nb\nc\n', 'a\nb', false],
  ['a\nb\nc\n', 'b\n...', false],
  ['a\nc\n', 'a\n...\nb', false],
])('compares what was printed (%j) with what is promised (%j): %s', (printed, expected, same) => {
  expect(matches(printed, expected)).toBe(same)
})

it('finds links, paths and scripts that lead nowhere', () => {
  const good = '[a](package.json) `src/net/domain.ts` `src/net/*.ts` `src/NAME.ts` [w](https://example.org) npm run lint'
  expect(deadEnds('README.md', good.replace('`src/NAME.ts` ', ''))).toEqual([])
  expect(deadEnds('README.md', '[a](gone.md) `src/gone.ts` `src/gone/*.ts` npm run gone')).toEqual([
    'gone.md',
    'src/gone.ts',
    'src/gone/*.ts',
    'npm run gone',
  ])
  expect(deadEnds('REQUIREMENTS.md', '[a](#dns-rfc-0000)')).toEqual(['#dns-rfc-0000'])
})
