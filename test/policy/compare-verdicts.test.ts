import { describe, expect, it } from 'vitest'
import type { Verdict } from '../../src/evaluator/verdict.ts'
import { compareVerdicts, decisionText } from '../../src/policy/compare-verdicts.ts'

const http = { type: 'http', host: 'proxy.example.com', port: 3128 } as const
const direct = { type: 'direct' } as const

function answered(raw: string, ...proxies: Extract<Verdict, { kind: 'answered' }>['proxies']): Verdict {
  return { kind: 'answered', raw, proxies }
}
const failed: Verdict = { kind: 'failed', reason: 'exception', detail: 'x is not defined', clientDoes: 'direct' }
const bypassed: Verdict = { kind: 'bypassed', detail: 'localhost' }

describe('a decision as text', () => {
  it.each<[Verdict, string]>([
    [answered('DIRECT', direct), 'DIRECT'],
    [answered('x', http, direct), 'PROXY proxy.example.com:3128; DIRECT'],
    [answered('x', { type: 'socks5', host: '2001:db8::1', port: 1080 }), 'SOCKS5 [2001:db8::1]:1080'],
    [answered('x', { type: 'socks', host: 'a.test', port: null }), 'SOCKS a.test'],
    [bypassed, 'DIRECT, the PAC is not asked'],
    [failed, 'fails (exception), goes DIRECT'],
    [{ ...failed, clientDoes: 'error' } as Verdict, 'fails (exception), shows an error'],
  ])('of %j is %s', (verdict, text) => {
    expect(decisionText(verdict)).toBe(text)
  })
})

describe('the comparison of verdicts', () => {
  const visits = [
    { url: 'http://a.test/', hits: 3 },
    { url: 'http://b.test/', hits: 1 },
    { url: 'http://c.test/', hits: 5 },
  ]

  it('groups what changes by what it was and what it becomes', () => {
    const compared = compareVerdicts(
      visits,
      [answered('x', http), answered('x', http), answered('x', direct)],
      [answered('x', direct), answered('x', direct), failed],
    )
    expect(compared).toEqual({
      changes: [
        { before: 'PROXY proxy.example.com:3128', after: 'DIRECT', visits: [visits[0], visits[1]] },
        { before: 'DIRECT', after: 'fails (exception), goes DIRECT', visits: [visits[2]], detail: 'x is not defined' },
      ],
      unchanged: { visits: 0, hits: 0 },
      failing: { before: { visits: 0, hits: 0 }, after: { visits: 1, hits: 5 } },
    })
  })

  it('looks at the ways, not at the spelling, nor at the words of an error', () => {
    const compared = compareVerdicts(
      visits,
      [answered('PROXY proxy.example.com:3128', http), failed, bypassed],
      [answered('proxy  PROXY.example.com:3128;', http), { ...failed, detail: 'other' } as Verdict, bypassed],
    )
    expect(compared.changes).toEqual([])
    expect(compared.unchanged).toEqual({ visits: 3, hits: 9 })
    expect(compared.failing.after).toEqual({ visits: 1, hits: 1 })
  })

  it('tells two long lists of proxies apart, though it shows their beginning', () => {
    const many = (last: number) =>
      answered('x', ...Array.from({ length: 60 }, (_, i) => ({ ...http, port: 1 + i })), { ...http, port: last })
    const [change] = compareVerdicts([visits[0]!], [many(100)], [many(101)]).changes
    expect(change?.before).toMatch(/^PROXY proxy\.example\.com:1; .{260,300}… \(\d+ characters\)$/)
  })
})
