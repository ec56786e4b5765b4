import * as v from 'valibot'
import { parseAddress } from '../net/address.ts'
import { contains, parseCidr } from '../net/cidr.ts'
import type { Endpoint } from '../net/endpoint.ts'
import { allowField, endpointField, readField } from '../net/fields.ts'
import type { StoreOptions } from '../store/options.ts'

const loopback = [parseCidr('127.0.0.0/8'), parseCidr('::1/128')]

const fileField = v.pipe(v.string('is not a path'), v.nonEmpty('is empty'))

/** The `admin` section. What is not loopback is HTTPS: a session that crosses a network in the clear is anybody's. */
export const adminOptions = v.strictObject({
  listen: v.optional(v.pipe(v.array(endpointField), v.minLength(1, 'names no address (write `admin: off` for no page)')), [
    '127.0.0.1:8081',
  ]),
  allow: allowField,
  /** PEM files; every listener is HTTPS then, loopback too. Absent: wpadd makes a certificate where it needs one. */
  tls: v.optional(v.strictObject({ certificate: fileField, key: fileField })),
  /** Names and addresses by which browsers may ask, beside loopback and the address that they have reached. */
  names: v.optional(v.array(readField('a name or an address', hostName))),
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

/** Whether the page is HTTPS at the endpoint. */
export function isSecureAt(endpoint: Endpoint, { tls }: Pick<AdminOptions, 'tls'>): boolean {
  return tls !== undefined || !isLoopback(endpoint)
}

function hostName(text: string): string {
  const address = parseAddress(text)
  if (address !== undefined) return address.text
  const name = text.toLowerCase().replace(/\.$/, '')
  if (name.length > 253 || !name.split('.').every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label)))
    throw new RangeError(`"${text}" is not a host name or an address (without scheme and port)`)
  return name
}
