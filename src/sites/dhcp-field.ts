import * as v from 'valibot'
import { addressField, domainField } from '../net/fields.ts'

// each has to fit into a reply of 548 bytes beside the URL
const most = { servers: 8, domains: 16 } as const

const ipv4 = v.pipe(
  addressField,
  v.check(({ family }) => family === 4, 'is IPv6, which option 6 of DHCP cannot hold (give IPv4 addresses)'),
  v.transform(({ text }) => text),
)

/** A site's `dhcp`: what its DHCP clients are told beside the URL of the PAC, when they ask for it. */
export const dhcpField = v.optional(
  v.strictObject({
    /** Option 6. */
    dnsServers: v.optional(
      v.pipe(v.array(ipv4, 'is not a list of addresses'), v.maxLength(most.servers, `has over ${most.servers} servers`)),
      [],
    ),
    /** Option 15. */
    domainName: v.optional(domainField),
    /** Option 119 (RFC 3397). */
    searchList: v.optional(
      v.pipe(v.array(domainField, 'is not a list of domains'), v.maxLength(most.domains, `has over ${most.domains} domains`)),
      [],
    ),
  }),
)
