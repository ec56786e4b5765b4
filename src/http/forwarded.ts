import { type Address, parseAddress } from '../net/address.ts'
import { type Cidr, contains } from '../net/cidr.ts'

/**
 * Whom a trusted proxy asks for: in X-Forwarded-For, to which each proxy adds the address of its own peer, the rightmost one that
 * is not a trusted proxy itself. Everything to the left of it is what a stranger may have written. Where an entry can't be read, or
 * the field is missing, it is the last proxy that could be. Never throws.
 *
 * `Forwarded` (RFC 7239) is not read: a proxy that writes the one field passes the other on as its client wrote it.
 */
export function forwardedClient(peer: Address, field: string | undefined, trusted: readonly Cidr[]): Address {
  let client = peer
  for (const entry of field?.split(',').reverse() ?? []) {
    const before = readEntry(entry.trim())
    if (before === undefined) return client
    client = before
    if (!trusted.some((network) => contains(network, before))) return client
  }
  return client
}

// some proxies write the port, too: 192.0.2.7:4711 or [2001:db8::7]:4711
function readEntry(text: string): Address | undefined {
  const [, bracketed, bare] = /^(?:\[([^\]]*)\](?::\d{1,5})?|([\d.]+):\d{1,5})$/.exec(text) ?? []
  return parseAddress(bracketed ?? bare ?? text)
}
