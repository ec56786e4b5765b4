import { dirname, join } from 'node:path/posix'
import { expect, it } from 'vitest'
import { importsOf } from '../repository/layers.ts'
import { filesLike, textOf } from '../repository/tree.ts'

// the workers, which are named by their own extension and so by no import
const workers = filesLike('src/evaluator/**/*worker.ts')

/** All that is loaded with these files, and with what they import: files of ours, and packages. */
function loadedBy(files: readonly string[]): { files: Set<string>; packages: Set<string> } {
  const loaded = { files: new Set<string>(), packages: new Set<string>() }
  const rest = [...files]
  for (let file = rest.pop(); file !== undefined; file = rest.pop()) {
    if (loaded.files.has(file)) continue
    loaded.files.add(file)
    for (const name of importsOf(textOf(file))) {
      if (name.startsWith('.')) rest.push(join(dirname(file), name))
      else loaded.packages.add(name)
    }
  }
  return loaded
}

it('the library knows nothing of the rest of wpadd, and few packages', () => {
  const { files, packages } = loadedBy(['src/evaluator/library.ts', ...workers])
  expect(workers.length).toBeGreaterThan(1)
  expect([...files].filter((file) => !/^src\/(evaluator|net)\//.test(file))).toEqual([])
  expect([...packages].filter((name) => !name.startsWith('node:')).sort()).toEqual([
    'acorn',
    'fastest-levenshtein',
    'ipaddr.js',
    'quickjs-emscripten',
    'tldts',
    'valibot',
  ])
})

it('the library opens no socket and starts no process', () => {
  const { packages } = loadedBy(['src/evaluator/library.ts', ...workers])
  // of node:net it takes what tells addresses from names
  expect([...packages].filter((name) => /^node:(https?|http2|tls|dgram|dns|child_process|cluster)(\/|$)/.test(name))).toEqual([])
  const users = filesLike('src/evaluator/**/*.ts', 'src/net/**/*.ts').filter((file) =>
    /^import (?!type).*'node:net'$/m.test(textOf(file)),
  )
  const { files } = loadedBy(['src/evaluator/library.ts', ...workers])
  for (const file of users.filter((user) => files.has(user)))
    expect(textOf(file)).toMatch(/^import \{ (isIP|isIPv4|isIPv6)(, (isIP|isIPv4|isIPv6))* \} from 'node:net'$/m)
})

it('the rest of wpadd is seen where it is imported', () => {
  const { files, packages } = loadedBy(['src/admin/worker.ts'])
  expect([...files]).toContain('src/evaluator/evaluator.ts')
  expect([...packages]).toContain('hono')
})
