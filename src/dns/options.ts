import * as v from 'valibot'
import { allowField, endpointField } from '../net/fields.ts'

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

function whole(unit: string, least: number, most: number) {
  const message = `is not a whole number of ${unit} from ${least} to ${most}`
  return v.pipe(v.number(message), v.integer(message), v.minValue(least, message), v.maxValue(most, message))
}
