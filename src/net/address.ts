import ipaddr from 'ipaddr.js'

/** An IP address as it is compared: 4 or 16 bytes, and its canonical text (RFC 5952 for IPv6, no zone). */
export interface Address {
  readonly family: 4 | 6
  readonly bytes: Uint8Array
  readonly text: string
}

/**
 * Reads an IPv4 or IPv6 address. An IPv4-mapped IPv6 address (what a dual-stack socket reports) becomes the IPv4 address
 * that it stands for, and a zone (`%eth0`) is dropped. Anything else, short or octal IPv4 forms included, is `undefined`.
 */
export function parseAddress(text: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return fromParsed(ipaddr.IPv4.parse(text))
  if (!text.includes(':') || !ipaddr.IPv6.isValid(text)) return undefined
  const v6 = ipaddr.IPv6.parse(text.replace(/%.*$/, ''))
  return fromParsed(v6.isIPv4MappedAddress() ? v6.toIPv4Address() : v6)
}

/** The IPv4 address in the four bytes at `offset`. Throws a RangeError when they are not all there. */
export function ipv4At(bytes: Uint8Array, offset: number): Address {
  if (offset + 4 > bytes.length) throw new RangeError(`no IPv4 address at byte ${offset} of ${bytes.length}`)
  const four = bytes.slice(offset, offset + 4)
  return { family: 4, bytes: four, text: four.join('.') }
}

function fromParsed(parsed: ipaddr.IPv4 | ipaddr.IPv6): Address {
  return {
    family: parsed.kind() === 'ipv4' ? 4 : 6,
    bytes: Uint8Array.from(parsed.toByteArray()),
    text: parsed.toString(),
  }
}
