import type { Sighting } from '../../events/sighting.ts'
import { parseAddress } from '../../net/address.ts'
import { networkOf } from '../../net/cidr.ts'

const prefixLength = { 4: 24, 6: 48 } as const

/**
 * The same sighting of a network instead of a client: its address becomes its /24 or /48, so do the addresses that somebody wrote
 * into what was asked, and what else tells one machine from another (hardware address, host name, the name of a reverse lookup) is
 * gone.
 */
export function networksOnly({ hardware: _hardware, hostName: _hostName, detail, ...sighting }: Sighting): Sighting {
  const rest = detail === undefined ? {} : { detail: withoutAddresses(detail) }
  return { ...sighting, client: networkText(sighting.client), ...rest }
}

function networkText(text: string): string {
  const address = parseAddress(text)
  return address === undefined ? '' : networkOf(address, prefixLength[address.family])
}

function withoutAddresses(detail: string): string {
  if (/\.arpa\b/i.test(detail)) return '(a reverse lookup)'
  return detail.replace(/\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*(?::[0-9a-f]*){2,}/gi, (text) => networkText(text) || text)
}
