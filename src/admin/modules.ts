import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Handler } from 'hono'
import type { AdminEnv } from './frame/env.ts'

// The editor's packages as a browser loads them: the modules as they were published, found by their names through an import map.

const roots = [
  '@codemirror/state',
  '@codemirror/view',
  '@codemirror/language',
  '@codemirror/lang-javascript',
  '@codemirror/commands',
  '@codemirror/lint',
]

interface Manifest {
  readonly name: string
  readonly version: string
  readonly exports: { readonly import: string }
  readonly dependencies?: Readonly<Record<string, string>>
}

// the roots and all that they need, found from the package that needs it; the version in the path lets browsers keep a module
function findModules(): ReadonlyMap<string, { readonly path: string; readonly file: string }> {
  const found = new Map<string, { path: string; file: string }>()
  const wanted = roots.map((name) => ({ name, from: import.meta.url }))
  for (const { name, from } of wanted) {
    if (found.has(name)) continue
    const manifest = findPackageJSON(name, from)
    if (manifest === undefined) throw new Error(`the package ${name} is not installed`)
    const { version, exports, dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest
    found.set(name, { path: `${name}@${version}.js`, file: join(dirname(manifest), exports.import) })
    wanted.push(...Object.keys(dependencies).map((each) => ({ name: each, from: pathToFileURL(manifest).href })))
  }
  return found
}

const modules = findModules()
const files = new Map([...modules.values()].map(({ path, file }) => [path, file]))

/** Where a browser finds the packages: the text of a `<script type="importmap">`. */
export const importMap = JSON.stringify({
  imports: Object.fromEntries([...modules].map(([name, { path }]) => [name, `/assets/modules/${path}`])),
})

/** What lets the import map through the Content-Security-Policy. */
export const importMapHash = `sha256-${createHash('sha256').update(importMap).digest('base64')}`

/** Serves the modules of the import map, by exact path: no path of a request ever reaches the file system. */
export function serveModules(): Handler<AdminEnv, '/assets/modules/:path{.+}'> {
  const bodies = new Map<string, string>()
  return (c) => {
    const path = c.req.param('path')
    const file = files.get(path)
    if (file === undefined) return c.text('no such module\n', 404)
    const body = bodies.get(path) ?? readFileSync(file, 'utf8')
    bodies.set(path, body)
    return c.body(body, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
    })
  }
}
