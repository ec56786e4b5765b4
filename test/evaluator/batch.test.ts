import { afterAll, describe, expect, it } from 'vitest'
import { answerBatch, type BatchAnswer, parseKind, readBatchLine } from '../../src/evaluator/batch.ts'
import { openEvaluator } from '../../src/evaluator/evaluator.ts'

const evaluator = openEvaluator()
afterAll(() => evaluator[Symbol.asyncDispose]())

const pac = 'function FindProxyForURL(url, host) { return "PROXY " + host + ":80" }'

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items
}

async function answers(...requests: unknown[]): Promise<BatchAnswer[]> {
  const lines = requests.map((request) => (typeof request === 'string' ? request : JSON.stringify(request)))
  const out: BatchAnswer[] = []
  for await (const line of answerBatch(each(lines), evaluator)) out.push(JSON.parse(line))
  return out
}

describe('a request', () => {
  it('is answered with the raw text and the proxies in it', async () => {
    const script = 'function FindProxyForURL() { return "PROXY a:80; DIRECT" }'
    expect(await answers({ id: 7, pac: script, url: 'http://www.example.org/' })).toEqual([
      {
        id: 7,
        verdict: {
          kind: 'answered',
          raw: 'PROXY a:80; DIRECT',
          proxies: [{ type: 'http', host: 'a', port: 80 }, { type: 'direct' }],
        },
      },
    ])
  })

  it('has the world that it names, and no other', async () => {
    const script =
      'function FindProxyForURL(u, h) { return [h, dnsResolve("a.test"), dnsResolve("b.test"), myIpAddress(), new Date().getHours()].join() }'
    const world = {
      dns: { 'a.test': ['192.0.2.1'] },
      client: { ips: ['192.0.2.10'] },
      now: '2026-01-05T09:00:00Z',
      tz: 'Europe/Madrid',
    }
    const [full, empty] = await answers(
      { pac: script, url: 'http://x.test/', host: 'given', ...world },
      { pac: script, url: 'http://x.test/', now: '2026-01-05T09:00:00Z', tz: 'UTC' },
    )
    expect(full).toMatchObject({ verdict: { raw: 'given,192.0.2.1,,192.0.2.10,10' } })
    expect(empty).toMatchObject({ verdict: { raw: 'x.test,,,127.0.0.1,9' } })
  })

  it('may bring bytes and the type that a server sends', async () => {
    const bytes = Buffer.from('function FindProxyForURL() { return "len" + "é".length }')
    const request = { pacBase64: bytes.toString('base64'), url: 'http://x.test/' }
    const types = [undefined, 'application/x-ns-proxy-autoconfig; charset=utf-8']
    const out = await answers(...types.map((contentType) => ({ ...request, contentType })))
    expect(out).toMatchObject([{ verdict: { raw: 'len2' } }, { verdict: { raw: 'len1' } }])
  })

  it('is bypassed or failed in the words of the contract', async () => {
    const out = await answers(
      { id: 'a', pac, url: 'http://localhost/' },
      { id: 'b', pac: 'FindProxyForURL(', url: 'http://x.test/' },
    )
    expect(out).toEqual([
      { id: 'a', verdict: { kind: 'bypassed', detail: expect.any(String) } },
      { id: 'b', verdict: { kind: 'failed', reason: 'syntax', detail: expect.any(String), clientDoes: 'direct' } },
    ])
  })

  it.each(['chromium', 'chromium-windows', 'android'])('runs as %s', async (as) => {
    expect(await answers({ pac, url: 'http://x.test/', as })).toMatchObject([{ verdict: { raw: 'PROXY x.test:80' } }])
    expect(parseKind(as)).toEqual({ dialect: 'chromium' })
  })

  it('C7: each line runs as the kind that it names', async () => {
    const script = 'function FindProxyForURL(url, host) { return url }'
    const kinds = ['firefox-windows', 'ie7', 'ios', 'kde', 'libproxy']
    const out = await answers(...kinds.map((as) => ({ pac: script, url: 'https://x.test/a?b', as })))
    const raws = ['https://x.test/', 'https://x.test/a?b', 'https://x.test/', 'https://x.test', 'https://x.test/a?b']
    expect(out).toMatchObject(raws.map((raw) => ({ verdict: { raw } })))
  })
})

describe('a line that is no request is answered with what is wrong', () => {
  const wrong: [unknown, unknown, RegExp][] = [
    ['', null, /not JSON/],
    ['{', null, /not JSON/],
    ['[1]', null, /url is missing|not a JSON object/],
    ['null', null, /not a JSON object/],
    [{ id: 1 }, 1, /url is missing/],
    [{ id: 1, url: 5, pac }, 1, /url is not text/],
    [{ id: 1, url: 'http://x.test/' }, 1, /exactly one/],
    [{ id: 1, url: 'http://x.test/', pac, pacBase64: 'AA==' }, 1, /exactly one/],
    [{ id: 1, url: 'http://x.test/', pacBase64: '?' }, 1, /pacBase64 is not base64/],
    [{ id: { deep: 1 }, url: 'nonsense', pac }, { deep: 1 }, /"nonsense" is not a URL/],
    [{ id: 1, url: 'http://x.test/', pac, as: 'netscape' }, 1, /"netscape" is no kind .*chromium/],
    [{ id: 1, url: 'http://x.test/', pac, as: 'toString' }, 1, /"toString" is no kind/],
    [{ id: 1, url: 'http://x.test/', pac, now: 'soon' }, 1, /now is not an ISO date/],
    [{ id: 1, url: 'http://x.test/', pac, tz: 'Mars/Base' }, 1, /Mars\/Base/],
    [{ id: 1, url: 'http://x.test/', pac, dns: { a: '192.0.2.1' } }, 1, /dns\.a is not a list/],
    [{ id: 1, url: 'http://x.test/', pac, dns: { a: ['nonsense'] } }, 1, /"nonsense" is not an IP address/],
    [{ id: 1, url: 'http://x.test/', pac, client: { ips: ['x'] } }, 1, /"x" is not an IP address/],
  ]
  it.each(wrong)('%j', async (request, id, message) => {
    const [answer] = await answers(request)
    expect(answer).toEqual({ id, error: expect.stringMatching(message) })
  })

  it('and a line that is far too long', () => {
    expect(readBatchLine(`{"pac":"${'x'.repeat(9_000_000)}"}`)).toMatchObject({
      id: null,
      error: expect.stringMatching(/over the limit/),
    })
  })
})

describe('a batch', () => {
  it('keeps its order, whatever takes longer', async () => {
    const slow = 'function FindProxyForURL() { for (;;); }'
    const requests = Array.from({ length: 200 }, (_, id) => ({ id, pac: id === 3 ? slow : pac, url: `http://h${id}.test/` }))
    const out = await answers(...requests)
    expect(out.map(({ id }) => id)).toEqual(requests.map(({ id }) => id))
    expect(out[3]).toMatchObject({ verdict: { kind: 'failed', reason: 'timeout' } })
    expect(out[199]).toMatchObject({ verdict: { raw: 'PROXY h199.test:80' } })
  })

  it('evaluates every line for itself', async () => {
    const counting = 'var n = 0; function FindProxyForURL() { return "n" + ++n }'
    const request = { pac: counting, url: 'http://x.test/' }
    expect(await answers(request, request, request)).toMatchObject(Array(3).fill({ verdict: { raw: 'n1' } }))
  })

  it('answers a line before the next one comes', async () => {
    const asked = Promise.withResolvers<void>()
    async function* lines() {
      yield JSON.stringify({ id: 1, pac, url: 'http://a.test/' })
      await asked.promise
      yield JSON.stringify({ id: 2, pac, url: 'http://b.test/' })
    }
    const answer = answerBatch(lines(), evaluator)
    expect(JSON.parse((await answer.next()).value)).toMatchObject({ id: 1 })
    asked.resolve()
    expect(JSON.parse((await answer.next()).value)).toMatchObject({ id: 2 })
    expect((await answer.next()).done).toBe(true)
  })

  it('does not read far ahead of a slow reader', async () => {
    let read = 0
    async function* lines() {
      for (; read < 1000; read++) yield JSON.stringify({ id: read, pac, url: 'http://a.test/' })
    }
    const answer = answerBatch(lines(), evaluator)
    await answer.next()
    expect(read).toBeLessThan(100)
    await answer.return(undefined)
  })
})
