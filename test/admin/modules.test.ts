import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { importMap } from '../../src/admin/modules.ts'
import { type OpenApp, openApp } from './open-app.ts'

let app: OpenApp
beforeAll(async () => {
  app = await openApp()
})
afterAll(() => app[Symbol.asyncDispose]())

const { imports } = JSON.parse(importMap) as { imports: Record<string, string> }

it('the page has the import map that its policy lets through', async () => {
  const response = await app.send('/')
  const [, map = ''] = /<script type="importmap">(.*?)<\/script>/s.exec(await response.text()) ?? []
  expect(map).toBe(importMap)
  const hash = createHash('sha256').update(map).digest('base64')
  expect(response.headers.get('content-security-policy')).toContain(`script-src 'self' 'sha256-${hash}'`)
})

it('every module of the editor is served, and imports nothing that the map lacks', async () => {
  for (const [name, path] of Object.entries(imports)) {
    const response = await app.send(path)
    expect([name, response.status, response.headers.get('content-type')]).toEqual([name, 200, 'text/javascript; charset=utf-8'])
    const wanted = [...(await response.text()).matchAll(/^import .*? from ['"]([^'"]+)['"]/gm)].map(([, from = '']) => from)
    expect(wanted.filter((from) => !Object.hasOwn(imports, from))).toEqual([])
  }
})

it.each([
  'nothing.js',
  '../package.json',
  '%2e%2e/%2e%2e/package.json',
  '@codemirror/state@6.7.6.js/../../package.json',
  '@codemirror/view',
])('serves no file at %s', async (path) => {
  expect((await app.send(`/assets/modules/${path}`)).status).toBe(404)
})
