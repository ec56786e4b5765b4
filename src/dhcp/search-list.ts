/**
 * Writes the value of option 119 (RFC 3397): the domains of a search list, one after another as DNS writes names, where the end of a
 * name that stands earlier in the value is a pointer to it (RFC 1035, section 4.1.4). `domains` are checked domain names.
 */
export function encodeSearchList(domains: readonly string[]): Uint8Array {
  const pieces: Buffer[] = []
  const known = new Map<string, number>()
  let length = 0
  const put = (...bytes: number[]) => {
    pieces.push(Buffer.from(bytes))
    length += bytes.length
  }
  for (const domain of domains) {
    const labels = domain.split('.')
    const rest = labels.findIndex((_, i) => known.has(labels.slice(i).join('.')))
    const own = rest === -1 ? labels : labels.slice(0, rest)
    own.forEach((label, i) => {
      // a pointer has 14 bits
      if (length < 0x4000) known.set(labels.slice(i).join('.'), length)
      put(label.length, ...Buffer.from(label, 'latin1'))
    })
    if (rest === -1) put(0)
    else {
      const to = known.get(labels.slice(rest).join('.'))!
      put(0xc0 | (to >> 8), to & 0xff)
    }
  }
  return Buffer.concat(pieces)
}
