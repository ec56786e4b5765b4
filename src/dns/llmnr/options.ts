import { type LinkOptions, linkOptions } from '../../net/link-options.ts'

/** The `llmnr` section; 30 seconds are the protocol's own advice (RFC 4795, section 2.8). */
export const llmnrOptions = linkOptions(5355, 30)

export type LlmnrOptions = LinkOptions
