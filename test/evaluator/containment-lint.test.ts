import { describe, expect, it } from 'vitest'
import { lintPac } from '../../src/evaluator/lint/lint.ts'
import { lintInThread } from '../../src/evaluator/lint/lint-thread.ts'
import { hostileScripts } from './containment-scripts.ts'

const entry = (body: string): string => `function FindProxyForURL(url, host) { ${body} }`
const times = (count: number, make: (i: number) => string): string => Array.from({ length: count }, (_, i) => make(i)).join('\n')

/** What `work` takes of the processor, in milliseconds: the least of a few tries, for other tests run beside this one. */
function cost(work: () => unknown): number {
  const tries = [0, 1, 2].map(() => {
    const before = process.threadCpuUsage()
    work()
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1000
  })
  return Math.min(...tries)
}

it.each(hostileScripts)('lint ends, and does not throw: $what', ({ script }) => {
  const before = process.threadCpuUsage()
  expect(lintPac({ text: script }).length).toBeLessThan(3000)
  const { user, system } = process.threadCpuUsage(before)
  expect((user + system) / 1000).toBeLessThan(4000)
})

/** A line of 300 kB: four of them are the longest PAC that clients take. */
const line = (make: (i: number) => string): string => {
  const parts: string[] = []
  for (let length = 0; length < 300_000; length += parts.at(-1)?.length ?? 1) parts.push(make(parts.length))
  return parts.join('')
}

describe('lint in a thread', () => {
  it.each([
    ['rules', entry(`${line((i) => `if(dnsDomainIs(host,".${i}.example"))return"DIRECT";`)}return"DIRECT"`)],
    ['alternatives', entry(`if(${line((i) => `host=="${i}.example"||`)}0)return"DIRECT";return"DIRECT"`)],
    ['choices', entry(`return ${line((i) => `host=="${i}.example"?"DIRECT":`)}"DIRECT"`)],
    ['properties', `var o={${line((i) => `"${i}.example":1,`)}"z":1};${entry('return o[host]?"DIRECT":"DIRECT"')}`],
    ['functions', `${line((i) => `function f${i}(h){return f${i + 1}(h)}`)}${entry('return f0(host)')}`],
    ['line ends', `${'\n'.repeat(300_000)}${entry('return "DIRECT"')}`],
  ])('says of a line of 300 kB that it is long, and no more than is wrong: %s', { timeout: 60_000 }, async (_, text) => {
    const rules = new Set((await lintInThread({ text })).map(({ rule }) => rule))
    expect(rules).toContain('size')
    expect([...rules].filter((rule) => rule !== 'size' && rule !== 'undeclared')).toEqual([])
  })

  it('tells as a finding that it is too much', { timeout: 60_000 }, async () => {
    const labels = entry(`${times(60_000, (i) => `l${i}:`)} return 1`)
    expect(await lintInThread({ text: labels }, 300)).toMatchObject([
      { rule: 'too-deep', message: 'takes more than 0.3 s to be looked through' },
    ])
  })

  it.each([
    ['brackets', '('.repeat(2_000_000)],
    ['blocks', entry('{'.repeat(500_000))],
    ['objects', entry(`return ${'{a:'.repeat(300_000)}1${'}'.repeat(300_000)}`)],
    ['templates', entry(`return ${'`${'.repeat(200_000)}1${'}`'.repeat(200_000)}`)],
    ['groups of a regular expression', entry(`return /${'('.repeat(500_000)}a${')'.repeat(500_000)}/.test(host)`)],
    ['functions', entry('return (function(){'.repeat(100_000))],
  ])('outlives a script that is nested as deep as it is long: %s', { timeout: 60_000 }, async (_, text) => {
    const rules = (await lintInThread({ text })).map(({ rule }) => rule)
    expect(rules.some((rule) => rule === 'too-deep' || rule === 'syntax')).toBe(true)
  })
})

// four times as long may take four times as long, and not sixteen times
it.each<[string, number, (count: number) => string]>([
  [
    'globs',
    1500,
    (n) => entry(`${times(n, (i) => `if (shExpMatch(host, "*.site${i}.example")) return "DIRECT";`)} return "DIRECT"`),
  ],
  ['hosts as globs', 1500, (n) => entry(`${times(n, (i) => `if (shExpMatch(host, "site${i}.example")) return "DIRECT";`)}`)],
  [
    'networks',
    1500,
    (n) => entry(times(n, (i) => `if (isInNet(host, "10.${i % 256}.${i >> 8}.0", "255.255.255.0")) return "DIRECT";`)),
  ],
  ['one condition again and again', 1500, (n) => entry(times(n, () => 'if (host == "a.example") return "DIRECT";'))],
  ['else if', 1000, (n) => entry(`${times(n, (i) => `if (host == "a${i}") return "DIRECT"; else`)} return "DIRECT"`)],
  [
    'domains in an object',
    10_000,
    (n) => `var o = {${times(n, (i) => `"site${i}.example": 1,`)}};\n${entry('return o[host] ? "DIRECT" : "DIRECT"')}`,
  ],
  [
    'domains in a list',
    10_000,
    (n) =>
      `var l = [${times(n, (i) => `".site${i}.example",`)} ""];\n${entry('for (var i = 0; i < l.length; i++) if (dnsDomainIs(host, l[i])) return "DIRECT"; return "DIRECT"')}`,
  ],
  ['proxies', 4000, (n) => entry(`return "${'PROXY a.example:80; JUNK b; '.repeat(n)}"`)],
  [
    'functions',
    1000,
    (n) => `${times(n, (i) => `function f${i}(h) { return f${(i + 1) % n}(h) || dnsResolve(h) }`)}\n${entry('return f0(host)')}`,
  ],
  [
    'conditions in conditions',
    500,
    (n) => entry(`return ${'('.repeat(n)}pick(host)${' ? 1 : 0)'.repeat(n)} ? "DIRECT" : "DIRECT"`),
  ],
  [
    'names that are put together',
    1000,
    (n) => entry(times(n, (i) => `x${i % 50} = x${(i * 7) % 50} + x${(i * 3) % 50} + url; dnsResolve(x${i % 50});`)),
  ],
  [
    'functions that put names together',
    1000,
    (n) =>
      `${times(n, (i) => `function f${i}(h) { return h + ".example" }`)}\n${entry(times(n, (i) => `dnsResolve(f${i}(host));`))}`,
  ],
  [
    'answers of functions',
    1000,
    (n) => `function pick(h) { return h }\n${entry(times(n, () => 'if (host) return pick(host);'))}`,
  ],
  [
    'values of a variable',
    1500,
    (n) => entry(`var a; ${times(n, (i) => `if (host == "${i}.example") a = "PROXY ${i}.example:80";`)} return a`),
  ],
  [
    'cases that are true',
    1000,
    (n) => entry(`switch (true) { ${times(n, (i) => `case host == "${i}.example": return "DIRECT";`)} } return "DIRECT"`),
  ],
  [
    'comments that silence',
    3000,
    (n) => `${times(n, () => '// wpadd-lint-disable-next-line alert')}\n${entry('return "DIRECT"')}`,
  ],
])('lint takes time that grows with the length of a PAC: %s', (_, count, make) => {
  const [short, long] = [make(count), make(4 * count)]
  lintPac({ text: short })
  expect(cost(() => lintPac({ text: long }))).toBeLessThan(9 * cost(() => lintPac({ text: short })) + 100)
})
