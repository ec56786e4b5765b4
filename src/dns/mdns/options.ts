import { type LinkOptions, linkOptions } from '../../net/link-options.ts'

/** The `mdns` section; 120 seconds are the protocol's own advice for records that name a host (RFC 6762, section 10). */
export const mdnsOptions = linkOptions(5353, 120)

export type MdnsOptions = LinkOptions
