import { describe, expect, it } from 'vitest'
import { evalCommand } from '../../src/admin/preview/eval-command.ts'
import { summary, verdictWords } from '../../src/admin/preview/verdict-words.ts'
import { languages } from '../../src/admin/words/words.ts'
import type { Verdict } from '../../src/evaluator/verdict.ts'

const { words } = languages.en
const http = { type: 'http', host: 'proxy.example.com', port: 3128 } as const
const direct = { type: 'direct' } as const

function answered(...proxies: Extract<Verdict, { kind: 'answered' }>['proxies']): Verdict {
  return { kind: 'answered', raw: 'the raw text', proxies }
}

describe('a verdict in words', () => {
  it.each<[Verdict, object]>([
    [
      answered(http, direct),
      { look: 'proxy', shape: '▣', first: 'proxy.example.com:3128', chain: ['DIRECT'], said: 'the raw text' },
    ],
    [answered(direct), { look: 'direct', shape: '○', first: 'DIRECT', chain: [] }],
    [answered({ ...http, type: 'https', host: '2001:db8::1' }), { look: 'proxy', shape: '◈', first: 'HTTPS [2001:db8::1]:3128' }],
    [answered({ ...http, type: 'socks5' }), { look: 'proxy', shape: '◆', first: 'SOCKS5 proxy.example.com:3128' }],
    [answered(...Array(60).fill(http)), { chain: [...Array(50).fill('proxy.example.com:3128'), '9 more'] }],
    [
      { kind: 'failed', reason: 'timeout', detail: 'ran for 1 s', clientDoes: 'direct' },
      { look: 'fails', shape: '✕', first: 'fails: timeout', chain: ['the client goes DIRECT'], said: 'ran for 1 s' },
    ],
    [
      { kind: 'failed', reason: 'syntax', detail: 'x', clientDoes: 'error' },
      { look: 'fails', first: 'fails: syntax', chain: ['the client shows an error'] },
    ],
    [
      { kind: 'bypassed', detail: 'localhost' },
      { look: 'direct', shape: '◌', first: 'DIRECT', said: 'the PAC is not asked: localhost' },
    ],
  ])('case %#', (verdict, expected) => {
    expect(verdictWords(verdict, words.preview)).toMatchObject(expected)
  })

  it('sums all up in one sentence', () => {
    const failed: Verdict = { kind: 'failed', reason: 'timeout', detail: '', clientDoes: 'direct' }
    const bypassed: Verdict = { kind: 'bypassed', detail: '' }
    expect(summary([answered(direct)], words.preview)).toBe('1 visit: 1 DIRECT.')
    expect(summary([answered(direct), answered(http), answered(http), failed, bypassed], words.preview)).toBe(
      '5 visits: 2 through proxy.example.com:3128, 1 DIRECT, 1 fails (timeout), 1 DIRECT without asking the PAC.',
    )
  })

  it('says how many fail as people do', () => {
    const failed: Verdict = { kind: 'failed', reason: 'exception', detail: 'x', clientDoes: 'direct' }
    expect(summary([failed], words.preview)).toBe('1 visit: 1 fails (exception).')
    expect(summary([failed, failed, failed], words.preview)).toBe('3 visits: 3 fail (exception).')
    expect(summary([failed, failed], languages.es.words.preview)).toBe('2 visitas: 2 fallan (exception).')
  })

  it('names six ways at most', () => {
    const many = Array.from({ length: 9 }, (_, i) => answered({ ...http, port: i }))
    expect(summary(many, words.preview)).toMatch(/:4, 4 other ways\.$/)
  })
})

describe('the command line for a preview', () => {
  const world = {
    addresses: ['192.0.2.7', '2001:db8::7'],
    now: 0,
    timeZone: 'UTC',
    dns: { 'a.test': ['192.0.2.5', '2001:db8::5'] },
  }
  const request = {
    pac: '',
    visits: [{ url: 'http://a.test/' }],
    world,
    resolve: false,
    kinds: [{ as: 'chromium', dialect: 'chromium' } as const],
  }

  it('names the whole world', () => {
    expect(evalCommand(request, '/etc/wpadd/office.pac')).toBe(
      'wpadd eval /etc/wpadd/office.pac http://a.test/ --client-ip 192.0.2.7 --client-ip 2001:db8::7 ' +
        '--now 1970-01-01T00:00:00.000Z --tz UTC --dns a.test=192.0.2.5,2001:db8::5',
    )
  })

  it('names one client kind, and stands for every dialect where there are several', () => {
    const windows = { as: 'windows10', dialect: 'winhttp' } as const
    expect(evalCommand({ ...request, kinds: [windows] }, 'x.pac')).toContain(' --as windows10 ')
    expect(evalCommand({ ...request, kinds: [windows, ...request.kinds] }, 'x.pac')).toContain(' --as all ')
  })

  it('is safe to paste into a shell', () => {
    const visits = [{ url: "http://a.test/?x=$(id)&y='`" }]
    expect(evalCommand({ ...request, visits }, 'my file.pac')).toContain(
      `'my file.pac' 'http://a.test/?x=$(id)&y='\\''\`' --client-ip`,
    )
  })

  it('is not given where it would be too long', () => {
    expect(evalCommand({ ...request, resolve: true }, 'x.pac')).toMatch(/ --live$/)
    expect(evalCommand({ ...request, visits: Array(21).fill({ url: 'http://a.test/' }) }, 'x.pac')).toBeUndefined()
  })
})
