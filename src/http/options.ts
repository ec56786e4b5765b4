import * as v from 'valibot'
import { allowField, cidrField, endpointField, sectionOrOff } from '../net/fields.ts'

const loopback = ['127.0.0.0/8', '::1/128']

const seconds = (fallback: number) =>
  v.optional(
    v.pipe(v.number('is not a number of seconds'), v.minValue(0.1, 'is under 0.1 s'), v.maxValue(3600, 'is over an hour')),
    fallback,
  )

const count = (fallback: number) =>
  v.optional(v.pipe(v.number('is not a number'), v.integer('is not a whole number'), v.minValue(1, 'is under 1')), fallback)

/** `off`, or how often one client may ask. */
const rateLimitOptions = v.strictObject({
  /** An office behind one address fetches some hundred files at nine in the morning, Chromium each twice. */
  perSecond: v.optional(
    v.pipe(
      v.number('is not a number of requests'),
      v.minValue(1, 'is under 1: Chromium fetches twice'),
      v.maxValue(1_000_000, 'is over a million (say off)'),
    ),
    1000,
  ),
  /** Networks for which there is no limit. */
  exempt: v.optional(v.array(cidrField, 'is not a list of CIDR blocks'), () => loopback),
})

/** The section `http`. Times are in seconds. */
export const httpOptions = v.strictObject({
  listen: v.optional(
    v.pipe(
      v.array(endpointField, 'is not a list of addresses and ports'),
      v.minLength(1, 'is empty (say "http: off" for no HTTP)'),
    ),
    ['0.0.0.0:80', '[::]:80'],
  ),
  /** How long a client may keep the PAC without asking again (requirement H4). */
  maxAge: v.optional(
    v.pipe(
      v.number('is not a number of seconds'),
      v.integer('is not a whole number of seconds'),
      v.minValue(0, 'is negative'),
      v.maxValue(86_400, 'is over a day, which is how long a wrong PAC would stay'),
    ),
    300,
  ),
  allow: allowField,
  /** Networks that may read /metrics. */
  metrics: v.optional(v.array(cidrField), () => loopback),
  /** Proxies whose X-Forwarded-For says who asks; everyone else's is what a stranger wrote. */
  trustedProxies: v.optional(v.array(cidrField, 'is not a list of CIDR blocks'), []),
  /** Networks whose connections begin with a PROXY header, every one of them. */
  proxyProtocol: v.optional(sectionOrOff(v.array(cidrField, 'is not a list of CIDR blocks, nor off')), 'off'),
  rateLimit: v.optional(sectionOrOff(rateLimitOptions), {}),
  /** Connections at one time: all of them, and those of one address. */
  connections: count(2000),
  connectionsPerClient: count(100),
  /** How long a client may take to send the head of its first request. */
  headTimeout: seconds(10),
  /** How long a connection may wait for its next request, and that request's head may take. */
  idleTimeout: seconds(15),
  /** How long a client may take to read an answer. */
  sendTimeout: seconds(30),
})

export type HttpOptions = v.InferOutput<typeof httpOptions>
