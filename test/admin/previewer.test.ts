import { describe, expect, it } from 'vitest'
import { openPreviewer } from '../../src/admin/preview/preview.ts'
import type { Request } from '../../src/admin/preview/read-draft.ts'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'

const world = { addresses: ['192.0.2.7'], now: 0, timeZone: 'UTC', dns: {} }
const ana = { who: 'ana' }

function request(pac: string, more: Partial<Request> = {}): Request {
  const visits = [{ url: 'http://a.test/' }, { url: 'http://b.test/' }]
  const kinds = [
    { as: 'chromium', dialect: 'chromium' },
    { as: 'firefox', dialect: 'firefox' },
    { as: 'android', dialect: 'chromium' },
  ] as const
  return { pac: `function FindProxyForURL(url, host) { ${pac} }`, visits, world, resolve: true, kinds, ...more }
}

describe('a previewer', () => {
  it('tells each column when it is known, and runs kinds of one dialect once', async () => {
    await using previews = openPreviewer(openEvaluator, () => async () => [])
    const told: string[] = []
    const { columns } = await previews.run(request('return "PROXY " + host + ":1"'), ana, ({ as }) => told.push(as))
    expect(told).toEqual(['chromium', 'firefox', 'android'])
    expect(columns[2]?.verdicts).toBe(columns[0]?.verdicts)
    expect(columns[0]?.verdicts[1]).toMatchObject({ raw: 'PROXY b.test:1' })
  })

  it('asks a name once for all kinds, and says what it was told', async () => {
    const asked: string[] = []
    const resolver = () => async (name: string) => {
      asked.push(name)
      // a name that changes between two questions must not make kinds differ
      return [`203.0.113.${asked.length}`]
    }
    await using previews = openPreviewer(openEvaluator, resolver)
    const { columns, dns } = await previews.run(request('return "PROXY " + dnsResolve(host) + ":1"'), ana)
    expect(asked.toSorted()).toEqual(['a.test', 'b.test'])
    expect(Object.keys(dns).toSorted()).toEqual(['a.test', 'b.test'])
    const [first, ...others] = columns.map(({ verdicts }) =>
      verdicts.map((verdict) => verdict.kind === 'answered' && verdict.raw),
    )
    expect(others).toEqual([first, first])
  })

  it('ends what nobody waits for any more, and goes on with the next', async () => {
    await using previews = openPreviewer(openEvaluator, () => async () => [])
    const gone = new AbortController()
    const visits = Array.from({ length: 2000 }, (_, i) => ({ url: `http://n${i}.test/` }))
    const slow = request('for (var i = 0; i < 3e5; i++); return "DIRECT"', { visits })
    const first = previews.run(slow, { ...ana, signal: gone.signal })
    const next = previews.run(request('return "DIRECT"'), { who: 'bob' })
    gone.abort(new Error('typed on'))
    await expect(first).rejects.toThrow('typed on')
    expect((await next).columns[0]?.verdicts[0]).toMatchObject({ raw: 'DIRECT' })
  })

  it('keeps what lint found in a text', async () => {
    await using previews = openPreviewer(openEvaluator, () => async () => [])
    const text = 'function FindProxyForURL(url, host) {\n  return "DIRECTLY"\n}'
    const found = await previews.linter.find(text, ana)
    expect(found).toMatchObject([{ line: 2 }])
    expect(await previews.linter.find(text, { who: 'bob' })).toBe(found)
  })
})
