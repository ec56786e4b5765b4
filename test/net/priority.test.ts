import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { getPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'

const file = new URL('../../src/net/priority.ts', import.meta.url).href
const code = `
const { parentPort, Worker } = require('node:worker_threads')
const { readlinkSync } = require('node:fs')
const { getPriority } = require('node:os')
const own = () => getPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)))
import(${JSON.stringify(file)}).then(({ yieldToOthers }) => {
  yieldToOthers()
  const inner = new Worker(\`(\${tell})()\`, { eval: true })
  inner.on('message', (child) => parentPort.postMessage({ own: own(), child }))
})
function tell() {
  const tid = Number(require('node:fs').readlinkSync('/proc/thread-self').split('/').at(-1))
  require('node:worker_threads').parentPort.postMessage(require('node:os').getPriority(tid))
}`

it('a thread yields to the others of its process, and so do those that it starts', async (context) => {
  if (!existsSync('/proc/thread-self')) return context.skip('threads have no priority of their own here')
  const before = getPriority()
  const [told] = await once(new Worker(code, { eval: true }), 'message')
  expect(told).toEqual({ own: Math.max(before, 10), child: Math.max(before, 10) })
  expect(getPriority()).toBe(before)
})
