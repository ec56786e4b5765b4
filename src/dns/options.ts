import * as v from 'valibot'
import { allowField, cidrField, endpointField, sectionOrOff } from '../net/fields.ts'

// loopback, private (RFC 1918, RFC 4193), shared (RFC 6598) and link-local networks
const privateNetworks = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
]

/** `off`, or how often one network gets the same answer over UDP (requirement N6). */
const rateLimitOptions = v.strictObject({
  /** The same answer to one IPv4 /24 or IPv6 /56, each second. */
  perSecond: v.optional(whole('answers', 1, 1_000_000), 100),
  /** Beyond it, every so many-th is truncated instead of dropped, which a real client follows up over TCP; 0: none. */
  slip: v.optional(whole('answers', 0, 100), 2),
  /** Never dropped, only cut short beyond the limit: a resolver asks for a whole LAN from one address. */
  exempt: v.optional(v.array(cidrField, 'is not a list of CIDR blocks'), privateNetworks),
})

/** The `dns` section. */
export const dnsOptions = v.strictObject({
  /** A wildcard opens one UDP and one TCP socket per local address, so that answers leave from the address that was asked. */
  listen: v.optional(
    v.pipe(
      v.array(endpointField, 'is not a list of addresses and ports'),
      v.minLength(1, 'is empty (write dns: off to have no DNS)'),
    ),
    ['0.0.0.0:53', '[::]:53'],
  ),
  /** Seconds that resolvers keep an answer, "there is none" included. */
  ttl: v.optional(whole('seconds', 0, 86_400), 300),
  allow: allowField,
  rateLimit: v.optional(sectionOrOff(rateLimitOptions), {}),
  /** `idle`: seconds that a connection may take over its next whole query. */
  tcp: v.optional(
    v.strictObject({
      connections: v.optional(whole('connections', 1, 10_000), 256),
      perClient: v.optional(whole('connections', 1, 10_000), 16),
      idle: v.optional(whole('seconds', 1, 300), 10),
    }),
    {},
  ),
})

export type DnsOptions = v.InferOutput<typeof dnsOptions>

/** What the sockets are opened with: a `ttl` is in the zones, and another one needs no other sockets. */
export type DnsSocketOptions = Omit<DnsOptions, 'ttl'>

export function dnsSocketOptions({ ttl: _inZones, ...rest }: DnsOptions): DnsSocketOptions {
  return rest
}

function whole(unit: string, least: number, most: number) {
  const message = `is not a whole number of ${unit} from ${least} to ${most}`
  return v.pipe(v.number(message), v.integer(message), v.minValue(least, message), v.maxValue(most, message))
}
