import { type LinkOptions, linkOptions } from '../net/link-options.ts'

/** The `netbios` section; 300 seconds, as wpadd's DNS answers: Windows itself keeps a name for ten minutes. */
export const netbiosOptions = linkOptions(137, 300)

export type NetbiosOptions = LinkOptions
