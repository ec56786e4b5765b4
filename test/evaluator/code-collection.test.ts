import { expect, it } from 'vitest'
import { root, run } from '../support/program.ts'

const script = `
import { writeSync } from 'node:fs'
const { openEvaluator } = await import('./src/evaluator/evaluator.ts')
const pac = 'function FindProxyForURL(url, host) { for (var i = 0; i < 3000; i++) new Date(i).getHours(); return "PROXY p:80" }'
const world = { addresses: [], dns: {} }
const evaluator = openEvaluator({ visitMs: 60_000 })
const stuck = openEvaluator({ visitMs: 50 })
writeSync(1, 'OPEN\\n')
const visits = [{ url: 'http://a.test/' }]
await stuck.evaluate({ text: 'function FindProxyForURL() { for (;;); }' }, visits, world)
const [verdict] = await evaluator.evaluate({ text: pac }, visits, world, 'firefox')
writeSync(1, verdict.raw)
await evaluator[Symbol.asyncDispose]()
await stuck[Symbol.asyncDispose]()
`

it('V8 never frees the machine code that the evaluators share: it does so too early, and ends the process', async () => {
  const flags = ['--trace-wasm-code-gc', '--stress-wasm-code-gc', '--input-type=module', '-e', script]
  // Node strips types by WebAssembly, too: until an evaluator is opened its code is collected
  const { out, err, code } = await run(process.execPath, flags, { cwd: root, env: { NODE_DISABLE_COMPILE_CACHE: '1' } })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const [before, after] = out.split('OPEN')
  expect(before).toMatch(/\[wasm-gc\] Triggering GC/)
  expect(after).toContain('PROXY p:80')
  expect(after).not.toMatch(/\[wasm-gc\] (Triggering|Scheduling)/)
})
