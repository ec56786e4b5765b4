import * as v from 'valibot'
import { addressField, cidrField, domainField, readField } from '../net/fields.ts'
import { dhcpField } from './dhcp-field.ts'
import { nameField, pacField } from './fields.ts'
import { profilesField } from './profile-options.ts'

// long enough for any real URL, short enough for a DHCP reply of 576 bytes to be worth trying
const longestUrl = 1024

/** One entry of `sites`, as it is written. */
export const siteOptions = v.strictObject({
  name: nameField,
  subnets: v.optional(v.array(cidrField, 'is not a list of CIDR blocks'), []),
  domains: v.optional(v.array(domainField, 'is not a list of domains'), []),
  /** What becomes of a domain that is a public suffix, under which strangers register names (requirement S1). */
  publicSuffix: v.optional(v.picklist(['refuse', 'allow'], 'is not refuse or allow'), 'refuse'),
  /** Whether the wpad names of the parents of its domains are another server's. */
  parents: v.optional(v.picklist(['here', 'elsewhere'], 'is not here or elsewhere'), 'here'),
  addresses: v.optional(v.array(addressField, 'is not a list of addresses'), []),
  url: v.optional(readField('a URL', readPacUrl)),
  pac: pacField,
  profiles: profilesField,
  dhcp: dhcpField,
})

export type SiteOptions = v.InferOutput<typeof siteOptions>

// requirement W1: plain HTTP; old clients do not fetch a PAC by HTTPS
function readPacUrl(text: string): string {
  if (!/^[\x21-\x7e]+$/.test(text)) throw new RangeError(`"${text}" has a space or a character outside ASCII`)
  if (text.length > longestUrl) throw new RangeError(`is ${text.length} characters long; at most ${longestUrl} fit`)
  const url = URL.parse(text)
  if (url?.protocol === 'https:') throw new RangeError(`"${text}" is HTTPS, which WPAD clients do not fetch (write http://)`)
  if (url?.protocol !== 'http:') throw new RangeError(`"${text}" is not a URL (write http://192.0.2.10/wpad.dat)`)
  return text
}
