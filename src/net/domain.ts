/**
 * Reads a DNS domain: lower-cased, without the final dot. Throws a RangeError on what no zone can be made of: an empty label,
 * one over 63 bytes, a name that leaves no room for `_wpad._tcp.` within 255 bytes, or a letter outside ASCII.
 */
export function parseDomain(text: string): string {
  const domain = text.toLowerCase().replace(/\.$/, '')
  const labels = domain.split('.')
  if (/[^\x21-\x7e]/.test(domain)) throw new RangeError(`"${text}" has a character outside ASCII (write the xn-- form)`)
  if (labels.some((label) => label === '')) throw new RangeError(`"${text}" has an empty label`)
  if (labels.some((label) => label.length > 63)) throw new RangeError(`"${text}" has a label over 63 characters`)
  if (!labels.every((label) => /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/.test(label)))
    throw new RangeError(`"${text}" is not a domain name`)
  if (domain.length > 240) throw new RangeError(`"${text}" is over 240 characters`)
  if (domain.startsWith('wpad.'))
    throw new RangeError(`"${text}" starts with wpad (did you mean ${domain.slice(5)}? the wpad names are added to it)`)
  return domain
}
