import * as v from 'valibot'
import { parseAddress } from '../net/address.ts'
import { contains, parseCidr } from '../net/cidr.ts'
import { type Endpoint, formatEndpoint } from '../net/endpoint.ts'
import { allowField, endpointField } from '../net/fields.ts'
import type { StoreOptions } from '../store/options.ts'

const loopback = [parseCidr('127.0.0.0/8'), parseCidr('::1/128')]

/**
 * The `admin` section. Only loopback addresses may be listened on: this version has neither accounts nor HTTPS, so whoever
 * could reach the page on a network could also read the sign-in link and the session from the wire.
 */
export const adminOptions = v.strictObject({
  listen: v.optional(
    v.pipe(
      v.array(
        v.pipe(
          endpointField,
          v.check(isLoopback, ({ input }) => notLoopback(input)),
        ),
      ),
      v.minLength(1, 'names no address (write `admin: off` for no page)'),
    ),
    ['127.0.0.1:8081'],
  ),
  allow: allowField,
})

/** What the admin page needs to open, as read from the configuration. */
export type AdminOptions = v.InferOutput<typeof adminOptions>

/** The same with where the pages keep things; `undefined`: in memory. */
export type PagesOptions = AdminOptions & { readonly store: StoreOptions | undefined }

/** Whether nobody but this machine reaches the endpoint. */
export function isLoopback({ address }: Endpoint): boolean {
  const parsed = parseAddress(address)
  return parsed !== undefined && loopback.some((block) => contains(block, parsed))
}

function notLoopback(endpoint: Endpoint): string {
  return (
    `"${formatEndpoint(endpoint)}" is not a loopback address: the page has no accounts and no HTTPS yet ` +
    `(listen on 127.0.0.1:${endpoint.port} and reach it with: ssh -L ${endpoint.port}:127.0.0.1:${endpoint.port} HOST)`
  )
}
