import { afterAll, describe, expect, it } from 'vitest'
import { type Dialect, dialects } from '../../src/evaluator/dialects/dialect.ts'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'
import { callMs } from '../../src/evaluator/limits.ts'
import { runHostile } from './containment-run.ts'
import { type Hostile, hostileScripts } from './containment-scripts.ts'
import { decideOne, nowhere } from './one.ts'

const good = 'function FindProxyForURL(url, host) { return "PROXY good:80" }'
const find = (body: string, before = ''): string => `${before}\nfunction FindProxyForURL(url, host) { ${body} }`

// the whole table, with the limits that users have, is for the end-to-end test; here is a part of it, with short limits, to have it in less time
const short = { visitMs: 200, graceMs: 50 }
const tables: readonly [Dialect, readonly Hostile[]][] = [
  ['chromium', hostileScripts.filter((_, i) => i % 4 === 0)],
  ['firefox', hostileScripts.filter((_, i) => i % 10 === 1)],
  ['winhttp', hostileScripts.filter((_, i) => i % 10 === 6)],
]

describe.each(tables)('P3: every hostile script ends as a verdict, and the next verdict is right: %s', (dialect, scripts) => {
  const hurried = openEvaluator(short)
  // what ends by itself is not cut off on a busy machine
  const patient = openEvaluator({ visitMs: 5000 })
  afterAll(() => Promise.all([hurried[Symbol.asyncDispose](), patient[Symbol.asyncDispose]()]))

  it.each(scripts)('P3: $what', async (hostile) => {
    const mayTakeLong = !hostile.ends.includes('timeout')
    for await (const ended of runHostile(mayTakeLong ? patient : hurried, dialect, [hostile])) {
      expect(ended).toMatchObject({ isExpected: true, next: { kind: 'answered', raw: 'PROXY good:80' } })
    }
  })
})

it.each(Object.keys(dialects) as Dialect[])('P3: a long answer is read in time that grows with its length: %s', (dialect) => {
  const answers = [' ', ' \t', '\r\n', ';', '[', ':', '0', 'a.', '%', '@', '\u00e9', '\u00e9.', 'PROXY a;'].flatMap((unit) => {
    const most = unit.repeat(16_000 / unit.length)
    return [most, `PROXY${most}x`, `PROXY x${most}y`, `PROXY x:${most}y`]
  })
  const cpu = process.cpuUsage()
  for (let i = 0; i < 5; i++) for (const answer of answers) dialects[dialect].readAnswer(answer)
  const { user, system } = process.cpuUsage(cpu)
  expect((user + system) / 1000).toBeLessThan(2000)
})

describe('P3: a PAC cannot hang, exhaust memory or overflow the stack', () => {
  const evaluator = openEvaluator()
  afterAll(() => evaluator[Symbol.asyncDispose]())

  const reaches = [
    'process',
    'require',
    'module',
    'fetch',
    'XMLHttpRequest',
    'WebAssembly',
    'setTimeout',
    'performance',
    'std',
    'os',
  ]
  it.each([...reaches, 'machine', 'shared', 'toAscii'])('P3: a PAC does not see %s', async (name) => {
    expect(await decideOne(evaluator, find(`return typeof ${name}`))).toMatchObject({ raw: 'undefined' })
  })

  it('P3: what a PAC does to the built-ins does not reach the functions that are native elsewhere, nor the evaluator', async () => {
    const hostile = `
      Object.prototype.toJSON = String.prototype.toJSON = function () { for (;;); }
      Array.prototype.push = Array.prototype.join = null
      Object.defineProperty(Array.prototype, '0', { set: function () { for (;;); }, get: function () { for (;;); } })
      Object.defineProperty(Object.prototype, '0', { set: function () { for (;;); }, get: function () { for (;;); } })
      String.prototype.indexOf = String.prototype.slice = RegExp.prototype.exec = RegExp.prototype.test = function () { for (;;); }
      Function.prototype.call = Function.prototype.apply = Function.prototype.bind = function () { for (;;); }
      JSON.parse = Object.create = Object.defineProperty = function () { for (;;); }`
    const script = find('return "PROXY " + isPlainHostName(host) + ":80\\n"', hostile)
    expect(await decideOne(evaluator, script)).toMatchObject({ raw: 'PROXY false:80\n' })
  })

  it('P3: one visit that hangs does not cost the others their verdict', async () => {
    const script = find(`if (host == 'loop.test') for (;;);
      if (host == 'stuck.test') Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);
      return "PROXY " + host`)
    for (const bad of ['loop.test', 'stuck.test']) {
      const visits = ['a.test', bad, 'b.test'].map((host) => ({ url: `http://${host}/` }))
      const verdicts = await evaluator.evaluate({ text: script }, visits, { addresses: [], dns: {} })
      expect(verdicts.map((verdict) => (verdict.kind === 'answered' ? verdict.raw : verdict))).toMatchObject([
        'PROXY a.test',
        { kind: 'failed', reason: 'timeout' },
        'PROXY b.test',
      ])
    }
  })

  it('P3: a visit that takes all memory does not cost the others theirs', async () => {
    const script = find(
      `if (host == 'big.test') { var o = []; for (;;) o.push(new Array(1e6).join("x")) } return "PROXY " + host`,
    )
    const visits = ['a.test', 'big.test', 'b.test'].map((host) => ({ url: `http://${host}/` }))
    const verdicts = await evaluator.evaluate({ text: script }, visits, { addresses: [], dns: {} })
    expect(verdicts).toMatchObject([{ raw: 'PROXY a.test' }, { kind: 'failed' }, { raw: 'PROXY b.test' }])
  })

  it('P3: nothing of one PAC is visible to another', async () => {
    const look =
      find(`var seen = [], all = [globalThis, Object, Array, String, Function, RegExp, Error, JSON, Math, Promise, Symbol, Proxy, Date,
      Object.prototype, Array.prototype, String.prototype, Function.prototype, RegExp.prototype, Promise.prototype, dnsDomainIs, myIpAddress, alert]
      all.forEach(function (o) { seen.push(Reflect.ownKeys(o).map(String).sort().join(), Object.isFrozen(o), String(Object.getPrototypeOf(o))) })
      return "S:" + seen.join("|").replace(/[^ -~]/g, "")`)
    const mark = `var all = [globalThis, Object, Array, String, Function, RegExp, Error, JSON, Math, Promise, Symbol, Proxy, Date,
      Object.prototype, Array.prototype, String.prototype, Function.prototype, RegExp.prototype, Promise.prototype, dnsDomainIs, myIpAddress, alert]
      all.forEach(function (o) { o.mark = 1; o[Symbol.for("mark")] = 2; try { Object.freeze(o) } catch (e) {} })
      Symbol.for("left"); Promise.resolve().then(function () { all[0].late = 1 }); RegExp.prototype.exec.call(/(mark)/, "mark")`
    const before = await decideOne(evaluator, look)
    expect(before).toMatchObject({ kind: 'answered', raw: expect.stringContaining('FindProxyForURL') })
    for (const hostile of [find('return "DIRECT"', mark), find(`${mark}; return "DIRECT"`), find(`${mark}; for (;;);`)]) {
      await decideOne(evaluator, hostile)
      expect(await decideOne(evaluator, look)).toEqual(before)
    }
  })
})

describe('P3: a call of many visits ends, whatever each of them does', () => {
  const evaluator = openEvaluator(short)
  afterAll(() => evaluator[Symbol.asyncDispose]())
  const hundred = Array.from({ length: 100 }, (_, i) => ({ url: `http://h${i}.example.org/` }))
  const stuck = 'Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)'
  const bomb = 'var o = []; for (;;) o.push(new Array(1e6).join("x"))'
  const busy = 'for (var end = 0; end < 3e5; end++) Math.sin(end)'

  it.each([
    ['each hangs', find('for (;;);')],
    ['each hangs while it is loaded', find('return "DIRECT"', 'for (;;);')],
    ['none can be interrupted', find(stuck)],
    ['loading cannot be interrupted', find('return "DIRECT"', stuck)],
    ['each takes all memory', find(bomb)],
    ['loading takes all memory', find('return "DIRECT"', bomb)],
    ['each is slow, and none hangs', find(`${busy}; ${busy}; ${busy}; ${busy}; return "DIRECT"`)],
    ['every second hangs, and no other can be interrupted', find(`if (/[02468].example/.test(host)) for (;;); ${stuck}`)],
  ])('P3: %s', { timeout: 60_000 }, async (_, text) => {
    const cpu = process.cpuUsage()
    const verdicts = await evaluator.evaluate({ text }, hundred, nowhere)
    const { user, system } = process.cpuUsage(cpu)
    expect(verdicts).toHaveLength(100)
    expect(verdicts.at(-1)).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/timeout|memory/) })
    // by the processor's time, for other tests may run beside this one: what the call may take, and what new workers cost
    expect((user + system) / 1000).toBeLessThan(2 * callMs(100, short) + 1500)
    expect(await decideOne(evaluator, good)).toMatchObject({ raw: 'PROXY good:80' })
  })

  it('P3: names that are asked for again and again do not give a script more time', { timeout: 60_000 }, async () => {
    let asked = 0
    const resolve = async (): Promise<string[]> => [`192.0.2.${asked++ % 250}`]
    const script = find(
      `${busy}; for (var i = 0; i < 1000; i++) { ${busy}; dnsResolve("n" + i + ".example.org") }; return "DIRECT"`,
    )
    const cpu = process.cpuUsage()
    const verdict = await decideOne(evaluator, script, {}, 'http://www.example.org/', resolve, 'firefox')
    const { user, system } = process.cpuUsage(cpu)
    expect(verdict).toMatchObject({ kind: 'failed', reason: 'timeout' })
    expect((user + system) / 1000).toBeLessThan(1500)
  })

  it('P3: a resolver that never answers is waited for once a name, and for all names together for a while', async () => {
    await using patient = openEvaluator({ resolveMs: 50, resolvingMs: 100 })
    const never = (): Promise<string[]> => new Promise(() => {})
    const script = find('for (var i = 0; i < 100; i++) dnsResolve("n" + i + ".example.org"); return "DIRECT"')
    const verdict = await decideOne(patient, script, {}, 'http://www.example.org/', never, 'firefox')
    expect(verdict).toMatchObject({ kind: 'answered', raw: 'DIRECT' })
  })

  it('P3: a script that takes long to be looked at costs the next one nothing but time', { timeout: 60_000 }, async () => {
    const script = find(`return "DIRECT"; ${'try {} catch (e) {}'.repeat(50_000)}`)
    const cpu = process.cpuUsage()
    for (let i = 0; i < 4; i++) {
      await decideOne(evaluator, script)
      expect(await decideOne(evaluator, good)).toMatchObject({ raw: 'PROXY good:80' })
    }
    const { user, system } = process.cpuUsage(cpu)
    expect((user + system) / 1000).toBeLessThan(6000)
  })
})
