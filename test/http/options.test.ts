import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { httpOptions } from '../../src/http/options.ts'
import { formatEndpoint } from '../../src/net/endpoint.ts'

describe('the section http', () => {
  it('has defaults for everything', () => {
    const { listen, metrics, rateLimit, ...rest } = v.parse(httpOptions, {})
    expect(listen.map(formatEndpoint)).toEqual(['0.0.0.0:80', '[::]:80'])
    expect(metrics.map(({ text }) => text)).toEqual(['127.0.0.0/8', '::1/128'])
    expect(rateLimit?.perSecond).toBe(1000)
    expect(rateLimit?.exempt.map(({ text }) => text)).toEqual(['127.0.0.0/8', '::1/128'])
    expect(rest).toEqual({
      maxAge: 300,
      allow: [],
      trustedProxies: [],
      proxyProtocol: undefined,
      connections: 2000,
      connectionsPerClient: 100,
      headTimeout: 10,
      idleTimeout: 15,
      sendTimeout: 30,
    })
  })

  it.each([
    [{ listen: [] }, /is empty/],
    [{ listen: ['80'] }, /did you mean 0\.0\.0\.0:80/],
    [{ maxAge: -1 }, /is negative/],
    [{ maxAge: 1.5 }, /whole number of seconds/],
    [{ maxAge: 86_401 }, /over a day/],
    [{ maxAge: '300' }, /not a number/],
    [{ connections: 0 }, /under 1/],
    [{ headTimeout: 0 }, /under 0\.1/],
    [{ idleTimeout: 4000 }, /over an hour/],
    [{ allow: ['192.0.2.1/24'] }, /host bits/],
    [{ metrics: ['everyone'] }, /not a CIDR/],
    [{ port: 80 }, /port/],
    [{ trustedProxies: '192.0.2.1' }, /not a list of CIDR/],
    [{ trustedProxies: ['proxy.example.org'] }, /not a CIDR/],
    [{ proxyProtocol: 'on' }, /not a list of CIDR blocks, nor off/],
    [{ proxyProtocol: ['192.0.2.1/24'] }, /host bits/],
    [{ rateLimit: 100 }, /Expected Object/],
    [{ rateLimit: { perSecond: 0 } }, /under 1/],
    [{ rateLimit: { perSecond: 2_000_000 } }, /over a million/],
    [{ rateLimit: { exempt: ['all'] } }, /not a CIDR/],
  ])('refuses %j', (input, message) => {
    const { issues = [] } = v.safeParse(httpOptions, input)
    expect(issues.map(({ message }) => message).join()).toMatch(message)
  })
})
