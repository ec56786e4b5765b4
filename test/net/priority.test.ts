import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { getPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { run } from '../support/program.ts'

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

// a process of its own, as all its threads are meant; each collection says how many threads had a part in it
const firstOfMany = `
import { readFile } from 'node:fs/promises'
import { readdirSync } from 'node:fs'
import { getPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import { goFirst } from ${JSON.stringify(file)}
await readFile('/dev/null') // libuv's threads are there from here on
const worker = new Worker('setInterval(() => {}, 1000)', { eval: true })
goFirst()
console.log('---')
let kept = []
for (let i = 0; i < 200; i++) kept = [...kept.slice(-9), Array.from({ length: 2000 }, (_, j) => ({ i, j }))]
const niceOf = (thread) => getPriority(Number(thread))
const others = readdirSync('/proc/self/task').filter((thread) => Number(thread) !== process.pid).map(niceOf)
console.log('---' + JSON.stringify({ own: niceOf(process.pid), others }))
await worker.terminate()`

it.skipIf(!existsSync('/proc/thread-self'))(
  'the first of many threads goes before the helpers of V8 and libuv, and waits for none to collect garbage',
  async () => {
    const words = ['--trace-gc', '--trace-parallel-scavenge', '--input-type=module', '--eval', firstOfMany]
    const { out, err } = await run(process.execPath, words)
    expect(err).toBe('')
    const [, collections = '', told = ''] = out.split('---')
    const { own, others } = JSON.parse(told.slice(0, told.indexOf('}') + 1)) as { own: number; others: number[] }
    expect(own).toBe(getPriority())
    expect(others.length).toBeGreaterThan(5)
    expect(Math.min(...others)).toBe(Math.max(own, 10))
    const done = collections.match(/ Scavenge /g) ?? []
    expect(done.length).toBeGreaterThan(2)
    expect(collections.match(/ scavenge\[/g)).toHaveLength(done.length)
  },
)
