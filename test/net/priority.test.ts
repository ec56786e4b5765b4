import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { getPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'

const file = new URL('../../src/net/priority.ts', import.meta.url).href
const code = `
const { parentPort, Worker, workerData } = require('node:worker_threads')
const { readlinkSync } = require('node:fs')
const { getPriority, setPriority } = require('node:os')
const id = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
const own = () => getPriority(id)
import(${JSON.stringify(file)}).then(({ yieldToOthers }) => {
  setPriority(id, Math.max(workerData, own()))
  yieldToOthers()
  const inner = new Worker(\`(\${tell})()\`, { eval: true })
  inner.on('message', (child) => parentPort.postMessage({ own: own(), child }))
})
function tell() {
  const tid = Number(require('node:fs').readlinkSync('/proc/thread-self').split('/').at(-1))
  require('node:worker_threads').parentPort.postMessage(require('node:os').getPriority(tid))
}`

it.skipIf(!existsSync('/proc/thread-self')).each([
  ['yields', 0, 10],
  ['that yields more already still does', 15, 15],
])('a thread %s to the others of its process, and so do those that it starts', async (_, first, least) => {
  const before = getPriority()
  const [told] = await once(new Worker(code, { eval: true, workerData: first }), 'message')
  const expected = Math.max(before, least)
  expect(told).toEqual({ own: expected, child: expected })
  expect(getPriority()).toBe(before)
})
