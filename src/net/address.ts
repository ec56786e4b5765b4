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
  const v4 = parseIpv4(text)
  if (v4 !== undefined) return v4
  if (!text.includes(':') || !ipaddr.IPv6.isValid(text)) return undefined
  const v6 = ipaddr.IPv6.parse(text.replace(/%.*$/, ''))
  return fromParsed(v6.isIPv4MappedAddress() ? v6.toIPv4Address() : v6)
}

// By hand, because it is on the way of every packet: the library's two regular expressions cost more than the answer.
function parseIpv4(text: string): Address | undefined {
  if (text.length > 15) return undefined
  const bytes = new Uint8Array(4)
  let octet = 0
  let digits = 0
  let dots = 0
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit >= 0 && digit <= 9) {
      // 010 is eight to some and ten to others
      if (digits > 0 && octet === 0) return undefined
      octet = octet * 10 + digit
      digits++
      if (octet > 255) return undefined
    } else {
      if (digit !== -2 || digits === 0 || dots === 3) return undefined
      bytes[dots++] = octet
      octet = 0
      digits = 0
    }
  }
  if (dots !== 3 || digits === 0) return undefined
  bytes[3] = octet
  return { family: 4, bytes, text }
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
