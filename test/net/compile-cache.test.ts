import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, expect, it } from 'vitest'
import { compileCache } from '../../src/net/compile-cache.ts'

const folder = mkdtempSync(join(tmpdir(), 'wpadd-compile-cache-'))
afterAll(() => rmSync(folder, { recursive: true }))

const tell = "require('node:worker_threads').parentPort.postMessage(require('node:module').getCompileCacheDir())"

it('a thread keeps what it made of its modules in the folder that its environment names', async () => {
  const worker = new Worker(tell, { eval: true, env: { NODE_COMPILE_CACHE: folder } })
  expect(await new Promise((resolve) => worker.once('message', resolve))).toContain(folder)
  await worker.terminate()
})

it('a checkout has the folder among its packages', () => {
  expect(compileCache).toEqual({ NODE_COMPILE_CACHE: expect.stringMatching(/[\\/]node_modules[\\/]\.cache[\\/]wpadd$/) })
})
