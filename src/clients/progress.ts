import { parseAddress } from '../net/address.ts'
import type { DnsLookup, End, HttpLookup } from './lookup.ts'

/** What a discovery knows so far: how each lookup ended, what it found, and which led to someone else's names. */
export interface Progress {
  readonly ended: Map<string, End>
  readonly values: Map<string, readonly string[]>
  readonly outside: Set<string>
}

export function noProgress(): Progress {
  return { ended: new Map(), values: new Map(), outside: new Set() }
}

/** What these lookups found, in their order. */
export function valuesOf({ values }: Progress, ids: readonly string[]): string[] {
  return ids.flatMap((id) => values.get(id) ?? [])
}

/** The names that a DNS lookup is about; an address when the URL that it is about has one for its host, and nothing is asked. */
export function namesOf(
  { name }: DnsLookup,
  progress: Progress,
): { readonly names: readonly string[] } | { readonly address: string } {
  if (typeof name === 'string') return { names: [name] }
  if ('reverseOf' in name) return { names: valuesOf(progress, name.reverseOf).slice(0, 1).map(reverseName) }
  const host = urlHost(valuesOf(progress, name.hostOf)[0] ?? '')
  return parseAddress(host) === undefined ? { names: completed(host, name.search) } : { address: host }
}

/** The URL that a GET is for. */
export function urlOf({ url }: HttpLookup, progress: Progress): string {
  if (typeof url === 'string') return url
  if ('urlOf' in url) return valuesOf(progress, url.urlOf)[0] ?? ''
  return `http://${valuesOf(progress, url.namedBy)[0] ?? url.otherwise}/wpad.dat`
}

/** The addresses that a GET may go to; undefined when they are someone else's, or nobody was asked for them for that reason. */
export function addressesOf({ addressesOf }: HttpLookup, progress: Progress): readonly string[] | undefined {
  const source = addressesOf.find((id) => progress.ended.get(id) === 'found')
  const leads = source === undefined ? addressesOf.some((id) => progress.outside.has(id)) : progress.outside.has(source)
  return leads ? undefined : valuesOf(progress, addressesOf)
}

/** The names that a resolver asks for a host: with a dot it stands for itself. */
export function completed(host: string, search: readonly string[]): string[] {
  return host.includes('.') ? [host] : [...search.map((domain) => `${host}.${domain}`), host]
}

/** The host of a URL; of an IPv6 address without its brackets. Empty when it is no URL. */
export function urlHost(url: string): string {
  return (URL.parse(url)?.hostname ?? '').replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

/** The name that an address is looked up by for its own (RFC 1035, section 3.5; RFC 3596, section 2.5). */
export function reverseName(text: string): string {
  const address = parseAddress(text)
  if (address === undefined) throw new RangeError(`"${text}" is not an address`)
  if (address.family === 4) return `${[...address.bytes].reverse().join('.')}.in-addr.arpa`
  const nibbles = [...address.bytes].flatMap((byte) => [byte >> 4, byte & 15])
  const digits = nibbles.reverse().map((nibble) => nibble.toString(16))
  return `${digits.join('.')}.ip6.arpa`
}
