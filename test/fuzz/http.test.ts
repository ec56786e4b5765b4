import { describe, expect, it } from 'vitest'
import { dial, exchange, pac, serve, statuses } from '../http/exchange.ts'
import { seeds, target } from './http.ts'
import { mutations } from './mutate.ts'

const started = Number(process.env.FUZZ_SEED ?? 1)
const count = Number(process.env.FUZZ_COUNT ?? 20_000)

describe('strange requests', () => {
  it('keep the promises of the fast path', () => {
    let number = 0
    for (const input of mutations(seeds(), count, started)) {
      try {
        target(input)
      } catch (error) {
        throw new Error(`input ${number} of seed ${started}: ${JSON.stringify(input.toString('latin1'))}`, { cause: error })
      }
      number++
    }
    expect(number).toBe(count)
  })

  it.each([
    ['a live server', '', {}],
    [
      'one behind proxies',
      'PROXY UNKNOWN\r\n',
      { proxyProtocol: ['127.0.0.1/32'], trustedProxies: ['127.0.0.0/8', '192.0.2.0/24'] },
    ],
  ])('never hurt %s: each gets proper answers or none, and the next client is served', async (_, header, options) => {
    // all of them share an address here
    await using server = await serve({}, { connectionsPerClient: 1000, ...options })
    const alive = async () => statuses(await exchange(server, `${header}GET /wpad.dat HTTP/1.0\r\n\r\n`))
    let number = 0
    for (const input of mutations(seeds(), Math.max(2000, Math.floor(count / 10)), started)) {
      const answer = await exchange(server, input)
      const context = `input ${number++}: ${JSON.stringify(input.toString('latin1'))} got ${JSON.stringify(answer.slice(0, 200))}`
      expect(answer === '' || /^HTTP\/1\.1 (200|304|400|403|404|405|408|431) [A-Z]/.test(answer), context).toBe(true)
      if (number % 200 === 0) expect(await alive(), context).toEqual(['200 OK'])
    }
    for (const { detail = '', outcome } of server.sightings) {
      expect(detail.length).toBeLessThanOrEqual(256)
      expect(outcome).toMatch(/^(pac|not-modified|not-found|method|bad-request|too-large|health|metrics|forbidden|proxy-header)$/)
    }
    expect(await alive()).toEqual(['200 OK'])
  })

  it('cut in two anywhere, a request gets what it gets whole', async () => {
    await using server = await serve()
    const head = 'GET /wpad.dat%00 HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n'
    for (let at = 1; at < head.length; at++) {
      await using client = await dial(server.endpoint)
      await client.send(head.slice(0, at))
      await client.send(head.slice(at))
      const answer = await client.rest()
      expect([at, statuses(answer), answer.endsWith(pac)]).toEqual([at, ['200 OK'], true])
    }
  })
})
