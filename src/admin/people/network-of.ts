import { parseAddress } from '../../net/address.ts'

/** Whom an address stands for: itself, or for IPv6 its /64, in which one machine has as many addresses as it likes. */
export function networkOf(address: string): string {
  const parsed = parseAddress(address)
  if (parsed === undefined) return address.slice(0, 64)
  return parsed.family === 4 ? parsed.text : `${Buffer.from(parsed.bytes.subarray(0, 8)).toString('hex')}::/64`
}
